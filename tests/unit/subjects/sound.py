"""What every picture has, whatever it shows; and a store with next to nothing to show."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

from kampung.building.build import build
from kampung.language import Language
from kampung.pictures.picture import Picture, View
from kampung.store.door import DataSet
from kampung.subjects.gallery import PICTURES

NEEDED = {"areas.csv", "sources.csv", "metrics.csv"}


def without_data(pack: Path, folder: Path) -> DataSet:
    """The data set of a pack that is left with its areas, sources and definitions."""
    emptied = Path(shutil.copytree(pack, folder / "pack"))
    for path in emptied.glob("*.csv"):
        if path.name not in NEEDED:
            with path.open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file))
            path.write_text(",".join(header) + "\n", encoding="utf-8")
    build(emptied, folder / "empty.db")
    return DataSet.at(str(folder / "empty.db"))


def made(data: DataSet, *, subject: str) -> Iterator[tuple[str, Picture]]:
    """All pictures of a subject as they are made without any choice, in both languages."""
    for name, entry in PICTURES.items():
        if entry.make.__module__.startswith(f"kampung.subjects.{subject}.pictures"):
            for code in ("id", "en"):
                yield name, entry.make(data, entry.settings(), View(Language(code)))


def is_whole(picture: Picture) -> bool:
    """Whether a picture has its words, a table that can be read, and sources with names."""
    text = picture.text_table
    return bool(
        picture.said.title
        and picture.said.sentence
        and picture.said.alt
        and list(text.columns) == [column.title for column in picture.table.columns]
        and len(text) == len(picture.table)
        and all(source.publisher for source in picture.sources)
    )
