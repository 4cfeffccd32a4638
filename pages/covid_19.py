"""COVID-19: the record of cases, recoveries, deaths and active cases, week by week."""

from kampung.ui import covid, reader

who = reader.current()
covid.heading(who)
if covid.has_record(who):
    chosen = covid.filters(who)
    covid.record(who, chosen)
    covid.switches(who, chosen)
    covid.explanations(who, chosen)
    covid.by_district(who, chosen)
    covid.peaks_and_declines(who, chosen)
    covid.recoveries_against_cases(who, chosen)
    covid.conflicts(who)
else:
    covid.missing(who)
covid.link_to_sources(who)
