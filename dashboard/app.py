"""Opens the house: the pages, the sidebar, and the screen that was asked for."""

from __future__ import annotations

from functools import partial
from importlib import import_module

import streamlit as st

from dashboard.components import view
from dashboard.components.frame import sidebar
from dashboard.screens import SCREENS
from dashboard.words import say

st.set_page_config(page_title=say("frame.product"), layout="wide", initial_sidebar_state=208)


def _show(module: str) -> None:
    import_module(f"dashboard.screens.{module}").show()


# The first page has no path of its own, and every screen shall have one: it only leads on.
home = st.Page(lambda: view.go(SCREENS[0].path), title=say("frame.product"), default=True)
pages = {
    screen.path: st.Page(
        partial(_show, screen.module),
        title=say(f"frame.title.{screen.path}"),
        url_path=screen.path,
    )
    for screen in SCREENS
}
page = st.navigation([home, *pages.values()], position="hidden")
view.read()
view.register(pages)
sidebar(SCREENS, pages)
page.run()
