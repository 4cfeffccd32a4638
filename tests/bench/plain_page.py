"""The content of /covid as a plain Streamlit page would have it: answers kept, all else made anew.

What ``make bench`` compares the dashboard with; run by ``streamlit run``.
"""

import datetime as dt
import os

import streamlit as st

from kampung.language import Language
from kampung.pictures.picture import Picture, View
from kampung.pictures.settings import NoSettings
from kampung.store.door import DataSet
from kampung.subjects.epidemic import facts
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic.facts import METRICS
from kampung.subjects.epidemic.pictures import PeriodSettings, RecordSettings


@st.cache_resource
def data_set() -> DataSet:
    """The store, opened once."""
    return DataSet.at(os.environ["KAMPUNG_STORE"])


def show(picture: Picture) -> None:
    """Draw a picture as it comes."""
    st.subheader(picture.said.title)
    st.markdown(picture.said.sentence)
    if picture.specification is not None:
        st.vega_lite_chart(picture.specification)
    with st.expander("Table"):
        st.dataframe(picture.table.as_text())


data, view = data_set(), View(Language("en"))
names = facts.metric_names(data, view.language)
st.title("COVID-19")
asked = st.query_params.get("metric", METRICS[0])
metric = st.selectbox("Series", METRICS, index=METRICS.index(asked), format_func=names.get)
unit = st.segmented_control("Unit", ["week", "day", "cumulative"], default="week")
start, end = dt.date(2021, 6, 1), dt.date(2021, 9, 5)
period = PeriodSettings(start, end)
# What the dashboard keeps is reached beneath what keeps it.
for make, settings in (
    (epidemic_pictures.record, RecordSettings(metric, "week", start, end)),
    (epidemic_pictures.events, period),
    (epidemic_pictures.peaks_and_declines, period),
    (epidemic_pictures.against, period),
    (epidemic_pictures.disputes, NoSettings()),
):
    show(make.__wrapped__(data, settings, view))  # type: ignore[attr-defined]
