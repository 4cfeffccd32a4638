"""Questions on sources, and on what is on record at all."""

import pandas as pd

from kampung.store.asking import typed
from kampung.store.door import question
from kampung.store.reading import Store

# What rests on a source: under which name it is counted, and the rows that name it.
SOURCED = {
    "figures": "figures",
    "repeats": "figure_repeats",
    "observations": "observations",
    "events": "events",
    "awards": "awards",
    "award_sources": "award_sources",
    "award_accounts": "award_accounts",
    "cohorts": "cohorts",
    "adoption": "adoption",
    "service_types": "service_types",
    "service_counts": "service_sources",
    "programme_facts": "programme_facts",
    "areas": "area_sources",
    "boundaries": "boundaries",
}


# Counted when the store was built: there may be tens of millions of them.
COUNTED = frozenset({"service_sources", "area_sources"})


@question
def sources(store: Store) -> pd.DataFrame:
    """Return every source with the number of rows that rest on it.

    Returns
    -------
    DataFrame
        ``id``, ``kind``, ``publisher``, ``title``, ``author``, ``published_on`` (text: a year,
        month or day), ``url``, ``language``, ``licence``, ``note_id``, ``note_en``, one count for
        each table (``figures``, ``repeats``, ``observations``, ``events``, ``awards``,
        ``award_sources``, ``award_accounts``, ``cohorts``, ``adoption``, ``service_types``,
        ``service_counts``, ``programme_facts``, ``areas``, ``boundaries``) and their sum
        ``rests_on_it``. Newest first.
    """
    joins = " ".join(
        f"LEFT JOIN (SELECT source_id, {'SUM(rows)' if rows in COUNTED else 'COUNT(*)'} "  # noqa: S608
        f"AS n FROM {rows} AS r GROUP BY source_id) AS {name}_of ON {name}_of.source_id = s.id"
        for name, rows in SOURCED.items()
    )
    counts = {name: f"COALESCE({name}_of.n, 0)" for name in SOURCED}
    columns = ", ".join(f"{count} AS {name}" for name, count in counts.items())
    rows = store.query(
        f"""SELECT s.id, s.kind, s.publisher, s.title, s.author, s.published_on, s.url,
                   s.language, s.licence, s.note_id, s.note_en, {columns},
                   {" + ".join(counts.values())} AS rests_on_it
            FROM sources AS s {joins}
            ORDER BY COALESCE(s.published_on, '') DESC, s.id"""  # noqa: S608
    )
    return typed(rows, "sources", rests_on_it="integer", **dict.fromkeys(SOURCED, "integer"))


@question
def on_record(store: Store) -> dict[str, bool]:
    """Return which kinds of things the store knows, and how far, to say what is missing.

    Returns
    -------
    dict
        ``figures``, ``observations``, ``service_counts``: whether there is any;
        ``every_district``: whether each district has a figure or an observation;
        ``unread_titles``: whether the title of a source could not be read, which the pack then
        describes in square brackets.
    """
    questions = {
        "figures": "EXISTS (SELECT 1 FROM figures)",
        "observations": "EXISTS (SELECT 1 FROM observations)",
        "service_counts": "EXISTS (SELECT 1 FROM service_counts)",
        "every_district": """NOT EXISTS (
            SELECT 1 FROM areas AS d WHERE d.level = 'district'
            AND NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.area_code = d.code)
            AND NOT EXISTS (SELECT 1 FROM observations AS o WHERE o.area_code = d.code))""",
        "unread_titles": "EXISTS (SELECT 1 FROM sources WHERE title LIKE '[%')",
    }
    asked = ", ".join(
        f"CASE WHEN {question} THEN 1 ELSE 0 END AS {name}" for name, question in questions.items()
    )
    row = store.query(f"SELECT {asked}").iloc[0]
    return {str(name): bool(value) for name, value in row.items()}
