"""Every act that changes the store. Who may do what is checked here, never in a screen."""

from dashboard.store.commands.alias import remember_names
from dashboard.store.commands.delivery import receive
from dashboard.store.commands.knowing import clock_today, known
from dashboard.store.commands.pair import add_pair, end_pair
from dashboard.store.commands.preview import Impact, preview
from dashboard.store.commands.setup import (
    create_demonstration,
    create_instance,
    leave_demonstration,
)
from dashboard.store.commands.upload import Receipt, check, publish, withdraw

__all__ = [
    "Impact",
    "Receipt",
    "add_pair",
    "check",
    "clock_today",
    "create_demonstration",
    "create_instance",
    "end_pair",
    "known",
    "leave_demonstration",
    "preview",
    "publish",
    "receive",
    "remember_names",
    "withdraw",
]
