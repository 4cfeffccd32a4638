"""How long an import takes beside a plain ``executemany`` of the same rows.

Run it with ``python tests/bench/import_bench.py [ROWS …]``. For each size and shape it writes a
file of service records, and then times, in turn and three times over, of which the least counts:

plain
    ``executemany`` of the rows, ready as tuples, into a table without any rule;
same table
    the same into the store's own table ``service_counts``, with its key and rules;
reading
    reading and validating the file;
import
    all of `kampung import services`: reading, validating, keeping the import, adding up, and
    building the new store with everything else that is in it.

The rows of files about persons are put in as they stand in the file, for that is what a plain
import would do with them; the import counts them by week.
"""

import csv
import itertools
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from kampung.building.build import build
from kampung.building.importing import import_services
from kampung.building.imports import folder_of
from kampung.pack import read_pack
from kampung.paths import pack_directory
from kampung.readers.services import read_services
from kampung.store.rows import plain_rows
from kampung.store.schema import create_table

Writer = Callable[[Path, Iterator[tuple[object, ...]]], None]

SIZES = (200_000, 1_000_000)
REPEATS = 3
REQUESTS_A_WEEK = 5
COUNTS = (
    "village_code TEXT, service_code TEXT, period_start TEXT, period_end TEXT, requested INTEGER, "
    "completed INTEGER, rejected INTEGER, median_hours REAL, p90_hours REAL, source_id TEXT"
)
REQUESTS = (
    "id", "kode_desa", "id_pemohon", "nama", "nik", "url_surat", "isian_form", "status",
    "keterangan", "no_hp_aktif", "created_at", "updated_at",
)  # fmt: skip


def pack() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Areas and services of the shipped pack."""
    tables = read_pack(pack_directory()).tables
    return tables["areas"], tables["service_types"]


def records(rows: int, areas: pd.DataFrame, services: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Counts of weeks, in the order in which a system would write them."""
    villages = areas.loc[areas["level"] == "village", "code"]
    weeks = range(rows // (len(villages) * len(services)) + 1)
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


def insert(rows: Sequence[Sequence[object]], path: Path, create: str) -> None:
    """Put rows into the table of a new database, given the statement that creates it."""
    path.unlink(missing_ok=True)
    marks = ",".join("?" * len(rows[0]))
    name = create.split()[2]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(create)
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608


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
    path, store = folder / "layanan.csv", folder / "rows.db"
    keys = rows // REQUESTS_A_WEEK if write is write_requests else rows
    write(path, records(keys, areas, services))

    def load() -> pd.DataFrame:
        result = read_services([path], areas=areas, service_types=services, source_id="import-b")
        assert result.rows_taken == rows
        return result.counts

    def whole() -> None:
        shutil.rmtree(folder_of(folder / "kampung.db"), ignore_errors=True)
        done = import_services([path], pack=pack_directory(), store=str(folder / "kampung.db"))
        assert done.source_id is not None

    table = read_pack(pack_directory()).descriptor.table("service_counts")
    ready: list[tuple[object, ...]] = [tuple(row) for row in plain_rows(load(), table)]
    columns = COUNTS
    same_table = best(lambda: insert(ready, store, create_table(table)))
    if write is write_requests:
        with path.open(newline="") as file:
            ready, columns = [tuple(row) for row in csv.reader(file)][1:], ", ".join(REQUESTS)
        same_table = float("nan")  # a person's row has no place in it
    plain = best(lambda: insert(ready, store, f"CREATE TABLE rows ({columns})"))
    ready.clear()
    reading, importing = best(load), best(whole)
    print(
        f"{rows:>9,} {write.__name__.removeprefix('write_'):<9} plain {plain:5.2f} s   "
        f"same table {same_table:5.2f} s   reading {reading:5.2f} s   import {importing:5.2f} s   "
        f"import : plain {importing / plain:4.2f}   "
        f"import : same table {importing / same_table:4.2f}",
        flush=True,
    )


def main() -> None:
    """Measure the sizes of the command line, or the usual ones."""
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        build(pack_directory(), Path(folder) / "kampung.db")
        for rows in sizes:
            for write in (write_aggregate, write_portal, write_requests):
                measure(rows, write, Path(folder))


if __name__ == "__main__":
    main()
