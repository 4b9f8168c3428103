"""The `signpost` command, as an administrator or another program runs it."""
