"""Load: many clients at once against a draining backlog, and what of it is durable.

``python -m tests.load`` (``make clients``) starts a whole deployment and prints one table.
"""
