"""How much a data pack may hold: what lies beyond is refused in words, before it is read.

A pack is plain text that people review like code. The shipped one has 320 KB and 1,051 rows; the
counts of a country come by import and not in a pack. So the limits are far above what an office
writes, and low enough that no file can fill the memory or keep a build busy for hours.
"""

from datetime import date

MEBI = 1024 * 1024

# --- files --------------------------------------------------------------------------------------

MOST_BYTES_OF_DESCRIPTOR = 4 * MEBI  # the shipped one has 87 KB
MOST_BYTES_OF_TABLE = 32 * MEBI
MOST_TABLES = 100
MOST_COLUMNS = 200
MOST_ROWS = 200_000  # of one table: a year of weekly counts of 189 villages and 20 services
MOST_CELLS = 4_000_000  # of all tables together, each some 100 bytes in memory
LONGEST_CELL = 10_000  # characters; the longest of the shipped pack has 351
LONGEST_CODE = 200  # characters of a cell that has a pattern
LONGEST_ENUM = 1_000  # values
MOST_FILES_LOOKED_AT = 10_000  # in search of tables that nobody described

# --- numbers ------------------------------------------------------------------------------------

# No count of a regency has ten digits, and a telephone number has 10 to 13, a NIK 16. It is also
# far below what SQLite and a double keep exactly.
LARGEST_NUMBER = 999_999_999
MOST_DECIMALS = 6
# Requests of one village for one service in one period: more than any village has inhabitants.
LARGEST_COUNT = 100_000
LARGEST_TILE = 200  # columns and rows of a tile map
HEAVIEST_WEIGHT = 1_000_000.0
MOST_FIGURES = 5_000  # each is tested against all others, which takes time

# --- days ---------------------------------------------------------------------------------------

EARLIEST = date(1945, 1, 1)  # nothing of Indonesia's administration is older
YEARS_AHEAD = 2  # what is planned: an event, an award, a period to show
LONGEST_PERIOD = 20 * 366  # days
# Of a figure the evidence looks at every day and every week; an open period at every length.
LONGEST_FIGURE_PERIOD = 2 * 366
# All figures of the regency lie within so many days of the one in the middle: each day between
# the first and the last gets a range of its own.
FARTHEST_FIGURE = 3 * 366
LONGEST_WAVE = 184  # days; the evidence tries every week of it as the peak

# --- reports ------------------------------------------------------------------------------------

MOST_TOLD = 100  # problems told in full; the rest is counted
MOST_COUNTED = 500_000  # then the check stops: nobody mends so many by hand
