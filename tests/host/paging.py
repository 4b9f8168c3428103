"""How Moodle leads from one page of a list to the next."""


def next_page(url: str) -> tuple[str, str]:
    """The Link header of a page that is not the last. It is malformed, and really goes out like this."""
    escaped = url.replace("&", "&amp;")
    return ("Link", f"<{escaped}>; rel=\u201cnext\u201d")
