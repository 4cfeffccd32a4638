"""Awards: what the programme and the regency were given, when, where and by whom."""

from kampung.ui import awards, reader

who = reader.current()
awards.heading(who)
if awards.on_record(who):
    chosen = awards.filters(who)
    awards.timeline(who, chosen)
    awards.cards(who, chosen)
    awards.disputed_accounts(who)
else:
    awards.missing(who)
awards.selection(who)
