"""Journeys of people through the whole tool, over HTTP, from a launch to a receipt."""
