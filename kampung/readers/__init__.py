"""Outside formats in, tidy frames out; one module a format.

``services`` reads service records of villages, ``boundaries`` GeoJSON; ``tabular``, ``codes``,
``dates`` and ``numbers`` are what they stand on.
"""
