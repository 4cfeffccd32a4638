"""The evidence as JSON for programs and as text for a terminal."""

import json
from typing import Any

import pandas as pd

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
)
WINDOW = ("metric", "start_on", "end_on", "least", "greatest", "estimate")
ORDER = ("contradicts", "agrees", "follows", "uncheckable")


def _plain(value: Any) -> Any:
    """A cell as JSON knows it: days as ISO text, whole numbers without a point, gaps as null."""
    if isinstance(value, list):
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
    others = links.groupby("figure_id")["other_id"].agg(list)
    found = [list(others.get(figure, [])) for figure in statements["id"]]
    return statements.assign(contradicts=pd.Series(found, index=statements.index, dtype=object))


def to_json(*, statements: pd.DataFrame, links: pd.DataFrame, windows: pd.DataFrame) -> str:
    """Write the evidence as JSON.

    Parameters
    ----------
    statements, links, windows
        As the store's queries ``evidence_statements``, ``evidence_links`` (role contradicts) and
        ``evidence_windows`` return them.

    Returns
    -------
    str
        An object with ``statements`` and ``windows``; a window is named by its last day.
    """
    return json.dumps(
        {
            "statements": _records(_with_links(statements, links), STATEMENT),
            "windows": _records(windows, WINDOW),
        },
        ensure_ascii=False,
        indent=1,
    )


def to_text(*, statements: pd.DataFrame, links: pd.DataFrame, windows: pd.DataFrame) -> str:
    """Write the evidence for a terminal, contradictions first; parameters as for `to_json`."""
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
    for row in _records(windows, WINDOW):
        greatest = "" if row["greatest"] is None else row["greatest"]
        least = "" if row["least"] is None else row["least"]
        estimate = "" if row["estimate"] is None else f"{row['estimate']:.1f}"
        lines.append(f"{row['end_on']}  {row['metric']:<16} {least:>6} {greatest:>9} {estimate:>9}")
    return "\n".join(lines)
