"""Frames that keep no cookie, and two people at one computer, through HTTP."""
