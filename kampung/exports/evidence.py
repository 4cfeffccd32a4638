"""The evidence as JSON for programs and as text for a terminal."""

import json
from typing import Any

import pandas as pd

from kampung.language import LANGUAGES, Language
from kampung.language.cells import records
from kampung.subjects.evidence.reasons import reason_of

STATEMENT = (
    "id",
    "source_id",
    "area_code",
    "metric",
    "statistic",
    "relation",
    "value",
    "start_on",
    "end_on",
    "verdict",
    "reason_id",
    "reason_en",
    "contradicts",
    "short_by",
    "smallest",
    "equation",
    "follows_from",
    "range_without_source",
    "depends_on",
)
WINDOW = ("metric", "start_on", "end_on", "least", "greatest", "estimate", "depends_on")
ORDER = ("contradicts", "disputed", "possible", "follows", "uncheckable")


def _plain(value: Any) -> Any:
    """A cell as JSON knows it: days as ISO text, whole numbers without a point, gaps as null."""
    if isinstance(value, list | dict):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _records(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = frame[list(columns)].astype(object).to_dict("records")
    return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _with_links(statements: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Statements with lists of other statements, their range and their equation."""

    def column(values: list[Any]) -> "pd.Series[Any]":
        return pd.Series(values, index=statements.index, dtype=object)

    added = {}
    for role in ("contradicts", "smallest", "depends_on"):
        others = links[links["role"] == role].groupby("figure_id")["other_id"].agg(list)
        added[role] = column([list(others.get(figure, [])) for figure in statements["id"]])
    ends = zip(statements["others_least"], statements["others_greatest"], strict=True)
    added["range_without_source"] = column([[_plain(end) for end in both] for both in ends])
    for code in LANGUAGES:
        told = (reason_of(row, language=Language(code)) for row in records(statements))
        added[f"reason_{code}"] = column(list(told))
    reasons = (json.loads(params) for params in statements["reason_params"])
    added["equation"] = column([params.get("equation") for params in reasons])
    return statements.assign(**added)


def _repairs(repairs: pd.DataFrame) -> list[dict[str, Any]]:
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for row in repairs.to_dict("records"):
        one = found.setdefault(
            (row["dispute"], row["repair"]),
            {
                "dispute": int(row["dispute"]),
                "weight": _plain(row["weight"]),
                "voices": int(row["voices"]),
                "complete": bool(row["complete"]),
                "statements": [],
            },
        )
        one["statements"].append(row["figure_id"])
    return list(found.values())


def _findings(findings: pd.DataFrame) -> list[dict[str, Any]]:
    rows = _records(findings, ("metric", "start_on", "end_on", "least", "peak", "peak_id", "proof"))
    return [row | {"proof": json.loads(row["proof"]) if row["proof"] else None} for row in rows]


def to_json(
    *,
    statements: pd.DataFrame,
    links: pd.DataFrame,
    windows: pd.DataFrame,
    repairs: pd.DataFrame,
    findings: pd.DataFrame,
) -> str:
    """Write the evidence as JSON.

    Parameters
    ----------
    statements, links, windows, repairs, findings
        As the store's queries ``evidence_statements``, ``evidence_links``, ``evidence_windows``,
        ``evidence_repairs`` and ``evidence_findings`` return them.

    Returns
    -------
    str
        An object with ``statements``, ``windows`` (each named by its last day), ``repairs`` (of
        each dispute the sets of statements that could be given up, with their weight) and
        ``findings`` (what the record forces that no page says).
    """
    told = windows.assign(
        depends_on=pd.Series(
            [ids.split() if isinstance(ids, str) else [] for ids in windows["depends_on"]],
            index=windows.index,
            dtype=object,
        )
    )
    return json.dumps(
        {
            "statements": _records(_with_links(statements, links), STATEMENT),
            "windows": _records(told, WINDOW),
            "repairs": _repairs(repairs),
            "findings": _findings(findings),
        },
        ensure_ascii=False,
        indent=1,
    )


def to_text(*, statements: pd.DataFrame, links: pd.DataFrame, windows: pd.DataFrame) -> str:
    """Write the evidence for a terminal, contradictions first.

    Parameters as for `to_json`.
    """
    lines: list[str] = []
    linked = _with_links(statements, links)
    for verdict in ORDER:
        rows = linked[linked["verdict"] == verdict]
        lines += [f"{verdict.upper()} ({len(rows)})", ""]
        for row in _records(rows, STATEMENT):
            lines.append(f"{row['id']}: {row['reason_en']}")
            if row["contradicts"]:
                lines.append(f"    cannot stand beside {', '.join(row['contradicts'])}")
        lines.append("")
    lines += ["SEVEN DAYS ENDING    least  greatest  estimate", ""]
    for row in _records(windows.drop(columns="depends_on"), WINDOW[:-1]):
        greatest = "" if row["greatest"] is None else row["greatest"]
        least = "" if row["least"] is None else row["least"]
        estimate = "" if row["estimate"] is None else f"{row['estimate']:.1f}"
        lines.append(f"{row['end_on']}  {row['metric']:<16} {least:>6} {greatest:>9} {estimate:>9}")
    return "\n".join(lines)
