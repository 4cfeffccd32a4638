"""What is said of sources and method: the rules, how numbers come about, what is not known."""

from collections.abc import Mapping

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
        "**What cannot all be true** could be put right in several ways. All that cost about the "
        "least are gone through, weighted by kind of source and exactness: what each of them "
        "gives up contradicts the record, what only some give up is disputed."
    ),
    mark(
        "**Witnesses count.** A number that several publishers print independently weighs more, "
        "by a table of the data pack. Numbers that one page derives from each other, such as a "
        "total and the mean made from it, count once. A page that repeats another word for word "
        "cannot be told from a witness, so the weight grows slowly."
    ),
    mark(
        "**A day that is not certain** is left open: the number may stand for each of the days "
        "that its page allows, and a week is called exact only if it is so on all of them."
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
LICENCE = mark(
    "The code is free under the MIT licence. The compilation of the data is free under "
    "CC BY 4.0; the pages that it cites keep their own rights, and only facts were taken "
    "from them."
)
SINGLE_NUMBERS = mark(
    "When you cite a single number, cite its source too: publisher, title, date and "
    "address are in the table above and in every download."
)


def heading(counts: Mapping[str, int], *, language: Language) -> str:
    """How much is on record, or that there is nothing yet.

    Parameters
    ----------
    counts
        ``figures`` and ``sources``.
    """
    if not counts["figures"]:
        return language.plural(
            "No figure is on record yet; areas and definitions come from **{n}** source.",
            "No figure is on record yet; areas and definitions come from **{n}** sources.",
            counts["sources"],
        )
    return language.text(
        "**{figures}** published figures from **{sources}** sources, each with its date or "
        "period and the page that it stands on.",
        figures=language.number(counts["figures"]),
        sources=language.number(counts["sources"]),
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
    return Description(title, language.plural("**{n}** source", "**{n}** sources", count), title)


def citation(meta: Mapping[str, str], *, is_simulated: bool, language: Language) -> str:
    """How to cite the data set.

    Parameters
    ----------
    meta
        What the store says of itself; see :func:`kampung.store.about.meta`.
    """
    said = language.text(
        "{title}. Data set, edition {version}, content hash {hash}.",
        title=language.pick(meta, "title"),
        version=meta["pack_version"],
        hash=meta["content_hash"][:12],
    )
    if is_simulated:
        return language.text("SIMULATED DATA, not to be cited. {citation}", citation=said)
    return said
