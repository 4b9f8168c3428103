"""The database writes beside each case how it counts, in one word list that an index holds, and whom it names or not.

It does so itself, in a column that it works out and in a trigger: a version from before, which still runs beside this
one during an upgrade, knows of neither and changes cases. What is there already is filled in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

COUNTED = ("restricted", "opened_at", "level", "decided_level", "decided_way", "strand", "id", "first_look")
# A school year begins with 1 September in London, which is 23:00 the day before in UTC. An hour more and eight months
# less make a calendar year of it. SQLite would round the fractions of a second up, into the next year.
YEAR = {
    "sqlite": "strftime('%Y', substr(sent_at, 1, 19), '+1 hour', '-8 months')",
    "postgresql": "CAST(CAST(extract(year FROM timezone('UTC', sent_at) + interval '1 hour' - interval '8 months') "
    "AS integer) AS varchar(4))",
}
NOT_COUNTED = "sent_at IS NULL OR restricted OR names_anybody"
LOOK = "CASE WHEN opened_at IS NULL THEN 'not_yet' ELSE coalesce(first_look, '-') END"
WORDS = "|| ' ' || CAST(level AS varchar(2)) || ' ' || coalesce(CAST(decided_level AS varchar(2)), '-') || ' ' ||"
WORDS += f" coalesce(decided_way, '-') || ' ' || strand || ' ' || {LOOK}"
KIND = {"sqlite": "VIRTUAL", "postgresql": "STORED"}
NAMES = "UPDATE cases SET names_anybody = EXISTS (SELECT 1 FROM named_staff WHERE case_id = cases.id) WHERE id = {id}"


def upgrade() -> None:
    name = op.get_bind().dialect.name
    op.add_column("cases", sa.Column("names_anybody", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE cases SET names_anybody = TRUE WHERE id IN (SELECT case_id FROM named_staff)")
    counted_as = f"CASE WHEN {NOT_COUNTED} THEN NULL ELSE {YEAR[name]} {WORDS} END"
    op.execute(f"ALTER TABLE cases ADD COLUMN counted_as varchar(80) GENERATED ALWAYS AS ({counted_as}) {KIND[name]}")
    op.drop_index("ix_cases_counted", "cases")
    op.create_index("ix_cases_counted", "cases", ["tenant_id", "counted_as", "sent_at"])
    if name == "sqlite":
        for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
            changes = NAMES.format(id=f"{row}.case_id")
            op.execute(f"CREATE TRIGGER names_on_{event} AFTER {event} ON named_staff BEGIN {changes}; END".lower())
        return
    op.execute(_function())
    op.execute(
        "CREATE TRIGGER names_anybody AFTER INSERT OR DELETE ON named_staff "
        "FOR EACH ROW EXECUTE FUNCTION keep_names_anybody()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER names_on_insert")
        op.execute("DROP TRIGGER names_on_delete")
    else:
        op.execute("DROP TRIGGER names_anybody ON named_staff")
        op.execute("DROP FUNCTION keep_names_anybody()")
    op.drop_index("ix_cases_counted", "cases")
    op.drop_column("cases", "counted_as")
    op.drop_column("cases", "names_anybody")
    op.create_index("ix_cases_counted", "cases", ["tenant_id", "sent_at", *COUNTED])


def _function() -> str:
    added, taken = (NAMES.format(id=f"{row}.case_id") for row in ("NEW", "OLD"))
    body = f"IF TG_OP = 'INSERT' THEN {added}; ELSE {taken}; END IF; RETURN NULL;"
    return f"CREATE FUNCTION keep_names_anybody() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
