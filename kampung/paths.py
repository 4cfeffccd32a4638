"""Where the data pack and the store are, unless somebody says otherwise."""

import os
from pathlib import Path

from kampung.errors import KampungError

ROOT = Path(__file__).resolve().parents[1]
# Installed as a package there is no clone around it: then the folder that one stands in counts,
# and nothing is ever written into the environment.
# An app.py alone may be another package's, in the environment's own folder.
IS_CLONE = (ROOT / "app.py").is_file() and (ROOT / "pages").is_dir()
DATA = (ROOT if IS_CLONE else Path.cwd()) / "data"


def pack_directory(chosen: str | Path | None = None) -> Path:
    """Return the folder of the data pack.

    Parameters
    ----------
    chosen
        What the user asked for; it wins over the environment variable ``KAMPUNG_PACK``, and
        that over the one folder in ``data/`` that holds a ``datapackage.json``.

    Raises
    ------
    KampungError
        Nothing was chosen and ``data/`` holds no data pack, or more than one.
    """
    wanted = chosen or os.environ.get("KAMPUNG_PACK")
    if wanted:
        return Path(wanted)
    packs = sorted(path.parent for path in DATA.glob("*/datapackage.json"))
    if len(packs) == 1:
        return packs[0]
    found = (
        f"{DATA} holds {len(packs)} data packs ({', '.join(pack.name for pack in packs)})"
        if packs
        else f"There is no data pack in {DATA}"
    )
    raise KampungError(f"{found}. Name the one to use with --pack or KAMPUNG_PACK.")


def store_location(chosen: str | Path | None = None) -> str:
    """Return the store's file or database URL: the choice, ``KAMPUNG_STORE``, or the usual file."""
    return str(chosen or os.environ.get("KAMPUNG_STORE") or DATA / "kampung.db")


def simulated_location(store: str) -> str:
    """Return where the simulated store of a store lies: ``kampung-simulated.db`` beside it.

    Raises
    ------
    KampungError
        The store is a database, and nothing lies beside it.
    """
    if is_database_url(store):
        raise KampungError(
            "The store is a database, so the simulated one has no usual place. "
            "Name its file with --store."
        )
    path = Path(store)
    return str(path.with_name(f"{path.stem}-simulated{path.suffix}"))


def is_database_url(location: str) -> bool:
    """Tell a database URL (``postgresql+psycopg://…``) from the path of a SQLite file."""
    return "://" in location
