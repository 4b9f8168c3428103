"""Why a file was not made, or not taken."""


class RecordRefused(Exception):
    """Nothing was written. The message says why, and what to do; it repeats nothing of what is in a record."""
