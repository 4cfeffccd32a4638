"""What is said of sources and method: the rules, how numbers come about, what is not known."""

from collections.abc import Mapping

import pandas as pd

from kampung.language import Language, mark
from kampung.pictures.description import Description

KINDS = {
    "article": mark("article"),
    "press": mark("press"),
    "official": mark("official"),
    "registry": mark("registry"),
    "import": mark("import"),
    "estimate": mark("estimate"),
    "simulation": mark("simulation"),
}

RULES = (
    mark(
        "**Every number names its source.** A calculated number shows the formula that it comes "
        "from."
    ),
    mark(
        "**Published, calculated and estimated are three things.** They are drawn differently and "
        "never mixed in one table without a column that says which is which."
    ),
    mark("**Contradictions are shown.** Where sources disagree, both figures stand."),
    mark("**Missing is not zero.** A gap in the record stays a gap in the chart."),
    mark(
        "**Dates are those of the event, not of the page.** Periods have both ends, and a rounded "
        "number keeps its rounding: 12.5 a day stands for anything from 12.45 to just under 12.55."
    ),
)
METHOD = (
    mark(
        "**A week** is seven days in a row, named by its first and last day. Where a source does "
        "not name the days, they are counted back in sevens from the last day that it does name."
    ),
    mark(
        "**A calculated week** is the difference of two published running totals seven days "
        "apart; single published days are added or taken away where that closes a gap."
    ),
    mark(
        "**Totals and means over other numbers of days** are not weeks: each stands over its own "
        "days, as it was published."
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
ESTIMATE = mark(
    "Every published figure limits what each week can have been; where some cannot be true "
    "together, the weakest are set aside. What is left gives the possible range of each week, "
    "from least to greatest, and an estimate within it, which is not a measurement."
)
WITNESSES = mark(
    "A number that several publishers report independently weighs more. Numbers that one page "
    "derives from each other, such as a total and its mean, count once. A page that copies "
    "another cannot be told from an independent one, so the weight grows slowly."
)
NO_SERIES = mark(
    "There is no official daily or weekly COVID-19 series; the record is made of scattered "
    "published figures."
)
NO_FIGURES = mark("There are no COVID-19 figures.")
NOT_EVERY_DISTRICT = mark("There are no COVID-19 figures for every district.")
NO_COUNTS = mark("There are no counts of letters issued or requests served.")
CANNOT_KNOW = mark(
    "An error that all sources share cannot be seen, nor later corrections and delays in reporting."
)
READ_IN_PART = mark(
    "Many pages of the press could be read only in part; titles that were not shown stand in "
    "square brackets in the list of sources."
)
LICENCE = mark(
    "The code is free under the MIT licence. The compilation of the data is free under "
    "CC BY 4.0; the pages that it cites keep their own rights, and only facts were taken "
    "from them."
)
SINGLE_NUMBERS = mark(
    "When you cite a single number, cite its source too: publisher, title, date and "
    "address are in the list above and in every download."
)


def heading(sources: pd.DataFrame, *, language: Language) -> str:
    """How many figures are on record and who gave them, or that there is nothing yet.

    Parameters
    ----------
    sources
        As :func:`kampung.subjects.sources.queries.sources` returns them.
    """
    figures = int(sources["figures"].sum())
    if not figures:
        return language.plural(
            "No figure is on record yet; areas and definitions come from **{n}** source.",
            "No figure is on record yet; areas and definitions come from **{n}** sources.",
            int((sources["rests_on_it"] > 0).sum()),
        )
    gave = sources["figures"] > 0
    said = language.text(
        "**{figures}** published figures from **{sources}** sources, each with its date or "
        "period and the page that it stands on.",
        figures=language.number(figures),
        sources=language.number(int(gave.sum())),
    )
    repeating = int((~gave & (sources["repeats"] > 0)).sum())
    if not repeating:
        return said
    return f"{said} " + language.plural(
        "{n} more source repeats some of them.",
        "{n} more sources repeat some of them.",
        repeating,
    )


def listed(texts: tuple[str, ...], *, language: Language) -> str:
    """Texts as a list."""
    return "\n".join(f"- {language.text(text)}" for text in texts)


def unknown(known: Mapping[str, bool]) -> tuple[str, ...]:
    """Which gaps data have.

    Parameters
    ----------
    known
        As :func:`kampung.subjects.sources.queries.on_record` returns it.
    """
    counted = known["figures"] or known["observations"]
    gaps = {
        NO_FIGURES: not counted,
        NO_SERIES: known["figures"] and not known["observations"],
        NOT_EVERY_DISTRICT: counted and not known["every_district"],
        NO_COUNTS: not known["service_counts"],
        CANNOT_KNOW: known["figures"],
        READ_IN_PART: known["unread_titles"],
    }
    return tuple(text for text, open_ in gaps.items() if open_)


def definitions(count: int, *, language: Language) -> Description:
    """How many things are counted."""
    title = language.text("Definitions")
    sentence = language.plural("{n} thing that is counted", "{n} things that are counted", count)
    return Description(title, sentence, title)


def sources(count: int, *, language: Language) -> Description:
    """How many sources a reader's choice leaves."""
    title = language.text("Sources")
    if not count:
        nothing = language.text("No source fits this search.")
        return Description(title, nothing, title)
    return Description(title, language.plural("**{n}** source", "**{n}** sources", count), title)


def citation(meta: Mapping[str, str], *, is_simulated: bool, language: Language) -> str:
    """How to cite the data set.

    Parameters
    ----------
    meta
        What the store says of itself; see :func:`kampung.store.about.meta`.
    """
    said = language.text(
        "{title}. Data set, edition {version} ({hash}).",
        title=language.pick(meta, "title"),
        version=meta["pack_version"],
        hash=meta["content_hash"][:12],
    )
    if is_simulated:
        return language.text("SIMULATED DATA, not to be cited. {citation}", citation=said)
    return said


# Who publishes all of this

WHO = mark(
    "Kampung is an open-source dashboard. It is not an official publication of the regency "
    "government: it gathers what others have published, and says for each number who did."
)
REPORT = mark(
    "An error in a number, a source or a sentence can be reported in the issue tracker of the "
    "project's repository: name the page, the number and the source that says otherwise."
)
REPORT_TO = mark(
    "An error in a number, a source or a sentence can be reported to {contact}: name the page, the "
    "number and the source that says otherwise."
)


def published_by(contact: str, *, language: Language) -> str:
    """Who publishes this and where errors are reported, for the foot of every page.

    Parameters
    ----------
    contact
        Whom to tell, as Markdown; empty for the repository of the project.
    """
    return language.text(
        "Published by Kampung, an open-source project; not an official site. An error? Tell "
        "{contact}.",
        contact=contact or language.text("the issue tracker of its repository"),
    )


def report_an_error(contact: str, *, language: Language) -> str:
    """How an error is reported, and to whom; see :func:`published_by`."""
    return language.text(REPORT_TO, contact=contact) if contact else language.text(REPORT)
