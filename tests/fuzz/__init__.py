"""Fuzzing of whatever reads bytes that nobody trusts."""
