"""Every group of routes, in one place."""

from __future__ import annotations

from . import (
    agencies,
    assessment,
    children,
    conversation,
    decision,
    erasing,
    filing,
    handling,
    leaving,
    links,
    lti,
    metrics,
    outcome,
    overview,
    paper,
    practice,
    retention,
    review,
    roles,
    sending,
    start,
    storage,
    system,
    tasks,
    training,
)

# Hosts post to these; they cannot know a token of ours.
FROM_HOSTS = (lti.bp, storage.bp)
OURS = (
    start.bp,
    assessment.bp,
    sending.bp,
    conversation.bp,
    review.bp,
    handling.bp,
    outcome.bp,
    decision.bp,
    agencies.bp,
    tasks.bp,
    filing.bp,
    practice.bp,
    training.bp,
    children.bp,
    links.bp,
    paper.bp,
    retention.bp,
    erasing.bp,
    leaving.bp,
    overview.bp,
    roles.bp,
    system.bp,
    metrics.bp,
)
