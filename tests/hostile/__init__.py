"""Hostile platforms, hostile browsers and plain rubbish, thrown at the real application over HTTP.

Tests are named for what a row of the protocol asks for:
L01 to L10  the login (LTI security framework 1.0, 5.1.1)
V01 to V19  the host's answer: form and token (5.1.3), then what the token says (LTI 1.3 Core)
N01 to N31  attacks that a certified tool may still fall for

Each refusal is held to the same rules (evidence.py): a 4xx page with a reference and nothing else, one line in the log
that has the reference and the reason, and no row that the refusal may not leave behind.
"""
