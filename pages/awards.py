"""Awards: what the programme and the regency were given, when, where and by whom."""

from kampung.ui import awards, panel, reader

who = reader.current()
awards.heading(who)
if awards.on_record(who):
    choice = awards.filters(who)
    panel.show(awards.timeline(who, choice), who.language)
    awards.cards(who, choice)
    awards.disputed_accounts(who)
else:
    awards.missing(who)
panel.show_if_any(awards.selection(who), who.language)
