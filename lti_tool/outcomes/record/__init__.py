"""A tenant's record as a file: taken out of one installation, brought into another, and what is held about a person."""
