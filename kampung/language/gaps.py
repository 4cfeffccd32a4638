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
    """What is not in the data pack yet, and what those who run the dashboard can do about it.

    Parameters
    ----------
    tables
        Empty tables of the pack, of those in ``THINGS``.
    """
    gap = language.text(
        "There are no {things} in this data pack yet.",
        things=language.either([language.text(THINGS[table]) for table in tables]),
    )
    remedy = language.text(
        "Those who run this dashboard can add them: rows in {files}, each with its source in "
        "`sources.csv`, and then `kampung build`.",
        files=language.join([f"`{table}.csv`" for table in tables]),
    )
    return f"{gap} {remedy}"
