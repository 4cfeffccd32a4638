"""Charts of the programme: maturity, selection, catalogue of services."""

from typing import Any

import altair as alt
import pandas as pd

from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished, nothing, own, text_on
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.programme.analysis import by_family
from kampung.subjects.programme.words import family_name

ROOMY = 560  # pixels of plot from which on all numbers are written


def maturity_chart(
    classes: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 64,
) -> alt.LayerChart:
    """Draw classes of villages as parts of one bar, each with its number, share and name.

    Parameters
    ----------
    classes
        Columns ``label`` (short name in the reader's language) and ``value``, best class first.
    """
    rows = classes[classes["value"].astype(float) > 0].reset_index(drop=True)
    if rows.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    value = rows["value"].astype(float)
    total = value.sum()
    count = len(rows)
    steps = [look.ramp[round(5 - n * 4 / max(count - 1, 1))] for n in range(count)]
    rows = rows.assign(
        x=value.cumsum() - value,
        x2=value.cumsum(),
        colour=steps,
        ink=[text_on(colour, look=look) for colour in steps],
        number=[language.number(v) for v in value],
        share=[language.percent(v / total, decimals=0) for v in value],
    )
    rows["xm"] = (rows["x"] + rows["x2"]) / 2
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, total], nice=False), axis=None)
    xm = alt.X("xm:Q", scale=alt.Scale(domain=[0, total], nice=False), axis=None)
    tips = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("number:N", title=language.text("Villages")),
        alt.Tooltip("share:N", title=language.text("Share")),
    ]
    base = alt.Chart(rows)
    middle = height * 0.36
    bars = base.mark_rect(
        y=0, y2=height * 0.72, stroke=look.page, strokeWidth=2, cornerRadius=3
    ).encode(x=x, x2="x2:Q", color=alt.Color("colour:N", scale=None), tooltip=tips)
    ink = alt.Color("ink:N", scale=None)
    numbers = base.mark_text(y=middle - 8, fontSize=16, fontWeight="bold").encode(
        x=xm, text="number:N", color=ink, tooltip=tips
    )
    shares = base.mark_text(y=middle + 11, fontSize=12).encode(
        x=xm, text="share:N", color=ink, tooltip=tips
    )
    # The first name starts with its bar and the last one ends with it, so that none is cut off.
    aligns = ["left", *["center"] * (count - 2), "right"][:count]
    place = {"left": "x", "center": "xm", "right": "x2"}
    named = rows.assign(
        align=aligns,
        xn=[float(row[place[align]]) for row, align in zip(records(rows), aligns, strict=True)],
    )
    names = (
        alt.Chart(named)
        .mark_text(y=height - 6, align=own("align"), fontSize=12, color=look.ink, tooltip=None)
        .encode(x=alt.X("xn:Q", scale=alt.Scale(domain=[0, total], nice=False)), text="label:N")
    )
    return finished(
        [bars, numbers, shares, names],
        look=look,
        language=language,
        width=width,
        height=height,
    )


SQUARE = 15  # pixels from one area of the selection to the next
ROWS = 5


def cohorts_chart(
    cohorts: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    area_name: str,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw the yearly selections of a programme, a dot an area, with ours marked.

    Parameters
    ----------
    cohorts
        Rows of the pack's ``cohorts`` for one programme: ``year, areas_selected,
        includes_area``.
    area_name
        Name of the area that is marked.
    """
    height = SQUARE * (ROWS + 4)
    if cohorts.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    dots, heads = [], []
    left = 0.0
    for row in records(cohorts.sort_values("year")):
        count = int(row["areas_selected"])
        columns = -(-count // ROWS)
        ours = bool(row["includes_area"])
        heads.append(
            {
                "x": left,
                "year": str(int(row["year"])),
                "count": language.plural("{n} area", "{n} areas", count),
                "ours": area_name if ours else "",
            }
        )
        dots += [
            {
                "x": left + n // ROWS + 0.5,
                "y": n % ROWS + 0.5,
                "ours": ours and n == 0,
                "tip": area_name if ours and n == 0 else heads[-1]["count"],
                "year": heads[-1]["year"],
            }
            for n in range(count)
        ]
        left += columns + 1.0
    wide = left - 1.0
    # Dots keep their distance; a wide column leaves room on the right instead.
    scale = alt.Scale(
        domain=[0, wide],
        range=[0, alt.ExprRef(f"min(width, {wide * SQUARE * 1.3:.0f})")],
        nice=False,
    )
    x = alt.X("x:Q", scale=scale, axis=None)
    y = alt.Y(
        "y:Q", scale=alt.Scale(domain=[-2.6, ROWS + 1.4], reverse=True, nice=False), axis=None
    )
    frame, names = pd.DataFrame(dots), pd.DataFrame(heads)
    tips = [
        alt.Tooltip("year:N", title=language.text("Year")),
        alt.Tooltip("tip:N", title=language.text("Selected")),
    ]
    style = frame["ours"].map({False: "circle", True: "diamond"})
    frame = frame.assign(
        form=style,
        size=frame["ours"].map({False: 80, True: 190}),
        fill=frame["ours"].map({False: look.accent, True: look.gold}),
    )
    points = (
        alt.Chart(frame)
        .mark_point(
            shape=own("form"),
            size=own("size"),
            fill=own("fill"),
            stroke=look.page,
            strokeWidth=1,
            opacity=1,
        )
        .encode(x=x, y=y, tooltip=tips)
    )
    words = pd.concat(
        [
            names.assign(label=names[field], y=place, size=size, weight=weight, ink=ink)
            for field, place, size, weight, ink in (
                ("year", -1.9, 14, "bold", look.ink),
                ("count", -0.75, 12, "normal", look.muted),
                ("ours", ROWS + 0.75, 12, "bold", look.gold),
            )
        ]
    )
    text = (
        alt.Chart(words)
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=own("size"),
            fontWeight=own("weight"),
            color=own("ink"),
            tooltip=None,
        )
        .encode(x=x, y=y, text="label:N")
    )
    return finished([points, text], look=look, language=language, width=width, height=height)


LINE = 40


def catalogue_chart(
    service_types: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw kinds of service by family: how many one can ask for oneself, how many at the desk.

    Parameters
    ----------
    service_types
        Rows of the pack's ``service_types``.
    """
    if service_types.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    counts = by_family(service_types)
    most = float(counts["all"].max())
    rows = counts.assign(
        row=range(len(counts)),
        name=[family_name(family, language=language) for family in counts["family"]],
        zero=0.0,
        number=[language.number(n) for n in counts["all"]],
        tip_own=[language.number(n) for n in counts["own"]],
        tip_desk=[language.number(n) for n in counts["all"] - counts["own"]],
    )
    height = LINE * len(rows)
    own_words = language.text("Online self-service")
    desk_words = language.text("At the village office")
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("tip_own:N", title=own_words),
        alt.Tooltip("tip_desk:N", title=desk_words),
    ]
    x_scale = alt.Scale(domain=[0, most * 1.1], nice=False)
    y_scale = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)

    def at(offset: float) -> pd.DataFrame:
        return rows.assign(y=rows["row"] + offset, y2=rows["row"] + 0.86)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    y = alt.Y("y:Q", scale=y_scale, axis=None)
    boxes: dict[str, Any] = {"cornerRadius": 2, "strokeWidth": 1.2}
    bars = alt.Chart(at(0.46))
    layers: list[alt.Chart] = [
        bars.mark_rect(fill=look.accent, fillOpacity=0.14, stroke=look.accent, **boxes).encode(
            x=x("own"), x2="all:Q", y=y, y2="y2:Q", tooltip=tips
        ),
        bars.mark_rect(fill=look.accent, stroke=look.accent, **boxes)
        .encode(x=x("zero"), x2="own:Q", y=y, y2="y2:Q", tooltip=tips)
        .transform_filter("datum.own > 0"),
        alt.Chart(at(0.24))
        .mark_text(align="left", baseline="middle", fontSize=12, color=look.ink)
        .encode(x=x("zero"), y=y, text="name:N", tooltip=tips),
        alt.Chart(at(0.66))
        .mark_text(
            align="left", baseline="middle", dx=6, fontSize=12, fontWeight="bold", color=look.ink
        )
        .encode(x=x("all"), y=y, text="number:N", tooltip=tips),
    ]
    entries = [
        Entry(own_words, "square", look.accent, look.accent),
        Entry(desk_words, "square", look.accent + "24", look.accent),
    ]
    layers += key_layer(entries, x=x("x"), y=y, columns="width < 480 ? 1 : 2")
    return finished(layers, look=look, language=language, width=width, height=height)
