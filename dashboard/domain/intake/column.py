"""A column of text held by its distinct texts, so that each text is judged once however often it
stands in the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

T = TypeVar("T")
Places = npt.NDArray[Any]
"""Row places, or for each row a place in a list."""

_PLAIN = r"^-?[0-9]{1,18}(\.[0-9]{1,12})?$"


@dataclass(frozen=True)
class Column:
    """``texts`` are the distinct cells in order of appearance; ``codes`` has for each row the place
    of its cell among them."""

    texts: list[str]
    codes: Places

    @classmethod
    def of(cls, cells: Sequence[str]) -> Column:
        """The column of these cells."""
        box = np.empty(len(cells), dtype=object)
        box[:] = cells
        codes, texts = pd.factorize(box)
        return cls(list(texts), codes.astype(np.int32))

    @classmethod
    def of_chunks(cls, chunked: pa.ChunkedArray) -> Column:
        """The column of dictionaries that Arrow read piece by piece."""
        whole = chunked.unify_dictionaries().combine_chunks()
        codes = whole.indices.to_numpy(zero_copy_only=False)
        return cls(whole.dictionary.to_pylist(), codes)

    def __len__(self) -> int:
        return len(self.codes)

    def cell(self, row: int | np.integer[Any]) -> str:
        """The text of a row."""
        return self.texts[int(self.codes[row])]

    def cells(self) -> list[str]:
        """The texts of all rows."""
        return [self.texts[code] for code in self.codes]

    def judged(self, judge: Callable[[str], T]) -> list[T]:
        """What is found of each distinct text."""
        return [judge(text) for text in self.texts]

    def where(self, judge: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """For each row whether its text is so."""
        return np.array(self.judged(judge), dtype=bool)[self.codes]

    def take(self, rows: Places) -> Column:
        """The column of some rows, by their places or as a mask."""
        used, codes = np.unique(self.codes[rows], return_inverse=True)
        return Column([self.texts[code] for code in used], codes.astype(np.int32))

    def changed(self, row: int, text: str) -> Column:
        """The column with another text in one row."""
        cells = self.cells()
        cells[row] = text
        return Column.of(cells)

    @cached_property
    def plain(self) -> npt.NDArray[np.float64]:
        """For each distinct text its number where it is written plainly (-12.5), else NaN."""
        texts = pa.array(self.texts, pa.string())
        is_plain = pc.match_substring_regex(texts, _PLAIN)
        numbers = pc.if_else(is_plain, texts, None).cast(pa.float64())
        found: npt.NDArray[np.float64] = numbers.to_numpy(zero_copy_only=False)
        return found


def grouped(keys: Places, count: int) -> list[Places]:
    """For each of ``count`` groups the places of its rows in order; keys below 0 are in none."""
    order = np.argsort(keys, kind="stable")
    bounds = np.searchsorted(keys[order], np.arange(count + 1))
    return [order[start:end] for start, end in pairwise(bounds)]
