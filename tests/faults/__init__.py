"""Faults against a real deployment: what is lost, doubled or torn, and how soon it recovers.

``python -m tests.faults`` runs them and prints the table; docs/reference/guarantees.md explains it.
"""
