"""What may be wrong on a machine, looked at one thing after another, and what to do about it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kampung import paths
from kampung.errors import KampungError

LEAST_PYTHON = (3, 11)
LEAST_FREE = 500_000_000  # bytes: a store, the new one beside it, and room for imports
FONTS = ("PlusJakartaSans.woff2", "PlusJakartaSans-Italic.woff2")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    subject
        What was looked at.
    ok
        Whether it is as it should be.
    said
        What was found, and what to do where it is wrong.
    """

    subject: str
    ok: bool
    said: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{'ok   ' if self.ok else 'WRONG'}  {self.subject}: {self.said}"


def examine(*, store: str, address: str, port: int) -> list[Finding]:
    """Look at everything that serving needs.

    Parameters
    ----------
    store
        Path or URL of the store.
    address, port
        Where the server is to listen.

    Returns
    -------
    list of Finding
        Those that are in order too.
    """
    return [
        _python(),
        _packages(),
        *_configuration(),
        _pack(),
        *_store(store),
        _port(address, port),
        _browser(),
    ]


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        return Finding("Python", ok=False, said=f"{found}; 3.11 or newer is needed. Install one.")
    return Finding("Python", ok=True, said=found)


def _packages() -> Finding:
    """The pins of a clone against what is installed; elsewhere the package's own requirements."""
    pins = paths.ROOT / "requirements.txt"
    if not pins.is_file():
        return Finding("Packages", ok=True, said="installed as a package, without pins")
    others = [
        f"{name} is {found or 'missing'}, pinned is {wanted}"
        for name, wanted in _pinned(pins)
        if (found := _installed(name)) != wanted
    ]
    if not others:
        return Finding("Packages", ok=True, said="as pinned in requirements.txt")
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return Finding(
        "Packages",
        ok=False,
        said=f"{'; '.join(others[:3])}{more}. Run: pip install -r requirements.txt",
    )


def _pinned(pins: Path) -> Iterator[tuple[str, str]]:
    for line in pins.read_text(encoding="utf-8").splitlines():
        pin, _, marker = line.partition(";")
        name, equals, version = pin.strip().partition("==")
        if equals and not line.startswith((" ", "#")) and not marker.strip():
            yield name, version


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _configuration() -> Iterator[Finding]:
    if not paths.IS_CLONE:
        yield Finding(
            "Pages", ok=False, said="only the package is here. Clone the repository to serve."
        )
        return
    config = paths.ROOT / ".streamlit" / "config.toml"
    there = config.is_file()
    said = "found" if there else "missing. Take it from the repository again: git checkout"
    yield Finding("Settings of Streamlit", ok=there, said=said)
    folder = paths.ROOT / "static" / "fonts"
    missing = [name for name in FONTS if not (folder / name).is_file()]
    yield Finding(
        "Fonts",
        ok=not missing,
        said=f"{', '.join(missing)} missing. Take them from the repository again: git checkout"
        if missing
        else "found",
    )


def _pack() -> Finding:
    from kampung.pack import PackInvalid, read_pack

    try:
        folder = paths.pack_directory()
        pack = read_pack(folder)
    except PackInvalid as invalid:
        return Finding(
            "Data pack",
            ok=False,
            said=f"{len(invalid.problems):,} problems. See them with: kampung check {folder}",
        )
    except KampungError as error:
        return Finding("Data pack", ok=False, said=str(error))
    about = pack.descriptor
    return Finding("Data pack", ok=True, said=f"{about.name}, edition {about.version}")


def _store(store: str) -> Iterator[Finding]:
    from kampung.serving.start import require_store

    try:
        require_store(store)
    except KampungError as error:
        yield Finding("Store", ok=False, said=str(error))
        return
    yield _readable(store)
    if paths.is_database_url(store):
        return
    path = Path(store)
    if path.is_file():
        yield _imports(path)
    yield _folder(path)


def _readable(store: str) -> Finding:
    from kampung.store import snapshots

    if not paths.is_database_url(store) and not Path(store).exists():
        return Finding("Store", ok=True, said="none yet; it is built at the first start")
    snapshots.forget()
    try:
        snapshot = snapshots.current(store)
    except KampungError as error:
        return Finding("Store", ok=False, said=str(error))
    since = f", built {snapshot.built:%Y-%m-%d %H:%M} UTC" if snapshot.built else ""
    edition = snapshot.meta.get("pack_version", "")
    return Finding(
        "Store", ok=True, said=f"whole, edition {edition}, {snapshot.content_hash[:12]}{since}"
    )


def _imports(path: Path) -> Finding:
    from kampung.building import imports

    try:
        differing = imports.differing(path)
        number = len(imports.kept(path))
    except KampungError as error:
        return Finding("Imports", ok=False, said=str(error))
    if differing:
        return Finding("Imports", ok=False, said=f"{' '.join(differing)} Run: kampung build")
    return Finding("Imports", ok=True, said=f"{number}, as the store was built with them")


def _folder(path: Path) -> Finding:
    from kampung.serving.start import may_be_written

    folder = path.resolve().parent
    if not may_be_written(folder):
        return Finding(
            "Folder of the store",
            ok=False,
            said=f"this user may not write into {folder}, so nothing can be built or imported",
        )
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    enough = free >= LEAST_FREE
    said = f"{free / 1e9:,.1f} GB free"
    return Finding(
        "Folder of the store", ok=enough, said=said if enough else f"{said}; make room on the disk"
    )


def _port(address: str, port: int) -> Finding:
    from kampung.serving.start import require_address

    try:
        require_address(address, port)
    except KampungError as error:
        return Finding("Port", ok=False, said=str(error))
    return Finding("Port", ok=True, said=f"{port} at {address} is free")


def _browser() -> Finding:
    """Only the tests need one, so that none is no fault."""
    names: tuple[str, ...] = ("chromium", "chromium-browser", "google-chrome")
    find: Callable[[str], str | None] = shutil.which
    found = os.environ.get("CHROMIUM") or next(filter(None, map(find, names)), None)
    said = "found" if found else "none; only the tests need it, and make test installs it"
    return Finding("Chromium for the tests", ok=True, said=said)
