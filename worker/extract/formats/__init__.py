"""The formats other than PDF, one module each."""
