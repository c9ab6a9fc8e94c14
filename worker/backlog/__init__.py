"""Reprocessing runs: which statements are due, doing them again, and what came out differently."""
