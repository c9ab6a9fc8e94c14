"""What is kept: originals, statements, the work table, documents, records and events.

Database rows never leave this folder; the types of ``worker.casefile`` and ``worker.record`` do.
"""
