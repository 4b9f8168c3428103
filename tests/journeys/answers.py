"""Answers that a reporter and a lead give, in the order in which they are asked."""

import html
import re

from tests.school import Visit

REPORTER = {
    "danger": "no",
    "strand": "images",
    "distress": "coping",
    "adult": "no",
    "pressure": "no",
    "spread": "private",
    "staff_seen": "none",
    "child_where": "With the school nurse",
    "reach": "Room 12",
    "told": "She said he has the picture. [image]",
}

LEAD = {
    "capacity": "no",
    "age": "13_15",
    "content": "nude",
    "agreement": "mutual",
    "motive": "ordinary",
    "power": "no",
    "pattern": "none",
    "offline": "none",
    "stopped": "yes",
    "plan": "none",
    "home": "no",
    "other_harm": "no",
    "confidence": "yes",
    "other_school": "no",
}


def first(count: int, **changes: str) -> dict[str, str]:
    """The reporter's first answers, some of them otherwise."""
    return dict(list((REPORTER | changes).items())[:count])


def words(visit: Visit) -> str:
    """What a person reads on the page: no tags, and each run of spaces as one."""
    body = visit.text.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def heading(visit: Visit) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", visit.text, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def title(visit: Visit) -> str:
    found = re.search(r"<title>(.*?)</title>", visit.text)
    return html.unescape(found[1]) if found else ""


def link(visit: Visit, label: str) -> str:
    """Where the link with these words leads."""
    for found in re.finditer(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', visit.text, re.DOTALL):
        if label in " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[2])).split()):
            return html.unescape(found[1])
    raise AssertionError(f"no link {label!r} on {visit.path}")


def chosen(visit: Visit) -> list[str]:
    """The values of the radio buttons that are chosen."""
    return [re.search(r'value="([^"]*)"', found)[1] for found in re.findall(r"<input[^>]*\schecked[^>]*>", visit.text)]


def typed(visit: Visit) -> str:
    """What stands in the page's text box."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", visit.text, re.DOTALL)
    return html.unescape(found[1]).removeprefix("\n") if found else ""


def stands_in(visit: Visit, name: str) -> str:
    """What a form's field of this name would send: what is typed into it, or chosen; empty for nothing."""
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', visit.text, re.DOTALL)
    if area:
        return html.unescape(area[1]).removeprefix("\n")
    found = re.findall(rf'<input[^>]*\sname="{name}"[^>]*>', visit.text)
    assert found, f"no field {name!r} on {visit.path}"
    sent = [each for each in found if "checked" in each or not re.search('type="(radio|checkbox)"', each)]
    values = [re.search(r'\svalue="([^"]*)"', each) for each in sent]
    return html.unescape(values[0][1]) if values and values[0] else ""


def forms(visit: Visit) -> list[str]:
    """Where the page's forms and buttons lead."""
    return [html.unescape(path) for path in re.findall(r'(?:action|formaction)="([^"]+)"', visit.text)]
