"""What tests of screens do with a drawn page: find a widget by its label, press a button."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def field(page: AppTest, kind: str, label: str):  # type: ignore[no-untyped-def]
    """The widget of a kind with a label."""
    return next(one for one in page.get(kind) if one.label == label)


def press(page: AppTest, label: str) -> AppTest:
    """The page after a button was pressed, which raised nothing."""
    field(page, "button", label).click()
    page.run()
    assert not page.exception
    return page
