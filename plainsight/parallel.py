"""Work shared among processes that have everything in memory already: no copy goes in, only results come back."""

import os
import pickle
import signal
import struct
import threading
import traceback
import warnings
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO, NamedTuple, TypeVar

from plainsight.findings import Refused

T, R = TypeVar("T"), TypeVar("R")
# What is done to a part: it yields once what the others need to know, is sent what all have yielded, and returns its result.
Work = Callable[[T], Generator[Any, list[Any], Any]]
_LENGTH = struct.Struct("!Q")


def is_preview() -> bool:
    """Whether this is a build in a thread beside a preview's server: the next one asks for most of the same again."""
    return threading.current_thread() is not threading.main_thread()


def workers() -> int:
    """How many processes can work at the same time: 1 where a process cannot be copied, or not safely."""
    # A copy is made of one thread alone: what another one holds at that moment would stay locked.
    if is_preview() or not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return 1
    return len(os.sched_getaffinity(0))


def each(work: Work, parts: Sequence[T]) -> list[Any]:
    """`work` on each of `parts`, each but the first in a process of its own; the results in order.

    What is yielded and returned must be picklable. Raises the `Refused` of a part, with the findings of all; any other
    failure of a process is a `RuntimeError` with its trace. No process outlives this call.
    """
    started: list[_Process] = []
    try:
        for part in parts[1:]:
            started.append(_start(work, part))
        first = work(parts[0])
        told = _all_of(lambda: next(first), [process.hear for process in started])
        for process in started:
            process.tell(told)
        return _all_of(lambda: _result(first, told), [process.hear for process in started])
    finally:
        for process in started:
            process.end()


def shared(call: Callable[[T], R], items: Sequence[T], meanwhile: Callable[[], None] = lambda: None) -> list[R]:
    """What `call` returns for each of `items`, in order, made in as many processes as can work; otherwise as in `each`.

    This process does `meanwhile` before it takes items itself. Whoever is free takes the next ones.
    """
    batches = min(len(items), 255)
    taking, offering = os.pipe()
    os.write(offering, bytes(range(batches)))
    os.close(offering)

    def work(before: Callable[[], None]) -> Generator[None, list[None], dict[int, list[R]]]:
        yield None
        before()
        # A byte is read by one process, and nothing when all have been.
        return {
            number[0]: [call(item) for item in items[number[0] :: batches]]
            for number in iter(partial(os.read, taking, 1), b"")
        }

    results: list[Any] = [None] * len(items)
    try:
        for done in each(work, [meanwhile, *[lambda: None] * (min(workers(), len(items)) - 1)]):
            for number, made in done.items():
                results[number::batches] = made
    finally:
        os.close(taking)
    return results


class _Process(NamedTuple):
    """A process that does a part, and the pipes from it and to it."""

    number: int
    reading: BinaryIO
    writing: BinaryIO

    def tell(self, value: Any) -> None:
        with suppress(BrokenPipeError):  # why it has ended is said by what it sent last
            _send(self.writing, value)

    def hear(self) -> Any:
        kind, value = _receive(self.reading)
        if kind == "refused":
            raise Refused(value)
        if kind == "failed":
            raise RuntimeError(value)
        return value

    def end(self) -> None:
        self.reading.close()
        with suppress(BrokenPipeError):
            self.writing.close()
        os.kill(self.number, signal.SIGKILL)
        os.waitpid(self.number, 0)


def _all_of(own: Callable[[], Any], others: Sequence[Callable[[], Any]]) -> list[Any]:
    """What `own` and each of `others` return; raises one `Refused` with the findings of all that raise one."""
    results, refused = [], []
    for call in (own, *others):
        try:
            results.append(call())
        except Refused as error:
            refused.append(error)
    if refused:
        raise Refused([finding for error in refused for finding in error.findings])
    return results


def _result(running: Generator[Any, list[Any], Any], told: list[Any]) -> Any:
    try:
        running.send(told)
    except StopIteration as end:
        return end.value
    raise RuntimeError("A part yields once.")


def _start(work: Work, part: T) -> _Process:
    from_process, answering = os.pipe()
    listening, to_process = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # the other thread draws the progress, and holds nothing here
        number = os.fork()
    if number:
        os.close(answering)
        os.close(listening)
        return _Process(number, os.fdopen(from_process, "rb"), os.fdopen(to_process, "wb"))
    try:
        os.close(from_process)
        os.close(to_process)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C, and ends this one
        with os.fdopen(answering, "wb") as answers, os.fdopen(listening, "rb") as others:
            running = work(part)
            if _answer(answers, lambda: next(running)):
                told = _receive(others)
                _answer(answers, lambda: _result(running, told))
    finally:
        os._exit(0)


def _answer(stream: BinaryIO, call: Callable[[], Any]) -> bool:
    """Send what `call` returns, or why it does not; whether it did."""
    try:
        _send(stream, ("done", call()))
        return True
    except Refused as error:
        _send(stream, ("refused", list(error.findings)))
    except BaseException:
        _send(stream, ("failed", traceback.format_exc()))
    return False


def _send(stream: BinaryIO, value: Any) -> None:
    content = pickle.dumps(value, protocol=5)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _receive(stream: BinaryIO) -> Any:
    head = stream.read(_LENGTH.size)
    content = stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if not content:
        return "failed", "A process ended before its work was done."
    return pickle.loads(content)  # noqa: S301 - our own
