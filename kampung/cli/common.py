"""What several commands share: how they fail, and their options."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kampung.errors import KampungError

if TYPE_CHECKING:
    pass


P = ParamSpec("P")
R = TypeVar("R")


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with a sentence on stderr and exit code 1 where it fails as expected."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KampungError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"{where}{error.strerror or error}.", err=True)
        sys.exit(1)

    return wrapped


pack_option = click.option(
    "--pack",
    metavar="DIR",
    help="Folder of the data pack. Default: KAMPUNG_PACK, or the one pack in data/.",
)
store_option = click.option(
    "--store",
    metavar="FILE",
    help="The store. Default: KAMPUNG_STORE, or data/kampung.db.",
)
FILE = click.Path(path_type=Path)
