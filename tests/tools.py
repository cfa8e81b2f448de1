"""What the tests need that is no Python package: Chromium with fonts, and the Nu HTML checker on Java.

`python -m tests.tools` finds each one or installs it. A missing browser is an error; a missing HTML checker is said.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
CHROMIUM_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Without them Arabic, Burmese and Chinese are measured as empty boxes.
FONTS = ("fonts-noto-core", "fonts-noto-cjk")
CHECKER_FOLDER = ROOT / "node_modules" / "vnu-jar"


def find_chromium() -> str | None:
    """The path of a Chromium that starts: PLAINSIGHT_CHROMIUM, else one of this machine, else Playwright's own."""
    if chosen := os.environ.get("PLAINSIGHT_CHROMIUM"):
        candidates = [chosen]
    else:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            candidates = [*CHROMIUM_NAMES, *CHROMIUM_PATHS, playwright.chromium.executable_path]
    # Ubuntu's chromium-browser is a stub that only asks for a snap: being there is not enough.
    return next((path for path in map(shutil.which, candidates) if path and _starts([path, "--version"])), None)


def find_html_checker() -> tuple[str, Path] | None:
    """The Java program and the jar of the HTML checker, in the locked version; None where one of them is missing."""
    java, jar = shutil.which("java"), CHECKER_FOLDER / "build" / "dist" / "vnu.jar"
    if java is None or not jar.is_file() or _installed_version() != _locked_version():
        return None
    return java, jar


def ensure_chromium() -> str:
    """Install Chromium if need be; returns "" once one starts, else one sentence that says what to do."""
    chosen, found = os.environ.get("PLAINSIGHT_CHROMIUM"), find_chromium()
    if chosen and not found:
        return f"PLAINSIGHT_CHROMIUM is {chosen!r}, which does not start as a browser: correct it, or unset it."
    if not chosen and _may_use_apt():
        wanted = (*FONTS, "chromium") if not found and _is_debian() else FONTS
        _apt_install([package for package in wanted if not _has_package(package)], "the browser tests")
        found = found or find_chromium()
    if not found:
        _say("Installing Chromium for the browser tests")
        libraries = ["--with-deps"] if _may_use_apt() else []
        subprocess.call([sys.executable, "-m", "playwright", "install", *libraries, "chromium"])
        found = find_chromium()
    if found:
        return ""
    return (
        "No Chromium that starts was found, and none could be installed: install Chromium or Google Chrome with the"
        " system libraries it needs, or set PLAINSIGHT_CHROMIUM to the path of one, then run the same command again."
    )


def ensure_html_checker() -> str:
    """Install the HTML checker if need be; returns "" once it is there, else one sentence: it did not run."""
    missing = [name for name in ("java", "npm") if shutil.which(name) is None]
    if "npm" in missing and _installed_version() == _locked_version():
        missing.remove("npm")
    if missing and _may_use_apt():
        packages = {"java": "default-jre-headless", "npm": "npm"}
        _apt_install([packages[name] for name in missing], "the HTML checker")
        missing = [name for name in missing if shutil.which(name) is None]
    if missing:
        return f"The HTML checker did not run, because {' and '.join(missing)} is not installed here."
    if _installed_version() != _locked_version():
        _say("Installing the HTML checker")
        # Its install script would download a Java of its own.
        status = subprocess.call([shutil.which("npm"), "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT)
        if status:
            return "The HTML checker did not run, because npm could not install it (above is what it said)."
    if not _starts(["java", "-version"]):
        return "The HTML checker did not run, because the java of this machine does not start."
    return ""


def main() -> int:
    """Make everything ready; returns 1 after a sentence on standard error where the browser cannot be."""
    if not_checked := ensure_html_checker():
        _say(not_checked)
    if failure := ensure_chromium():
        print(failure, file=sys.stderr)
        return 1
    return 0


def _locked_version() -> str:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return lock["packages"]["node_modules/vnu-jar"]["version"]


def _installed_version() -> str:
    # npm writes this file last, so it is missing after an interrupted installation.
    try:
        lock = json.loads((ROOT / "node_modules" / ".package-lock.json").read_text(encoding="utf-8"))
        return lock["packages"]["node_modules/vnu-jar"]["version"]
    except (OSError, ValueError, KeyError):
        return ""


def _may_use_apt() -> bool:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def _has_package(name: str) -> bool:
    found = subprocess.run(["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False)
    return found.stdout.startswith("install ok")


def _apt_install(packages: list[str], purpose: str) -> None:
    if not packages:
        return
    _say(f"Installing {', '.join(packages)} with apt-get, for {purpose}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        run = ["apt-get", "--quiet=2", *command]
        done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        _say(f"apt-get could not install them: {' '.join(done.stderr.split())[-300:]}")


def _starts(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
