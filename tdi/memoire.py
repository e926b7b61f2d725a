"""Memory that lives as long as the server: modules and loaded data, not to be looked at again."""

import gc
from functools import cache


@cache
def settle() -> None:
    """Set aside, once, what the first page left in memory.

    Python would else go through all of it from time to time: a tenth of a second in the middle of
    a reader's click, one click in ten.
    """
    gc.collect()
    gc.freeze()
