"""Going out: what a gradebook is told, and the deliveries that tell it."""
