"""Work shared among processes comes to the same as work done by one, and no process is left behind."""

import mmap
import os
import threading
import time
from types import SimpleNamespace

import pytest

from plainsight import parallel
from plainsight import site as site_module
from plainsight.findings import Finding, Refused
from plainsight.pages import page_files
from tests.test_pages import BAD


@pytest.fixture(autouse=True)
def three_processes(monkeypatch):
    """Three processes work, whatever machine this is, and none of them outlives a test."""
    monkeypatch.setattr(parallel, "workers", lambda: 3)
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_results_come_in_order_from_several_processes(count):
    """Each item is done once, whoever takes it."""
    assert parallel.shared(lambda item: -item, range(count)) == [-item for item in range(count)]


class Elsewhere:
    """Work that only other processes do, each item by `call`; the first one waits until they have begun."""

    def __init__(self, call):
        self._call, self._here, self._begun = call, os.getpid(), mmap.mmap(-1, 1)

    def work(self, item: int) -> int:
        if os.getpid() == self._here:
            return self._here
        self._begun[0] = 1
        return self._call(item)

    def wait(self) -> None:
        until = time.monotonic() + 60
        while not self._begun[0]:
            assert time.monotonic() < until, "no other process has begun"
            time.sleep(0.01)


def test_others_work_while_the_first_is_busy():
    """What only this process can do keeps no other from its work."""
    elsewhere = Elsewhere(lambda item: os.getpid())
    done = parallel.shared(elsewhere.work, range(600), elsewhere.wait)
    assert len(done) == 600 and set(done) - {os.getpid()}


def test_one_process_does_everything(monkeypatch):
    """Where no other can be started, all is done by this one."""
    monkeypatch.setattr(parallel, "workers", lambda: 1)
    done = ["meanwhile"]
    parallel.shared(done.append, range(300), lambda: done.remove("meanwhile"))
    assert sorted(done) == list(range(300))


def test_what_is_refused_is_refused_together():
    """Findings of all processes are in one `Refused`."""

    def refuse(item: int) -> None:
        raise Refused([Finding(str(item), "is wrong.", "Correct it.")])

    with pytest.raises(Refused) as refused:
        parallel.shared(refuse, range(3))
    assert {finding.where for finding in refused.value.findings} == {"0", "1", "2"}


def test_a_failure_in_a_process_says_what_it_was():
    """An error of another process comes with its trace."""
    elsewhere = Elsewhere(lambda item: 1 // 0)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        parallel.shared(elsewhere.work, range(6), elsewhere.wait)


def test_a_process_that_ends_is_a_failure():
    """One that is killed has not done its work, and nobody waits for it."""
    elsewhere = Elsewhere(lambda item: os._exit(0))
    with pytest.raises(RuntimeError, match="ended before"):
        parallel.shared(elsewhere.work, range(6), elsewhere.wait)


def test_a_thread_works_alone():
    """What a preview builds beside its server is built by one process."""
    found = []
    thread = threading.Thread(target=lambda: found.append(WORKERS()))
    thread.start()
    thread.join()
    assert found == [1]


WORKERS = parallel.workers


def test_pages_read_by_several_processes_are_those_read_by_one(monkeypatch):
    """The same pages, the same findings in the same order, and the same words to avoid."""

    def read(folder, limit: int) -> list:
        monkeypatch.setattr(site_module, "WORTH_SHARING", limit)
        settings = SimpleNamespace(pages=folder, root=folder.parent, source_locale="en")
        pages, findings, words = site_module._read_pages(settings, page_files(folder, folder.name), lambda: None)
        told = [(page.path, page.fields, page.lines, page.body.__getstate__()) for page in pages.values()]
        return [list(pages), told, findings, words, [page.body.render() for page in pages.values()]]

    good = BAD.parent.parent / "golden" / "content" / "pages"
    for folder in (BAD, good, BAD.parent.parent.parent / "content" / "pages"):
        assert read(folder, 1_000) == read(folder, 1)
