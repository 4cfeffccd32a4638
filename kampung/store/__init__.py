"""The store: one SQLite file, built from the pack and only ever read.

``kampung.store.reading`` asks it, the questions of each subject are in its room, and
``kampung.store.building`` writes it; the last is not imported here, because it is slow to import
and no page needs it.
"""

from kampung.store.reading import Store
from kampung.store.schema import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "Store"]
