"""A rule: a condition that no row of a table may meet."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

Mask = pd.Series


@dataclass(frozen=True)
class Rule:
    """A condition that no row of a table may meet.

    Attributes
    ----------
    table
        Table it speaks of.
    name
        Short name for the report.
    column
        Column to point at.
    needs
        Columns that must exist for the rule to apply.
    broken
        Frame in, boolean mask of the rows that break the rule out.
    message
        What is wrong and what to do.
    """

    table: str
    name: str
    column: str
    needs: tuple[str, ...]
    broken: Callable[[pd.DataFrame], Mask]
    message: str
