"""How long an import takes beside a plain ``executemany`` of the same rows.

Run it with ``python tests/bench/import_bench.py [ROWS …]``. For each size and shape it writes a
file of service records, and then times, in turn and three times over, of which the least counts:

plain
    ``executemany`` of the rows, ready as tuples, into a table without any rule;
same table
    the same into a STRICT table with the key of ``service_counts``;
import
    reading and validating the file, and ``executemany`` of its counts into that table.

The rows of files about persons are put in as they stand in the file, for that is what a plain
import would do with them; the import counts them by week.
"""

import csv
import itertools
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from kampung.readers.services import plain_rows, read_services

Writer = Callable[[Path, Iterator[tuple[object, ...]]], None]

SIZES = (200_000, 1_000_000)
REPEATS = 3
REQUESTS_A_WEEK = 5
VILLAGES, SERVICES = 217, 42
COUNTS = (
    "village_code TEXT, service_code TEXT, period_start TEXT, period_end TEXT, requested INTEGER, "
    "completed INTEGER, rejected INTEGER, median_hours REAL, p90_hours REAL, source_id TEXT"
)
KEY = "PRIMARY KEY (village_code, service_code, period_start, period_end)"
REQUESTS = (
    "id", "kode_desa", "id_pemohon", "nama", "nik", "url_surat", "isian_form", "status",
    "keterangan", "no_hp_aktif", "created_at", "updated_at",
)  # fmt: skip


def pack() -> tuple[pd.DataFrame, pd.DataFrame]:
    """An invented regency of the size of a large one."""
    codes = [f"99.01.{1 + n // 10:02d}.{2001 + n % 10}" for n in range(VILLAGES)]
    districts = sorted({code[:8] for code in codes})
    areas = pd.DataFrame(
        [("99.01", "", "regency", "Uji")]
        + [(code, "99.01", "district", f"Kecamatan {code}") for code in districts]
        + [(code, code[:8], "village", f"Desa {code}") for code in codes],
        columns=["code", "parent_code", "level", "name"],
    )
    services = pd.DataFrame(
        {"code": [f"layanan-{n}" for n in range(SERVICES)], "letter_number": "", "name_id": ""}
    )
    return areas, services


def records(rows: int, areas: pd.DataFrame, services: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Counts of weeks, in the order in which a system would write them."""
    villages = areas.loc[areas["level"] == "village", "code"]
    weeks = range(rows // (VILLAGES * SERVICES) + 1)
    keys = itertools.product(weeks, villages, services["code"])
    for n, (week, village, service) in enumerate(itertools.islice(keys, rows)):
        monday = date(2018, 1, 1) + timedelta(weeks=week)
        requested = n * 7919 % 53
        yield (
            village,
            service,
            monday.isoformat(),
            (monday + timedelta(days=6)).isoformat(),
            requested,
            requested // 2,
            requested // 9,
            requested * 1.25,
            requested * 3.75,
        )


def write_aggregate(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """The table of the pack itself."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.split()[0] for column in COUNTS.split(", ")][:-1])
        writer.writerows(rows)


def write_portal(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """An open-data portal's table, with semicolons and thousands separators."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            [
                "kemendagri_kode_desa_kelurahan",
                "kemendagri_nama_desa_kelurahan",
                "jenis_layanan",
                "periode",
                "jumlah",
                "satuan",
            ]
        )
        for village, service, start, end, requested, *_ in rows:
            period = f"{start}/{end}"
            writer.writerow([village, f"DESA {village}", service, period, requested, "SURAT"])


def write_requests(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """OpenSID's requests, joined with village, service and person: five a week and service."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REQUESTS)
        keys = (row for row in rows for _ in range(REQUESTS_A_WEEK))
        for n, (village, service, start, end, requested, *_) in enumerate(keys):
            clock = f"{n % 24:02d}:{n % 60:02d}:{n % 59:02d}"
            status = (int(str(requested)) + n) % 6
            person = [n, f"NAMA {n}", 9901010000000000 + n]
            form = ['{"keperluan": "pendaftaran", "alamat": "jalan"}', status, "", f"08{n:010d}"]
            times = [f"{start} {clock}", f"{end} {clock}"]
            code = str(village).replace(".", "")
            writer.writerow([n, code, *person, service, *form, *times])


def insert(
    rows: Iterable[Sequence[object]], path: Path, columns: str, *, options: str = ""
) -> None:
    """Put rows into a new database."""
    path.unlink(missing_ok=True)
    marks = ",".join("?" * len(COUNTS.split(", ") if options else columns.split(", ")))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE rows ({columns}) {options}")
        connection.executemany(f"INSERT INTO rows VALUES ({marks})", rows)  # noqa: S608


def best(work: Callable[[], object]) -> float:
    """Time a piece of work three times and give the least."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(rows: int, write: Writer, folder: Path) -> None:
    """Print the times of one size and shape."""
    areas, services = pack()
    path, store = folder / "layanan.csv", folder / "store.db"
    keys = rows // REQUESTS_A_WEEK if write is write_requests else rows
    write(path, records(keys, areas, services))

    def load() -> pd.DataFrame:
        result = read_services([path], areas=areas, service_types=services, source_id="import-b")
        assert result.rows_taken == rows
        return result.counts

    def into_store(ready: Iterable[Sequence[object]]) -> None:
        insert(ready, store, f"{COUNTS}, {KEY}", options="STRICT")

    ready, columns = list(plain_rows(load())), COUNTS
    same_table = best(lambda: into_store(ready))
    if write is write_requests:
        with path.open(newline="") as file:
            ready, columns = list(csv.reader(file))[1:], ", ".join(REQUESTS)
        same_table = float("nan")  # a person's row has no place in it
    plain = best(lambda: insert(ready, store, columns))
    ready.clear()
    reading = best(load)
    whole = best(lambda: into_store(plain_rows(load())))
    print(
        f"{rows:>9,} {write.__name__.removeprefix('write_'):<9} plain {plain:5.2f} s   "
        f"same table {same_table:5.2f} s   reading {reading:5.2f} s   import {whole:5.2f} s   "
        f"import : plain {whole / plain:4.2f}   import : same table {whole / same_table:4.2f}",
        flush=True,
    )


def main() -> None:
    """Measure the sizes of the command line, or the usual ones."""
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            for write in (write_aggregate, write_portal, write_requests):
                measure(rows, write, Path(folder))


if __name__ == "__main__":
    main()
