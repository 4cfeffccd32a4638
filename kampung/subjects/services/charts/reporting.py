"""How many villages reported, over time."""

import altair as alt
import pandas as pd

from kampung.charts import periods
from kampung.charts.halo import labels
from kampung.charts.periods import MARGIN, End, PeriodPlane
from kampung.charts.theme import Look, Width, finished, nothing
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.services.names import by_cadence, share_text


def reporting_chart(
    rows: pd.DataFrame,
    *,
    villages_total: int,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 200,
) -> alt.LayerChart:
    """Draw how many villages reported in each period, of all that there are.

    Parameters
    ----------
    rows
        Periods of one cadence: ``period_start, period_end, villages``.
    villages_total
        How many villages could report; what is missing up to it is outlined with dashes.
    """
    if rows.empty or rows["villages"].isna().all():
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language).sort_values("period_start", ignore_index=True)
    data["villages"] = periods.floats(data["villages"])
    total = max(float(villages_total), float(data["villages"].max()))
    plane = periods.period_plane(data, highest=total * 1.1, margin=f"{MARGIN}")
    plane = _with_ticks(plane, periods.whole_ticks(total))
    steps = _steps(data)
    silent = pd.DataFrame({"x": [data["x"].min()], "x2": [data["x2"].max()], "y": 0.0, "y2": total})
    tips = data.assign(
        tip_reporting=[
            language.text(
                "{villages} of {all} ({share})",
                villages=language.number(count),
                all=language.number(total),
                share=share_text(count / total, language=language),
            )
            if count == count
            else language.text("no data")
            for count in data["villages"]
        ],
        tip_silent=[
            periods.number_or_gap(total - count, language=language) for count in data["villages"]
        ],
    )
    layers: list[alt.Chart] = [
        alt.Chart(silent)
        .mark_rect(
            fill=look.muted,
            fillOpacity=0.05,
            stroke=look.muted,
            strokeDash=[3, 3],
            strokeWidth=1,
            tooltip=None,
        )
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q"),
        alt.Chart(steps.assign(zero=0.0))
        .mark_area(
            color=look.accent,
            fillOpacity=0.55,
            line={"color": look.accent, "strokeWidth": 1.5},
            tooltip=None,
        )
        .encode(x=plane.x("x"), y=plane.y("villages"), y2="zero:Q"),
        periods.hover(
            tips,
            {
                "tip_period": language.text("Period"),
                "tip_reporting": language.text("Villages and wards that reported"),
                "tip_silent": language.text("Villages and wards that did not report"),
            },
            plane=plane,
            look=look,
        ),
    ]
    latest = records(data)[-1]
    if latest["villages"] == latest["villages"]:
        layers += periods.end_layers(
            [
                End(
                    latest["villages"],
                    language.number(latest["villages"]),
                    language.text("reporting"),
                    look.accent,
                )
            ],
            plane=plane,
            height=height,
            look=look,
            heading=periods.short_period(latest, language=language),
        )
    if total > 1:
        left, right = float(data["x"].min()), float(data["x2"].max())
        late = left > (plane.left + plane.right) / 2
        everything = pd.DataFrame(
            {
                "xm": [right if late else left],
                "y": [total],
                "label": [language.text("all {n} villages and wards", n=language.number(total))],
                "align": ["right" if late else "left"],
                "dy": [-3],
                "ink": [look.muted],
            }
        )
        layers += labels(everything, plane=plane, look=look)
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=by_cadence(
            language.text("Villages and wards that reported"), periods.cadence_of(data), language
        ),
    )


def _with_ticks(plane: PeriodPlane, ticks: list[float]) -> PeriodPlane:
    return PeriodPlane(
        start=plane.start, end=plane.end, top=plane.top, ticks=ticks, margin=plane.margin
    )


def _steps(rows: pd.DataFrame) -> pd.DataFrame:
    """The outline of a count that holds from the first day of each period to its last."""
    out: list[dict[str, float]] = []
    for row in records(rows):
        if out and row["x"] > out[-1]["x"]:
            out.append({"x": out[-1]["x"], "villages": float("nan")})
        out += [{"x": row[edge], "villages": row["villages"]} for edge in ("x", "x2")]
    return pd.DataFrame(out)
