"""Which e-mail addresses are written to: plain ones in ASCII. Nothing else may reach a header or a mail server."""

from __future__ import annotations

import re

# RFC 5321, 4.5.3.1.3.
LONGEST = 254
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_LABEL}")


def is_address(text: str) -> bool:
    """Whether this is one address, without a name or brackets around it."""
    return len(text) <= LONGEST and ADDRESS.fullmatch(text) is not None
