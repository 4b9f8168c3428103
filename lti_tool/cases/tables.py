"""The tables of this room. A migration makes them; a test compares the two.

Level, status, strand and times stay plain so that lists sort; whatever a person answered or wrote is encrypted.
"""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables_overlays import tenant_overlays

ID = sa.String(32)
HASH = sa.String(64)
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _case() -> sa.Column[str]:
    return sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False)


def _staff(name: str = "by_staff_id", *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, ID, sa.ForeignKey("staff.id"), nullable=nullable)


cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    sa.Column("reference", sa.String(12), nullable=False),
    sa.Column("guide_id", sa.String(40), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("strand", sa.String(20), nullable=False),
    # What the answers require now, as guidance.model.Level counts; and what was decided, once it is.
    sa.Column("level", sa.SmallInteger, nullable=False),
    sa.Column("restricted", sa.Boolean, nullable=False, server_default=sa.false()),
    # The highest instruction whose interruption page has been shown to the reporter.
    sa.Column("interrupted_at", sa.SmallInteger, nullable=False, server_default="0"),
    _staff("reporter_id"),
    sa.Column("started_at", UtcDateTime(), nullable=False),
    # Leads see the case from this moment.
    sa.Column("answered_at", UtcDateTime()),
    sa.Column("sent_at", UtcDateTime()),
    sa.Column("opened_at", UtcDateTime()),
    sa.Column("closed_at", UtcDateTime()),
    # Counts changes: a form made from an older version of the case is told so.
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    _staff("owner_id", nullable=True),
    # When the reporter last added something that nobody has looked at since.
    sa.Column("news_at", UtcDateTime()),
    # What was decided. `level` stays what the answers require.
    sa.Column("decided_level", sa.SmallInteger),
    # When something of it is next overdue, and since when it is in the school's own record.
    sa.Column("next_due_at", UtcDateTime()),
    sa.Column("filed_at", UtcDateTime()),
    # How many entries its history has, and the hash of the last: an entry cut off at the end leaves no other trace.
    sa.Column("events_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("events_head", HASH, nullable=False, server_default=sa.text("''")),
    # Since when it must not be deleted, whatever the school's period says.
    sa.Column("held_at", UtcDateTime()),
    # How it was decided, as deciding.Way; NULL while it is not.
    sa.Column("decided_way", sa.String(20)),
    # With which version of what the school adds to its guide the level was worked out; NULL where it added nothing.
    sa.Column("overlay_id", ID, sa.ForeignKey(tenant_overlays.c.id)),
    # How soon it was opened after it was sent, as first_look.Look; NULL until then, and in what is older than this.
    sa.Column("first_look", sa.String(20)),
    # Whether named_staff has anybody for it. A trigger of the database keeps it.
    sa.Column("names_anybody", sa.Boolean, nullable=False, server_default=sa.false()),
    # In which numbers of the overview it is: `counting.kind_of` reads it. NULL while it is in none. The database works
    # it out by itself of the columns above; how is in the migration that made it.
    sa.Column("count_code", sa.Integer, server_default=sa.FetchedValue()),
    # The same in words, for a version from before.
    sa.Column("counted_as", sa.String(80), server_default=sa.FetchedValue()),
    sa.UniqueConstraint("tenant_id", "reference"),
    # All by which a list is chosen, put in order and counted, so that it reads no case but those of its page.
    sa.Index(
        "ix_cases_listed",
        *("tenant_id", "status", "level", "sent_at", "answered_at", "restricted", "opened_at", "news_at", "id"),
    ),
    sa.Index("ix_cases_reporter", "reporter_id", "started_at"),
    # All that the overview counts, so that it reads no case.
    sa.Index("ix_cases_counted", "tenant_id", "count_code", "sent_at"),
    sa.Index("ix_cases_closed", "tenant_id", "status", "closed_at"),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("question", sa.String(40), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
    _staff(),
    sa.Column("at", UtcDateTime(), nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", BIG, sa.Identity(), primary_key=True),
    _case(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    # Encrypted words: which question, from what to what, a reason.
    sa.Column("detail", sa.LargeBinary),
    _staff(nullable=True),
    sa.Column("at", UtcDateTime(), nullable=False),
    # The hash of the entry before, and of this one with it (cases/chain.py).
    sa.Column("previous", HASH, nullable=False, server_default=sa.text("''")),
    sa.Column("hash", HASH, nullable=False, server_default=sa.text("''")),
    sa.UniqueConstraint("case_id", "number"),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _case(),
    sa.Column("outcome", sa.SmallInteger, nullable=False),
    sa.Column("guide_id", sa.String(40), nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False),
    _staff(),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Column("computed", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("way", sa.String(20), nullable=False, server_default="confirm"),
    # Encrypted: what the way asks for beside the reason.
    sa.Column("record", sa.LargeBinary),
    sa.Index("ix_decisions_case", "case_id"),
)

# Agencies that were asked for advice or told. What they said is encrypted; dates stay plain, so that lists can rise.
consultations = sa.Table(
    "consultations",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _case(),
    sa.Column("told", sa.LargeBinary, nullable=False),
    sa.Column("answer", sa.LargeBinary),
    _staff(),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Column("chase_on", sa.Date),
    sa.Column("answered_at", UtcDateTime()),
    sa.Index("ix_consultations_case", "case_id"),
)

# Who a restricted case is about, or who is related to a child in it. They see nothing of it.
named_staff = sa.Table(
    "named_staff",
    metadata,
    sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), primary_key=True),
)

# One row for each tick owed to a person's gradebook, for a case or for practice; outcomes drains them alike.
receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE")),
    sa.Column("host_id", ID, sa.ForeignKey("hosts.id", ondelete="CASCADE"), nullable=False),
    sa.Column("sub", sa.String(255), nullable=False),
    sa.Column("line_item_url", sa.String(2000)),
    sa.Column("line_items_url", sa.String(2000)),
    sa.Column("resource_link_id", sa.String(255)),
    sa.Column("scopes", sa.JSON, nullable=False),
    # The course it came from: whether anything is posted is that course's choice.
    sa.Column("context_id", sa.String(255)),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("why", sa.String(40)),
    # The score's timestamp: the same on every retry.
    sa.Column("scored_at", UtcDateTime()),
    sa.Column("due_at", UtcDateTime()),
    sa.Column("changed_at", UtcDateTime(), nullable=False),
    sa.Column("practice_id", ID, sa.ForeignKey("practices.id", ondelete="CASCADE")),
    sa.CheckConstraint("(case_id IS NULL) <> (practice_id IS NULL)", name="one_thing"),
    sa.Index("ix_receipts_case", "case_id"),
    sa.Index("ix_receipts_practice", "practice_id"),
    sa.Index("ix_receipts_person", "host_id", "sub"),
)
