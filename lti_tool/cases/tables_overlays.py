"""What each school adds to its guide, version after version. The old ones stay, because cases name them."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

ID = sa.String(32)

tenant_overlays = sa.Table(
    "tenant_overlays",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    # The highest is in force.
    sa.Column("number", sa.Integer, nullable=False),
    # Encrypted: the file as it was loaded, with the names of those who decided. Empty where it was taken away.
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("loaded_at", UtcDateTime(), nullable=False),
    sa.UniqueConstraint("tenant_id", "number"),
)
