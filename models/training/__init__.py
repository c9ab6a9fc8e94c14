"""How the artefacts were made: corpus, datasets, training and evaluation."""
