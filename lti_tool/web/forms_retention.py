"""The forms about how long cases are kept, and about deleting."""

from __future__ import annotations

from marshmallow import fields, validate

from ..cases.erasure_receipts import ErasureReason
from .forms_casework import Casework, text

OF_A_CASE = tuple(each.value for each in ErasureReason if each is not ErasureReason.TENANT)
AGREE, REFUSE = "agree", "refuse"


class HoldForm(Casework):
    """Why a case must be kept."""

    words = text("Write why it must be kept")


class ReleaseForm(Casework):
    """Why a case need not be kept any more."""

    words = text("Write why it need not be kept any more")


class EraseForm(Casework):
    """Why a case is proposed for deletion."""

    reason = fields.String(load_default="", validate=validate.OneOf(OF_A_CASE, error="Select why it can be deleted"))


class AgreeForm(Casework):
    """Whether somebody agrees to a deletion."""

    answer = fields.String(load_default="", validate=validate.OneOf((AGREE, REFUSE), error="Select whether you agree"))
