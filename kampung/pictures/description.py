"""What stands around a chart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Description:
    """What stands around a chart.

    Attributes
    ----------
    title
        A few words.
    sentence
        What the data say, in one sentence.
    alt
        For those who do not see the chart: what kind it is and what it shows.
    note
        What stands beneath the chart; empty where there is nothing to explain.
    """

    title: str
    sentence: str
    alt: str
    note: str = ""
