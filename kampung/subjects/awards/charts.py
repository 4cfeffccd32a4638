"""Awards and nominations along a line of time."""

import re
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished, nothing, own
from kampung.language import Language, mark
from kampung.rows import records
from kampung.subjects.awards.analysis import is_inferred
from kampung.subjects.awards.words import OUTCOMES, award_date, category_name
from kampung.subjects.awards.words import result as result_text

ROW = 46  # pixels for one award
WIDE = 720  # pixels of plot from which on names stand in full
LINE = 64  # pixels from the left to the line: room for year and day

SHAPES = {"programme": "circle", "regency": "square"}
SCOPES = {"programme": mark("To the programme"), "regency": mark("To the regency")}


def awards_timeline(
    awards: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    newest_first: bool = True,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw awards as a list along a line of time, one a row.

    Time stands left of the line and the award right of it. The scope is a shape, the result its
    filling.

    Parameters
    ----------
    awards
        Rows of the pack's ``awards``.
    newest_first
        Whether time runs upwards.
    """
    if awards.empty:
        return nothing(
            language.text("No award for this choice."), look=look, language=language, width=width
        )
    rows = award_rows(awards, language=language, newest_first=newest_first)
    count = len(rows)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, count], reverse=True, nice=False), axis=None)
    tips = [
        alt.Tooltip(f"{name}:N", title=title)
        for name, title in (
            ("name", " "),
            ("tip_result", language.text("Outcome")),
            ("tip_scope", language.text("Scope")),
            ("category", language.text("Category")),
            ("giver", language.text("Giver")),
            ("tip_date", language.text("Date")),
            ("place", language.text("Place")),
            ("summary", language.text("In short")),
        )
    ]
    spine = (
        alt.Chart(pd.DataFrame({"y": [0.1], "y2": [count - 0.1]}))
        .mark_rule(x=LINE, color=look.grid, strokeWidth=2, tooltip=None)
        .encode(y=y, y2="y2:Q")
    )
    points = alt.Chart(_styled(rows, look=look)).encode(y=y, tooltip=tips)
    layers: list[alt.Chart] = [
        spine,
        *_texts(rows, y=y, look=look, tips=tips),
        # The page's colour beneath keeps the line from showing through.
        points.mark_point(
            x=LINE, shape=own("form"), size=260, fill=look.page, strokeWidth=0, opacity=1
        ),
        points.mark_point(
            x=LINE,
            shape=own("form"),
            size=150,
            fill=own("fill"),
            stroke=own("edge"),
            strokeWidth=2,
            opacity=1,
        ),
    ]
    layers += key_layer(
        _entries(rows, look=look, language=language),
        y=y,
        columns="width < 420 ? 2 : 5",
    )
    return finished(layers, look=look, language=language, width=width, height=ROW * count)


def _styled(rows: pd.DataFrame, *, look: Look) -> pd.DataFrame:
    edges = [_colour(scope, look=look) for scope in rows["scope"]]
    fills = [
        {"won": edge, "listed": _pale(edge)}.get(result, look.page)
        for edge, result in zip(edges, rows["result"], strict=True)
    ]
    return rows.assign(form=rows["scope"].map(SHAPES), edge=edges, fill=fills)


def _colour(scope: str, *, look: Look) -> str:
    return look.gold if scope == "programme" else look.accent


def _pale(colour: str) -> str:
    return colour + "55"


def award_rows(awards: pd.DataFrame, *, language: Language, newest_first: bool) -> pd.DataFrame:
    """Awards in the order of the line, with the words that stand beside them.

    Where only the year is known an award stands at the foot of its year.
    """
    frame = awards.assign(on=pd.to_datetime(awards["on_date"]))
    unknown = "-01-01" if newest_first else "-12-31"
    frame["sort"] = frame["on"].fillna(pd.to_datetime(frame["year"].astype(str) + unknown))
    frame = frame.sort_values(
        ["year", "sort", "name"], ascending=[not newest_first] * 2 + [True], ignore_index=True
    )
    out = []
    for n, row in enumerate(records(frame)):
        giver = _text(row, "giver")
        category = category_name(_text(row, "category"), language=language)
        # What is inferred says so beside its name: it is a claim of another kind.
        inferred = [language.text("inferred")] if is_inferred(row) else []
        first_of_year = n == 0 or frame.loc[n - 1, "year"] != row["year"]
        out.append(
            {
                "y": n + 0.5,
                "year": str(int(row["year"])) if first_of_year else "",
                "day": _day(row, language=language),
                "name": row["name"],
                # Abbreviations in brackets are the first to go where room is short.
                "short": re.sub(r"\s*\([^)]*\)", "", row["name"]),
                "narrow": " · ".join([*inferred, category or giver]),
                "second": " · ".join(part for part in (category, giver, *inferred) if part),
                "category": category,
                "giver": giver,
                "place": _text(row, "place"),
                "summary": language.pick(row, "summary"),
                "scope": row["scope"],
                "result": row["result"],
                "tip_scope": language.text(SCOPES[row["scope"]]),
                "tip_result": result_text(row, language=language),
                "tip_date": award_date(row, language=language),
            }
        )
    return pd.DataFrame(out)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _day(row: Mapping[str, Any], *, language: Language) -> str:
    if row["date_precision"] == "day" and not pd.isna(row["on"]):
        return language.date(row["on"], style="short")
    if row["date_precision"] == "month" and not pd.isna(row["on"]):
        return language.date(row["on"], style="short").split(" ", 1)[1]
    return ""


def _texts(rows: pd.DataFrame, *, y: alt.Y, look: Look, tips: list[alt.Tooltip]) -> list[alt.Chart]:
    """Name and category on one side of the line, year and day on the other."""
    wide = f"width >= {WIDE}"
    base = alt.Chart(rows).encode(y=y, tooltip=tips)
    common: dict[str, Any] = {
        "baseline": "middle",
        "limit": alt.ExprRef(f"width - {LINE + 22}"),
    }

    def line(field: str, dy: int, size: int, *, strong: bool) -> alt.Chart:
        before = field in ("year", "day")
        narrow = {"name": "short", "second": "narrow"}.get(field, field)
        words = base.transform_calculate(label=f"{wide} ? datum.{field} : datum.{narrow}")
        chart: alt.Chart = words.mark_text(
            x=LINE + (-18 if before else 18),
            align="right" if before else "left",
            dy=dy,
            fontSize=size,
            fontWeight="bold" if strong else "normal",
            color=look.ink if strong else look.muted,
            **common,
        ).encode(text="label:N")
        return chart

    return [
        line("name", -9, 13, strong=True),
        line("second", 9, 12, strong=False),
        line("year", -9, 14, strong=True),
        line("day", 9, 12, strong=False),
    ]


def _entries(rows: pd.DataFrame, *, look: Look, language: Language) -> list[Entry]:
    entries = []
    for scope, words in SCOPES.items():
        if (rows["scope"] == scope).any():
            colour = _colour(scope, look=look)
            entries.append(Entry(language.text(words), SHAPES[scope], colour, colour))
    fills = {"won": look.muted, "listed": _pale(look.muted), "nominated": look.muted + "00"}
    for result, words in OUTCOMES.items():
        if (rows["result"] == result).any():
            entries.append(Entry(language.text(words), "circle", fills[result], look.muted))
    return entries
