"""Rows that are not taken: which line, which column, and why."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kampung.privacy import mask
from kampung.readers import limits
from kampung.readers.columns import IntArray

# Reason code -> what is wrong and what to do, true of every such row. It is all that is said of a
# file about persons, so it quotes no cell.
REASONS: Mapping[str, str] = {
    "cells": "The line has more or fewer cells than the header. Export the file again.",
    "cell_long": f"A cell has more than {limits.CELL_CHARACTERS} characters. Shorten it.",
    "cell_error": "The cell holds the error of a formula. Put the formula right.",
    "village_missing": "The line names no village. Write its Kemendagri code.",
    "village_code_invalid": "The village code needs ten digits, PP.RR.KK.VVVV. Correct it.",
    "village_outside": "The village lies outside the area of this pack. Leave the line out.",
    "village_unknown": "This pack has no such village. Correct its code or name.",
    "village_other_year": "The code is not that of the village today. Use today's code.",
    "village_bps_unknown": "The pack has no BPS codes of villages. Add names or Kemendagri codes.",
    "village_ambiguous": "Several villages have that name. Add the code or the kecamatan.",
    "district_unknown": "This pack has no such kecamatan. Correct its code or name.",
    "service_missing": "The line names no service. Write its code or name.",
    "service_unknown": "This pack has no such service. Write it as in the table service_types.",
    "service_ambiguous": "Several services have that name or number. Write the service's code.",
    "date_missing": "A date or period is missing. Fill it in.",
    "date_invalid": "The date or period cannot be read or does not exist. Write YYYY-MM-DD.",
    "date_ambiguous": "The column writes day/month and month/day. Write YYYY-MM-DD.",
    "date_future": "The period begins in the future. Correct the date.",
    "period_reversed": "The period ends before it starts. Put the earlier day first.",
    "number_invalid": "This is not a number of the kind needed here. Write it in digits.",
    "number_ambiguous": "The column uses both decimal marks. Use one throughout.",
    "number_negative": "A count or a waiting time cannot be negative. Correct it.",
    "number_boolean": "TRUE and FALSE are no numbers. Write how many there were.",
    "number_personal": "A number of 10 to 16 digits may be that of a person, such as a NIK or a "
    "telephone number. It is never taken as a count: see whether the columns have slipped.",
    "number_implausible": f"At most {limits.COUNT_PER_YEAR:,} of one service of one village in a "
    f"year, and {limits.HOURS:,} hours, are taken as possible. Correct it.",
    "quantile_order": "The 90th percentile is below the median. Correct one of them.",
    "unit_unknown": "The unit does not say plainly what is counted. Write permohonan, selesai "
    "or ditolak.",
    "status_unknown": "The status is none of those of OpenSID. Export the file again.",
    "duplicate_line": "The line repeats another one. Remove one of them.",
    "conflicting_lines": "Lines give different numbers for one village, service and period. "
    "Leave one of them.",
    "period_overlap": "The period shares days with another one of the same village and service. "
    "Leave one of them.",
}

REJECT_COLUMNS = ("file", "line", "column", "value", "reason_code", "message_en")


class Rejects:
    """Gathers the rows of one file that are not taken.

    Parameters
    ----------
    file : str
        Name of the file in the report.
    lines : array of int64, (rows,)
        Line of each row.
    show_values : bool
        False for files about persons: then no cell and no message made from a cell is kept.
    """

    def __init__(self, file: str, lines: IntArray, *, show_values: bool) -> None:
        self._file = file
        self._lines = lines
        self._show_values = show_values
        self._parts: list[pd.DataFrame] = []

    def add(
        self,
        rows: IntArray,
        column: str,
        reason: str,
        *,
        values: Sequence[str] = (),
        messages: Sequence[str] = (),
        is_code: bool = False,
    ) -> None:
        """Reject some rows.

        Parameters
        ----------
        rows : array of int64
            Positions of the rows in the file.
        column : str
            Heading of the column, from our own vocabulary and never from the file.
        reason : str
            One of `REASONS`.
        values, messages : sequence of str
            For each row, the cell and a sentence; `REASONS` has the sentence otherwise. Of the
            cell no more is kept than `kampung.privacy.mask` lets pass; a sentence quotes none.
        is_code : bool
            The column holds codes of areas.
        """
        if not len(rows):
            return
        own_values = self._show_values and len(values) == len(rows)
        own_messages = self._show_values and len(messages) == len(rows)
        self._parts.append(
            pd.DataFrame(
                {
                    "line": self._lines[rows],
                    "column": column,
                    "value": _masked(values, is_code=is_code) if own_values else "",
                    "reason_code": reason,
                    "message_en": list(messages) if own_messages else REASONS[reason],
                }
            )
        )

    def frame(self) -> pd.DataFrame:
        """All rejected rows, sorted by line; columns `REJECT_COLUMNS`."""
        return reject_frame([part.assign(file=self._file) for part in self._parts])


def _masked(values: Sequence[str], *, is_code: bool) -> list[str]:
    """Mask every value; a file repeats the same few wrong ones many times."""
    masked = {value: mask(value, is_code=is_code) for value in set(values)}
    return [masked[value] for value in values]


def reject_frame(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put parts together: sorted by file, line and column, each line and reason once."""
    if not parts:
        parts = [pd.DataFrame({name: pd.Series(dtype="str") for name in REJECT_COLUMNS})]
    frame = pd.concat(parts, ignore_index=True)[list(REJECT_COLUMNS)]
    frame["line"] = frame["line"].astype("Int64")
    return (
        frame.drop_duplicates(["file", "line", "column", "reason_code"])
        .sort_values(["file", "line", "column", "reason_code"], kind="stable")
        .reset_index(drop=True)
    )


def report_lines(rejects: pd.DataFrame) -> list[str]:
    """Say of rejected lines where they are, what stands there where that may be said, and why.

    The first hundred are told in full; of the others, how many there are of each kind.
    """
    lines = []
    for row in rejects.head(limits.PROBLEMS).to_dict("records"):
        place = f"{row['file']}, line {row['line']}"
        place += f", column {row['column']}" if row["column"] else ""
        place += f", {_said(row['value'])}" if row["value"] else ""
        lines.append(f"{place}: {row['message_en']} [{row['reason_code']}]")
    rest = rejects["reason_code"].iloc[limits.PROBLEMS :].value_counts()
    if len(rest):
        kinds = [f"{number:,} × {reason}" for reason, number in sorted(rest.items(), key=_most)]
        lines.append(f"… and {rest.sum():,} more: {', '.join(kinds)}")
    return lines


def _most(item: tuple[object, int]) -> tuple[int, str]:
    return -item[1], str(item[0])


def _said(value: str) -> str:
    """A value that `mask` has let pass in quotation marks, or what kind of thing it is."""
    is_described = value.startswith(("text of ", "number of "))
    return value if is_described else f'value "{value}"'
