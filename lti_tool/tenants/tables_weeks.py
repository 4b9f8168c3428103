"""The table of weeks in which a tenant's installation was seen to work."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import metadata

tenant_weeks = sa.Table(
    "tenant_weeks",
    metadata,
    sa.Column("tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("sign", sa.String(20), primary_key=True),
    # The week's Monday. No day, no person and no count stands here, so none can be read from it.
    sa.Column("week", sa.Date, primary_key=True),
)
