"""What is on the evidence page."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from kampung.language import Language, cells, mark
from kampung.language.statements import period_text
from kampung.pictures.description import Description
from kampung.pictures.picture import View
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import facts
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic.analysis.estimates import bounded
from kampung.subjects.epidemic.analysis.peaks import peak_of
from kampung.subjects.epidemic.analysis.record import printed_range
from kampung.subjects.epidemic.charts.record import record_chart
from kampung.subjects.evidence import queries as evidence_queries
from kampung.subjects.evidence import tables
from kampung.subjects.evidence.charts import range_chart
from kampung.subjects.evidence.engine import Aids, what_if
from kampung.subjects.evidence.reasons import equation, reason
from kampung.subjects.sources import queries as sources_queries
from kampung.ui import chrome, data_set, navigation, panel, state
from kampung.ui.reader import Reader

ALL = "all"
AIDS = ("figure_repeats", "figure_ties", "figure_days", "evidence_witnesses")
SIGNS = {"contradicts": "✕", "disputed": "≠", "possible": "○", "follows": "=", "uncheckable": "?"}
ORDER = {verdict: place for place, verdict in enumerate(SIGNS)}
LABELS = {
    "contradicts": mark("Contradicts"),
    "disputed": mark("Disputed"),
    "possible": mark("Possible"),
    "follows": mark("Follows"),
    "uncheckable": mark("Cannot be checked"),
}
MEANINGS = (
    mark(
        "**✕ Contradicts**: for it to be right, several others would have to be wrong at once; "
        "it is left out of the estimate."
    ),
    mark("**≠ Disputed**: one of a named few must be wrong, and the record does not say which."),
    mark("**○ Possible**: the others leave room for it; how much is shown beside it."),
    mark("**= Follows**: the others alone already force it."),
    mark("**? Cannot be checked**: nothing else on record confirms or contradicts it."),
)


@dataclass(frozen=True)
class Choice:
    """Which statements the reader wants to see; ``all`` for no filter."""

    verdict: str
    metric: str
    source: str
    start: dt.date
    end: dt.date


def heading(reader: Reader) -> None:
    """Title, and one sentence that counts the verdicts."""
    language = reader.language
    verdicts = evidence_queries.evidence_statements(reader.data)["verdict"].value_counts()
    tested = int(verdicts.drop("uncheckable", errors="ignore").sum())
    st.title(language.text("Evidence"), anchor=False)
    if verdicts.empty:
        return
    st.markdown(
        language.plural(
            "Of **{n}** figure that the others can test, ",
            "Of **{n}** figures that the others can test, ",
            tested,
        )
        + language.text(
            "**{follows}** follow from the others, **{possible}** are possible beside them, "
            "**{disputed}** are disputed and **{contradicts}** contradict them.",
            follows=language.number(int(verdicts.get("follows", 0))),
            possible=language.number(int(verdicts.get("possible", 0))),
            disputed=language.number(int(verdicts.get("disputed", 0))),
            contradicts=language.number(int(verdicts.get("contradicts", 0))),
        )
    )
    with st.expander(language.text("What the verdicts mean")):
        st.markdown("\n".join(f"- {language.text(meaning)}" for meaning in MEANINGS))


def has_statements(reader: Reader) -> bool:
    """Whether there is any published figure to test."""
    return len(evidence_queries.evidence_statements(reader.data)) > 0


def missing(reader: Reader) -> None:
    """Say that there is nothing to test, and what to do about it."""
    panel.missing(reader.language, "figures")


def _badge(verdict: str, language: Language) -> str:
    return f"**{SIGNS[verdict]} {language.text(LABELS[verdict])}**"


def article(reader: Reader) -> None:
    """The article at the centre: each statement with verdict, reason and a small picture."""
    language = reader.language
    rows = cells.records(
        evidence_queries.evidence_statements(reader.data, source_id=reader.article)
    )
    if not rows:
        return
    st.subheader(language.text("The article, statement by statement"), anchor="article")
    st.markdown(
        language.text(
            "The pale bar is what all other pages allow, the mark is what the article says: a "
            "diamond for a number, a triangle for “above”. Hollow: it does not fit. No page "
            "is tested by its own other statements."
        )
    )
    for row in rows:
        _statement(reader, row)


def _statement(reader: Reader, row: dict[str, Any]) -> None:
    language = reader.language
    with st.container(border=True, key=f"statement-{row['id']}"):
        words, picture = st.columns([3, 2], vertical_alignment="center")
        with words:
            st.markdown(
                f"{_badge(row['verdict'], language)} · {tables.stated(row, language=language)}"
            )
            st.markdown(language.pick(row, "reason"))
            st.caption(
                " · ".join(
                    part
                    for part in (
                        period_text(row, language=language),
                        row["publisher"],
                        row["locator"],
                    )
                    if part
                )
            )
        ranges = _ranges(reader.data, reader.article, reader.view)
        if row["id"] in ranges:
            with picture:
                st.vega_lite_chart(
                    ranges[row["id"]],
                    theme=None,
                    alt=language.pick(row, "reason"),
                    key=f"range-{row['id']}",
                )


@kept
def _ranges(data: DataSet, source_id: str, view: View) -> dict[str, dict[str, Any]]:
    """The small pictures of a source's statements in Vega-Lite, by figure."""
    rows = cells.records(evidence_queries.evidence_statements(data, source_id=source_id))
    charts = {row["id"]: _range(row, view=view) for row in rows}
    return {figure: chart.to_dict() for figure, chart in charts.items() if chart is not None}


def _range(row: dict[str, Any], *, view: View) -> alt.LayerChart | None:
    """The small picture, where there is something to draw it from."""
    bounds = (row["others_least"], row["others_greatest"])
    if row["value"] is None or bounds == (None, None):
        return None
    decimals = row["decimals"] if row["decimals"] is not None else 0
    low, high = printed_range(row["value"], decimals, row["relation"], row["statistic"])
    if pd.isna(low) and pd.isna(high):
        low = high = row["value"]
    return range_chart(
        stated_least=low,
        stated_greatest=high,
        least=bounds[0],
        greatest=bounds[1],
        fits=row["verdict"] not in ("contradicts", "disputed"),
        look=view.look,
        language=view.language,
    )


def contradictions(reader: Reader) -> None:
    """Every contradiction as an equation, with the figures and pages on both sides.

    First what several others would have to be wrong for, then what is disputed.
    """
    language = reader.language
    statements = evidence_queries.evidence_statements(reader.data)
    known = {row["id"]: row for row in cells.records(statements)}
    links = evidence_queries.evidence_links(reader.data, role="contradicts")
    groups = links.groupby("figure_id")["other_id"]
    against = {str(figure): list(others) for figure, others in groups}
    rows = [row for row in known.values() if row["verdict"] == "contradicts"]
    if rows:
        st.subheader(language.text("Contradictions"), anchor="contradictions")
    for row in sorted(rows, key=lambda row: -(row["short_by"] or 0)):
        _contradiction(reader, row, [known[other] for other in against.get(row["id"], [])])
    disputes = _disputes(known, against)
    if disputes:
        st.subheader(language.text("Disputed: one of these is wrong"), anchor="disputes")
        st.markdown(
            language.text(
                "The printed numbers cannot all be true, and the record does not say which is "
                "wrong. A question mark stands before each that may be."
            )
        )
    for members in disputes:
        _dispute(reader, members, known)


def _disputes(
    known: dict[str, dict[str, Any]], against: dict[str, list[str]]
) -> list[tuple[dict[str, Any], list[str]]]:
    """Each set of figures of which one must be wrong, the smallest first, told once."""
    found: dict[frozenset[str], dict[str, Any]] = {}
    for row in known.values():
        if row["verdict"] == "disputed":
            members = frozenset([row["id"], *against.get(row["id"], [])])
            found.setdefault(members, row)
    ordered = sorted(found.items(), key=lambda item: (len(item[0]), sorted(item[0])))
    return [(row, sorted(ids)) for ids, row in ordered]


def _sum(language: Language, row: dict[str, Any]) -> str:
    """The equation of a contradiction in bold, or nothing."""
    params = json.loads(row["reason_params"]).get("equation")
    return f"**{equation(language, params)}.**" if params else ""


def _contradiction(reader: Reader, row: dict[str, Any], others: list[dict[str, Any]]) -> None:
    language = reader.language
    with st.container(border=True, key=f"contradiction-{row['id']}"):
        st.markdown(f"**{_cited(row, language)}**")
        st.markdown(f"{_sum(language, row)} {language.pick(row, 'reason')}".strip())
        if others:
            listed = "\n".join(f"- {_cited(other, language)}" for other in others)
            st.markdown(language.text("It cannot stand beside:") + "\n\n" + listed)


def _dispute(
    reader: Reader, told: tuple[dict[str, Any], list[str]], known: dict[str, dict[str, Any]]
) -> None:
    language = reader.language
    row, members = told
    listed = "\n".join(
        f"- {'**?** ' if known[id_]['verdict'] == 'disputed' else ''}{_cited(known[id_], language)}"
        for id_ in members
    )
    with st.container(border=True, key=f"dispute-{row['id']}"):
        words = _sum(language, row) or language.pick(row, "reason")
        st.markdown(f"{words}\n\n{listed}")


def _cited(row: dict[str, Any], language: Language) -> str:
    said = tables.stated(row, language=language)
    period = period_text(row, language=language)
    source = row["publisher"] or row["source_id"]
    if row["url"]:
        source = f"[{source}]({row['url']})"
    return f"{said}, {period} — {source}"


def single_wave(reader: Reader) -> None:
    """What one named assumption buys: the ranges of weeks without it and with it."""
    language = reader.language
    waves = evidence_queries.evidence_waves(reader.data)
    waves = waves[waves["metric"] == "new_cases"]
    if waves.empty:
        return
    wave = waves.iloc[0]
    windows = evidence_queries.evidence_windows(
        reader.data,
        metric="new_cases",
        start=wave["start_on"].date(),
        end=wave["end_on"].date(),
    )
    whole_weeks = (wave["end_on"] - windows["end_on"]).dt.days % 7 == 0
    inside = (windows["start_on"] >= wave["start_on"]) & (windows["end_on"] <= wave["end_on"])
    st.subheader(language.text("What one assumption buys"), anchor="wave")
    st.markdown(
        language.text(
            "Weekly new cases, estimated: what the record alone allows, and what it allows if "
            "weeks rose once and fell once from {start} to {end}.",
            start=language.date(wave["start_on"]),
            end=language.date(wave["end_on"]),
        )
        + " "
        + (
            language.text("The record leaves room for that.")
            if wave["possible"]
            else language.text("The record rules that out.")
        )
    )
    shown = windows[whole_weeks & inside]
    table = tables.windows_table(shown, language=language)
    panel.show_table(table, alt_text=language.text("What one assumption buys"), key="table-wave")
    panel.download(shown, name="weeks", language=language, key="download-weeks")


def filters(reader: Reader) -> Choice:
    """Verdict, series, source and period."""
    language = reader.language
    statements = evidence_queries.evidence_statements(reader.data)
    st.subheader(language.text("All statements"), anchor="statements")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        verdict = state.choose(
            language,
            "verdict",
            label=language.text("Verdict"),
            options={
                ALL: language.text("All"),
                **{code: language.text(label) for code, label in LABELS.items()},
            },
            default=ALL,
        )
        names = statements.drop_duplicates("metric")
        metric = state.choose(
            language,
            "series",
            label=language.text("Series"),
            options={
                ALL: language.text("All"),
                **dict(zip(names["metric"], names[f"metric_name_{language.code}"], strict=True)),
            },
            default=ALL,
            kind="list",
        )
        publishers = sorted(set(statements["publisher"].dropna()))
        source = state.choose(
            language,
            "publisher",
            label=language.text("Publisher"),
            options={ALL: language.text("All"), **{name: name for name in publishers}},
            default=ALL,
            kind="list",
        )
    days = statements["end_on"].dropna()
    months = [
        day.date() for day in pd.period_range(days.min(), days.max(), freq="M").to_timestamp()
    ]
    start, end = state.choose_months(
        language,
        label=language.text("Period"),
        months=months,
        default=(months[0], days.max().date()),
    )
    return Choice(verdict=verdict, metric=metric, source=source, start=start, end=end)


def statements(reader: Reader, choice: Choice) -> None:
    """The statements that the reader asked for, with their reasons."""
    language = reader.language
    rows = evidence_queries.evidence_statements(reader.data)
    keep = (rows["end_on"] >= pd.Timestamp(choice.start)) & (
        rows["end_on"] <= pd.Timestamp(choice.end)
    )
    for column, wanted in (
        ("verdict", choice.verdict),
        ("metric", choice.metric),
        ("publisher", choice.source),
    ):
        if wanted != ALL:
            keep &= rows[column] == wanted
    shown = rows[keep].sort_values(
        ["verdict", "publisher", "end_on"],
        key=lambda column: column.map(ORDER) if column.name == "verdict" else column,
    )
    st.markdown(language.plural("**{n}** statement", "**{n}** statements", len(shown)))
    if shown.empty:
        return
    table = tables.statements_table(shown, language=language)
    panel.show_grid(
        table,
        key="table-statements",
        alt_text=language.text("All statements"),
        columns={language.text("Reason"): st.column_config.TextColumn(width="large")},
    )
    panel.download(shown, name="statements", language=language, key="download-statements")


@kept
def _without(
    data: DataSet, area_code: str, focus: tuple[dt.date, dt.date], left_out: tuple[str, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    figures = epidemic_queries.figures(data, area_code=area_code)
    aids = Aids.of({table: evidence_queries.evidence_aids(data, table=table) for table in AIDS})
    live = what_if(
        figures,
        evidence_queries.evidence_weights(data),
        area_code=area_code,
        sources=sources_queries.sources(data),
        aids=aids,
        without=left_out,
        focus=focus,
        ranges=True,
    )
    return live.statements, live.windows


def what_if_wrong(reader: Reader) -> None:
    """Switch off any statement and see the curve and the verdicts change."""
    language = reader.language
    if _testable(reader).empty:
        return
    st.subheader(language.text("What if this one were wrong?"), anchor="what-if")
    st.markdown(
        language.text(
            "Take statements away: verdicts and estimate are computed anew from what is left, "
            "for the period from {start} to {end}.",
            start=language.date(reader.focus[0]),
            end=language.date(reader.focus[1]),
        )
    )
    _what_if(reader)


def _testable(reader: Reader) -> pd.DataFrame:
    """Statements of the period shown at first that others bear on."""
    start, end = reader.focus
    rows = evidence_queries.evidence_statements(reader.data)
    return rows[
        (rows["verdict"] != "uncheckable")
        & (rows["end_on"] >= pd.Timestamp(start))
        & (rows["end_on"] <= pd.Timestamp(end))
    ]


@st.fragment
def _what_if(reader: Reader) -> None:
    with chrome.errors_for_people(reader.language):  # alone it runs outside of the page's
        data_set.require_current(reader.data)
        _estimate_without(reader)


def _estimate_without(reader: Reader) -> None:
    language = reader.language
    rows = _testable(reader)
    known = {row["id"]: row for row in cells.records(rows)}

    def label(figure: str) -> str:
        row = known[figure]
        when = period_text(row, language=language)
        return f"{row['publisher']}: {tables.stated(row, language=language)}, {when}"

    left_out = state.choose_several(
        language,
        "without",
        label=language.text("Leave out"),
        options={figure: label(figure) for figure in known},
        placeholder=language.text("Choose statements"),
    )
    before = rows.set_index("id")["verdict"]
    if not left_out:
        st.caption(language.text("Nothing is left out: the estimate is that of the whole record."))
        return
    after, windows = _without(reader.data, reader.area_code, reader.focus, tuple(left_out))
    panel.show(_without_them(reader, windows, left_out=left_out), language)
    _changed(language, known, before=before, after=after)


def _without_them(reader: Reader, windows: pd.DataFrame, *, left_out: list[str]) -> panel.Picture:
    """New cases as they are estimated without some statements."""
    language = reader.language
    start, end = reader.focus
    marks = facts.record_marks(reader.data, metric="new_cases", unit="week")
    shown = facts.touching(marks, start=start, end=end)
    shown = shown[(shown["mark"] == "bar") & ~shown["figure_id"].isin(left_out)]
    peak = peak_of(shown, metric="new_cases", start=start, end=end)
    line = bounded(windows[windows["metric"] == "new_cases"])
    whole_weeks = line[(line["end_on"].max() - line["end_on"]).dt.days % 7 == 0]
    title = language.text("The estimate of new cases without the statements left out")
    return panel.Picture(
        name="what-if",
        said=Description(
            title=title,
            sentence=language.plural(
                "Estimated anew without {n} statement.",
                "Estimated anew without {n} statements.",
                len(left_out),
            ),
            alt=title,
        ),
        chart=record_chart(
            shown,
            look=reader.view.look,
            language=language,
            metric="new_cases",
            unit="week",
            start=start,
            end=end,
            metric_name=facts.metric_names(reader.data, language)["new_cases"],
            estimate=line,
            band=line,
            named=peak.highest if peak is not None else None,
            height=260,
        ),
        table=tables.windows_table(
            whole_weeks.drop(columns=["least_unimodal", "greatest_unimodal"], errors="ignore"),
            language=language,
        ),
        data=line,
        sources=panel.publishers(shown.explode("publishers"), column="publishers"),
    )


def _changed(
    language: Language, known: dict[str, Any], *, before: pd.Series, after: pd.DataFrame
) -> None:
    changed = [
        (row["id"], before[row["id"]], row)
        for row in after.to_dict("records")
        if row["id"] in before.index and before[row["id"]] != row["verdict"]
    ]
    if not changed:
        st.markdown(language.text("No verdict changes."))
        return
    st.markdown(
        language.plural("**{n}** verdict changes:", "**{n}** verdicts change:", len(changed))
    )
    st.markdown(
        "\n".join(
            f"- {tables.stated(known[figure], language=language)}: "
            f"{language.text(tables.VERDICTS[old])} → "
            f"**{language.text(tables.VERDICTS[row['verdict']])}**. "
            f"{reason(language, row['reason_code'], row['reason'])}"
            for figure, old, row in changed
        )
    )


def link_to_method(reader: Reader) -> None:
    """Where the method is explained."""
    navigation.link(
        "tentang", reader.language, label=reader.language.text("How this is worked out")
    )
