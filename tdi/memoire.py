"""Memory that lives as long as the server: modules and loaded data, not to be looked at again."""

import gc
from functools import cache

# Objects made and not dropped between two looks at the new ones (Python's own: 700).
_NEW_OBJECTS = 5_000


@cache
def settle() -> None:
    """Set aside, once, what the first page left in memory.

    Python would else go through all of it from time to time: a tenth of a second in the middle of
    a reader's click, one click in ten. Of what comes later, it looks at what is new seven times
    less often than it would: a page makes and drops some ten thousand objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
