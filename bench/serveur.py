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

    def coming(session: AppSession, message: Any) -> None:
        if message.WhichOneof("type") == "rerun_script":
            asked[id(session)] = time.perf_counter()
        take(session, message)

    def going(session: AppSession, message: Any) -> None:
        send(session, message)
        if message.WhichOneof("type") == "script_finished" and id(session) in asked:
            print(TOLD, round((time.perf_counter() - asked.pop(id(session))) * 1000), flush=True)

    AppSession.handle_backmsg = coming
    AppSession._enqueue_forward_msg = going


if __name__ == "__main__":
    timed()
    serveur.main()
