"""What of the estimate can be shown: only where the record leaves it a finite range."""

import pandas as pd


def bounded(ranges: pd.DataFrame) -> pd.DataFrame:
    """Leave a gap in the estimate wherever nothing bounds it from above.

    The smoothest curve goes on through months of which nothing was printed; there it says nothing,
    and drawn it would be taken for a finding.

    Parameters
    ----------
    ranges
        ``least``, ``greatest`` and ``estimate``, as the evidence engine gives them.

    Returns
    -------
    DataFrame
        The same rows, ``estimate`` missing where ``greatest`` is missing.
    """
    known = ranges["greatest"].notna()
    return ranges.assign(estimate=ranges["estimate"].where(known))
