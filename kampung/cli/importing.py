"""Commands to bring in files from outside."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kampung import paths

if TYPE_CHECKING:
    from kampung.building.importing import Imported
from kampung.cli.common import FILE, pack_option, store_option, told

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


@click.group("import")
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
