"""Text in, analysis out: device, windows, identifiers, entities and summary."""
