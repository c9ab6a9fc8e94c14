"""PDFs: words where they stand, from the text layer, from filled fields and from page pictures."""
