"""The output folder: whole or untouched, and only ours is removed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plainsight.findings import Finding, Refused
from plainsight.output import MANIFEST, staged, write_site


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_only_changed_files_are_written_and_only_ours_removed(tmp_path):
    """A second build touches what differs; a file that somebody else put there stays."""
    output = tmp_path / "output"
    write_site([("en/a.html", b"1"), ("en/b.html", b"2"), ("old/c.html", b"3")], output)
    (output / "en" / "theirs.txt").write_text("keep")
    before = (output / "en" / "a.html").stat().st_mtime_ns
    written = write_site([("en/a.html", b"1"), ("en/b.html", b"new")], output)
    assert (written.files, written.changed, written.removed) == (2, 1, 1)
    assert (output / "en" / "a.html").stat().st_mtime_ns == before
    assert set(tree(output)) == {"en/a.html", "en/b.html", "en/theirs.txt", MANIFEST}


def test_a_refused_build_leaves_the_last_good_output(tmp_path):
    """An error finding in the written files keeps the last site whole."""
    output = tmp_path / "output"
    write_site([("a.html", b"good")], output)
    before = tree(output)

    def refuse():
        with staged(output) as staging:
            staging.write("a.html", b"bad")
            staging.write("b.html", b"bad")
            raise Refused([Finding("a.html", "w.", "r.")])

    with pytest.raises(Refused):
        refuse()
    assert tree(output) == before
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_failure_while_rendering_leaves_the_last_good_output(tmp_path):
    """A build that dies half way has changed nothing."""
    output = tmp_path / "output"
    write_site([("a.html", b"good")], output)

    def dies():
        yield "a.html", b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(dies(), output)
    assert tree(output)["a.html"] == b"good"


def test_a_killed_build_leaves_the_last_good_output(tmp_path):
    """Not even a killed process leaves half a site."""
    output = tmp_path / "output"
    write_site([("a.html", b"good")], output)
    before = tree(output)
    program = (
        "import sys, time; from pathlib import Path; from plainsight.output import write_site\n"
        "def slow():\n    yield 'a.html', b'new'\n    print('half', flush=True)\n    time.sleep(60)\n"
        "write_site(slow(), Path(sys.argv[1]))"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(output)], stdout=subprocess.PIPE)
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.1)
    assert tree(output) == before


def test_a_folder_that_is_not_ours_is_refused(tmp_path):
    """Files of somebody else are never mixed with a site."""
    (tmp_path / "photo.jpg").write_text("precious")
    with pytest.raises(Refused, match=r"no files\.sha256"):
        write_site([("a.html", b"1")], tmp_path)
    assert list(tree(tmp_path)) == ["photo.jpg"]


def test_a_folder_that_cannot_be_written_is_a_finding(tmp_path):
    """An output folder that cannot be made says so, and what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        write_site([("a.html", b"1")], tmp_path / "file" / "output")


def test_the_manifest_verifies_with_the_standard_program(tmp_path):
    """A publisher can check an upload with sha256sum."""
    output = tmp_path / "output"
    write_site([("en/a.html", b"1"), ("b.html", b"2")], output)
    subprocess.run(["sha256sum", "--check", "--strict", MANIFEST], cwd=output, check=True, capture_output=True)
