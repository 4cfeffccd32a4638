"""Overview: how the regency stands, in ten seconds."""

from kampung.ui import overview, reader

who = reader.current()
overview.heading(who)
overview.missing(who)
overview.headlines(who)
overview.wave(who)
overview.programme(who)
overview.awards_strip(who)
overview.where_next(who)
