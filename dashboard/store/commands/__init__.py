"""Every act that changes the store. Who may do what is checked here, never in a screen."""

from dashboard.store.commands.alias import end_alias, remember_names
from dashboard.store.commands.delivery import receive
from dashboard.store.commands.pair import add_pair, end_pair
from dashboard.store.commands.preview import Impact, preview
from dashboard.store.commands.setup import (
    create_demonstration,
    create_instance,
    leave_demonstration,
)
from dashboard.store.commands.upload import Receipt, check, clock_today, publish, withdraw
from dashboard.store.commands.village import (
    abolish_village,
    found_village,
    merge_village,
    regroup_villages,
    rename_village,
    set_liaison_post,
    withdraw_village_event,
)

__all__ = [
    "Impact",
    "Receipt",
    "abolish_village",
    "add_pair",
    "check",
    "clock_today",
    "create_demonstration",
    "create_instance",
    "end_alias",
    "end_pair",
    "found_village",
    "leave_demonstration",
    "merge_village",
    "preview",
    "publish",
    "receive",
    "regroup_villages",
    "remember_names",
    "rename_village",
    "set_liaison_post",
    "withdraw",
    "withdraw_village_event",
]
