"""Where the words of a finished chart stand, in pixels of a plot of a given width."""

import re
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tests.unit.charts.drawn import layers

LETTER = {"bold": 0.6, "normal": 0.525}  # the mean width of a letter, as a share of its size


@dataclass(frozen=True)
class Word:
    """A text and its box; y grows downwards."""

    text: str
    left: float
    right: float
    top: float
    foot: float

    def overlaps(self, other: "Word") -> bool:
        """Whether one is written over the other, by more than a pixel."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.foot, other.foot) - max(self.top, other.top)
        return across > 1 and down > 1


def placed(whole: dict[str, Any], *, width: int) -> list[Word]:
    """All words that a plot of a width shows."""
    found = []
    for node, rows in layers(whole, mark="text"):
        if node["mark"].get("aria") is False:  # the halo of the same words
            continue
        x, y = node["encoding"]["x"], node["encoding"]["y"]
        first, last = map(float, re.findall(r"-?\d+", x["scale"]["domain"]["expr"]))
        low, high = y["scale"]["domain"]
        for row in rows:
            if not row.get("roomy", 0) <= width < row.get("most", 100_000):
                continue
            size = row.get("size", 11.5)
            letter = LETTER[row.get("weight", "normal")] * size
            long = len(str(row["label"])) * letter
            at = (row[x["field"]] - first) / (last - first) * width
            align = row.get("align", node["mark"].get("align", "center"))
            left = at - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * long
            foot = (high - row[y["field"]]) / (high - low) * whole["height"] + row.get("dy", 0)
            if "size" not in row:  # what is centred on its line
                foot += size / 2
            found.append(Word(str(row["label"]), left, left + long, foot - size, foot))
    return found


def outside(words: list[Word], *, width: int, height: float) -> list[Word]:
    """Words that run out of the plot, by more than a pixel."""
    return [
        word
        for word in words
        if word.left < -1 or word.right > width + 1 or word.top < -1 or word.foot > height + 1
    ]


def on_top_of_each_other(words: list[Word]) -> list[tuple[str, str]]:
    """Pairs of words of which one is written over the other."""
    return [(one.text, other.text) for one, other in combinations(words, 2) if one.overlaps(other)]
