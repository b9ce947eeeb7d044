"""Who does something: every act carries an Actor (post, never a person)."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.errors import Refused

ADMIN = "管理员"
SECRETARY = "镇党委书记"
DATA_OFFICER = "数据员"
TASK_FORCE = "专班"
LIAISON = "包村干部"
BRANCH_SECRETARY = "村支书"
VIEWER = "只读/投影"

# The one table of who may do what (act → roles). An act not listed here is open to nobody.
MAY: dict[str, frozenset[str]] = {
    "init": frozenset({ADMIN}),
    "rules": frozenset({ADMIN}),
    "year": frozenset({ADMIN}),
    "rule_draft": frozenset({ADMIN, DATA_OFFICER, TASK_FORCE}),
    "upload": frozenset({ADMIN, DATA_OFFICER, TASK_FORCE}),
    # Whatever is not values: villages, targets, pairs, exemptions, awards, facts of the town.
    "upload_register": frozenset({ADMIN, DATA_OFFICER}),
    "alias": frozenset({ADMIN, DATA_OFFICER}),
    "village": frozenset({ADMIN, DATA_OFFICER}),
    "withdraw": frozenset({ADMIN, DATA_OFFICER}),
    "correct": frozenset({ADMIN, DATA_OFFICER, TASK_FORCE}),
    "pair": frozenset({ADMIN, SECRETARY, DATA_OFFICER}),
    "effort": frozenset({ADMIN, SECRETARY, DATA_OFFICER}),
    # Which of these does which step is said in domain/course.py.
    "course": frozenset({ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE, BRANCH_SECRETARY}),
    "year_result": frozenset({ADMIN, SECRETARY}),
    "replace_demo": frozenset({ADMIN, DATA_OFFICER}),
    # 观摩积分: visits, scores and entries; what is taken back is the data officer's.
    "points": frozenset({ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE}),
    "points_reverse": frozenset({ADMIN, DATA_OFFICER}),
    # Which of these takes which step with an item is said in domain/ledger.py.
    "ledger": frozenset({ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE, LIAISON, BRANCH_SECRETARY}),
    # Projects: villages tick their own milestones and change nothing else (store/commands).
    "project": frozenset({ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE}),
    "milestone": frozenset({ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE, LIAISON, BRANCH_SECRETARY}),
}
ROLES = (ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE, LIAISON, BRANCH_SECRETARY, VIEWER)
OF_VILLAGE = (LIAISON, BRANCH_SECRETARY)
"""Posts of one village."""


@dataclass(frozen=True)
class Actor:
    """Who acts: the post's name, its role (one of ROLES), and the villages or star it covers."""

    name: str
    role: str
    scope: str = ""

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise Refused(f"没有“{self.role}”这个角色，可选：{'、'.join(ROLES)}。")

    def require(self, act: str) -> None:
        """Raise Refused unless the role may do the act."""
        allowed = MAY.get(act, frozenset())
        if self.role not in allowed:
            posts = "、".join(role for role in ROLES if role in allowed)
            raise Refused(f"“{self.role}”不能做这一步，请由{posts}办理。")

    @property
    def lacks_scope(self) -> bool:
        """Whether the actor must first say of which village or star he is; until then nothing is his."""
        return self.role in (*OF_VILLAGE, TASK_FORCE) and not self.scope

    def scope_refusal(self, village_code: str, star_code: str, what: str) -> str:
        """Why ``what`` of a village and star is none of the actor's, with the cure, or empty: posts of a
        village act for their own village, a task force for its own star, the others for all."""
        if self.role in OF_VILLAGE:
            if self.lacks_scope:
                return f"请先在左边“以何身份操作”下选定是哪个村的{self.role}，再办理。"
            if self.scope != village_code:
                return f"{self.name}只能办本村的{what}。"
        if self.role == TASK_FORCE:
            if self.lacks_scope:
                return "请先在左边“以何身份操作”下选定是哪颗星的专班，再办理。"
            if self.scope != star_code:
                return f"{self.name}只能办本专班牵头的星的{what}。"
        return ""


COMMAND_LINE = Actor("命令行", DATA_OFFICER)
SETUP = Actor("安装程序", ADMIN)
