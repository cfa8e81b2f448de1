"""Sets up `.venv` with the locked requirements and runs a task in it: what `python3 tasks.py …` does on any machine.

Standard library only, and only syntax that Python 3.6 can read: it must be able to say that a Python is too old.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

MINIMUM = (3, 11)
if sys.version_info < MINIMUM:
    raise SystemExit(
        f"This needs Python 3.11 or newer, and {sys.executable} is {platform.python_version()}:"
        " install a newer one, then run it with that, for example: python3.12 tasks.py serve"
    )

ROOT = Path(__file__).resolve().parent
# What pytest returns where its arguments left no test: in one of the two parts that is as it should be.
NOTHING_CHOSEN = 5
# Each set holds all of the ones before it.
REQUIREMENTS = ("runtime", "test")


class CannotSetUp(Exception):
    """One sentence for the person who ran a task: what is missing, and what to do."""


def main(argv: list[str], root: Path = ROOT) -> int:
    """Set up what the tasks in `argv` need, then become `invoke` with `argv`.

    Returns an exit status where that is not possible: 1 with a sentence on standard error, 130 after Ctrl-C.
    """
    try:
        # The task `test` sets up what it needs besides.
        python = prepare("runtime", root)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    os.chdir(root)
    command = [str(python), "-m", "invoke", *(argv or ["--list"])]
    if os.name == "nt":  # execv there returns to the shell before the program has ended
        return subprocess.call(command)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - the point: signals and exit status are those of the task


def prepare(requirements: str, root: Path = ROOT) -> Path:
    """The Python of `root/.venv`, in which `requirements` ("runtime" or "test") and the package are installed.

    Installs only what is not there as locked: the stamp in `.venv` says what is. Raises `CannotSetUp`.
    """
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    base = _base(root)
    wanted = {name: _digest(root, name) for name in REQUIREMENTS[: REQUIREMENTS.index(requirements) + 1]}
    if python.exists() and {**wanted, "base": base}.items() <= read_stamp(venv).items():
        return python
    with _alone(root):
        done = read_stamp(venv)
        if not python.exists() or done.get("base") != base:
            print(f"Setting up for Python {platform.python_version()}, once. It needs the network.", flush=True)
            _make_venv(venv)
            done = {}
        if any(done.get(name) != digest for name, digest in wanted.items()):
            # No stamp while packages change: whatever interrupts us, the next run starts anew.
            _stamp_file(venv).unlink(missing_ok=True)
            try:
                _install(python, root, requirements)
            except CannotSetUp:
                if done:  # pip changes nothing when it fails, so what worked still works
                    _write_stamp(venv, done)
                raise
            _link_package(venv, root)
            _write_stamp(venv, {**done, **wanted, "base": base})
    return python


def run_tests(arguments: str = "", root: Path = ROOT) -> int:
    """Run pytest with `arguments` in `root/.venv`, set up for it; returns its exit status."""
    try:
        python = prepare("test", root)
        prepare_tools(python, root)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    # A worker for each core: most of the time is Chromium's. The browser's tests run apart, because Playwright holds
    # the event loop of its process, which others need.
    chosen, failed = shlex.split(arguments), 0
    for part in ("--ignore=tests/browser", "tests/browser"):
        status = subprocess.call([str(python), "-m", "pytest", "--numprocesses=auto", part, *chosen], cwd=root)
        if not (status == NOTHING_CHOSEN and chosen):
            failed = failed or status
    return failed


def prepare_tools(python: Path, root: Path = ROOT) -> None:
    """Find or install what the tests need that is no Python package: a browser, the HTML checker."""
    if subprocess.call([str(python), "-m", "tests.tools"], cwd=root):
        raise CannotSetUp("The tests did not run.")


def read_stamp(venv: Path) -> dict[str, str]:
    """What was completely installed in `venv`: a digest by name; empty after an interruption."""
    try:
        stamp = json.loads(_stamp_file(venv).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def check_venv_module(executable: str, debian: Path = Path("/etc/debian_version")) -> None:
    """Raise `CannotSetUp` where this Python, run as `executable`, cannot make virtual environments with pip.

    The file `debian` is there on Debian and what derives from it.
    """
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    version = "{}.{}".format(*sys.version_info)
    if debian.exists() and executable.startswith("/usr/bin/"):
        raise CannotSetUp(
            "Python's venv module is not complete here: install the package python3-venv"
            f" (as root: apt-get install python3-venv, or python{version}-venv), then run the same command again."
        )
    raise CannotSetUp(
        f"Python's venv or ensurepip module is missing from {executable}: install the package of your system that"
        f" holds it, or a complete Python {version} or newer, then run the same command again."
    )


def _base(root: Path) -> str:
    return f"{platform.python_implementation()} {platform.python_version()} {platform.machine()} {root}"


def _digest(root: Path, requirements: str) -> str:
    return hashlib.sha256(_lock_file(root, requirements).read_bytes()).hexdigest()


def _lock_file(root: Path, requirements: str) -> Path:
    return root / "requirements" / f"{requirements}.txt"


def _stamp_file(venv: Path) -> Path:
    return venv / "installed.json"


def _write_stamp(venv: Path, stamp: dict[str, str]) -> None:
    _stamp_file(venv).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


@contextlib.contextmanager
def _alone(root: Path):
    """Hold back a second set-up of the same folder, started in another terminal, until this one has ended."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    cache = root / ".cache"
    try:
        cache.mkdir(exist_ok=True)
        lock = (cache / "bootstrap.lock").open("w", encoding="utf-8")
    except OSError as error:
        raise CannotSetUp(
            f"{root} cannot be written ({error.strerror}): check its permissions and the space left, or copy it"
            " to a folder of your own."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Waiting for another set-up of this folder to end.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_venv(venv: Path) -> None:
    # Run from an activated .venv, the one to build on is the Python below it.
    executable = getattr(sys, "_base_executable", sys.executable)
    check_venv_module(executable)
    print("Making .venv", flush=True)
    _stamp_file(venv).unlink(missing_ok=True)
    made = subprocess.run([executable, "-m", "venv", "--clear", str(venv)], capture_output=True, text=True, check=False)
    if made.returncode:
        said = " ".join((made.stderr or made.stdout).split())[-500:]
        raise CannotSetUp(f"Python could not make {venv} ({said}): mend that, then run the same command again.")


def _install(python: Path, root: Path, requirements: str) -> None:
    lock = _lock_file(root, requirements)
    total = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    print(f"Installing {total} locked packages ({lock.relative_to(root)})", flush=True)
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    command += ["--require-hashes", "-r", str(lock)]
    # PIP_USER from a person's own configuration cannot work in a virtual environment.
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "PIP_USER": "0"},
    )
    said, seen = [], 0
    try:
        for line in process.stdout:
            said.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                _progress(f"  {min(seen, total)} of {total}")
            elif line.startswith("Installing collected"):
                _progress("  unpacking")
    finally:
        status = process.wait()
        _progress("")
    if status:
        print("".join(said[-15:]), file=sys.stderr)
        raise CannotSetUp(
            "pip could not install the requirements; above is what it said: check the network, then run the same"
            " command again."
        )


def _progress(text: str) -> None:
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)


def _link_package(venv: Path, root: Path) -> None:
    places = {"base": str(venv), "platbase": str(venv), "installed_base": str(venv), "installed_platbase": str(venv)}
    packages = Path(sysconfig.get_path("purelib", "venv", places))
    (packages / "plainsight.pth").write_text(f"{root}\n", encoding="utf-8")
