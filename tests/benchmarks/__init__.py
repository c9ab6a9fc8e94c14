"""Times and rates, measured as ratios in one run: ``make bench``. Nothing here can fail a test."""
