"""Commands that print what a store says: evidence, pictures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kampung import paths
from kampung.errors import KampungError

if TYPE_CHECKING:
    pass
from kampung.cli.common import store_option, told


@click.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@told
def evidence(store: str | None, as_json: bool) -> None:
    r"""Print what the published record proves, allows and contradicts.

    For every statement a verdict with its reason, contradictions first, and for every seven days
    the least and the greatest total and the estimate.

    \b
    Examples:
      kampung evidence
      kampung evidence --json > evidence.json
    """
    from kampung.exports.evidence import to_json, to_text
    from kampung.store import Store
    from kampung.subjects.evidence import queries as evidence_queries

    source = Store.at(paths.store_location(store))
    statements = evidence_queries.evidence_statements(source)
    links, windows = (
        evidence_queries.evidence_links(source),
        evidence_queries.evidence_windows(source),
    )
    if as_json:
        repairs = evidence_queries.evidence_repairs(source)
        click.echo(
            to_json(
                statements=statements,
                links=links,
                windows=windows,
                repairs=repairs,
                findings=evidence_queries.evidence_findings(source),
            )
        )
    else:
        click.echo(to_text(statements=statements, links=links, windows=windows))


@click.command()
@click.option("--lang", type=click.Choice(("id", "en")), default="en", help="Language of titles.")
@told
def pictures(lang: str) -> None:
    """List the pictures that there are, with their titles and settings."""
    from dataclasses import fields

    from kampung.language import Language
    from kampung.subjects.gallery import PICTURES

    language = Language(lang)
    for name, entry in sorted(PICTURES.items()):
        options = " ".join(f"--{field.name.replace('_', '-')}" for field in fields(entry.settings))
        click.echo(f"{name:26}{language.text(entry.title)}{f' ({options})' if options else ''}")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("settings", nargs=-1, type=click.UNPROCESSED)
@store_option
@click.option("--lang", type=click.Choice(("id", "en")), default="id", help="Its language.")
@click.option("--as", "form", type=click.Choice(("json", "text")), default="text", help="Its form.")
@told
def picture(name: str, settings: tuple[str, ...], store: str | None, lang: str, form: str) -> None:
    r"""Print a picture: what it says, its table, its sources; as JSON all of it.

    `kampung pictures` lists the names and settings.

    \b
    Example:
      kampung picture record --metric new_deaths --unit day --as json
    """
    from kampung.exports.picture import to_json, to_text
    from kampung.language import Language
    from kampung.pictures.picture import View
    from kampung.pictures.registry import entry
    from kampung.store.door import DataSet
    from kampung.subjects import gallery  # noqa: F401 - it registers the pictures
    from kampung.subjects.areas.queries import area_kinds

    found = entry(name)
    chosen = found.chosen(_options(settings))
    data = DataSet.at(paths.store_location(store))
    look = "light-simulated" if data.meta["data_set"] == "simulated" else "light"
    made = found.make(data, chosen, View(Language(lang, area_kinds(data)), look))
    click.echo(to_json(made, name=name) if form == "json" else to_text(made))


def _options(words: Sequence[str]) -> dict[str, str]:
    """Read ``--metric new_deaths --unit=week`` as values by name."""
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        option, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (equals or rest):
            raise KampungError(f"{word!r} is no setting: write --name value, as in --unit week.")
        given[option.replace("-", "_")] = value if equals else rest.pop(0)
    return given
