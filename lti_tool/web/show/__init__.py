"""Builds page models from what the rooms below know. Words for people are chosen here, not in templates."""
