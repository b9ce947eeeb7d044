"""What people write and the program does not know: names of villages and headings of tables,
remembered once answered."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Answers
from dashboard.domain.intake.known import heading_key
from dashboard.domain.intake.privacy import private_kind
from dashboard.domain.names import clean, match_key
from dashboard.store import queries
from dashboard.store.act import Act, acting
from dashboard.store.commands.knowing import known

LONGEST = 30


def remember_names(actor: Actor, answers: Mapping[str, str]) -> int:
    """Remember that each name means the village of its code; returns how many are new.

    Refused as a whole for a name that is a village's already, one known for another village, one
    that is no name (empty, longer than 30 characters, digits only, a number of a person), or a
    code that is no village of the town.
    """
    new = _new_names(answers)
    if not new:
        return 0
    with acting(actor, "alias") as act:
        _add_names(act, new)
        act.subject, act.detail = "village_alias", dict(new)
    return len(new)


def remember_answers(act: Act, answers: Answers) -> None:
    """Remember the names and headings that an upload being published was read by; Refused as
    remember_names."""
    _add_names(act, _new_names(answers.villages))
    now_known = known()
    for heading, meaning in answers.columns.items():
        kept = now_known.meaning(heading)
        if heading_key(kept) != heading_key(meaning) and not now_known.is_heading(heading):
            act.transaction.add(
                "heading_meaning", heading=heading, meaning=meaning, recorded_at=act.now,
                **act.signature(),
            )  # fmt: skip


def _new_names(answers: Mapping[str, str]) -> dict[str, str]:
    villages = queries.villages().set_index("village_code")["village"].to_dict()
    owners = {match_key(name): code for code, name in villages.items()}
    remembered = dict(
        queries.aliases()[["alias", "village_code"]].itertuples(index=False, name=None)
    )
    new = {}
    for written, code in answers.items():
        name = clean(written)
        if not name or len(name) > LONGEST or name.isdigit() or private_kind(written):
            raise Refused("只能记住村的叫法：1 到 30 个字，不能是纯数字或证件、电话号码。")
        if code not in villages:
            raise Refused(f"本镇没有代码为“{code}”的村（社区）。")
        taken = remembered.get(name) or owners.get(match_key(name))
        if taken is not None and taken != code:
            raise Refused(
                f"“{name}”已是{villages.get(taken, taken)}的叫法，不能再指{villages[code]}。"
            )
        if taken is None:
            new[name] = code
    return new


def _add_names(act: Act, new: Mapping[str, str]) -> None:
    for name, code in new.items():
        act.transaction.add(
            "village_alias", alias=name, village_code=code, actor_name=act.actor.name,
            recorded_at=act.now,
        )  # fmt: skip
