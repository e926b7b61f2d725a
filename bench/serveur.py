"""The dashboard's server, which prints how long each answer took (`python -m bench.serveur`).

From the choice of a reader coming in to the last message of the page going out. Seen from a browser
the same would hold the time that it spends drawing the first messages before it reads the last.
"""

import time
from typing import Any

from streamlit.runtime.app_session import AppSession

from tdi import serveur

TOLD = "answered in ms:"


def timed() -> None:
    """Make every session print the time of each of its answers."""
    take, send = AppSession.handle_backmsg, AppSession._enqueue_forward_msg
    asked: dict[int, float] = {}

    def coming(self: AppSession, msg: Any) -> None:
        if msg.WhichOneof("type") == "rerun_script":
            asked[id(self)] = time.perf_counter()
        take(self, msg)

    def going(self: AppSession, msg: Any) -> None:
        send(self, msg)
        if msg.WhichOneof("type") == "script_finished" and id(self) in asked:
            print(TOLD, round((time.perf_counter() - asked.pop(id(self))) * 1000), flush=True)

    AppSession.handle_backmsg = coming
    AppSession._enqueue_forward_msg = going


if __name__ == "__main__":
    timed()
    serveur.main()
