"""Tests of the pages and of what stands between them and a browser."""
