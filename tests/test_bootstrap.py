import ast
import hashlib
import itertools
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).parent.parent
LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in bootstrap.REQUIREMENTS]
# Stands for Invoke: says how it was called and where, and what it can import.
STAND_IN = "import os, sys, here\nprint(sys.argv[1:], os.getcwd(), here.NAME)\nraise SystemExit(3)\n"


def make_wheel(path: Path, files: dict[str, str]) -> str:
    """Write a wheel that pip can install without network; returns the locked requirement that names it."""
    name, version = path.name.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(file, text)
    return f"{name} @ {path.as_uri()} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project of one locked package, which stands for Invoke; it can be set up without network."""
    root = tmp_path_factory.mktemp("a project")
    (root / "requirements").mkdir()
    lock = make_wheel(root / "invoke-1.0-py3-none-any.whl", {"invoke/__init__.py": "", "invoke/__main__.py": STAND_IN})
    (root / "requirements" / "runtime.txt").write_text(lock, encoding="utf-8")
    more = make_wheel(root / "probe-1.0-py3-none-any.whl", {"probe.py": ""})
    (root / "requirements" / "test.txt").write_text(lock + more, encoding="utf-8")
    (root / "here.py").write_text("NAME = 'importable'\n", encoding="utf-8")
    return root


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    code = f"import sys, pathlib, bootstrap; raise SystemExit(bootstrap.main(sys.argv[1:], pathlib.Path({str(project)!r})))"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_fresh_folder_is_set_up_once_and_survives_mistakes(project):
    """A task starts from nothing, later at once; after an interruption all is made anew; a failure harms nothing."""
    called = f"['build', '--locales', 'es,ar'] {project} importable\n"

    first = run(project, "build", "--locales", "es,ar")
    assert (first.returncode, first.stderr) == (3, "")  # the status of the task, not ours
    assert first.stdout.endswith(called)
    assert "Installing" in first.stdout and "network" in first.stdout

    again = run(project, "build", "--locales", "es,ar")
    assert (again.returncode, again.stdout, again.stderr) == (3, called, "")

    lock = project / "requirements" / "runtime.txt"
    good = lock.read_text(encoding="utf-8")
    lock.write_text(re.sub(r"sha256:..", "sha256:00", good), encoding="utf-8")
    failed = run(project, "build")
    assert failed.returncode == 1
    assert failed.stderr.strip().endswith("check the network, then run the same command again.")
    lock.write_text(good, encoding="utf-8")
    assert run(project, "build", "--locales", "es,ar").stdout == called

    (project / ".venv" / "half-written").touch()
    (project / ".venv" / "installed.json").unlink()
    renewed = run(project, "build")
    assert renewed.returncode == 3 and "Making .venv" in renewed.stdout
    assert not (project / ".venv" / "half-written").exists()

    python = bootstrap.prepare("test", project)
    assert subprocess.run([python, "-c", "import probe"], check=False).returncode == 0
    assert bootstrap.read_stamp(project / ".venv").keys() == {"base", "runtime", "test"}


def test_a_project_that_cannot_be_written_is_said_in_one_sentence(tmp_path, capsys):
    """Where nothing can be written, a person reads a sentence and no stack trace."""
    (tmp_path / "requirements").mkdir()
    for name in bootstrap.REQUIREMENTS:
        (tmp_path / "requirements" / f"{name}.txt").touch()
    (tmp_path / ".cache").touch()  # a file where a folder is needed: root may write anywhere
    assert bootstrap.main(["build"], tmp_path) == 1
    assert re.fullmatch(r"[^\n]+ cannot be written \([^\n]+\.\n", capsys.readouterr().err)


def test_ctrl_c_while_setting_up_is_no_error(monkeypatch, capsys):
    """Who stops the set-up reads how to go on, and no stack trace."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "prepare", interrupted)
    assert bootstrap.main(["build"]) == 130
    assert "again" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "null"])
def test_a_damaged_stamp_is_no_stamp(tmp_path, text):
    """A stamp that cannot be read never passes for a complete installation."""
    (tmp_path / "installed.json").write_text(text, encoding="utf-8")
    assert bootstrap.read_stamp(tmp_path) == {}


@pytest.mark.parametrize("name", ["tasks.py", "bootstrap.py"])
def test_an_old_python_can_read_the_files_that_refuse_it(name):
    """A Python that is too old is told so: it must not stumble over newer syntax before."""
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 14)])
def test_an_old_python_is_refused_in_one_sentence(version):
    """Python below 3.11 never goes on to fail in the middle; it says what to install."""
    code = f"import sys; sys.version_info = {version!r}; import bootstrap"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "Python 3.11 or newer" in done.stderr


@pytest.mark.parametrize(
    ("executable", "debian", "remedy"),
    [
        ("/usr/bin/python3", True, "apt-get install python3-venv"),
        ("/opt/python/bin/python3", True, "a complete Python"),
        ("/usr/bin/python3", False, "a complete Python"),
    ],
)
@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_venv_names_what_to_install(tmp_path, monkeypatch, executable, debian, remedy, missing):
    """On Debian the package is named; elsewhere no package of Debian is."""
    if debian:
        (tmp_path / "debian_version").touch()
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(bootstrap.CannotSetUp, match=remedy) as caught:
        bootstrap.check_venv_module(executable, tmp_path / "debian_version")
    assert ("apt-get" in str(caught.value)) is (remedy == "apt-get install python3-venv")


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_sets_of_requirements_hold_each_other():
    """Testing never runs with other versions than building: each set has every pin of the one before."""
    for smaller, larger in itertools.pairwise(LOCKS):
        assert pins(smaller)
        assert pins(smaller).items() <= pins(larger).items()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locked_requirements_are_hashed_and_name_no_host(lock):
    """Every package is pinned by hashes, and where it is downloaded from is the machine's own choice."""
    text = lock.read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock))
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|index-url|find-links", text)


def test_every_wanted_package_is_locked():
    """What requirements/*.in names is in the lock made from it."""
    for lock in LOCKS:
        lines = lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
        assert {line for line in lines if re.match(r"[a-z]", line)} <= pins(lock).keys()


def test_the_html_checker_is_locked_and_names_no_host():
    """The npm package is pinned by a hash, in one version, wherever it is downloaded from."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name, package in lock.items():
        assert not name or (package["integrity"].startswith("sha512-") and "resolved" not in package)
