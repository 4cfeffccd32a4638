"""The evidence engine: what the published record proves, allows and contradicts.

Published figures are linear constraints on daily series of whole numbers. `evaluate` finds the
cheapest set of them to give up so that the rest can all be true, tells for every one whether it
follows from the others, agrees with them or contradicts them, bounds every 7 days, and draws the
smoothest series that satisfies all that is kept. ``docs/evidence.md`` explains the method.
"""

from kampung.subjects.evidence.engine.evaluate import Evidence, Kept, evaluate, kept, what_if
from kampung.subjects.evidence.engine.records import Aids

__all__ = ["Aids", "Evidence", "Kept", "evaluate", "kept", "what_if"]
