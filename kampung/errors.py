"""Errors that are written for the person who reads them."""


class KampungError(Exception):
    """A sentence for people: what is wrong, where, and what to do.

    Commands print it and exit with 1; pages show it in a calm box. It never shows a traceback.
    """


class PackError(KampungError):
    """The data pack cannot be used as it is."""


class BuildError(KampungError):
    """A new store could not be written; the old one, if there was one, is untouched."""


class StoreError(KampungError):
    """The store cannot answer."""


class StoreMissing(StoreError):  # noqa: N818
    """There is no store where one was looked for."""


class StoreOutdated(StoreError):  # noqa: N818
    """The store was built for another version of the tables."""


class StoreBroken(StoreError):  # noqa: N818
    """The file is not a store, or it is damaged."""


class StoreChanged(StoreError):  # noqa: N818
    """The store is another than when the page was asked for; ask anew."""
