"""Rows of a frame, for whoever goes through them one by one."""

from typing import Any, cast

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries by column name, gaps as they are in the frame."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))
