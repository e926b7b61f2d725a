"""The errors a reader may meet: French sentences that name what is wrong, and where."""


class TdiError(Exception):
    """Base of every error meant for the reader: `str(error)` is shown on the page as it is."""


class QueryError(TdiError):
    """A query file breaks its contract: unreadable header, or a header that lies."""


class DataError(TdiError):
    """A data file is missing, damaged or unknown to its manifest."""


class UsageError(TdiError):
    """A command was asked for something that does not exist: an unknown region, an odd name…"""
