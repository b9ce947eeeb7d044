"""The national registry of townships and village units (data/registry, 2023 edition)."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.domain.errors import Refused
from dashboard.settings import ROOT

FOLDER = ROOT / "data" / "registry"
LEVELS = "市辖区|(省|自治区)直辖县级行政区划|自治[区州县]|[省市区县]"
"""Left out when places are compared, as people leave them out."""


@dataclass(frozen=True)
class Township:
    """A township, town or sub-district: 9-digit code, name, county, city, province."""

    code: str
    name: str
    county: str
    city: str
    province: str


@dataclass(frozen=True)
class VillageUnit:
    """A village or community: 12-digit code and its name as registered."""

    code: str
    name: str


@cache
def _townships() -> pa.Table:
    columns = ["code", "name", "county", "city", "province"]
    return pq.read_table(FOLDER / "township.parquet", columns=columns)


def township(code: str) -> Township:
    """The township of a 9-digit code; Refused, with what is near, for an unknown one."""
    table, code = _townships(), _text(code)
    rows = table.filter(pc.equal(table["code"], code)).to_pylist()
    if rows:
        return Township(**rows[0])
    codes = table["code"].to_pylist()
    same_county = [one for one in codes if one[:6] == code[:6]]
    near = difflib.get_close_matches(code, same_county or codes, n=1, cutoff=0.6)
    hint = f"相近的有 {near[0]}{township(near[0]).name}。" if near else ""
    raise Refused(f"没有代码为 {code} 的乡镇（应为 9 位）。{hint}可用 init --search 名称 查询。")


def villages_of(code: str) -> list[VillageUnit]:
    """The village units of a township, by code."""
    bounds = [("code", ">=", f"{code}000"), ("code", "<=", f"{code}999")]
    table = pq.read_table(FOLDER / "village.parquet", filters=bounds)
    return [VillageUnit(**row) for row in table.sort_by("code").to_pylist()]


def search(text: str) -> list[Township]:
    """Townships the text may mean, by code: a code or its beginning, part of a name (岳村), or that
    after any part of its county, city or province (华龙区岳村, 濮阳 岳村, 河南岳村镇)."""
    wanted = "".join(_text(text).split())
    table = _townships()
    if not wanted:
        return []
    if wanted.isascii() and wanted.isdigit():
        return _rows(table, pc.starts_with(table["code"], wanted))
    found = pc.match_substring(table["name"], wanted)
    place = pc.binary_join_element_wise(table["province"], table["city"], table["county"], "")
    place = pc.replace_substring_regex(place, LEVELS, "")
    for at in range(1, len(wanted) + 1 if not pc.any(found).as_py() else 0):
        both = pc.and_(
            pc.match_substring(place, re.sub(LEVELS, "", wanted[:at])),
            pc.match_substring(table["name"], wanted[at:]),
        )
        found = pc.or_(found, both)
    return _rows(table, found)


def _rows(table: pa.Table, found: pa.ChunkedArray) -> list[Township]:
    return [Township(**row) for row in table.filter(found).to_pylist()]


def _text(given: str) -> str:
    """Text as typed; bytes that are no text (a terminal in another encoding) become marks."""
    return given.encode("utf-8", "replace").decode()
