"""Pictures of village services: over time, by kind, by area, and of one place."""

from kampung.subjects.services.pictures import by_area, by_kind, of_place, over_time

__all__ = ["by_area", "by_kind", "of_place", "over_time"]
