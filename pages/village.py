"""One kecamatan or village: who it is, what it offers, how it stands, and what is missing."""

from kampung.ui import reader, village

who = reader.current()
chosen = village.choice(who)
village.begin_at_the_top(chosen)
village.heading(who, chosen)
village.chooser(who, chosen)
place = chosen.place
if place is None:
    village.start(who, chosen)
else:
    village.where(who, place)
    village.reported(who, place)
    village.rank(who, place)
    village.neighbours(who, place)
    village.missing(who, place)
village.offer(who)
