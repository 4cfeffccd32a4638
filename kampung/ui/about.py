"""What is on the page of sources and method."""

from collections.abc import Mapping

import streamlit as st

from kampung.language import mark
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.sources import queries as sources_queries
from kampung.subjects.sources import tables as sources_tables
from kampung.ui import data_set, panel, state
from kampung.ui.reader import Reader

ALL = "all"
RULES = (
    mark(
        "**Every number names its source.** A derived number shows the formula that it comes from."
    ),
    mark(
        "**Published, derived and estimated are three things.** They are drawn differently and "
        "never mixed in one table without a column that says which is which."
    ),
    mark("**Contradictions are shown.** Where sources disagree, both figures stand."),
    mark("**Missing is not zero.** A gap in the record stays a gap in the chart."),
    mark(
        "**Dates are those of the thing.** Periods have both ends, and a rounded number keeps its "
        "rounding: 12.5 a day stands for anything from 12.45 to just under 12.55."
    ),
)
METHOD = (
    mark(
        "**A week** is seven days in a row, named by its last day. Weeks whose days a source does "
        "not name are counted back in sevens from the last day that it does name."
    ),
    mark(
        "**A derived week** is the difference of two printed running totals seven days apart; "
        "single printed days are added or taken away where that closes a gap."
    ),
    mark(
        "**Per day and per 7 days**: a total over another number of days is scaled to the unit "
        "and drawn as a level line over its own days; hovering shows the number as printed."
    ),
    mark(
        "**Service counts** are what villages reported. A period of which a village reported "
        "nothing is missing, not zero; “the last 52 weeks” end with the last day of any report."
    ),
    mark(
        "**Waiting times** cannot be added up: shown is the median of the villages’ medians, "
        "weighted by completed requests, and the same of their 90th percentiles."
    ),
    mark(
        "**Change** is the last figure less the peak, as a share of the peak. Where the peak is "
        "only known as “above” a number, the fall is “more than” the one computed from it."
    ),
)
ESTIMATE = (
    mark(
        "**Each figure is a bound** on running totals of cases, recoveries and deaths, whole "
        "numbers that never fall; active cases tie the three together. A mean keeps its "
        "rounding, and “two months” stands for every length that gives a whole total."
    ),
    mark(
        "**What cannot all be true** is resolved by giving up the cheapest statements, "
        "weighted by kind of source and exactness; each is shown with the smallest set of "
        "others that it contradicts."
    ),
    mark(
        "**The pale band** is the least and the greatest that agree with all that is kept, "
        "**the dashed line** the smoothest series within it. It is an estimate, not a "
        "measurement, and where little was printed the band is wide."
    ),
    mark(
        "**It cannot know** what all sources got wrong alike, nor later corrections and "
        "delays in reporting: a total is taken as the state of its day."
    ),
)
NO_SERIES = mark(
    "There is no official daily or weekly COVID-19 series; the record is made of scattered "
    "printed figures."
)
NO_FIGURES = mark("There are no COVID-19 figures.")
NOT_EVERY_DISTRICT = mark("There are no COVID-19 figures for every district.")
NO_COUNTS = mark("There are no counts of letters issued or requests served.")
READ_IN_PART = mark(
    "Many pages of the press could be read only in part; titles that were not shown are "
    "marked in the table of sources."
)


def heading(reader: Reader) -> None:
    """Title, and one sentence on how much there is, or that there is nothing yet."""
    language = reader.language
    counts = programme_queries.programme_counts(reader.data)
    st.title(language.text("Sources and method"), anchor=False)
    if not counts["figures"]:
        st.markdown(
            language.plural(
                "No figure is on record yet; areas and definitions come from **{n}** source.",
                "No figure is on record yet; areas and definitions come from **{n}** sources.",
                counts["sources"],
            )
        )
        panel.missing(language, "figures")
        return
    st.markdown(
        language.text(
            "**{figures}** published figures from **{sources}** sources, each with its date or "
            "period and the page that it stands on.",
            figures=language.number(counts["figures"]),
            sources=language.number(counts["sources"]),
        )
    )


def _list(reader: Reader, title: str, texts: tuple[str, ...], *, anchor: str) -> None:
    st.subheader(title, anchor=anchor)
    st.markdown("\n".join(f"- {reader.language.text(text)}" for text in texts))


def rules(reader: Reader) -> None:
    """The rules that the numbers are kept by, the method, and what is not known."""
    language = reader.language
    _list(reader, language.text("Rules"), RULES, anchor="rules")
    _list(reader, language.text("How numbers are worked out"), METHOD, anchor="method")
    _list(reader, language.text("How the estimate works"), ESTIMATE, anchor="estimate")
    unknown = _unknown(sources_queries.on_record(reader.data))
    if unknown:
        _list(reader, language.text("What is not known"), unknown, anchor="unknown")


def _unknown(known: Mapping[str, bool]) -> tuple[str, ...]:
    """Which gaps these data have."""
    counted = known["figures"] or known["observations"]
    gaps = {
        NO_FIGURES: not counted,
        NO_SERIES: known["figures"] and not known["observations"],
        NOT_EVERY_DISTRICT: counted and not known["every_district"],
        NO_COUNTS: not known["service_counts"],
        READ_IN_PART: known["unread_titles"],
    }
    return tuple(text for text, open_ in gaps.items() if open_)


def definitions(reader: Reader) -> None:
    """What is counted, and what the words mean."""
    language = reader.language
    st.subheader(language.text("Definitions"), anchor="definitions")
    metrics = epidemic_queries.metrics(reader.data)
    table = sources_tables.metrics_table(metrics, language=language)
    with st.expander(
        language.plural("{n} thing that is counted", "{n} things that are counted", len(metrics))
    ):
        panel.show_table(table, alt_text=language.text("Definitions"), key="table-metrics")
        panel.download(metrics, name="metrics", language=language, key="download-metrics")


def sources(reader: Reader) -> None:
    """Every source with what rests on it, by kind."""
    language = reader.language
    st.subheader(language.text("Sources"), anchor="sources")
    rows = sources_queries.sources(reader.data)
    kinds = {
        code: label for code, label in sources_tables.KINDS.items() if code in set(rows["kind"])
    }
    kind = state.choose(
        language,
        "kind",
        label=language.text("Kind"),
        options={
            ALL: language.text("All"),
            **{code: language.text(label) for code, label in kinds.items()},
        },
        default=ALL,
    )
    shown = rows[rows["kind"].eq(kind) | (kind == ALL)]
    st.markdown(language.plural("**{n}** source", "**{n}** sources", len(shown)))
    table = sources_tables.sources_table(shown, language=language)
    panel.show_grid(
        table,
        key="table-sources",
        alt_text=language.text("Sources"),
        columns={
            language.text("Address"): st.column_config.LinkColumn(width="medium"),
            language.text("Title"): st.column_config.TextColumn(width="large"),
        },
    )
    panel.download(shown, name="sources", language=language, key="download-sources")


def licence_and_citation(reader: Reader) -> None:
    """Under which terms, and how to cite."""
    language = reader.language
    meta = data_set.current().meta
    st.subheader(language.text("Licence and citation"), anchor="cite")
    st.markdown(
        language.text(
            "The code is free under the MIT licence. The compilation of the data is free under "
            "CC BY 4.0; the pages that it cites keep their own rights, and only facts were taken "
            "from them."
        )
    )
    st.markdown(language.text("Cite the data set as:"))
    citation = language.text(
        "{title}. Data set, edition {version}, content hash {hash}.",
        title=language.pick(meta, "title"),
        version=meta["pack_version"],
        hash=meta["content_hash"][:12],
    )
    if data_set.is_simulated():
        citation = language.text("SIMULATED DATA, not to be cited. {citation}", citation=citation)
    st.code(citation, language=None, wrap_lines=True)
    st.markdown(
        language.text(
            "When you cite a single number, cite its source too: publisher, title, date and "
            "address are in the table above and in every download."
        )
    )
