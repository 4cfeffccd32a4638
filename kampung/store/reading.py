"""Ask the store: read-only, a fresh connection for each query."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import pandas as pd
from sqlalchemy import BindParameter, Connection, Engine, NullPool, bindparam, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kampung.errors import StoreBroken, StoreMissing, StoreOutdated
from kampung.paths import is_database_url, store_location
from kampung.privacy import mask_passwords
from kampung.store.schema import SCHEMA_VERSION

Parameter = str | int | float | bool | date | None | Sequence[str] | Sequence[int]


@dataclass(frozen=True)
class Store:
    """A built store: the path of a SQLite file, or a database URL.

    It holds no connection, so it can be kept, hashed, and used from any thread.
    """

    location: str

    @classmethod
    def at(cls, chosen: str | Path | None = None) -> "Store":
        """Return the store at a path or URL; by default ``KAMPUNG_STORE`` or the usual file."""
        return cls(store_location(chosen))

    def query(self, statement: str, /, **parameters: Parameter) -> pd.DataFrame:
        """Run a query and return its rows.

        Parameters
        ----------
        statement
            A SELECT in portable SQL with named parameters (``:area_code``). Never put a value into
            the text.
        parameters
            Values; dates are handed over as ISO text, and a list stands for ``IN :name``.

        Returns
        -------
        DataFrame
            Columns as selected. Types are those of the database; see
            :func:`kampung.store.asking.typed` for dates, booleans and whole numbers with gaps.

        Raises
        ------
        StoreMissing, StoreOutdated, StoreBroken
            The store is not there, was built for another version, or cannot be read.
        """
        clause = text(statement)
        lists: list[BindParameter[object]] = [
            bindparam(name, expanding=True)
            for name, value in parameters.items()
            if isinstance(value, list | tuple)
        ]
        plain = {name: _plain(value) for name, value in parameters.items()}
        with self._connected() as connection:
            return _frame(connection, clause.bindparams(*lists), plain)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        if not is_database_url(self.location) and not Path(self.location).is_file():
            raise StoreMissing(
                f"There is no store at {self.location}. Build it with: kampung build"
            )
        with self._told_as_broken(), _engine(self.location).connect() as connection:
            self._require_version(connection)
            yield connection

    @contextmanager
    def _told_as_broken(self) -> Iterator[None]:
        """Tell what the database says of itself as a sentence for people."""
        try:
            yield
        except (DBAPIError, SQLAlchemyError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreBroken(
                f"The store {mask_passwords(self.location)} cannot be read: "
                f"{mask_passwords(reason, self.location)}. "
                "Build it again with: kampung build"
            ) from error

    def _require_version(self, connection: Connection) -> None:
        found = connection.execute(
            text("SELECT value FROM meta WHERE key = 'schema_version'")
        ).scalar()
        if found != SCHEMA_VERSION:
            raise StoreOutdated(
                f"The store {mask_passwords(self.location)} has tables of version {found}, and "
                f"this program needs version {SCHEMA_VERSION}. Build it again with: kampung build"
            )


def data_set_of(path: Path) -> str | None:
    """Tell what data set a store of any version holds; None where there is no file.

    Raises
    ------
    StoreBroken
        The file is not a store.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.Error as error:
        raise StoreBroken(f"The file {path} is not a store: {error}.") from error
    return str(rows.get("data_set", "published"))


@lru_cache(maxsize=8)
def _engine(location: str) -> Engine:
    if is_database_url(location):
        return _database(location)
    uri = f"{Path(location).resolve().as_uri()}?mode=ro"
    return create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(uri, uri=True), poolclass=NullPool
    )


def _frame(
    connection: Connection, clause: object, parameters: Mapping[str, object]
) -> pd.DataFrame:
    result = connection.execute(clause, parameters)  # type: ignore[call-overload]
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def _plain(value: Parameter) -> object:
    if isinstance(value, datetime):  # a pandas Timestamp is one too
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def require_driver(location: str) -> None:
    """Refuse a database URL whose driver is not installed, or that is none.

    Raises
    ------
    KampungError
        It cannot be used.
    """
    _database(location)


def _database(location: str) -> Engine:
    options = {}
    if location.startswith("postgresql"):  # hash and rows are of one state
        options["isolation_level"] = "REPEATABLE READ"
    try:
        return create_engine(location, poolclass=NullPool, **options)
    except (ImportError, SQLAlchemyError, ValueError) as error:
        reason = mask_passwords(str(error).splitlines()[0], location)
        raise StoreBroken(
            f"The database cannot be asked: {reason}. Install its driver "
            "(for PostgreSQL: pip install psycopg, and a URL that begins with "
            "postgresql+psycopg://), or give --store a file."
        ) from None  # whose text may hold the password
