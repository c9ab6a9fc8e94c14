"""Word lists and patterns that the digest finds its cues by. Data, no reasoning."""
