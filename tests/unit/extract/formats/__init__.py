"""Tests of the readers of every format but PDF and pictures."""
