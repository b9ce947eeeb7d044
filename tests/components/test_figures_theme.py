"""Colours: readable, said once, equal in the theme file and in Python."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dashboard.components import theme

ROOT = Path(__file__).resolve().parents[2]
FILLS = [
    *theme.LEVEL_RAMP, *theme.SEQUENTIAL_RAMP, *theme.STAR_FILL.values(), theme.UNKNOWN,
    theme.PLAIN,
]  # fmt: skip


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    """The configuration file of the served page."""
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))


@pytest.mark.parametrize("fill", FILLS, ids=lambda fill: fill.fill)
def test_text_on_every_fill_can_be_read(fill: theme.Fill) -> None:
    assert theme.contrast(fill.text, fill.fill) >= 4.5


@pytest.mark.parametrize("tone", sorted(theme.TONES))
def test_every_tone_can_be_read_on_the_page(tone: str) -> None:
    assert theme.contrast(theme.TONES[tone], theme.PAGE) >= 4.5


@pytest.mark.parametrize("tone", ["red", "amber", "green"])
def test_status_text_can_be_read_on_its_ground(tone: str) -> None:
    assert theme.contrast(theme.TONES[tone], theme.GROUNDS[tone]) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == 21
    assert round(theme.contrast(theme.INK, theme.PAGE), 1) == 15.4


def test_the_theme_file_holds_the_same_colours(config: dict[str, Any]) -> None:
    page = config["theme"]
    assert page["backgroundColor"] == theme.PAGE
    assert page["secondaryBackgroundColor"] == theme.PANEL
    assert page["textColor"] == theme.INK
    assert page["primaryColor"] == page["redColor"] == theme.RED
    assert page["greenColor"] == theme.GREEN
    assert page["yellowColor"] == theme.AMBER
    assert page["font"] == theme.FONT
    assert tuple(page["chartCategoricalColors"]) == theme.COLORWAY
    assert tuple(page["chartSequentialColors"]) == theme.SEQUENTIAL


def test_every_option_of_the_theme_file_is_known(config: dict[str, Any]) -> None:
    from streamlit.config import get_config_options

    known = get_config_options(force_reparse=False)
    named = [
        f"{section}.{name}"
        for section, table in config.items()
        for name, value in table.items()
        if not isinstance(value, dict)
    ]
    assert [name for name in named if name not in known] == []


def test_the_page_tells_nobody_and_shows_no_trace(config: dict[str, Any]) -> None:
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["toolbarMode"] == "minimal"
    assert config["runner"] == {"fastReruns": True, "postScriptGC": False, "magicEnabled": False}
    assert config["server"]["maxUploadSize"] == 50


def test_no_colour_is_written_elsewhere() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b|rgba?\(")
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in ("components", "screens", "reports")
        for path in sorted((ROOT / "dashboard" / folder).rglob("*.py"))
        if path.name != "theme.py" and colour.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_glyphs_are_in_every_office_font() -> None:
    assert all(len(glyph.encode("gbk")) <= 2 for glyph in theme.GLYPHS.values())
