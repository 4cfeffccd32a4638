"""How much an imported file may hold, each limit with its reason. Errors name the limit they met.

They are far above what an office has in a year, and far below what stops a small machine.
"""

# --- files --------------------------------------------------------------------------------------

# Ten million lines of a portal's table. Reading takes up to four times as much memory.
TEXT_BYTES = 250_000_000
# A workbook of the most rows that XLSX can have is about a fifth of this.
WORKBOOK_BYTES = 100_000_000
# The villages of a whole province at 1:25,000, and in parts: a position takes 150 bytes of memory.
BOUNDARY_BYTES = 64_000_000
BOUNDARY_PARTS = 4_000_000
# The properties of a feature lie in each other at most so deep.
PROPERTY_DEPTH = 5

# --- tables -------------------------------------------------------------------------------------

ROWS = 5_000_000
COLUMNS = 1_000
# A line is read into a block of this many bytes.
LINE_BYTES = 4 << 20
# The longest name of a service, with room to spare: what is longer is no name, date or number.
CELL_CHARACTERS = 300
# No number that is counted has more; Python refuses to read numbers of thousands of digits.
DIGITS = 20
# The longest way to write a period: "Rabu, 28 September 2021 sampai dengan Kamis, …".
PERIOD_CHARACTERS = 80

# --- workbooks ----------------------------------------------------------------------------------

WORKBOOK_ROWS = 1_048_576  # of all sheets together; XLSX has no more in one
# Cells between the first and the last that is used, of one sheet: the parser keeps a place for
# each, 32 bytes, whether it is used or not.
WORKBOOK_CELLS = 8_000_000
WORKBOOK_SHEETS = 200
WORKBOOK_PARTS = 10_000
UNPACKED_BYTES = 600_000_000
# XML of a table packs to a twentieth, of one and the same row to a hundredth.
PACKING = 250
# Below this size nobody cares how well something is packed.
PACKING_MATTERS_FROM = 10_000_000
# What the child process that reads a workbook may use.
WORKBOOK_MEMORY = 1_000_000_000
WORKBOOK_SECONDS = 60

# --- numbers ------------------------------------------------------------------------------------

# The largest kelurahan of the country has about 170,000 inhabitants, the largest desa about as
# many; no service is asked for by more than half of them in a year. A period of more than a year
# may have so many in each year begun.
COUNT_PER_YEAR = 100_000
DAYS_A_YEAR = 366
# Nobody waits longer than ten years for a letter.
HOURS = 10 * 366 * 24
# A NIK and a family card have 16 digits, a telephone number 10 to 13.
PERSONAL_DIGITS = range(10, 17)

# --- reports ------------------------------------------------------------------------------------

PROBLEMS = 100  # told in full; the rest is counted by kind
