"""Work shared among processes that have everything in memory already: no copy goes in, only results come back."""

import os
import pickle
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from plainsight.findings import Refused

T = TypeVar("T")


def workers() -> int:
    """How many processes can work at the same time: 1 where a process cannot be copied, or not safely."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return 1
    # A copy is made of one thread alone: what another one holds at that moment would stay locked.
    return len(os.sched_getaffinity(0)) if threading.current_thread() is threading.main_thread() else 1


def each(function: Callable[[T], Any], parts: Sequence[T]) -> list[Any]:
    """`function` of each of `parts`, each but the first in a process of its own; the results in order.

    Results must be picklable. Raises the `Refused` of a part, with the findings of all; any other failure of a process
    is a `RuntimeError` with its trace. No process outlives this call.
    """
    started: list[tuple[int, int]] = []
    refused: list[Refused] = []
    try:
        for part in parts[1:]:
            started.append(_start(function, part))
        results = []
        try:
            results.append(function(parts[0]))
        except Refused as error:
            refused.append(error)
        while started:
            process, pipe = started[0]
            with os.fdopen(pipe, "rb") as stream:
                answer = stream.read()
            os.waitpid(process, 0)
            started.pop(0)
            kind, value = pickle.loads(answer) if answer else ("died", "A process ended before its work was done.")  # noqa: S301 - our own
            if kind == "done":
                results.append(value)
            elif kind == "refused":
                refused.append(Refused(value))
            else:
                raise RuntimeError(value)
    finally:
        for process, _ in started:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    if refused:
        raise Refused([finding for error in refused for finding in error.findings])
    return results


def _start(function: Callable[[T], Any], part: T) -> tuple[int, int]:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # the other thread draws the progress, and holds nothing here
        process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C, and ends this one
        with os.fdopen(writing, "wb") as stream:
            stream.write(pickle.dumps(_answer(function, part), protocol=5))
    finally:
        os._exit(0)


def _answer(function: Callable[[T], Any], part: T) -> tuple[str, Any]:
    try:
        return "done", function(part)
    except Refused as error:
        return "refused", list(error.findings)
    except BaseException:
        return "failed", traceback.format_exc()
