"""The inference library and its artefacts: text in, analysis out."""
