"""Sources and definitions as tables to read."""

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records, written

KINDS = {
    "article": mark("article"),
    "press": mark("press"),
    "official": mark("official"),
    "registry": mark("registry"),
    "import": mark("import"),
    "estimate": mark("estimate"),
    "simulation": mark("simulation"),
}


def sources_table(sources: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Every source with what rests on it."""
    return pd.DataFrame(
        [
            (
                row["publisher"],
                row["title"],
                language.text(KINDS[row["kind"]]),
                language.partial(
                    row["published_on"] if isinstance(row["published_on"], str) else ""
                ),
                written(language, row["figures"] + row["repeats"]),
                written(language, row["rests_on_it"]),
                row["url"] if isinstance(row["url"], str) else "",
                language.pick(row, "note"),
            )
            for row in records(sources)
        ],
        columns=[
            language.text("Publisher"),
            language.text("Title"),
            language.text("Kind"),
            language.text("Published"),
            language.text("Figures"),
            language.text("All rows"),
            language.text("Address"),
            language.text("Note"),
        ],
    )


def metrics_table(metrics: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """What is counted, and how it is defined."""
    return pd.DataFrame(
        [
            (
                language.pick(row, "name"),
                language.pick(row, "unit"),
                language.pick(row, "definition"),
                written(language, row["figures"]),
            )
            for row in records(metrics)
        ],
        columns=[
            language.text("Name"),
            language.text("Unit"),
            language.text("Definition"),
            language.text("Figures"),
        ],
    )
