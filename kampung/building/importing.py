"""From outside files into the store: read, check, report, and build anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from kampung.building.build import build
from kampung.building.imports import About, Import
from kampung.pack import read_pack
from kampung.readers.boundaries import BoundaryImport, read_boundaries
from kampung.readers.locations import Progress
from kampung.readers.rejects import report_lines
from kampung.readers.services import read_services, report, source_id_of

_MOST_CODES = 10  # named in a report; the rest is counted
# A day begins in Papua nine hours before it does in UTC, in which servers count.
_EARLIEST = timezone(timedelta(hours=9))


@dataclass(frozen=True)
class Imported:
    """What became of an import.

    Attributes
    ----------
    report
        What was read and what was not taken, for people.
    source_id
        Under what id it was imported; None where nothing was.
    refusal
        Why nothing was imported, and what to do.
    """

    report: str
    source_id: str | None = None
    refusal: str = ""


def import_services(
    files: Sequence[Path],
    *,
    pack: Path,
    store: str,
    accept_rejects: bool = False,
    replacing: bool = False,
    village: str | None = None,
    publisher: str = "",
    title: str = "",
    progress: Progress | None = None,
) -> Imported:
    """Read service records into a store.

    Parameters
    ----------
    files
        CSV files or workbooks of one shape.
    pack
        The data pack whose villages and services they are about.
    store
        The store to build anew.
    accept_rejects
        Take the good lines although others are rejected.
    replacing
        Counts of earlier imports that speak of the same days give way.
    village
        Code of the one village that the files are from, where they do not say.
    publisher, title
        Who gave the files, and what they are.
    progress
        Called with the bytes read and the bytes there are.

    Returns
    -------
    Imported

    Raises
    ------
    KampungError
        A file cannot be read, or the store cannot be built; nothing has changed.
    """
    known = read_pack(pack)
    tables = known.tables
    source_id = source_id_of(files)
    result = read_services(
        files,
        areas=tables["areas"],
        service_types=tables["service_types"],
        source_id=source_id,
        village=village,
        not_after=datetime.now(tz=_EARLIEST).date(),
        progress=progress,
    )
    told = report(result)
    if result.rows_rejected and not accept_rejects:
        return Imported(told, refusal=_refusal(result.rows_rejected, "lines"))
    if result.counts.empty:
        return Imported(told, refusal="there is not one count in the files.")
    about = About(
        source_id=source_id,
        kind="services",
        publisher=publisher,
        title=title,
        imported_on=_today(),
        rows=len(result.counts),
        shape=result.shape,
    )
    built = build(
        known,
        store,
        arriving=Import(about, result.counts),
        replacing=replacing,
        keep_evidence=True,
        task="kampung import services",
    )
    return Imported("\n".join([told, *built.replaced]), source_id)


def import_boundaries(
    file: Path,
    *,
    pack: Path,
    store: str,
    accept_rejects: bool = False,
    publisher: str = "",
    title: str = "",
) -> Imported:
    """Read boundaries into a store; those of the same level that were there give way.

    Parameters
    ----------
    file
        GeoJSON in WGS 84.
    pack, store, accept_rejects, publisher, title
        As of :func:`import_services`.

    Returns
    -------
    Imported

    Raises
    ------
    KampungError
        The file cannot be read, or the store cannot be built; nothing has changed.
    """
    known = read_pack(pack)
    result = read_boundaries(file, known.tables["areas"])
    told = _boundary_report(result)
    rejected = len(result.rejects)
    if rejected and not accept_rejects:
        return Imported(told, refusal=_refusal(rejected, "features"))
    if result.boundaries.empty:
        return Imported(told, refusal="there is not one boundary in the file.")
    about = About(
        source_id=f"boundaries-{result.level}",
        kind="boundaries",
        publisher=publisher,
        title=title,
        imported_on=_today(),
        rows=len(result.boundaries),
        level=result.level,
    )
    build(
        known,
        store,
        arriving=Import(about, result.boundaries),
        keep_evidence=True,
        task="kampung import boundaries",
    )
    return Imported(told, about.source_id)


def remove(source_id: str, *, pack: Path, store: str) -> None:
    """Take an import away, and build the store without it.

    Raises
    ------
    KampungError
        There is no such import, or the store cannot be built; nothing has changed.
    """
    build(pack, store, leaving=source_id, keep_evidence=True, task="kampung import remove")


def _refusal(number: int, what: str) -> str:
    return (
        f"{number:,} {what} cannot be taken. Put them right and import again, or take the "
        "others alone with --accept-rejects."
    )


def _today() -> str:
    return datetime.now(tz=UTC).date().isoformat()


def _boundary_report(result: BoundaryImport) -> str:
    joined = len(result.boundaries)
    lines = [
        f"Level: {result.level}, joined on {result.code_property}: {joined:,} of "
        f"{joined + len(result.missing):,} areas",
        f"Areas without a boundary: {_some(result.missing)}",
        f"Boundaries of no area of the pack: {_some(result.extra)}",
        f"Rings turned round: {result.rewound:,}",
        *report_lines(result.rejects),
    ]
    return "\n".join(lines)


def _some(codes: Sequence[str]) -> str:
    if not codes:
        return "none"
    rest = len(codes) - _MOST_CODES
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"{len(codes):,}: {', '.join(codes[:_MOST_CODES])}{more}"
