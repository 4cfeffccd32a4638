"""Services and areas in the order of a count: which are many, which few, how uneven they are."""

from typing import Any, Literal

import altair as alt
import pandas as pd

from kampung.charts import periods
from kampung.charts.key import Entry, key_layer
from kampung.charts.periods import DASHED, SOLID
from kampung.charts.theme import Look, Width, finished, nothing, own
from kampung.language import Language
from kampung.subjects.epidemic.analysis.figures import records
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


# Concentration


def concentration_chart(
    rows: pd.DataFrame,
    *,
    half: int | None,
    reporting: int | None,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Draw how much of all requests the villages with most of them make together.

    Parameters
    ----------
    rows
        Columns ``position`` (0 to 100, per cent of the reporting villages, most first) and
        ``share`` (0 to 1, of the total).
    half
        How many villages make half of the total; None where it is not known.
    reporting
        How many villages reported.
    """
    if rows.empty or pd.isna(reporting) or not reporting:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    curve = pd.DataFrame(
        {
            "x": periods.floats(rows["position"]) / 100 * reporting,
            "y": periods.floats(rows["share"]),
        }
    ).sort_values("x", ignore_index=True)
    if curve["x"].iloc[0] > 0:
        curve = pd.concat([pd.DataFrame({"x": [0.0], "y": [0.0]}), curve], ignore_index=True)
    x_scale = alt.Scale(domain=[0, reporting], nice=False)
    y_scale = alt.Scale(domain=[0, 1.04], nice=False)
    x_axis = alt.Axis(
        title=language.text("Villages and wards, the busiest first"),
        values=periods.whole_ticks(reporting),
        format=",.0f",
        grid=False,
        labelBound=True,
    )
    y_axis = alt.Axis(
        title=None, values=[0, 0.25, 0.5, 0.75, 1], format=".0%", domain=False, ticks=False
    )

    def x(field: str = "x") -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=x_axis)

    def y(field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=y_axis)

    equal = pd.DataFrame({"x": [0.0, reporting], "y": [0.0, 1.0]})
    layers: list[alt.Chart] = [
        alt.Chart(curve)
        .mark_area(color=look.accent, opacity=0.12, tooltip=None)
        .encode(x=x(), y=y()),
        alt.Chart(equal)
        .mark_line(color=look.muted, strokeWidth=1, strokeDash=[4, 3], tooltip=None)
        .encode(x=x(), y=y()),
        alt.Chart(curve)
        .mark_line(color=look.accent, strokeWidth=2.5, tooltip=None)
        .encode(x=x(), y=y()),
    ]
    if reporting > 1 and half is not None and not pd.isna(half):
        layers += _half_layers(half, reporting=reporting, x=x, y=y, look=look, language=language)
    steps = curve.iloc[1:].assign(
        x=curve["x"].iloc[:-1].to_numpy(),
        x2=curve["x"].iloc[1:],
        tip_villages=[
            language.text("the {n} busiest", n=language.number(max(round(at), 1)))
            for at in curve["x"].iloc[1:]
        ],
        tip_share=[share_text(share, language=language) for share in curve["y"].iloc[1:]],
    )
    layers.append(
        alt.Chart(steps)
        .mark_rect(y=0, y2=alt.ExprRef("height"), fill=look.ink, fillOpacity=0)
        .encode(
            x=x(),
            x2="x2:Q",
            tooltip=[
                alt.Tooltip("tip_villages:N", title=" "),
                alt.Tooltip("tip_share:N", title=language.text("Share of all")),
            ],
        )
    )
    layers += key_layer(
        [
            Entry(language.text("As it is"), SOLID, look.accent, look.accent + "00"),
            Entry(
                language.text("If all had as many"),
                DASHED,
                look.muted,
                look.muted + "00",
            ),
        ],
        x=x(),
        y=y(),
        columns="2",
    )
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=language.text("Share of all"),
    )


def _half_layers(
    half: int,
    *,
    reporting: int,
    x: Any,
    y: Any,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    point = pd.DataFrame({"x": [float(half)], "y": [0.5], "zero": [0.0]})
    words = pd.DataFrame(
        {
            "x": [float(half)] * 2,
            "y": [0.5] * 2,
            "dy": [0, 17],
            "label": [
                language.text(
                    "{n} of {all} villages and wards",
                    n=language.number(half),
                    all=language.number(reporting),
                ),
                language.text("made half of it all"),
            ],
            "weight": ["bold", "normal"],
        }
    )
    # Beside the point, or where that is too near the edge, beneath it.
    at = f"datum.x / {reporting} * width"
    room = max(len(label) for label in words["label"]) * 7.2
    near = f"{at} + {room + 12:.0f} > width"
    base = alt.Chart(words).encode(y=y(), text="label:N")
    text: dict[str, Any] = {
        "x": alt.ExprRef(f"min({at} + 12, width - {room:.0f})"),
        "align": "left",
        "baseline": "middle",
        "dy": alt.ExprRef(f"datum.dy + ({near} ? 20 : 0)"),
        "fontSize": 13,
        "fontWeight": own("weight"),
        "tooltip": None,
    }
    guide: dict[str, Any] = {"color": look.gold, "strokeDash": [2, 3], "tooltip": None}
    return [
        alt.Chart(point).mark_rule(**guide).encode(x=x("zero"), x2="x:Q", y=y()),
        alt.Chart(point).mark_rule(**guide).encode(x=x(), y=y("zero"), y2="y:Q"),
        alt.Chart(point)
        .mark_point(
            shape="diamond",
            size=130,
            fill=look.gold,
            stroke=look.page,
            strokeWidth=1.5,
            opacity=1,
            tooltip=None,
        )
        .encode(x=x(), y=y()),
        base.mark_text(
            color=look.page, stroke=look.page, strokeWidth=4, strokeJoin="round", aria=False, **text
        ),
        base.mark_text(color=look.ink, **text),
    ]
