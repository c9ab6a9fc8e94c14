"""How well the active models read: each module measures one thing and returns plain figures."""
