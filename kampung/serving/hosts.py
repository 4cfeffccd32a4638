"""Whose names the dashboard answers to.

A page of a stranger can let its own name point at this machine (DNS rebinding); the browser of
somebody who may reach the dashboard then takes it for that page's own. So only names that are
known are answered, and a websocket only to pages of such a name.
"""

import ipaddress
import os
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?", re.ASCII)


def named_hosts() -> frozenset[str]:
    """Return the public names that the operator gave in ``KAMPUNG_HOSTS``, in small letters."""
    wanted = re.split(r"[\s,]+", os.environ.get("KAMPUNG_HOSTS", ""))
    return frozenset(filter(None, (host_of(name) for name in wanted)))


def add_hosts(names: Iterable[str]) -> None:
    """Add names to ``KAMPUNG_HOSTS`` for this process."""
    known = os.environ.get("KAMPUNG_HOSTS", "")
    os.environ["KAMPUNG_HOSTS"] = ",".join(filter(None, [known, *names]))


def host_of(written: str) -> str | None:
    """Return the host of ``name``, ``name:port`` or ``https://name/``; None where there is none."""
    bare = written.strip().lower()
    if "://" in bare:
        bare = bare.split("://", 1)[1].split("/", 1)[0]
    if bare.count(":") > 1 and not bare.startswith("["):
        bare = f"[{bare}]"  # an IPv6 address without its brackets
    if not _HOST.fullmatch(bare):
        return None
    try:
        host = urlsplit(f"//{bare}").hostname
    except ValueError:
        return None
    return host.rstrip(".") or None if host else None


def is_allowed(host: str | None, *, names: frozenset[str], reached: str | None = None) -> bool:
    """Tell whether a ``Host`` header is one of ours.

    Parameters
    ----------
    host
        The header as it came.
    names
        What :func:`named_hosts` returns.
    reached
        The address of this machine that the request came in at. As a number it is always
        allowed: a number cannot be made to point elsewhere.
    """
    asked = host_of(host or "")
    if asked is None:
        return False
    return asked in LOOPBACK or asked in names or _is_same_number(asked, reached)


def is_own_origin(origin: str, *, host: str, names: frozenset[str]) -> bool:
    """Tell whether a page of ``origin`` may open a websocket: it came from here.

    Its ``Host`` is the same, port and all, or it is a public name: a proxy may have changed
    the ``Host``.
    """
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return False
    return parts.netloc == host.lower() or host_of(parts.netloc) in names


def _is_same_number(host: str, reached: str | None) -> bool:
    try:
        return _number(host) == _number(reached or "")
    except ValueError:
        return False


def _number(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    number = ipaddress.ip_address(address)
    mapped = getattr(number, "ipv4_mapped", None)  # how a socket for both kinds writes IPv4
    return mapped or number
