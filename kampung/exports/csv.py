"""Tables as CSV that opens safely in a spreadsheet."""

import pandas as pd

# A cell that starts with one of these is run as a formula by Excel, LibreOffice and Sheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "\N{FULLWIDTH EQUALS SIGN}")


def harmless(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run; all else stays as it is.

    The rule is OWASP's on CSV injection. A lone sign such as ``=`` or ``-`` is no formula.
    """
    if not isinstance(cell, str):
        return cell
    # A bare carriage return ends a line for some readers and not for others.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if len(text) > 1 and text.startswith(FORMULA_STARTS) else text


def to_csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    table
        Any frame; its index is left out.

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark (Excel needs it to see UTF-8), commas, ISO dates,
        dots for decimals, empty cells for missing values. Numbers stay numbers.
    """
    safe = table.copy()
    for position, kind in enumerate(safe.dtypes):
        column = safe.iloc[:, position]
        if pd.api.types.is_object_dtype(kind) or pd.api.types.is_string_dtype(kind):
            texts = column.astype(object).map(harmless, na_action="ignore")
            safe.isetitem(position, texts)  # type: ignore[arg-type]  # the stubs know scalars only
    safe.columns = [str(harmless(name)) for name in safe.columns]
    text: str = safe.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return text.encode("utf-8-sig")
