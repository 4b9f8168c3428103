"""What stays when something breaks: the server is killed, the disk is full, the database is locked or away."""
