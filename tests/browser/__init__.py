"""People at real browsers: the school's pages on one site, the tool in its frame on another."""
