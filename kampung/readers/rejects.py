"""Rows that are not taken: which line, which column, and why."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kampung.readers.tabular import IntArray

LONGEST_VALUE = 60

# Reason code -> what is wrong and what to do, true of every such row. It is all that is said of a
# file about persons, so it quotes no cell.
REASONS: Mapping[str, str] = {
    "cells": "The line has more or fewer cells than the header. Export the file again.",
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
    "quantile_order": "The 90th percentile is below the median. Correct one of them.",
    "unit_unknown": "The unit does not say what is counted. Write permohonan, surat or ditolak.",
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
            For each row, the cell and a sentence; `REASONS` has the sentence otherwise.
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
                    "value": [shorten(value) for value in values] if own_values else "",
                    "reason_code": reason,
                    "message_en": list(messages) if own_messages else REASONS[reason],
                }
            )
        )

    def frame(self) -> pd.DataFrame:
        """All rejected rows, sorted by line; columns `REJECT_COLUMNS`."""
        return reject_frame([part.assign(file=self._file) for part in self._parts])


def shorten(value: str) -> str:
    """Cut a cell to what a report has room for, on one line."""
    value = " ".join(value.split())
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"


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
    """Say of each rejected line where it is, what stands there where that may be said, and why."""
    lines = []
    for row in rejects.to_dict("records"):
        place = f"{row['file']}, line {row['line']}"
        place += f", column {row['column']}" if row["column"] else ""
        place += f', value "{row["value"]}"' if row["value"] else ""
        lines.append(f"{place}: {row['message_en']} [{row['reason_code']}]")
    return lines
