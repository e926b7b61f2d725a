"""The errors a reader may meet: French sentences that name what is wrong, and where."""

import errno
import os


class TdiError(Exception):
    """Base of every error meant for the reader: `str(error)` is shown on the page as it is."""


class QueryError(TdiError):
    """A query file breaks its contract: unreadable header, or a header that lies."""


class DataError(TdiError):
    """A data file is missing, damaged or unknown to its manifest."""


class UsageError(TdiError):
    """A command was asked for something that does not exist: an unknown region, an odd name…"""


# The system says them in English on most servers.
_REASONS = {
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EACCES: "droits insuffisants",
    errno.EPERM: "droits insuffisants",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota atteint",
    errno.EISDIR: "c’est un dossier",
    errno.EEXIST: "un autre fichier porte ce nom",
    errno.ENOTDIR: "ce qui le contient n’est pas un dossier",
    errno.ENAMETOOLONG: "nom trop long",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in French; its own words when it is for a rare reason."""
    return _REASONS.get(error.errno or 0) or os.strerror(error.errno or errno.EIO)
