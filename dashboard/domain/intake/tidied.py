"""What was tidied all over a file, told once: its encoding, its full-width figures."""

from __future__ import annotations

import re

import numpy as np

from dashboard.domain.intake.privacy import masked
from dashboard.domain.intake.problem import Notices
from dashboard.domain.intake.sheet import Sheet

_WIDE = re.compile("[\uff10-\uff19\uff0e\uff05]")  # digits, the point and the sign of percent
ENCODINGS = ("GBK", "UTF-16")


def tell_tidied(sheet: Sheet, notices: Notices) -> None:
    """A notice for another encoding than UTF-8, and one for full-width figures, by their first cell."""
    if sheet.encoding in ENCODINGS:
        message = f"文件的编码是 {sheet.encoding}，已识别并照此读入。"
        notices.add(None, None, sheet.encoding, "encoding", message)
    wide = [one.where(lambda text: bool(_WIDE.search(text))) for one in sheet.columns]
    count = sum(int(one.sum()) for one in wide)
    if not count:
        return
    place = next(place for place, one in enumerate(wide) if one.any())
    row = int(np.flatnonzero(wide[place])[0])
    cell, heading = masked(sheet.columns[place].cell(row)), sheet.header[place]
    message = f"有 {count} 格写着全角数字（如“{cell}”），已按半角读入。"
    notices.add(int(sheet.row_numbers[row]), heading, cell, "full_width", message)
