"""How much a data pack may hold, each limit with its reason. Problems name the limit they met.

They are far above what a regency publishes in ten years, and far below what stops a small machine.
"""

from datetime import date

DESCRIPTOR_BYTES = 5_000_000  # the shipped one has 90,000
TABLE_BYTES = 100_000_000  # a million lines of service counts
CELL_CHARACTERS = 10_000  # a note of some pages
DIGITS = 12  # of a number; the country's budget in rupiah has 16, but no village counts it
PROBLEMS = 100  # told in full; the rest is counted by kind
PROBLEMS_LOOKED_FOR = 5_000  # by table, of Frictionless, which looks at one row after another

# The republic's first day: nothing that is counted here is older.
EARLIEST = date(1945, 8, 17)
YEARS_OF_A_PERIOD = 20
# No village has so many requests of one kind in a year: the largest has 170,000 inhabitants.
COUNT_PER_YEAR = 100_000
HOURS = 10 * 366 * 24  # nobody waits longer than ten years for a letter
FIGURE = 1_000_000_000  # more than people in the country
