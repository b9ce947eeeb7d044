"""Putting items on the ledger: shortfalls taken up from what the data show, findings of inspections,
and what villages report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain import ledger
from dashboard.domain.actor import OF_VILLAGE, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.intake.progress import Watch
from dashboard.domain.names import visible
from dashboard.store import definitions
from dashboard.store.act import Act, acting
from dashboard.store.commands import ledger_rules as rules
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.ledger_rules import number
from dashboard.store.commands.reason import checked_text
from dashboard.store.database import Transaction

ORDINARY = "normal"
"""The severity of what nobody graded."""
BY_VETO = {"all": "urgent", "star": "serious"}

UNITS = (
    "select village_on_day.village_code, village_on_day.village, village_on_day.liaison_post, "
    "star.star_code, star.star from village_on_day "
    "inner join star on star.category in ('', village_on_day.category) "
    "where village_on_day.as_of = $day"
)
VETOES = (
    "select village_code, indicator_code, veto from village_requirement "
    "where as_of = $day and veto <> ''"
)
OPEN_CAUSES = (
    "select item_id, village_code, indicator_code, what, place, source, found_on from ledger_item "
    "where (select max_by(state, event_id) from ledger_event "
    "where ledger_event.item_id = ledger_item.item_id) not in ('closed', 'taken_back')"
)
CAUSE = ("village_code", "indicator_code", "what", "place", "source", "found_on")


@dataclass(frozen=True)
class Finding:
    """What is to be put on the ledger. With an indicator it is the village's shortfall there and
    ``what`` may be blank; ``kind`` REPORT is the short form, which has a place and a category."""

    village_code: str
    what: str = ""
    source: str = ""
    star_code: str = ""
    indicator_code: str = ""
    kind: str = ledger.SHORTFALL
    place: str = ""
    category: str = ""
    severity: str = ""
    found_on: date | None = None
    due_date: date | None = None
    measure: str = ""
    lead_unit: str = ""
    owner_post: str = ""
    liaison_post: str = ""
    cause: str = ""
    needs_county: bool = False


def open_items(actor: Actor, findings: Sequence[Finding]) -> list[int]:
    """Put findings on the ledger, all or nothing; returns the numbers of the items. Refused with every
    reason at once: a village, star, indicator, source or category that does not exist, a village or
    star outside the actor's scope, nothing said, a deadline before the day it was found, a day ahead,
    a number of a person, and a cause that is on the ledger already."""
    if not findings:
        raise Refused("请先选定要立项的短板。")
    with acting(actor, "ledger") as act:
        ids = put_items(act, [(finding, finding.found_on) for finding in findings])
        act.subject = f"ledger items {ids[0]}–{ids[-1]}"
        act.detail = {"action": "open", "items": ids}
    return ids


def put_items(
    act: Act, findings: Iterable[tuple[Finding, date | None]], *, upload_id: int | None = None
) -> list[int]:
    """Write findings into the act's transaction, each with the day it was found (None: today); Refused
    as by open_items()."""
    today = business_today()
    known = _Known(act.transaction)
    refusals: list[str] = []
    first = act.next_id("ledger_item", "item_id")
    items: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for finding, found in findings:
        day = found or today
        try:
            item, opening = known.checked(act, finding, day, today)
        except Refused as refused:
            refusals.append(f"{known.name(finding)}：{refused}")
            continue
        item_id = first + len(items)
        origin = {"is_automatic": False, "upload_id": upload_id}
        items.append({"item_id": item_id, **item, **origin, **rules.signed(act)})
        opening |= {"kind": item["kind"], **origin}
        events.append(rules.event(act, None, item_id, "open", max(day, today), **opening))
        known.add(item_id, item)
    rules.refuse_all(refusals)
    act.transaction.append("ledger_item", pd.DataFrame(items, dtype="object"))
    rules.write(act, events)
    return [one["item_id"] for one in items]


def store_findings(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
    """The rows of a list, each an item of its own; Refused as by open_items()."""
    kept = {one.name for one in fields(Finding)}
    found = []
    for record in verdict.records:
        said = {name: value for name, value in record.items() if name in kept and value is not None}
        finding = Finding(**said, cause=record["finding_cause"] or "")
        found.append((finding, record["found_on"] or verdict.as_of))
    put_items(act, found, upload_id=upload_id)


def force(star_code: str) -> str:
    """The unit that leads a star's items as long as nobody says otherwise: its task force."""
    return f"{definitions.campaign().star(star_code).name}专班" if star_code else ""


class _Known:
    """What findings are held against: units of their day, stars, indicators, and open causes."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.units: dict[date, dict[str, tuple[str, str, set[str]]]] = {}
        self.vetoes: dict[date, dict[tuple[str, str], str]] = {}
        self.names: dict[str, str] = dict(
            transaction.run("select village_code, village from live_village")
        )
        self.lists = definitions.ledger_lists()
        self.added: set[int] = set()
        self.known: dict[tuple[Any, ...], int] = {}
        for item_id, *cause in transaction.run(OPEN_CAUSES):
            self.known[_cause_of(dict(zip(CAUSE, cause, strict=True)))] = int(item_id)

    def name(self, finding: Finding) -> str:
        what = visible(finding.what) or finding.indicator_code
        village = self.names.get(finding.village_code, finding.village_code)
        return f"{visible(village)[:20]}“{visible(what)[:20]}”"

    def add(self, item_id: int, item: Mapping[str, Any]) -> None:
        """Remember what is being put on the ledger, so that a list cannot hold it twice."""
        self.added.add(item_id)
        self.known[_cause_of(item)] = item_id

    def checked(
        self, act: Act, finding: Finding, day: date, today: date
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The item's row and its first event's; Refused with what is wrong."""
        actor = act.actor
        rule = ledger.RULES[finding.kind]["open"]
        if actor.role not in rule.roles and actor.role in OF_VILLAGE:
            raise Refused("村里发现的问题请用“一句话上报”，由镇里处置。")
        if day > today:
            raise Refused(f"发现日期 {day} 还没有到。请改成 {today} 或以前。")
        _, liaison, stars = self._unit(finding.village_code, day)
        indicator, star, owner, severity = self._cause(finding, stars, day)
        if foreign := ledger.scope_refusal(actor, finding.village_code, star):
            raise Refused(foreign)
        is_report = finding.kind == ledger.REPORT
        usual = self.lists.computed if indicator else self.lists.reported if is_report else ""
        source = rules.chosen("来源", finding.source or usual, self.lists.sources)
        if source == self.lists.computed and not indicator:
            raise Refused(f"“{source}”的短板须选定指标。")
        what = checked_text("问题", finding.what, needed=not indicator) or indicator
        place = checked_text("地点", finding.place, needed=is_report)
        category = (
            rules.chosen("类别", finding.category, self.lists.categories) if is_report else ""
        )
        values = rules.said({
            "measure": finding.measure, "lead_unit": finding.lead_unit or force(star), "cause": finding.cause,
            "owner_post": finding.owner_post or owner, "severity": finding.severity or severity,
            "liaison_post": finding.liaison_post or liaison,
        })  # fmt: skip
        values |= rules.schedule(values["severity"], day)
        if finding.due_date:
            if finding.due_date < day:
                raise Refused(f"时限 {finding.due_date} 早于发现日期 {day}。请改正。")
            if far := ledger.far_refusal("时限", finding.due_date, today):
                raise Refused(far)
            values |= {"due_date": finding.due_date, "is_assumed": False}
        if finding.needs_county:
            values["needs_county"] = True
        item = {
            "kind": finding.kind, "village_code": finding.village_code, "star_code": star or None,
            "indicator_code": finding.indicator_code or None, "what": what, "place": place,
            "category": category, "source": source, "found_on": day,
        }  # fmt: skip
        self._not_twice(item)
        return item, values

    def _unit(self, village_code: str, day: date) -> tuple[str, str, set[str]]:
        if day not in self.units:
            own: dict[str, tuple[str, str, set[str]]] = {}
            for code, name, post, star, _ in self.transaction.run(UNITS, {"day": day}):
                own.setdefault(str(code), (str(name), str(post or ""), set()))[2].add(str(star))
            self.units[day] = own
        if village_code not in self.units[day]:
            raise Refused(f"{day} 没有这个村（社区）。请核对。")
        return self.units[day][village_code]

    def _cause(self, finding: Finding, stars: set[str], day: date) -> tuple[str, str, str, str]:
        """Name of the indicator, star, owner post and severity that a finding brings by itself."""
        if finding.star_code and finding.star_code not in stars:
            raise Refused(f"没有“{finding.star_code[:20]}”这颗星。请核对。")
        if not finding.indicator_code:
            return "", finding.star_code, "", ORDINARY
        campaign = definitions.campaign()
        one = next((one for one in campaign.indicators if one.code == finding.indicator_code), None)
        if one is None:
            raise Refused(f"没有“{finding.indicator_code[:20]}”这个指标。请核对。")
        if finding.star_code and one.star and finding.star_code != one.star:
            raise Refused(f"指标“{one.name}”不属于这颗星。请改正星或指标。")
        veto = self._vetoes(day).get((finding.village_code, one.code), "")
        return one.name, one.star or finding.star_code, one.owner_post, BY_VETO.get(veto, ORDINARY)

    def _vetoes(self, day: date) -> dict[tuple[str, str], str]:
        if day not in self.vetoes:
            rows = self.transaction.run(VETOES, {"day": day})
            self.vetoes[day] = {(village, indicator): veto for village, indicator, veto in rows}
        return self.vetoes[day]

    def _not_twice(self, item: Mapping[str, Any]) -> None:
        twin = self.known.get(_cause_of(item))
        if twin in self.added:  # it has no number yet, and gets none when the list is refused
            raise Refused("这份清单里前面已有同一项。请只留一项。")
        if twin is not None:
            raise Refused(f"已在台账（{number(twin)}）。请在那一项里办理，不要重复立项。")


def _cause_of(item: Mapping[str, Any]) -> tuple[Any, ...]:
    """What no two open items may share: village and indicator, else all that is said of it."""
    if item["indicator_code"]:
        return item["village_code"], item["indicator_code"]
    return tuple(item[name] for name in CAUSE)
