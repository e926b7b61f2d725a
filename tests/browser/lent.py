"""The dashboard where questions and notes take their time: `python -m tests.browser.lent`."""

import time
from functools import wraps

from tdi import db, serveur
from tdi.notes import briefing

QUESTION, NOTE = 0.6, 3


def slowed(function, seconds):
    @wraps(function)
    def wait(*args, **kwargs):
        time.sleep(seconds)
        return function(*args, **kwargs)

    return wait


if __name__ == "__main__":
    db.run = slowed(db.run, QUESTION)
    briefing.pdf = slowed(briefing.pdf, NOTE)
    serveur.main()
