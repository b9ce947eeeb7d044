"""Every act that changes the store. Who may do what is checked here, never in a screen."""

from dashboard.store.commands.alias import remember_names
from dashboard.store.commands.correction import NOTHING_SEEN, correct_value
from dashboard.store.commands.delivery import receive
from dashboard.store.commands.knowing import clock_today, known
from dashboard.store.commands.pair import add_pair, end_pair
from dashboard.store.commands.preview import Impact, Withdrawal, preview, preview_withdrawal
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.second_check import check_draft, discard_draft, publish_draft
from dashboard.store.commands.setup import (
    create_demonstration,
    create_instance,
    leave_demonstration,
)
from dashboard.store.commands.upload import check, publish
from dashboard.store.commands.withdrawal import has_original, original, republish, withdraw

__all__ = [
    "NOTHING_SEEN",
    "Impact",
    "Receipt",
    "Withdrawal",
    "add_pair",
    "check",
    "check_draft",
    "clock_today",
    "correct_value",
    "create_demonstration",
    "create_instance",
    "discard_draft",
    "end_pair",
    "has_original",
    "known",
    "leave_demonstration",
    "original",
    "preview",
    "preview_withdrawal",
    "publish",
    "publish_draft",
    "receive",
    "remember_names",
    "republish",
    "withdraw",
]
