"""Which pages there are, in which order, under which address."""

from dataclasses import dataclass

from kampung.language import mark


@dataclass(frozen=True)
class PageEntry:
    """A page of the app.

    Attributes
    ----------
    script
        File name in ``pages/``. It differs from every address: until the entry script has run
        once, Streamlit takes an address that is a file's name for that file, without the frame.
    path
        Address of the page; empty for the first one. It never changes with the language.
    title
        English title, marked for translation.
    """

    script: str
    path: str
    title: str


ENTRIES = (
    PageEntry("overview.py", "", mark("Overview")),
    PageEntry("covid_19.py", "covid", mark("COVID-19")),
    PageEntry("services.py", "layanan", mark("Village services")),
    PageEntry("village.py", "desa", mark("Village")),
    PageEntry("awards.py", "penghargaan", mark("Awards")),
    PageEntry("evidence.py", "bukti", mark("Evidence")),
    PageEntry("about.py", "tentang", mark("Sources and method")),
)
