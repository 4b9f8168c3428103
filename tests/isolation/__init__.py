"""Nobody of one tenant sees another's data."""
