"""Puts a whole checked site into the output folder: nothing half written, nothing of anybody else's removed."""

import contextlib
import hashlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plainsight.findings import Finding, Refused

# The list of what we wrote, in the form of `sha256sum`, so that a publisher can verify an upload with `sha256sum -c`.
MANIFEST = "files.sha256"


@dataclass(frozen=True)
class Written:
    """How many files the output folder holds, how many of them changed, and how many were removed."""

    files: int
    changed: int
    removed: int


def write_site(files: Iterable[tuple[str, bytes]], output: Path) -> Written:
    """Write `files` (path below `output`, content), when all of them are there.

    Raises `Refused` where the folder is not ours or cannot be written; then, and whenever the run is interrupted
    before, the last good output stays as it was.
    """
    with staged(output) as staging:
        for name, content in files:
            staging.write(name, content)
        return staging.commit()


class Staging:
    """A site that is being written, out of sight: `hashes` has the SHA-256 of each file by its path.

    All files lie in one folder: to make, and above all to remove, one for each edition takes longer than to fill them.
    """

    def __init__(self, folder: Path, output: Path, before: dict[str, str]):
        self._folder, self.hashes = folder, {}
        self.kept: set[str] = set()
        self._output, self._before = output, before

    def write(self, name: str, content: bytes) -> None:
        """Write the file `name`; `commit` puts it in its place, if its bytes have changed."""
        self.hashes[name] = hashlib.sha256(content).hexdigest()
        with open(_place(self._folder, name), "wb", buffering=0) as file:
            file.write(content)

    def keep(self, name: str, digest: str) -> None:
        """Leave the file `name` in the output folder as it is, where it is known to have this SHA-256."""
        self.hashes[name] = digest
        self.kept.add(name)

    def take(self, hashes: dict[str, str], kept: set[str]) -> None:
        """Take over what another process has written into this folder, or kept."""
        self.hashes.update(hashes)
        self.kept |= kept

    def read(self, name: str) -> bytes:
        """The content of a file that was written or kept."""
        return (self._output / name if name in self.kept else Path(_place(self._folder, name))).read_bytes()

    def commit(self) -> Written:
        """Put every file in its place in the output folder, and remove what the last build wrote and this one did not."""
        with _not_interrupted():
            return _commit(self._folder, self._output, self.hashes, self._before, self.kept)


@contextlib.contextmanager
def staged(output: Path) -> Iterator[Staging]:
    """A place to write a site for the folder `output`; nothing of it is left there unless it was committed.

    Raises `Refused` where the folder is not ours or cannot be written.
    """
    before = _claim(output)
    _forget_killed(output)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as folder:
            yield Staging(Path(folder), output, before)
    except OSError as error:
        raise Refused([_unwritable(output, error)]) from None


def read_manifest(output: Path) -> dict[str, str]:
    """What the last build wrote into `output`: the SHA-256 of each file by its path. Empty where there was none."""
    try:
        lines = (output / MANIFEST).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines) if _inside(name)}


def _inside(name: str) -> bool:
    return bool(name) and not name.startswith("/") and ".." not in name.split("/")


def _claim(output: Path) -> dict[str, str]:
    try:
        output.mkdir(parents=True, exist_ok=True)
        strangers = any(output.iterdir()) and not (output / MANIFEST).is_file()
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise Refused([_unwritable(output, error)]) from None
    if strangers:
        what = f"holds files, and no {MANIFEST} that says that we wrote them."
        raise Refused([Finding(str(output), what, "Name another folder, or empty this one yourself.")])
    return read_manifest(output)


def _forget_killed(output: Path) -> None:
    for folder in output.parent.glob(f".{output.name}-*"):
        # Another build may be running; none takes an hour.
        if time.time() - folder.stat().st_mtime > 3600:
            shutil.rmtree(folder, ignore_errors=True)


def _unwritable(output: Path, error: OSError) -> Finding:
    what = f"cannot be written: {error.strerror or error}."
    return Finding(
        str(error.filename or output), what, "Check its permissions and the space left, or name another folder."
    )


def _place(staging: Path, name: str) -> str:
    """Where the file `name` waits."""
    return f"{staging}/{hashlib.sha256(name.encode()).hexdigest()}"


def _commit(staging: Path, output: Path, hashes: dict[str, str], before: dict[str, str], kept: set[str]) -> Written:
    changed, folders = 0, set()
    for name, digest in sorted(hashes.items()):
        target = f"{output}/{name}"
        if name in kept or file_digest(target) == digest:
            continue
        folder = os.path.dirname(target)
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)
            folders.add(folder)
        os.replace(_place(staging, name), target)
        changed += 1
    gone = sorted(before.keys() - hashes.keys())
    for name in gone:
        (output / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a folder with other files in it stays
            (output / name).parent.rmdir()
    manifest = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items())).encode()
    if not (output / MANIFEST).is_file() or (output / MANIFEST).read_bytes() != manifest:
        (staging / MANIFEST).write_bytes(manifest)
        os.replace(staging / MANIFEST, output / MANIFEST)
    return Written(len(hashes), changed, len(gone))


def file_digest(path: str) -> str | None:
    """The SHA-256 of the file at `path`; None where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None


@contextlib.contextmanager
def _not_interrupted() -> Iterator[None]:
    """Hold back Ctrl-C and termination until the files are in place: it takes milliseconds."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)
