"""Evidence: what the published record proves, allows and contradicts."""

from kampung.ui import evidence, reader

who = reader.current()
evidence.heading(who)
if evidence.has_statements(who):
    evidence.findings(who)
    evidence.contradictions(who)
    evidence.disputes(who)
    evidence.article(who)
    evidence.what_if_wrong(who)
    evidence.single_wave(who)
    choice = evidence.filters(who)
    evidence.statements(who, choice)
else:
    evidence.missing(who)
evidence.link_to_method(who)
