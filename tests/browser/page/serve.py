"""Serve every_widget.py as the product serves its screens:

python -m tests.browser.page.serve PORT
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import streamlit as st

from dashboard.browser import browser_routes
from dashboard.settings import ROOT


def failed(error: Exception) -> bool:
    """As the product does: no English sentence about an error."""
    st.error(f"这一页出错了（{len(str(error))}）")
    return True


PATHS = ["/", "/inputs", "/tables", "/files", "/others", "/own", "/nowhere"]


if __name__ == "__main__":
    os.chdir(ROOT)
    app = st.App(
        Path(__file__).with_name("every_widget.py"),
        routes=browser_routes(PATHS),
        on_script_error=failed,
    )
    app.run(config={"server.address": "127.0.0.1", "server.port": int(sys.argv[1])})
