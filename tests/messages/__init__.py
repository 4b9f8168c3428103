"""Messages that open no activity: a review from the gradebook, a request about data, and notices."""
