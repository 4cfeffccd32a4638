"""Evidence: what the published record proves, allows and contradicts."""

from kampung.ui import evidence, reader

who = reader.current()
evidence.heading(who)
evidence.article(who)
evidence.contradictions(who)
evidence.what_if_wrong(who)
evidence.single_wave(who)
choice = evidence.filters(who)
evidence.statements(who, choice)
evidence.link_to_method(who)
