"""``datapackage.json``: which tables a data pack has, and what each column may hold."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kampung.pack.limits import (
    EARLIEST,
    LONGEST_PERIOD,
    LONGEST_WAVE,
    MOST_TABLES,
    YEARS_AHEAD,
)
from kampung.pack.parsing import problem_of, read_json, text_problems
from kampung.pack.problems import Problem, shown
from kampung.pack.quoting import quoted_word
from kampung.pack.resources import resource_problems, said
from kampung.pack.values import parsed, today
from kampung.schemas import pack_tables
from kampung.schemas.model import Table, table_of, text_of


@dataclass(frozen=True)
class Descriptor:
    """What ``datapackage.json`` says about the pack as a whole.

    ``named`` and ``files`` hold name and path of every resource, also of those that cannot be
    understood and are therefore not among the ``tables``.
    """

    name: str
    version: str
    title_id: str
    title_en: str
    description_id: str
    description_en: str
    area_code: str
    article: str
    programme: str
    population_area: str
    focus_start: date | None
    focus_end: date | None
    wave_start: date | None
    wave_end: date | None
    checked_on: date | None
    tables: tuple[Table, ...]
    named: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    def table(self, name: str) -> Table:
        """Return the table of that name."""
        return next(table for table in self.tables if table.name == name)


def read_descriptor(directory: Path) -> tuple[Descriptor | None, list[Problem]]:
    """Read ``datapackage.json``.

    Returns
    -------
    tuple
        The descriptor with every table that can be understood (None when the file cannot be read
        at all), and all problems found in it.
    """
    raw, found = read_json(directory)
    if found:
        return None, [found]
    if not isinstance(raw, dict) or not isinstance(raw.get("resources"), list):
        message = 'It must be an object with a list "resources". See the Data Package standard.'
        return None, [problem_of("descriptor", message)]
    if len(raw["resources"]) > MOST_TABLES:
        message = (
            f"It has more than {MOST_TABLES} resources, the most that a pack may. Remove some."
        )
        return None, [problem_of("too-large", message)]
    problems: list[Problem] = list(text_problems(raw))
    if any(problem.rule == "text" for problem in problems):
        return None, problems
    tables: list[Table] = []
    for position, resource in enumerate(raw["resources"], start=1):
        names = {table.name for table in tables}
        of_this = list(resource_problems(directory, position, resource, names))
        problems += of_this
        if not of_this:
            tables.append(table_of(resource))
    named = frozenset(text_of(item, "name") for item in raw["resources"] if isinstance(item, dict))
    described, key_problems = _with_sound_keys(tables, named)
    problems += key_problems
    own = raw.get("kampung")
    if not isinstance(own, dict):
        own = {}
        problems.append(problem_of("descriptor", 'The object "kampung" is missing. Add it.'))
    focus, focus_problems = _days("focus", own.get("focus"), longest=LONGEST_PERIOD)
    wave, wave_problems = _days("wave", own.get("wave"), longest=LONGEST_WAVE)
    checked, checked_problems = _day("checked_on", own.get("checked_on"))
    problems += [*focus_problems, *wave_problems, *checked_problems]
    descriptor = Descriptor(
        name=text_of(raw, "name"),
        version=text_of(raw, "version"),
        title_id=text_of(raw, "title"),
        title_en=text_of(raw, "title@en"),
        description_id=text_of(raw, "description"),
        description_en=text_of(raw, "description@en"),
        area_code=text_of(own, "area_code"),
        article=text_of(own, "article"),
        programme=text_of(own, "programme"),
        population_area=text_of(own, "population_area") or text_of(own, "area_code"),
        focus_start=focus[0],
        focus_end=focus[1],
        wave_start=wave[0],
        wave_end=wave[1],
        checked_on=checked,
        tables=described,
        named=named,
        files=frozenset(
            text_of(item, "path") for item in raw["resources"] if isinstance(item, dict)
        ),
    )
    return descriptor, problems


def _day(name: str, value: object) -> tuple[date | None, list[Problem]]:
    """A single day, which may be missing."""
    if value is None:
        return None, []
    day = parsed("date", value) if isinstance(value, str) else None
    if isinstance(day, date) and day >= EARLIEST and day.year <= today().year + YEARS_AHEAD:
        return day, []
    message = 'It must be a date, such as "2026-11-24". Correct it.'
    return None, [problem_of("date", message, column=f"kampung.{name}", value=said(value))]


def _days(
    name: str, value: object, *, longest: int
) -> tuple[tuple[date | None, date | None], list[Problem]]:
    if value is None:
        return (None, None), []
    given = value if isinstance(value, list) and len(value) == 2 else [None, None]
    start, end = (parsed("date", day) if isinstance(day, str) else None for day in given)
    if not isinstance(start, date) or not isinstance(end, date):
        rule = name
        message = 'It must be two dates, such as ["2021-01-01", "2021-12-31"]. Correct it.'
    elif end < start:
        rule, message = "period", "It ends before it starts. Put the first day first."
    elif start < EARLIEST or end.year > today().year + YEARS_AHEAD:
        rule = "date"
        message = f"It begins before {EARLIEST.year} or lies in the far future. Correct it."
    elif (end - start).days >= longest:
        rule, message = "period", f"It is longer than {longest:,} days. Shorten it."
    else:
        return (start, end), []
    return (None, None), [problem_of(rule, message, column=f"kampung.{name}", value=said(value))]


def _shown_keys(names: tuple[str, ...]) -> str:
    return shown(quoted_word(", ".join(names)))


def _with_sound_keys(
    tables: list[Table], named: frozenset[str]
) -> tuple[tuple[Table, ...], list[Problem]]:
    """Keep the foreign keys that can be checked, and tell of the others.

    A key may lead to a standard table that the pack does not have.
    """
    described = {table.name: table for table in tables}
    lacking = {name: table for name, table in pack_tables().items() if name not in named}
    problems = []
    for table in tables:
        sound = []
        for key in table.foreign_keys:
            other = described.get(key.table) or lacking.get(key.table)
            if other is None and key.table in named:
                continue  # that table has problems of its own, told already
            if (
                other is not None
                and key.reference == other.primary_key
                and len(set(key.fields)) == len(key.reference)
                and set(key.fields) <= set(table.columns)
                and all(
                    table.field(one).type == other.field(another).type
                    for one, another in zip(key.fields, key.reference, strict=True)
                )
            ):
                sound.append(key)
                continue
            message = (
                f"A foreign key of {table.name} must join its own fields to the primary key of "
                f"a table, with fields of the same types: {_shown_keys(key.fields)} → "
                f"{_shown_keys((key.table,))} ({_shown_keys(key.reference)}). Correct it."
            )
            problems.append(problem_of("schema", message))
        described[table.name] = replace(table, foreign_keys=tuple(sound))
    return tuple(described.values()), problems
