import pandas as pd

from kampung.subjects.epidemic.analysis.estimates import bounded


def test_the_estimate_has_a_gap_where_nothing_bounds_it():
    ranges = pd.DataFrame(
        {
            "least": pd.array([434, 0], dtype="Int64"),
            "greatest": pd.array([434, None], dtype="Int64"),
            "estimate": [434.0, 4300.0],
        }
    )

    shown = bounded(ranges)

    assert shown["estimate"].iloc[0] == 434
    assert pd.isna(shown["estimate"].iloc[1])
    assert shown["least"].tolist() == [434, 0]
