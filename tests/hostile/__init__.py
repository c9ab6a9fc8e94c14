"""Hostile, broken and odd files, made here, and what ought to become of each."""
