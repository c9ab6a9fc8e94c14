"""Reading words from pictures of pages."""
