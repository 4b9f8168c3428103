"""The words for whether the platform's own page keeps a value for this browser (LTI Platform Storage)."""

from __future__ import annotations

from ...launch.storage import Shelf
from ...outcomes.installation_places import Topic, place
from ..views_installation import Look, Trial

TITLE = "Platform storage in this browser"
NOT_TRIED, FAILS, WORKS = ("Not known", ""), ("Does not work", ""), ("Works", "monitor")
INSTEAD = "People whose browser keeps no cookie in the frame are offered a new window. Nothing else is lost."
FROM_THERE = "To try it, open Signpost in your platform’s frame and test there."
NOT_OFFERED = Look(TITLE, "Off", "", "Your platform did not offer it when you opened Signpost.", INSTEAD)


def storage_trial(shelf: Shelf, family: str) -> Trial:
    """What the browser tries, and what each end of it means; first what is so where no script runs.

    Args:
        family: the kind of platform, as `launch.hosts` names it.
    """
    where = place(Topic.WINDOW, family)
    shown = {
        "untried": Look(TITLE, *NOT_TRIED, "It was not tried, because that needs JavaScript.", INSTEAD),
        "trying": Look(TITLE, *NOT_TRIED, "Signpost is asking your platform’s page. Wait two seconds."),
        "works": Look(TITLE, *WORKS, "Your platform’s page kept a value for Signpost and gave it back."),
        "alone": Look(TITLE, *NOT_TRIED, "It was not tried: this window is not in your platform’s frame.", FROM_THERE),
        "silent": Look(TITLE, *FAILS, "Your platform offers it, and did not answer in time.", INSTEAD, where),
        "refused": Look(TITLE, *FAILS, "Your platform’s page refused to keep a value.", INSTEAD, where),
        "changed": Look(TITLE, *FAILS, "Your platform’s page did not give back what it was given.", INSTEAD, where),
    }
    return Trial(shelf.frame, shelf.origins, shelf.key, tuple(shown.items()))
