"""Pictures of the epidemic: what was published about it, and what follows from that."""

from kampung.subjects.epidemic.pictures.beside import (
    against,
    by_district,
    disputes,
    estimate_note,
    events,
    has_districts,
    peaks_and_declines,
    series_note,
)
from kampung.subjects.epidemic.pictures.compared import common_ceiling, compared, has_estimate
from kampung.subjects.epidemic.pictures.record import record, trend, weeks
from kampung.subjects.epidemic.pictures.settings import (
    MetricSettings,
    PeriodSettings,
    RecordSettings,
)

__all__ = [
    "MetricSettings",
    "PeriodSettings",
    "RecordSettings",
    "against",
    "by_district",
    "common_ceiling",
    "compared",
    "disputes",
    "estimate_note",
    "events",
    "has_districts",
    "has_estimate",
    "peaks_and_declines",
    "record",
    "series_note",
    "trend",
    "weeks",
]
