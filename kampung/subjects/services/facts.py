"""What is known of one area, a fact a row."""

from kampung.language import Language
from kampung.language.phrases import opening
from kampung.pictures.table import Table, table
from kampung.subjects.services.headings import lies_in
from kampung.subjects.services.names import (
    REPORTED,
    Row,
    area_name,
    cell,
    during,
    measure_name,
    measure_text,
)


def summary_table(totals: Row, *, span: Row, share: float, language: Language) -> Table:
    """A span in four numbers: requests, how many were completed, how fast, and who reported.

    Parameters
    ----------
    totals
        Row of TOTALS.
    span
        Row of SPANS that it is of.
    share
        Completed requests as a fraction of requests; NaN where it is not known.
    """
    values = (("share_completed", share), ("median_hours", totals["median_hours"]))
    reported = language.text(
        "{n} of {total}",
        n=language.number(totals["villages"]),
        total=language.number(span["villages_total"]),
    )
    return table(
        [language.text("Fact"), language.text("Value")],
        [
            (measure_name(span["measure"], language=language), language.number(span["total"])),
            *(
                (
                    measure_name(measure, language=language),
                    measure_text(value, measure=measure, language=language),
                )
                for measure, value in values
            ),
            (language.text("Villages and wards that reported"), reported),
        ],
    )


def profile_table(
    area: Row, *, language: Language, totals: Row | None = None, span: Row | None = None
) -> Table:
    """What is known of an area, a fact a row; what is not known says so.

    Parameters
    ----------
    area
        As for :func:`kampung.subjects.services.headings.who`; nothing where there is no such area.
    totals
        Row of TOTALS for the area; None where no counts are loaded.
    span
        Row of SPANS that the totals are of.
    """
    columns = [language.text("Fact"), language.text("Value")]
    if not area:
        return table(columns, ())
    unknown = language.text("no data")
    facts = [
        (
            language.text("Name"),
            area_name(str(area["name"]), str(area["kind"]), language=language),
        )
    ]
    places = [place for place in lies_in(area, language=language) if place]
    if places:
        facts.append((language.text("Lies in"), ", ".join(places)))
    for name, label in (
        ("districts", language.text("Districts")),
        ("desa", language.text("Villages (desa)")),
        ("kelurahan", language.text("Wards (kelurahan)")),
    ):
        if cell(area, name) is not None:
            facts.append((label, language.number(cell(area, name))))
    people, year = cell(area, "population"), cell(area, "population_year")
    written = unknown if people is None else language.number(people)
    if people is not None and year is not None:
        written = language.text("{count} ({date})", count=written, date=str(int(year)))
    facts.append((language.text("Population"), written))
    size = cell(area, "area_km2")
    facts.append(
        (
            language.text("Area, km²"),
            unknown if size is None else language.number(size, decimals=2),
        )
    )
    if area["level"] == "village":
        facts.append((language.text("Postcode"), str(cell(area, "postcode") or unknown)))
    facts.append((language.text("Area code"), str(area["code"])))
    if totals is not None and span is not None:
        facts += _counted_facts(totals, span, language)
    return table(columns, facts)


def _counted_facts(totals: Row, span: Row, language: Language) -> list[tuple[str, str]]:
    facts = [(language.text("Counts below"), opening(during(span, language=language)))]
    for name in REPORTED:
        text = measure_text(cell(totals, name), measure=name, language=language)
        facts.append((measure_name(name, language=language), text))
    for label, scope in (
        (language.text("Rank in the district"), "district"),
        (language.text("Rank in the regency"), "regency"),
    ):
        rank, of = cell(totals, f"rank_{scope}"), cell(totals, f"of_{scope}")
        if rank is not None and of is not None:
            words = {"count": language.number(rank), "all": language.number(of)}
            facts.append((label, language.text("{count} of {all}", **words)))
    last = cell(totals, "last_end")
    if last is not None:
        facts.append((language.text("Last report"), language.date(last, style="medium")))
    return facts
