"""The command ``kampung``."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from kampung import __version__, paths
from kampung.errors import KampungError

P = ParamSpec("P")
R = TypeVar("R")


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with a sentence on stderr and exit code 1 where it fails as expected."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KampungError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"{where}{error.strerror or error}.", err=True)
        sys.exit(1)

    return wrapped


pack_option = click.option(
    "--pack",
    metavar="DIR",
    help="Folder of the data pack. Default: KAMPUNG_PACK, or the one pack in data/.",
)
store_option = click.option(
    "--store",
    metavar="FILE",
    help="The store. Default: KAMPUNG_STORE, or data/kampung.db.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Examples: kampung check data/mypack; kampung build; kampung serve --port 8600",
)
@click.version_option(__version__, prog_name="kampung")
def main() -> None:
    """A regency's village services and COVID-19 record, every number with its source."""


@main.command()
@pack_option
@store_option
@told
def build(pack: str | None, store: str | None) -> None:
    r"""Check the data pack and build the store from it.

    Prints the content hash of the store: the same pack gives the same hash. When something is
    wrong, every problem is listed, the exit code is 1 and the old store stays as it was.

    \b
    Examples:
      kampung build
      kampung build --pack data/mypack --store /srv/kampung/kampung.db
    """
    from kampung.build import build as build_from

    location = paths.store_location(store)
    report = build_from(paths.pack_directory(pack), location)
    click.echo(
        f"Built {location}: {sum(report.rows.values()):,} rows in {len(report.rows)} tables. "
        f"Pack {report.seconds['pack']:.1f} s, derived tables {report.seconds['derived']:.1f} s, "
        f"store {report.seconds['store']:.1f} s.",
        err=True,
    )
    click.echo(report.content_hash)


@main.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@told
def check(directory: Path) -> None:
    r"""Check a data pack and report every problem in it.

    Each line names file, line, column, value and the broken rule. Exit code 0 when the pack is
    good, 1 when it is not.

    \b
    Example:
      kampung check data/mypack
    """
    from kampung.pack import PackInvalid, read_pack

    try:
        pack = read_pack(directory)
    except PackInvalid as invalid:  # here the report is what was asked for, not a failure
        click.echo(str(invalid))
        sys.exit(1)
    rows = sum(len(frame) for frame in pack.tables.values())
    click.echo(f"{directory}: good. {rows:,} rows in {len(pack.tables)} tables.")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@store_option
@told
def serve(port: int, store: str | None) -> None:
    r"""Serve the dashboard at http://localhost:PORT.

    \b
    Examples:
      kampung serve
      kampung serve --port 8600 --store /srv/kampung/kampung.db
    """
    from kampung.server import serve as serve_app

    serve_app(port=port, store=store)


@main.command()
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
    from kampung.store import Store, queries

    source = Store.at(paths.store_location(store))
    statements = queries.evidence_statements(source)
    links = queries.evidence_links(source, role="contradicts")
    windows = queries.evidence_windows(source)
    write = to_json if as_json else to_text
    click.echo(write(statements=statements, links=links, windows=windows))


@main.command()
@pack_option
@told
def dictionary(pack: str | None) -> None:
    r"""Print the data dictionary of a pack as Markdown.

    \b
    Example:
      kampung dictionary > docs/data-dictionary.md
    """
    from kampung.pack.dictionary import data_dictionary

    click.echo(data_dictionary(paths.pack_directory(pack)), nl=False)
