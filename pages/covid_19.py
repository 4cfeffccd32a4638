"""COVID-19: the record of cases, recoveries, deaths and active cases, mark by mark."""

from kampung.ui import covid, panel, reader

who = reader.current()
covid.heading(who)
if covid.has_record(who):
    choice = covid.filters(who)
    panel.show(covid.record(who, choice), who.language)
    covid.series(who, choice)
    covid.estimate(who)
    covid.events(who, choice)
    covid.how_to_read(who)
    covid.by_district(who, choice)
    covid.peaks_and_declines(who, choice)
    panel.show(covid.recoveries_against_cases(who, choice), who.language)
    covid.conflicts(who)
else:
    covid.missing(who)
covid.link_to_sources(who)
