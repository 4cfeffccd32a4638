"""What a data pack may be without, in words."""

from collections.abc import Collection

from kampung.language import Language, mark

# What a data pack may be without, by the table that would hold it.
THINGS = {
    "figures": mark("COVID-19 figures"),
    "adoption": mark("counts of villages in the programme"),
    "awards": mark("awards"),
    "programme_facts": mark("facts of the programme"),
    "service_types": mark("kinds of service"),
}


def missing(tables: Collection[str], *, language: Language) -> str:
    """What is not on record yet.

    Parameters
    ----------
    tables
        Empty tables of the pack, of those in ``THINGS``.
    """
    return language.text(
        "There are no {things} on record here yet.",
        things=language.either([language.text(THINGS[table]) for table in tables]),
    )
