"""The chart of villages in the programme over time."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import NARROW, Look, Width, finished, layered, nothing
from kampung.language import Language, mark
from kampung.language.statements import partial_period, source_text, value_text
from kampung.rows import records
from kampung.subjects.programme.analysis import adoption_series
from kampung.subjects.programme.charts.programme import ROOMY

# Series differ by form as well as colour, in the order in which they are given.
FORMS = ("circle", "diamond", "triangle-up")


def adoption_chart(
    adoption: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    aspects: Mapping[str, str],
    width: Width = "container",
    height: int = 300,
) -> alt.LayerChart:
    """Draw how many villages took part, with counts that disagree side by side.

    Parameters
    ----------
    adoption
        Rows of the pack's ``adoption``, joined with ``publisher`` (optional).
    aspects
        Name in the reader's language of each aspect to draw, by its id, in the order drawn.

    Returns
    -------
    altair.LayerChart
        A point for each count, with a bar across where only month or year is known; a thin line
        guides the eye between undisputed counts; counts in conflict are ringed and joined.
    """
    series = adoption_series(adoption)
    series = series[series["aspect"].isin(list(aspects))].reset_index(drop=True)
    if series.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    total = _total(series)
    highest = max(series["villages"].max(), total or 0)
    first, last = series["start_on"].min(), series["end_on"].max()
    margin = pd.Timedelta(days=max(60, int((last - first).days * 0.04)))
    plane = scales.Plane(
        start=(first - margin).date(),
        end=(last + margin).date(),
        top=highest * 1.14,
        ticks=scales.value_ticks(highest * 0.97),
    )
    rows = _adoption_rows(series, aspects=aspects, language=language)
    layers: list[alt.Chart | alt.LayerChart] = []
    if total is not None:
        layers.append(_total_line(total, plane=plane, look=look, language=language))
    entries, words = [], []
    for n, (aspect, name) in enumerate(aspects.items()):
        colour = (look.accent, look.recoveries, look.active)[n % 3]
        form = FORMS[n % len(FORMS)]
        mine = rows[rows["aspect"] == aspect]
        if mine.empty:
            continue
        layers += _adoption_layers(
            mine,
            plane=plane,
            look=look,
            colour=colour,
            form=form,
            language=language,
        )
        words.append(_adoption_labels(mine, plane=plane, height=height, colour=colour, below=n > 0))
        entries.append(Entry(name, form, colour, colour))
    if rows["conflicting"].any():
        entries.append(
            Entry(language.text(mark("Sources disagree")), "circle", look.gold + "00", look.gold)
        )
    layers += labels(pd.concat(words), plane=plane, look=look)
    layers += key_layer(entries, x=plane.x(), y=plane.y())
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=language.text("Villages"),
    )


def _total(series: pd.DataFrame) -> float | None:
    """How many villages there are: what the latest count is out of; None where none says."""
    known = series.sort_values("middle")["out_of"].dropna()
    return float(known.iloc[-1]) if len(known) else None


def _adoption_rows(
    series: pd.DataFrame, *, aspects: Mapping[str, str], language: Language
) -> pd.DataFrame:
    rows = series.assign(
        x=scales.epochs(series["start_on"]),
        x2=scales.epochs(series["end_on"]),
        xm=scales.epochs(series["middle"]),
        y=series["villages"],
    )
    each = records(rows)
    return rows.assign(
        label=[value_text(r["villages"], r["relation"], language=language) for r in each],
        tip_count=[
            language.text(
                "{villages} of {all} ({share})",
                villages=value_text(r["villages"], r["relation"], language=language),
                all=language.number(r["out_of"]),
                share=language.percent(r["share"], decimals=0),
            )
            if r["out_of"] == r["out_of"]
            else value_text(r["villages"], r["relation"], language=language)
            for r in each
        ],
        tip_date=[partial_period(r, language=language) for r in each],
        tip_aspect=[aspects[r["aspect"]] for r in each],
        tip_source=[source_text(r) for r in each],
        tip_note=[language.pick(r, "note") if "note_id" in r else "" for r in each],
    )


def _adoption_layers(
    rows: pd.DataFrame,
    *,
    plane: scales.Plane,
    look: Look,
    colour: str,
    form: str,
    language: Language,
) -> list[alt.Chart]:
    data = rows[
        [
            "x",
            "x2",
            "xm",
            "y",
            "label",
            "conflicting",
            "tip_count",
            "tip_date",
            "tip_aspect",
            "tip_source",
            "tip_note",
        ]
    ]
    tips = [
        alt.Tooltip(f"{name}:N", title=title)
        for name, title in (
            ("tip_aspect", " "),
            ("tip_count", language.text("Villages")),
            ("tip_date", language.text("Date")),
            ("tip_source", language.text("Source")),
            ("tip_note", language.text("Note")),
        )
    ]
    settled, disputed = data[~data["conflicting"]], data[data["conflicting"]]
    wide = data[data["x2"] > data["x"]]
    layers = [
        alt.Chart(settled)
        .mark_line(color=colour, strokeWidth=1.2, strokeDash=[2, 3], tooltip=None)
        .encode(x=plane.x("xm"), y=plane.y())
    ]
    if len(wide):
        layers.append(
            alt.Chart(wide)
            .mark_rule(color=colour, strokeWidth=4, strokeCap="round", opacity=0.45)
            .encode(x=plane.x(), x2="x2:T", y=plane.y(), tooltip=tips)
        )
    if len(disputed):
        spans = disputed.groupby("xm", as_index=False).agg(y=("y", "min"), y2=("y", "max"))
        spans = spans[spans["y2"] > spans["y"]]
        layers.append(
            alt.Chart(spans)
            .mark_rule(color=look.gold, strokeWidth=1.5, tooltip=None)
            .encode(x=plane.x("xm"), y=plane.y(), y2="y2:Q")
        )
    points = alt.Chart(data).encode(x=plane.x("xm"), y=plane.y(), tooltip=tips)
    layers.append(
        points.mark_point(
            shape=form, size=80, fill=colour, stroke=look.page, strokeWidth=1.2, opacity=1
        )
    )
    if len(disputed):
        layers.append(
            alt.Chart(disputed)
            .mark_point(shape="circle", size=220, stroke=look.gold, strokeWidth=1.8, opacity=1)
            .encode(x=plane.x("xm"), y=plane.y(), tooltip=tips)
        )
    return layers


def _adoption_labels(
    rows: pd.DataFrame, *, plane: scales.Plane, height: int, colour: str, below: bool
) -> pd.DataFrame:
    """Numbers where they have room: on a telephone, on a wide plot, or on the other side."""
    near, far = (22, -9) if below else (-9, 22)
    words = rows[["xm", "y", "label"]].assign(weight="bold", ink=colour)
    taken: list[tuple[float, float]] = []
    always = plane.free(words, taken, width=NARROW, height=height)
    rest = words[~always]
    roomy = plane.free(rest, taken, width=ROOMY, height=height)
    left = rest[~roomy].drop_duplicates("y") if below else rest.head(0)
    return pd.concat(
        [
            words[always].assign(dy=near, roomy=0),
            rest[roomy].assign(dy=near, roomy=ROOMY),
            left.assign(dy=far, roomy=ROOMY),
        ]
    )


def _total_line(
    total: float, *, plane: scales.Plane, look: Look, language: Language
) -> alt.LayerChart:
    data = pd.DataFrame({"x": [plane.left], "x2": [plane.right], "y": [total]})
    text = language.text("all {n} villages", n=language.number(total))
    line = (
        alt.Chart(data)
        .mark_rule(color=look.muted, strokeWidth=1, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y())
    )
    name = (
        alt.Chart(data.assign(label=text))
        # Below its line, for above it stand the numbers of counts that reach it.
        .mark_text(align="left", baseline="top", dx=2, dy=5, color=look.muted, tooltip=None)
        .encode(x=plane.x(), y=plane.y(), text="label:N")
    )
    return layered([line, name])
