"""What `signpost` can be told at a terminal, a file for each thing that it is about."""
