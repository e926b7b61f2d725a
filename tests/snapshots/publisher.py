"""Publishers that get killed, run as a program so that no test process is ever forked.

`python -m tests.snapshots.publisher random COUNT SEED` kills from outside, at any instant;
`… step` kills itself at every write in turn; `… race DAY DAY` runs two at once; `… limit BYTES`
publishes under a limit on the size of files. What each child did is printed, one word a line.
"""

import os
import random
import resource
import signal
import sys
import time
from datetime import date, timedelta

from tdi.errors import DataError
from tdi.settings import data_folder
from tdi.snapshots import depot, publishing
from tests.snapshots.publications import an_amount, write_lot

JEU = "essai"
# Each snapshot holds this many amounts, whose sum is its own: half a snapshot cannot go unseen.
ROWS = 40
WARM_UP = 4


def day(rank):
    return (date(2025, 1, 1) + timedelta(days=rank)).isoformat()


def lot_of(rank):
    amounts = [an_amount(rank + 1, dispositif=f"Essai {number}") for number in range(ROWS)]
    return write_lot(data_folder() / ".lots" / str(rank), JEU, day(rank), *amounts)


def child(action):
    """Run `action` in a process of its own; it says 0 when it succeeded, 3 when refused."""
    process = os.fork()
    if process == 0:
        try:
            action()
            os._exit(0)
        except DataError as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(3)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(9)
    return process


def outcome(process):
    _, status = os.waitpid(process, 0)
    return "killed" if os.WIFSIGNALED(status) else {0: "done", 3: "refused"}[status >> 8]


def kill_at_random(count, seed):
    """Kill until `count` publishers died, at instants spread over the time a publication takes."""
    chance, rank, usual = random.Random(seed), 0, 1.0
    while count:
        folder = lot_of(rank)
        process = child(lambda folder=folder: publishing.publish(folder))
        started = time.perf_counter()
        if rank >= WARM_UP:
            time.sleep(chance.uniform(0, usual))
            os.kill(process, signal.SIGKILL)
        result = outcome(process)
        usual = min(usual, time.perf_counter() - started) if rank < WARM_UP else usual
        count -= result == "killed"
        rank += 1
        print(result, flush=True)


def kill_at_each_step():
    """Die at the first write, at the second one, and so on until a publication gets through."""
    rank, step, result = 0, 0, ""
    while result != "done":
        folder = lot_of(rank)
        result = outcome(child(lambda folder=folder, step=step: publish_and_die(folder, step)))
        print(result, flush=True)
        # The last steps come after the snapshot is visible: its date is taken, on to the next.
        rank, step = rank + (visible(rank) and result == "killed"), step + 1


def visible(rank):
    text = (data_folder() / JEU / "manifeste.json").read_text("utf-8")
    return f'"{day(rank)}"' in text


def publish_and_die(folder, step):
    left = [step]

    def dying(act):
        def wrapped(*args, **kwargs):
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return act(*args, **kwargs)

        return wrapped

    for name in ("_pour", "_flush", "_rename", "_flush_folder"):
        setattr(depot, name, dying(getattr(depot, name)))
    publishing.publish(folder)


def race(first, second):
    lots = [write_lot(data_folder() / ".lots" / f"course-{rank}", JEU, chosen, an_amount(rank + 1))
            for rank, chosen in enumerate((first, second))]  # fmt: skip
    processes = [child(lambda folder=folder: publishing.publish(folder)) for folder in lots]
    for process in processes:
        print(outcome(process), flush=True)


def limit(size):
    folder = lot_of(0)

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        publishing.publish(folder)

    print(outcome(child(limited)), flush=True)


if __name__ == "__main__":
    _, mode, *arguments = sys.argv
    if mode == "random":
        kill_at_random(*map(int, arguments))
    elif mode == "step":
        kill_at_each_step()
    elif mode == "race":
        race(*arguments)
    elif mode == "limit":
        limit(int(arguments[0]))
