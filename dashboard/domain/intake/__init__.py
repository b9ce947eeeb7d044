"""Judging an uploaded table: bytes → text cells → readings or problems, nothing guessed.

Everything stays text until it is judged here; only this package knows a file's headings.
"""

from dashboard.domain.intake.answers import NO_ANSWERS, Answers
from dashboard.domain.intake.judge import Verdict, judge
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Notice, Problem

__all__ = ["NO_ANSWERS", "Answers", "Known", "Notice", "Problem", "Verdict", "judge"]
