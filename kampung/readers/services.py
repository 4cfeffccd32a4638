"""Service records of villages: many shapes in, one table of counts out, and a report.

Nothing about a person passes. Of files about persons only the columns that are counted are read
at all, their rows are counted by village, service and ISO week, and no message quotes a cell.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kampung.errors import KampungError
from kampung.privacy import shown
from kampung.readers import limits
from kampung.readers.codes import Mismatch, VillageMatcher
from kampung.readers.columns import BoolArray, IntArray
from kampung.readers.counting import (
    COUNTS,
    WAITS,
    count_by_week,
    earlier_states,
    find_repetitions,
    merge_units,
)
from kampung.readers.files import nothing_quoted, open_file, size_of
from kampung.readers.locations import Location, Progress
from kampung.readers.rejects import reject_frame, report_lines
from kampung.readers.resolving import RESOLVERS, Context
from kampung.readers.service_names import ServiceMatcher
from kampung.readers.shapes import Shape, is_header, recognise
from kampung.readers.sheet import Sheet, Source
from kampung.readers.tabular import locate

_SKIPPED = {"no_value": "no count given", "draft": "drafts", "deleted": "deleted letters"}


@dataclass(frozen=True)
class ServiceImport:
    """What a reading of service files gives.

    Attributes
    ----------
    counts : DataFrame
        The table ``service_counts``: village_code, service_code (category), period_start,
        period_end (datetime64[us], both days inclusive), requested, completed, rejected (Int64),
        median_hours, p90_hours (float64, hours), source_id (category); sorted by its key, each
        key once. What the files do not say is missing, not zero.
    rejects : DataFrame
        Lines that were not taken: file, line, column, value, reason_code, message_en. A line that
        breaks several rules stands there several times. Values are empty for files about persons.
    shape : Shape
    rows_read, rows_taken : int
        Lines with any content, and those that the counts hold.
    skipped : mapping of str to int
        Lines that are in order but count nothing: ``no_value``, ``draft``, ``deleted``.
    dropped : tuple of str
        Headings about persons and of free text, whose columns were never read.
    """

    counts: pd.DataFrame
    rejects: pd.DataFrame
    shape: Shape
    rows_read: int
    rows_taken: int
    skipped: Mapping[str, int]
    dropped: tuple[str, ...]

    @property
    def rows_rejected(self) -> int:
        """How many lines were not taken."""
        return len(self.rejects.drop_duplicates(["file", "line"]))

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day of the counts, or None where there are none."""
        if self.counts.empty:
            return None
        return (
            self.counts["period_start"].min().date(),
            self.counts["period_end"].max().date(),
        )


def read_services(
    paths: Sequence[Path],
    *,
    areas: pd.DataFrame,
    service_types: pd.DataFrame,
    source_id: str,
    village: str | None = None,
    not_after: date | None = None,
    progress: Progress | None = None,
) -> ServiceImport:
    """Read service records and bring them to counts by village, service and period.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        CSV files or workbooks of one shape (`kampung.readers.shapes.Shape`), and for OpenSID's
        tables also ``tweb_surat_format`` and ``config``, which explain their numbers.
    areas : DataFrame
        The pack's table ``areas``: code, parent_code, level, name, bps_code.
    service_types : DataFrame
        The pack's table ``service_types``: code, letter_number, name_id, name_en.
    source_id : str
        Row of ``sources`` that the counts will point to, see `source_id_of`.
    village : str, optional
        Code of the one village that the files are from, where they do not say.
    not_after : datetime.date, optional
        A period that begins later is not taken; usually today.
    progress : callable, optional
        Called with the bytes done and the bytes of all files.

    Returns
    -------
    ServiceImport

    Raises
    ------
    KampungError
        A file cannot be read or has none of the shapes, shapes are mixed, or nothing says which
        village or service the rows are about. The message quotes no cell.

    Notes
    -----
    A request of ``permohonan_surat`` belongs to the ISO week (Monday to Sunday) in which it was
    made. It is completed if its status is 3 (ready) or 4 (collected) and rejected if it is 5
    (cancelled); its waiting time is that from ``created_at`` to ``updated_at``. A letter of
    ``log_surat`` is completed in the week of ``tanggal``; that table does not say how many were
    asked for.
    """
    with nothing_quoted():
        return _read(
            paths,
            areas=areas,
            service_types=service_types,
            source_id=source_id,
            village=village,
            not_after=not_after,
            progress=progress,
        )


def _read(
    paths: Sequence[Path],
    *,
    areas: pd.DataFrame,
    service_types: pd.DataFrame,
    source_id: str,
    village: str | None,
    not_after: date | None,
    progress: Progress | None,
) -> ServiceImport:
    sources, companions = _sources(paths)
    shape = _only_shape(sources)
    for_file = _shared_progress([source.location for source in (*companions, *sources)], progress)
    villages = VillageMatcher(areas)
    context = Context(
        villages=villages,
        services=ServiceMatcher(service_types),
        village=_known_village(village, villages),
        not_after=not_after,
        formats=_meanings(companions, Shape.OPENSID_FORMATS, "service_name", for_file),
        configs=_meanings(companions, Shape.OPENSID_CONFIG, "village_code", for_file),
    )
    sheets: list[Sheet] = []
    parts: list[pd.DataFrame] = []
    skipped: dict[str, int] = {}
    for source in sources:
        sheet = Sheet(source, for_file(source.location))
        part, passed_over = RESOLVERS[shape](sheet, context)
        parts.append(part.assign(file=len(sheets)))
        sheets.append(sheet)
        for reason, lines in passed_over.items():
            skipped[reason] = skipped.get(reason, 0) + lines
    rows = pd.concat(parts, ignore_index=True)
    if shape.is_about_persons:
        rows = _without_earlier_states(rows, sheets)
        counts = count_by_week(rows)
    else:
        rows = _without_repetitions(rows, sheets)
        counts = merge_units(rows)
    return ServiceImport(
        counts=_service_counts(counts, context, source_id),
        rejects=reject_frame([sheet.rejects.frame() for sheet in sheets]),
        shape=shape,
        rows_read=sum(sheet.rows + sheet.ragged for sheet in sheets),
        rows_taken=len(rows),
        skipped={reason: lines for reason, lines in skipped.items() if lines},
        dropped=tuple(sorted({name for source in sources for name in source.headings.dropped})),
    )


def source_id_of(paths: Sequence[Path]) -> str:
    """Name an import by what is in its files: ``import-`` and 12 digits of their SHA-256.

    The same files give the same name, in whatever order and under whatever file names.

    Raises
    ------
    UnreadableFileError
        One is no file, or larger than what is read of any.
    """
    contents = []
    for path in paths:
        with open_file(path, most=max(limits.TEXT_BYTES, limits.WORKBOOK_BYTES)) as file:
            contents.append(hashlib.file_digest(file, "sha256").digest())
    contents.sort()
    return f"import-{hashlib.sha256(b''.join(contents)).hexdigest()[:12]}"


def report(result: ServiceImport) -> str:
    """Say in English what was read, what was dropped, and every line that was not taken."""
    passed_over = "".join(
        f", passed over ({_SKIPPED[reason]}): {lines:,}" for reason, lines in result.skipped.items()
    )
    period = f", {result.period[0]} to {result.period[1]}" if result.period else ""
    lines = [
        f"Shape: {result.shape}",
        f"Lines read: {result.rows_read:,}, taken: {result.rows_taken:,}, "
        f"rejected: {result.rows_rejected:,}{passed_over}",
        f"Counts: {len(result.counts):,}{period}",
    ]
    if result.dropped:
        lines.append(f"Columns never read: {', '.join(result.dropped)}")
    lines += report_lines(result.rejects)
    return "\n".join(lines)


# --- files --------------------------------------------------------------------------------------


def _sources(paths: Sequence[Path]) -> tuple[list[Source], list[Source]]:
    """Find the tables in the files: those with records, and those that only explain numbers."""
    if not paths:
        raise KampungError("No file was named. Name one or more CSV or XLSX files.")
    sources: list[Source] = []
    companions: list[Source] = []
    for path in dict.fromkeys(paths):
        locations = locate(path, is_header)
        if not locations:
            raise KampungError(
                f"{shown(path)}: none of the first lines is the header of a known shape. Expected "
                "are, for instance, the columns kemendagri_kode_desa_kelurahan, jenis_layanan, "
                "periode, jumlah, satuan; or village_code, service_code, period_start, "
                "period_end, requested; or those of OpenSID's permohonan_surat or log_surat. "
                "Add the header; docs/importing.md describes every shape."
            )
        for location in locations:
            headings = recognise(location.header)
            assert headings is not None  # noqa: S101 - `is_header` has asked the same
            found = companions if headings.shape.is_companion else sources
            found.append(Source(location, headings))
    if not sources:
        raise KampungError(
            "These files only explain numbers (tweb_surat_format, config). "
            "Name the file with the requests or letters as well."
        )
    return sources, companions


def _only_shape(sources: Sequence[Source]) -> Shape:
    first = sources[0]
    for other in sources[1:]:
        if other.headings.shape != first.headings.shape:
            raise KampungError(
                f"{first.location.label} has the shape {first.headings.shape} and "
                f"{other.location.label} has the shape {other.headings.shape}. The same letters "
                "may be in both and would be counted twice: import one of them."
            )
    return first.headings.shape


def _shared_progress(
    locations: Sequence[Location], progress: Progress | None
) -> Callable[[Location], Progress | None]:
    """Make for each file a progress that counts over all files."""
    if progress is None:
        return lambda _: None
    sizes = {location.path: size_of(location.path) for location in locations}
    total = sum(sizes.values())
    before = dict(zip(sizes, np.cumsum([0, *sizes.values()]).tolist(), strict=False))
    return lambda location: lambda done, _: progress(before[location.path] + done, total)


def _known_village(village: str | None, villages: VillageMatcher) -> str | None:
    if village is None:
        return None
    found = villages.match(code=village)
    if isinstance(found, Mismatch):
        raise KampungError(found.message)
    return found


def _meanings(
    companions: Sequence[Source],
    shape: Shape,
    role: str,
    for_file: Callable[[Location], Progress | None],
) -> dict[str, str]:
    """What the numbers of an OpenSID installation stand for."""
    meanings: dict[str, str] = {}
    for source in companions:
        if source.headings.shape != shape:
            continue
        sheet = Sheet(source, for_file(source.location))
        rows = np.arange(sheet.rows)
        keys, values = sheet.column("id").texts(rows), sheet.column(role).texts(rows)
        for key, value in zip(keys, values, strict=True):
            if meanings.setdefault(key, value) != value:
                raise KampungError(
                    f"{sheet.label}: one number stands for two things. Every OpenSID numbers its "
                    "letters itself: import the files of each installation in a run of its own."
                )
    return meanings


# --- rows ---------------------------------------------------------------------------------------


def _without_repetitions(rows: pd.DataFrame, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Reject lines that repeat, contradict or overlap one another, over all files."""
    found = find_repetitions(rows)
    originals = found.originals[found.duplicates]
    messages = [
        f"The line says the same as line {sheets[file].lines[row]} of {sheets[file].label}. "
        "Remove one of them."
        for file, row in rows.loc[originals, ["file", "row"]].itertuples(index=False)
    ]
    _reject(rows, found.duplicates, sheets, "duplicate_line", messages)
    _reject(rows, found.conflicts, sheets, "conflicting_lines")
    _reject(rows, found.overlaps, sheets, "period_overlap")
    return rows[~(found.duplicates | found.conflicts | found.overlaps)]


def _without_earlier_states(rows: pd.DataFrame, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Reject records that another line has as well, in a later state or the same."""
    repeated = earlier_states(rows)
    _reject(rows, repeated, sheets, "duplicate_line")
    return rows[~repeated]


def _reject(
    rows: pd.DataFrame,
    mask: BoolArray,
    sheets: Sequence[Sheet],
    reason: str,
    messages: Sequence[str] = (),
) -> None:
    chosen = np.flatnonzero(mask)
    files = rows["file"].to_numpy()[chosen]
    positions: IntArray = rows["row"].to_numpy()[chosen]
    for file in np.unique(files):
        of_file = np.flatnonzero(files == file)
        own = [messages[int(i)] for i in of_file] if messages else ()
        sheets[file].reject(positions[of_file], "", reason, messages=own)


def _service_counts(counts: pd.DataFrame, context: Context, source_id: str) -> pd.DataFrame:
    """Give counts the columns and types of the pack's table ``service_counts``.

    They stay in order: the matchers number villages and services in the order of their codes.
    """
    return pd.DataFrame(
        {
            "village_code": _coded(counts["village"], context.villages.codes),
            "service_code": _coded(counts["service"], context.services.codes),
            "period_start": _days(counts["start"]),
            "period_end": _days(counts["end"]),
            **{name: counts[name].astype("Int64") for name in COUNTS},
            **{name: counts[name].astype("float64") for name in WAITS},
            "source_id": pd.Categorical([source_id]).take(np.zeros(len(counts), dtype=np.intp)),
        }
    )


def _coded(numbers: "pd.Series[int]", codes: Sequence[str]) -> "pd.Series[Any]":
    """Codes by their numbers; millions of rows share a few hundred texts."""
    coded = pd.Categorical.from_codes(numbers.to_numpy(), dtype=pd.CategoricalDtype(list(codes)))
    return pd.Series(coded.remove_unused_categories())


def _days(days: "pd.Series[int]") -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return days.to_numpy(dtype=np.int64).astype("datetime64[D]").astype("datetime64[us]")
