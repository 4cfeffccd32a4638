"""From a sheet of each shape to rows of numbers: which village, service, period, and how many.

One function a shape, all of one signature. What a row means is decided here and nowhere else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from kampung.readers import limits
from kampung.readers.codes import VillageMatcher
from kampung.readers.columns import BoolArray, Column, FloatArray, combine
from kampung.readers.counting import COUNTS, WAITS
from kampung.readers.matching import match_services, match_villages
from kampung.readers.meaning import (
    days_since_epoch,
    read_counts,
    read_hours,
    read_periods,
    read_times,
    reject_implausible,
    spread,
)
from kampung.readers.service_names import ServiceMatcher
from kampung.readers.shapes import Shape
from kampung.readers.sheet import Sheet

_SECONDS_A_DAY = 86_400

# Words of what open-data portals count. What became of a thing decides; else the thing itself:
# requests are made, letters and services are done.
_BECAME: Mapping[str, str] = {
    **dict.fromkeys(
        ("selesai", "diselesaikan", "terbit", "diterbitkan", "dikeluarkan", "dilayani", "terlayani",
         "dicetak", "tercetak"),
        "completed",
    ),
    **dict.fromkeys(
        ("ditolak", "tertolak", "penolakan", "tolak", "dibatalkan", "pembatalan", "batal"),
        "rejected",
    ),
    **dict.fromkeys(("diajukan", "dimohon", "diminta"), "requested"),
}  # fmt: skip
_REQUESTS = frozenset({"permohonan", "pengajuan", "pemohon", "permintaan"})
_SERVICES = frozenset({"surat", "dokumen", "berkas", "lembar", "layanan", "pelayanan"})
_COME_IN = frozenset({"masuk", "baru"})  # of requests only: "surat masuk" is the office's post
_EITHER = frozenset({"dan", "atau", "serta", "/", "&", "+", ",", ";"})
_FILLING = frozenset(
    {"jumlah", "total", "banyaknya", "buah", "yang", "telah", "sudah", "administrasi",
     "kependudukan", "keterangan", "pengantar", "online", "daring", "desa", "kelurahan", "warga",
     ".", "(", ")", "-"}
)  # fmt: skip


def counted_by(unit: str) -> str | None:
    """Tell what a unit counts: ``requested``, ``completed`` or ``rejected``.

    Returns
    -------
    str or None
        None where it does not say so plainly: ``surat masuk``, ``permohonan/surat``,
        ``permohonan belum selesai``, and whatever has a word that is not known here.
    """
    words = re.findall(r"\w+|[^\w\s]", unit.casefold())
    became = {_BECAME[word] for word in words if word in _BECAME}
    things = [word for word in words if word in _REQUESTS or word in _SERVICES]
    comes_in = any(word in _COME_IN for word in words)
    known = _REQUESTS | _SERVICES | _COME_IN | _EITHER | _FILLING | set(_BECAME)
    if not all(word in known for word in words) or len(became) > 1:
        return None
    both = any(t in _REQUESTS for t in things) and any(t in _SERVICES for t in things)
    if both and (things[0] in _SERVICES or any(word in _EITHER for word in words)):
        return None
    if comes_in and (became or not things or things[0] in _SERVICES):
        return None
    if became:
        return became.pop()
    if not things:
        return None
    return "requested" if things[0] in _REQUESTS else "completed"


# `status` of OpenSID's permohonan_surat, as the table and as its pages write it.
REQUEST_STATUS: Mapping[str, int] = {
    "belum lengkap": 0,
    "sedang diperiksa": 1,
    "menunggu tandatangan": 2,
    "menunggu tanda tangan": 2,
    "siap diambil": 3,
    "sudah diambil": 4,
    "dibatalkan": 5,
    **{str(code): code for code in range(6)},
}
_READY, _COLLECTED, _CANCELLED = 3, 4, 5

# `status` of OpenSID's log_surat: a draft, or a letter that was printed.
LETTER_STATUS: Mapping[str, int] = {
    "0": 0, "false": 0, "konsep": 0,
    "1": 1, "true": 1, "cetak": 1,
}  # fmt: skip
_RETURNED = "-1"  # `verifikasi_…` of a letter that an officer sent back


@dataclass(frozen=True)
class Context:
    """What all files of one reading share.

    Attributes
    ----------
    villages, services
        Who finds the villages and services of the pack.
    village
        Code of the village that the files are from, where they do not say.
    not_after
        A period that begins later is not taken.
    formats, configs
        What OpenSID's numbers of letters and of installations stand for.
    """

    villages: VillageMatcher
    services: ServiceMatcher
    village: str | None = None
    not_after: date | None = None
    formats: Mapping[str, str] = field(default_factory=dict)
    configs: Mapping[str, str] = field(default_factory=dict)


Resolved = tuple[pd.DataFrame, Mapping[str, int]]
"""Rows that are taken so far, with their position in the sheet as ``row``; and, for each reason,
how many lines were passed over because they count nothing."""


def resolve_aggregate(sheet: Sheet, context: Context) -> Resolved:
    """Understand lines of the table ``service_counts`` itself."""
    first, _ = read_periods(sheet, "period_start")
    _, last = read_periods(sheet, "period_end")
    numbers = {name: read_counts(sheet, name) for name in COUNTS}
    numbers |= {name: read_hours(sheet, name) for name in WAITS}
    sheet.reject(numbers["p90_hours"] < numbers["median_hours"], "p90_hours", "quantile_order")
    says_nothing = np.logical_and.reduce([sheet.column(name).is_empty for name in COUNTS])
    return _counted(sheet, context, first, last, numbers, says_nothing, "period_end")


def resolve_portal(sheet: Sheet, context: Context) -> Resolved:
    """Understand lines of an open-data portal: one number, and a unit that says what it counts."""
    first, last = read_periods(sheet, "period", _with_month(sheet))
    count = read_counts(sheet, "count")
    kinds = {name: position for position, name in enumerate(COUNTS)}

    def kind(text: str) -> float | str:
        counted = counted_by(text)
        return "unit_unknown" if counted is None else kinds[counted]

    unit = spread(
        sheet,
        "unit",
        [kind(text) for text in sheet.column("unit").distinct],
        missing="unit_unknown",
    )
    numbers = {name: np.where(unit == position, count, np.nan) for name, position in kinds.items()}
    says_nothing = sheet.column("count").is_empty
    rows, passed_over = _counted(sheet, context, first, last, numbers, says_nothing, "period")
    return rows.assign(unit=unit[rows["row"]].astype(np.int64)), passed_over


def _with_month(sheet: Sheet) -> Column | None:
    """Join a column ``tahun`` and a column ``bulan``, where a file has both, to a period."""
    if not sheet.has("month"):
        return None
    inverse, texts = combine([sheet.column("month"), sheet.column("period")], sheet.rows)
    periods = [
        f"{year}-{month}" if month and month.isdigit() else " ".join(filter(None, (month, year)))
        for month, year in texts
    ]
    is_empty = np.array([not period for period in periods], dtype=np.bool_)
    return Column(np.where(is_empty[inverse], -1, inverse), tuple(periods))


def _counted(
    sheet: Sheet,
    context: Context,
    first: FloatArray,
    last: FloatArray,
    numbers: Mapping[str, FloatArray],
    says_nothing: BoolArray,
    end_role: str,
) -> Resolved:
    """Finish lines that hold counts of a period."""
    sheet.reject(last < first, end_role, "period_reversed")
    for name in COUNTS:
        role = "count" if sheet.has("count") else name
        reject_implausible(sheet, role, numbers[name], first, last)
    if context.not_after is not None:
        sheet.reject(first > days_since_epoch(context.not_after), end_role, "date_future")
    rows = _rows(sheet, context, says_nothing=says_nothing)
    chosen = rows["row"].to_numpy()
    rows["start"] = first[chosen].astype(np.int64)
    rows["end"] = last[chosen].astype(np.int64)
    for name in (*COUNTS, *WAITS):
        rows[name] = numbers[name][chosen] if name in numbers else np.nan
    return rows.assign(unit=0), {"no_value": int((sheet.taken & says_nothing).sum())}


def resolve_requests(sheet: Sheet, context: Context) -> Resolved:
    """Understand requests of OpenSID's ``permohonan_surat``."""
    created = read_times(sheet, "created_at", missing="date_missing")
    updated = read_times(sheet, "updated_at")
    status = _status(sheet, REQUEST_STATUS, missing="status_unknown")
    sheet.reject(updated < created, "updated_at", "period_reversed")
    done = np.isin(status, (_READY, _COLLECTED))
    hours = np.where(done, (updated - created) / 3600, np.nan)
    sheet.reject(hours > limits.HOURS, "updated_at", "number_implausible")
    numbers = {
        "requested": np.ones(sheet.rows),
        "completed": done.astype(np.float64),
        "rejected": (status == _CANCELLED).astype(np.float64),
        "hours": hours,
    }
    return _recorded(sheet, context, created, updated, status, numbers)


def resolve_letters(sheet: Sheet, context: Context) -> Resolved:
    """Understand letters of OpenSID's ``log_surat``; drafts and deleted letters count nothing."""
    written = read_times(sheet, "created_at", missing="date_missing")
    if sheet.has("status"):
        status = _status(sheet, LETTER_STATUS, missing="status_unknown")
    else:
        status = np.ones(sheet.rows)
    returned = np.zeros(sheet.rows, dtype=np.bool_)
    for role in ("verified_by_operator", "verified_by_secretary", "verified_by_head"):
        column = sheet.column(role)
        returned |= column.take([text == _RETURNED for text in column.distinct], missing=0) > 0
    deleted = ~sheet.column("deleted_at").is_empty
    draft = (status == 0) & ~returned & ~deleted
    numbers = {
        # The table says what was written, not what was asked for.
        "requested": np.full(sheet.rows, np.nan),
        "completed": (~returned).astype(np.float64),
        "rejected": returned.astype(np.float64),
        "hours": np.full(sheet.rows, np.nan),
    }
    says_nothing = deleted | draft
    rows, _ = _recorded(sheet, context, written, written, status, numbers, says_nothing)
    return rows, {
        "deleted": int((sheet.taken & deleted).sum()),
        "draft": int((sheet.taken & draft).sum()),
    }


def _status(sheet: Sheet, codes: Mapping[str, int], missing: str) -> FloatArray:
    results: list[float | str] = [
        codes.get(" ".join(text.casefold().split()), "status_unknown")
        for text in sheet.column("status").distinct
    ]
    return spread(sheet, "status", results, missing=missing)


def _recorded(
    sheet: Sheet,
    context: Context,
    created: FloatArray,
    changed: FloatArray,
    status: FloatArray,
    numbers: Mapping[str, FloatArray],
    says_nothing: BoolArray | None = None,
) -> Resolved:
    """Finish lines that are one record of a person each, and leave the person behind."""
    if context.not_after is not None:
        end_of_day = (days_since_epoch(context.not_after) + 1) * _SECONDS_A_DAY
        sheet.reject(created >= end_of_day, "created_at", "date_future")
    rows = _rows(sheet, context, says_nothing=says_nothing)
    chosen = rows["row"].to_numpy()
    rows["day"] = created[chosen] // _SECONDS_A_DAY
    rows["changed"], rows["status"] = changed[chosen], status[chosen]
    record = sheet.column("id")
    is_number = [
        int(text) if text.isdecimal() and len(text) <= limits.DIGITS else np.nan
        for text in record.distinct
    ]
    rows["record"] = record.take(is_number)[chosen]
    for name, values in numbers.items():
        rows[name] = values[chosen]
    return rows, {}


def _rows(sheet: Sheet, context: Context, *, says_nothing: BoolArray | None) -> pd.DataFrame:
    """Find village and service, and keep the lines that are in order and count something."""
    village = match_villages(
        sheet, context.villages, village=context.village, configs=context.configs
    )
    service = match_services(sheet, context.services, formats=context.formats)
    kept = sheet.taken if says_nothing is None else sheet.taken & ~says_nothing
    row = np.flatnonzero(kept)
    return pd.DataFrame({"row": row, "village": village[row], "service": service[row]})


RESOLVERS: Mapping[Shape, Callable[[Sheet, Context], Resolved]] = {
    Shape.AGGREGATE: resolve_aggregate,
    Shape.PORTAL: resolve_portal,
    Shape.OPENSID_REQUESTS: resolve_requests,
    Shape.OPENSID_LETTERS: resolve_letters,
}
