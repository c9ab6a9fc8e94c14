"""Soak: a deployment under a steady mixed load, and whether what it holds stays flat.

``python -m tests.soak`` (``make soak``) starts one, samples it and prints one table.
"""
