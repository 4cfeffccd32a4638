"""What is looked at before the server starts, so that what is wrong is a sentence, not a log."""

import ipaddress
import os
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kampung.errors import KampungError
from kampung.paths import is_database_url
from kampung.serving.hosts import host_of

LOOPBACK_ADDRESS = "127.0.0.1"


def require_address(address: str, port: int) -> None:
    """Refuse an address that is not this machine's, or a port that another program listens on.

    Raises
    ------
    KampungError
        They cannot be used.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)  # as the server does
        try:
            probe.bind((address, port))
        except (socket.gaierror, UnicodeError) as error:
            raise KampungError(
                f"{address} is no address: give --address the number of one of this machine's, "
                "127.0.0.1 for this machine alone, or 0.0.0.0 for all of them."
            ) from error
        except (OSError, OverflowError) as error:
            raise KampungError(_cannot_listen(address, port, error)) from error


def _cannot_listen(address: str, port: int, error: Exception) -> str:
    import errno

    reason = getattr(error, "strerror", None) or error
    if getattr(error, "errno", None) == errno.EADDRNOTAVAIL:
        return (
            f"{address} is not an address of this machine: give --address one that is, "
            "127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses."
        )
    if getattr(error, "errno", None) == errno.EACCES:
        return (
            f"Port {port} cannot be used: {reason}. Ports below 1024 belong to the system: choose "
            "another, such as --port 8501, and put a proxy in front (docs/operate.md)."
        )
    return (
        f"Port {port} cannot be used: {reason}. Stop the program that uses it, or choose "
        f"another, such as --port {port + 1} (make run PORT={port + 1})."
    )


def require_hosts(names: Iterable[str]) -> None:
    """Refuse what is no host name.

    Raises
    ------
    KampungError
        A name is none.
    """
    for name in names:
        if host_of(name) is None:
            raise KampungError(
                f"{name!r} is no host name: give --host-name a name such as data.example.go.id."
            )


def require_store(location: str) -> None:
    """Refuse a store that can be neither read nor built.

    Raises
    ------
    KampungError
        It is a folder, may not be read, or is a database whose driver is not installed.
    """
    from kampung.store.reading import require_driver

    if is_database_url(location):
        require_driver(location)
        return
    path = Path(location)
    if path.is_dir():
        raise KampungError(f"The store {path} is a folder. Give --store a file.")
    if path.exists() and not path.is_file():
        raise KampungError(f"The store {path} is no file. Give --store a file.")
    if path.exists() and not os.access(path, os.R_OK):
        raise KampungError(
            f"The store {path} may not be read by this user. Give it the right to: chmod a+r {path}"
        )
    if not path.exists() and not may_be_written(path.parent):
        raise KampungError(
            f"There is no store {path}, and none can be built there: this user may not write into "
            f"{path.parent}. Give --store a file in a folder of this user."
        )


def may_be_written(folder: Path) -> bool:
    """Whether this user may make files in a folder, or make the folder itself."""
    there = next((place for place in (folder, *folder.resolve().parents) if place.exists()), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def is_wildcard(address: str) -> bool:
    """Whether an address means all addresses of this machine."""
    try:
        return ipaddress.ip_address(address).is_unspecified
    except ValueError:
        return False


def greeting(address: str, port: int) -> str:
    """Say honestly where the server listens."""
    stop = "(Ctrl+C stops it)."
    if is_wildcard(address):
        return (
            f"Kampung is at http://localhost:{port}, and at every address of this machine: other "
            f"machines can reach it {stop}"
        )
    if is_loopback(address):
        return f"Kampung is at http://localhost:{port}, for this machine alone {stop}"
    shown = f"[{address}]" if ":" in address else address
    return f"Kampung is at http://{shown}:{port}: other machines can reach it {stop}"


def is_loopback(address: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def quieten() -> None:
    """Leave uvicorn's warnings and errors, not its greetings."""
    from uvicorn.config import LOGGING_CONFIG

    loggers: dict[str, dict[str, Any]] = LOGGING_CONFIG["loggers"]
    for name in ("uvicorn", "uvicorn.error"):
        loggers[name]["level"] = "WARNING"
