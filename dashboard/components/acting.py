"""以何身份操作: the role, and the village or star it stands for. By honour until there are accounts."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.actor import (
    DATA_OFFICER,
    OF_VILLAGE,
    ROLES,
    TASK_FORCE,
    Actor,
)
from dashboard.store import commands, queries
from dashboard.words import say


def choose() -> None:
    """The role, and for posts of one village or star which one."""
    st.selectbox(say("frame.acting_as"), ROLES, index=ROLES.index(DATA_OFFICER), key="acting_as")
    role = _role()
    if role in OF_VILLAGE:
        _box(say("frame.acting_village"), "acting_village", _villages())
    if role == TASK_FORCE:
        _box(say("frame.acting_star"), "acting_star", _stars())


def actor() -> Actor:
    """As whom the user acts: 村支书（瓦岗村）, 专班（生态宜居）, 管理员. Without a village or star chosen
    the scope is empty, and acts that need one are refused."""
    role = _role()
    names: dict[str, str] = {}
    if role in OF_VILLAGE:
        names, key = _villages(), "acting_village"
    elif role == TASK_FORCE:
        names, key = _stars(), "acting_star"
    else:
        return Actor(role, role)
    scope = st.session_state.get(key) or ""
    if scope not in names:
        return Actor(role, role)
    return Actor(say("frame.acting_name", role=role, scope=names[scope]), role, scope)


def _role() -> str:
    return str(st.session_state.get("acting_as", DATA_OFFICER))


def _villages() -> dict[str, str]:
    here = queries.villages_on_day(commands.clock_today())
    return dict(zip(here["village_code"], here["village"], strict=True))


def _stars() -> dict[str, str]:
    stars = queries.star_list()
    return dict(zip(stars["star_code"], stars["star"], strict=True))


def _box(label: str, key: str, names: dict[str, str]) -> None:
    st.selectbox(
        label, list(names), index=None, key=key, format_func=lambda code: names.get(code, code),
        placeholder=label,
    )  # fmt: skip
