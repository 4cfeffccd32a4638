"""What is said of one source: in a line of the list, and in full where a reader asks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures import citing
from kampung.pictures.markdown import link, plain
from kampung.pictures.sources import Source
from kampung.subjects.sources.queries import SOURCED
from kampung.subjects.sources.words import KINDS


def in_order(sources: pd.DataFrame, *, article: str) -> pd.DataFrame:
    """Sources for a reader: the article that the data set starts from, then who gave most.

    Parameters
    ----------
    sources
        As :func:`kampung.subjects.sources.queries.sources` returns them.
    article
        Id of the article.
    """
    return (
        sources.assign(
            is_article=sources["id"] == article,
            said=sources["figures"] + sources["repeats"],
        )
        .sort_values(
            ["is_article", "said", "rests_on_it", "publisher", "id"],
            ascending=[False, False, False, True, True],
        )
        .drop(columns=["is_article", "said"])
        .reset_index(drop=True)
    )


def gave(row: Mapping[str, Any], *, language: Language, most: int | None = None) -> str:
    """What rests on a source: ``22 angka dan 3 fakta program``; empty where it is nothing.

    Parameters
    ----------
    most
        How many kinds of things to name, the first ones; None for all.
    """
    n = {name: int(row[name]) for name in SOURCED}
    n["awards"] += n["award_sources"]  # to a reader both say that there was an award
    said = {
        "figures": language.plural("{n} figure", "{n} figures", n["figures"]),
        "repeats": language.plural(
            "{n} repeat of a figure", "{n} repeats of figures", n["repeats"]
        ),
        "observations": language.plural("{n} daily value", "{n} daily values", n["observations"]),
        "events": language.plural("{n} event", "{n} events", n["events"]),
        "awards": language.plural("{n} award", "{n} awards", n["awards"]),
        "award_accounts": language.plural(
            "{n} account of a ceremony", "{n} accounts of ceremonies", n["award_accounts"]
        ),
        "cohorts": language.plural(
            "{n} year of a selection", "{n} years of a selection", n["cohorts"]
        ),
        "adoption": language.plural(
            "{n} count of villages", "{n} counts of villages", n["adoption"]
        ),
        "service_types": language.plural(
            "{n} kind of service", "{n} kinds of service", n["service_types"]
        ),
        "service_counts": language.plural(
            "{n} service count", "{n} service counts", n["service_counts"]
        ),
        "programme_facts": language.plural(
            "{n} fact of the programme", "{n} facts of the programme", n["programme_facts"]
        ),
        "areas": language.plural("{n} area code", "{n} area codes", n["areas"]),
        "boundaries": language.plural("{n} boundary", "{n} boundaries", n["boundaries"]),
    }
    return language.join([text for name, text in said.items() if n[name]][:most])


def _source(row: Mapping[str, Any]) -> Source:
    return citing.source_of(
        {**row, "source_id": row["id"], "source_title": row["title"], "source_kind": row["kind"]}
    )


def line(row: Mapping[str, Any], *, language: Language) -> str:
    """One line of the list in Markdown: a link to the page, its title, what it gave.

    What it gave leads to what is said of it in full.
    """
    source = _source(row)
    parts = [citing.cited_link(source, language), plain(row["title"] or "")]
    told = gave(row, language=language, most=2)
    if told:
        parts.append(link(told, citing.entry_address(source, language)))
    return " · ".join(part for part in parts if part)


def lines(sources: pd.DataFrame, *, language: Language) -> tuple[str, ...]:
    """The list, one line a source."""
    return tuple(line(row, language=language) for row in records(sources))


def sought_in(sources: pd.DataFrame, *, language: Language) -> tuple[str, ...]:
    """The text of each source that a search goes through, in small letters."""
    return tuple(
        " ".join(
            part
            for part in (
                *(row["publisher"], row["title"], row["author"], row["published_on"], row["url"]),
                language.partial(row["published_on"]) if row["published_on"] else "",
                language.text(KINDS[row["kind"]]),
            )
            if part
        ).casefold()
        for row in records(sources)
    )


def found(texts: Sequence[str], *, sought: str) -> list[int]:
    """Places of the sources in which all words of a search stand, in their order."""
    words = sought.casefold().split()
    return [place for place, text in enumerate(texts) if all(word in text for word in words)]


def in_full(row: Mapping[str, Any], *, language: Language) -> str:
    """All that is known of a source, in Markdown."""
    source = _source(row)
    page = citing.public_page(source.url)
    published = row["published_on"]
    facts = (
        (language.text("Kind"), plain(language.text(KINDS[row["kind"]]))),
        (language.text("Published"), plain(language.partial(published)) if published else ""),
        (language.text("Author"), plain(row["author"] or "")),
        (language.text("Gave"), plain(gave(row, language=language))),
        (language.text("Page"), link(page, page) if page else language.text("no public page")),
        (language.text("Note"), plain(language.pick(row, "note"))),
    )
    name = plain(citing.name(source, language))
    return "\n".join(
        [
            f"**{name}**" + (f" · {plain(row['title'])}" if row["title"] else ""),
            "",
            *(f"- {label}: {text}" for label, text in facts if text),
        ]
    )
