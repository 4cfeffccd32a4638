"""Services and areas in the order of a count: which are many, which few, how uneven they are."""

from typing import Any, Literal

import altair as alt
import pandas as pd

from kampung.charts import periods
from kampung.charts.key import key_layer
from kampung.charts.theme import Look, Width, finished, nothing, own
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.programme.words import family_name
from kampung.subjects.services.charts.counts import COUNTS, count_entry, count_name, count_tips
from kampung.subjects.services.names import share_text

NAME_LINE = 40  # pixels for a name and the bar beneath it
NUMBER = 104  # pixels at the right of the longest bar for its number


def mix_chart(
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    by: Literal["service", "family"] = "service",
    most: int = 12,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw which services are asked for most, the rest together.

    Parameters
    ----------
    rows
        Services of one area and span: ``service_code, family, requested, completed, rejected`` and
        either ``label``, the name in the reader's language, or ``name_id`` and ``name_en``.
    by
        A bar for each service, or for each family of services.
    most
        Bars to draw at most; what is left is one bar more, the last.

    Returns
    -------
    altair.LayerChart
        Pale bars for what was asked for, with what was done filled in; where no requests are
        known, what was done alone. A service without a number is named as that, not as zero.
    """
    shown = periods.known_columns(rows, ["requested", "completed"])
    if not shown:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    items = _mixed(rows, by=by, most=most, measure=shown[0], language=language)
    total = items[shown[0]].sum()
    items = items.assign(
        row=range(len(items)),
        zero=0.0,
        number=[
            language.text(
                "{number} ({share})",
                number=language.number(value),
                share=share_text(value / total if total else 0.0, language=language),
            )
            if value == value
            else language.text("no data")
            for value in items[shown[0]]
        ],
        end=items[["requested", "completed"]].max(axis=1).fillna(0.0),
        **count_tips(items, language=language),
    )
    x_scale = alt.Scale(
        domain=[0, max(float(items["end"].max()), 1.0)],
        range=[0, alt.ExprRef(f"width - {NUMBER}")],
        nice=False,
    )
    y_scale = alt.Scale(domain=[0, len(items)], reverse=True, nice=False)
    y = alt.Y("y:Q", scale=y_scale, axis=None)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    tips = [alt.Tooltip("label:N", title=" ")] + [
        alt.Tooltip(f"tip_{name}:N", title=count_name(name, language=language))
        for name in periods.known_columns(rows, list(COUNTS))
    ]
    bars = pd.concat(
        [
            items.assign(
                x2=items[name],
                y=items["row"] + (0.48 if name == shown[0] else 0.55),
                y2=items["row"] + (0.86 if name == shown[0] else 0.79),
                opacity=0.14 if name == "requested" else 1.0,
                thick=1.2 if name == "requested" else 0.0,
            )
            for name in shown
        ]
    ).dropna(subset="x2")
    layers: list[alt.Chart] = [
        alt.Chart(bars)
        .mark_rect(
            cornerRadius=2,
            fill=look.accent,
            fillOpacity=own("opacity"),
            stroke=look.accent,
            strokeWidth=own("thick"),
        )
        .encode(x=x("zero"), x2="x2:Q", y=y, y2="y2:Q", tooltip=tips),
        alt.Chart(items.assign(y=items["row"] + 0.25))
        .mark_text(
            align="left",
            baseline="middle",
            limit=alt.ExprRef("width"),
            color=look.ink,
        )
        .encode(x=x("zero"), y=y, text="label:N", tooltip=tips),
        alt.Chart(items.assign(y=items["row"] + 0.67))
        .mark_text(
            align="left",
            baseline="middle",
            dx=6,
            fontWeight=alt.ExprRef("datum.end > 0 ? 'bold' : 'normal'"),
            color=look.ink,
        )
        .encode(x=x("end"), y=y, text="number:N", tooltip=tips),
    ]
    if len(shown) > 1:
        layers += key_layer(
            [count_entry(name, look=look, language=language, as_bars=True) for name in shown],
            y=y,
        )
    return finished(
        layers, look=look, language=language, width=width, height=NAME_LINE * len(items)
    )


def _mixed(
    rows: pd.DataFrame,
    *,
    by: Literal["service", "family"],
    most: int,
    measure: str,
    language: Language,
) -> pd.DataFrame:
    """The items to draw, most first; then the rest together, then how many have no number."""
    counts = [name for name in COUNTS if name in rows]
    named = rows.assign(
        label=_service_names(rows, language=language)
        if by == "service"
        else [family_name(family, language=language) for family in rows["family"]],
        **{name: periods.floats(rows[name]) for name in counts},
    )
    if by == "family":
        named = named.groupby("label", as_index=False)[counts].sum(min_count=1)
    for name in set(COUNTS) - set(counts):
        named[name] = float("nan")
    named = named[["label", *COUNTS]].sort_values(
        [measure, "label"], ascending=[False, True], ignore_index=True
    )
    known, unknown = named[named[measure].notna()], named[named[measure].isna()]
    parts = [known.head(most)]
    rest = known.iloc[most:]
    if len(rest):
        sums = rest[list(COUNTS)].sum(min_count=1)
        words = language.plural("Others ({n})", "Others ({n})", len(rest))
        parts.append(pd.DataFrame([{"label": words, **sums}]))
    if 0 < len(unknown) <= max(most - len(known), 0):
        parts.append(unknown)
    elif len(unknown):
        words = language.plural("{n} more", "{n} more", len(unknown))
        parts.append(pd.DataFrame([{"label": words, **dict.fromkeys(COUNTS, float("nan"))}]))
    return pd.concat(parts, ignore_index=True)


def _service_names(rows: pd.DataFrame, *, language: Language) -> list[str]:
    if "label" in rows:
        return rows["label"].astype(str).tolist()
    return [language.pick(row, "name") or str(row["service_code"]) for row in records(rows)]


RANK_LINE = 28  # pixels for one area of the list


def rank_chart(
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    selected: str,
    value_name: str,
    decimals: int | None = None,
    most: int = 30,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw the areas of a group in the order of a value, with one of them marked.

    Parameters
    ----------
    rows
        Columns ``area_code, name, value``.
    selected
        Code of the area that is marked.
    value_name
        What is counted, in the reader's language.
    decimals
        Decimal places of the numbers.
    most
        Rows at most. The marked area is always among them; of areas left out the number is given.

    Returns
    -------
    altair.LayerChart
        Areas without a value stand at the end as "no data", without a bar and without a rank.
    """
    if rows.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    items = _ranked(rows, selected=selected, most=most, language=language)
    known = items["value"].notna()
    items = items.assign(
        row=range(len(items)),
        zero=0.0,
        end=items["value"].fillna(0.0),
        number=[
            language.number(value, decimals=decimals)
            if value == value
            else (language.text("no data") if place == place else "")
            for value, place in zip(items["value"], items["listed"], strict=True)
        ],
        fill=items["chosen"].map({True: look.accent, False: look.ramp[2]}),
        ink=[
            look.ink if sure or chosen else look.muted
            for sure, chosen in zip(known, items["chosen"], strict=True)
        ],
        weight=items["chosen"].map({True: "bold", False: "normal"}),
    )
    name_room = "min(0.44 * width, 220)"
    x_scale = alt.Scale(
        domain=[0, max(float(items["end"].max()), 1e-9)],
        range=[alt.ExprRef(name_room), alt.ExprRef("width - 84")],
        nice=False,
    )
    y_scale = alt.Scale(domain=[0, len(items)], reverse=True, nice=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(offset: float) -> tuple[pd.DataFrame, alt.Y]:
        return items.assign(y=items["row"] + offset), alt.Y("y:Q", scale=y_scale, axis=None)

    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("number:N", title=value_name),
        alt.Tooltip("rank:N", title=language.text("Rank")),
    ]
    bars, top = y(0.2)
    middle, at_middle = y(0.5)
    marked = bars[bars["chosen"]]
    layers: list[alt.Chart] = []
    if len(marked):
        layers.append(
            alt.Chart(marked.assign(y=marked["row"] + 0.04, y2=marked["row"] + 0.96))
            .mark_rect(
                x=0,
                x2=alt.ExprRef("width"),
                fill=look.gold,
                fillOpacity=0.12,
                stroke=look.gold,
                strokeWidth=1.5,
                cornerRadius=3,
                tooltip=None,
            )
            .encode(y=top, y2="y2:Q")
        )
    text: dict[str, Any] = {"baseline": "middle", "color": own("ink"), "fontWeight": own("weight")}
    layers += [
        alt.Chart(bars.assign(y2=bars["row"] + 0.8)[known])
        .mark_rect(fill=own("fill"), cornerRadius=2)
        .encode(x=x("zero"), x2="end:Q", y=top, y2="y2:Q", tooltip=tips),
        alt.Chart(middle)
        .mark_text(x=8, align="left", limit=alt.ExprRef(f"{name_room} - 16"), **text)
        .encode(y=at_middle, text="label:N", tooltip=tips),
        alt.Chart(middle)
        .mark_text(align="left", dx=6, **text)
        .encode(x=x("end"), y=at_middle, text="number:N", tooltip=tips),
    ]
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=RANK_LINE * len(items),
        title=value_name,
    )


def _ranked(rows: pd.DataFrame, *, selected: str, most: int, language: Language) -> pd.DataFrame:
    """The areas to list, with rank and label; of those left out a row that says how many."""
    data = rows[["area_code", "name"]].assign(
        value=periods.floats(rows["value"]), chosen=rows["area_code"] == selected, listed=1.0
    )
    data = data.sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
    rank = data["value"].rank(method="min", ascending=False)
    data["rank"] = [language.number(place) if place == place else "–" for place in rank]
    data["label"] = [
        f"{place}. {name}" if place != "–" else name
        for place, name in zip(data["rank"], data["name"], strict=True)
    ]
    keep = data.head(most - 1) if len(data) > most else data
    if keep["chosen"].any() or not data["chosen"].any():
        parts = [keep]
    else:
        keep = data.head(most - 2)
        parts = [keep, data[data["chosen"]]]
    left = len(data) - sum(len(part) for part in parts)
    if left:
        words = language.plural("… {n} more", "… {n} more", left)
        rest = {"area_code": "", "name": words, "label": words, "rank": "", "chosen": False}
        between = pd.DataFrame([{**rest, "value": float("nan"), "listed": float("nan")}])
        parts.insert(1, between)
    return pd.concat(parts, ignore_index=True)
