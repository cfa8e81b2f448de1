"""What the tests need that is no Python package: Chromium with fonts, the Nu HTML checker on Java, the inputs and tools of others.

`python -m tests.tools` finds each one or installs it. A missing browser is an error; a missing HTML checker is said.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tests import packages

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
CHROMIUM_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FIREFOX_NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
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


def find_firefox() -> str | None:
    """The path of a Firefox that starts: PLAINSIGHT_FIREFOX, else one of this machine."""
    chosen = os.environ.get("PLAINSIGHT_FIREFOX")
    candidates = [chosen] if chosen else FIREFOX_NAMES
    return next((path for path in map(shutil.which, candidates) if path and _starts([path, "--version"])), None)


def find_php() -> str | None:
    """The path of a PHP that starts and has what the reference handler needs (8.1 or newer)."""
    found = shutil.which("php")
    return found if found and _starts([found, "-r", "exit(PHP_VERSION_ID < 80100 ? 1 : 0);"]) else None


def find_html_checker() -> tuple[str, Path] | None:
    """The Java program and the jar of the HTML checker, in the locked version; None where one of them is missing."""
    java, jar = shutil.which("java"), CHECKER_FOLDER / "build" / "dist" / "vnu.jar"
    if java is None or not jar.is_file() or _installed_version() != _locked_version():
        return None
    return java, jar


def find_age() -> tuple[str, str] | None:
    """The programs age and age-keygen of this machine, with which a hotline opens tips; None where one is missing."""
    age, keygen = shutil.which("age"), shutil.which("age-keygen")
    return (age, keygen) if age and keygen and _starts([age, "--version"]) else None


def ensure_age() -> str:
    """Install age if need be; returns "" once it is there, else one sentence that says what to do."""
    if not find_age() and _may_use_apt():
        _apt_install(["age"], "the tests of encryption")
    if find_age():
        return ""
    return "The program age was not found: install it (Debian and Ubuntu have a package age), then run the same command again."


def ensure_bundler() -> str:
    """Install what the encrypting script is bundled with if need be; returns "" once it is there, else one sentence."""
    folder = ROOT / "node_modules"
    if not (folder / "esbuild-wasm").is_dir() and shutil.which("npm"):
        subprocess.call([shutil.which("npm"), "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT)
    return (
        ""
        if (folder / "esbuild-wasm").is_dir()
        else "The encrypting script cannot be made again: npm did not install it."
    )


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


def ensure_commonmark() -> str:
    """Install the CommonMark specification if need be; returns "" once it is there, else one sentence: it is not."""
    if not packages.has_commonmark() and shutil.which("npm"):
        _say("Installing the CommonMark specification")
        subprocess.call([shutil.which("npm"), "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT)
    return (
        ""
        if packages.has_commonmark()
        else "The CommonMark specification was not used, because npm did not install it."
    )


def ensure_firefox() -> str:
    """Install Firefox if need be; returns "" once one starts, else one sentence: the exit was not tried in it."""
    if not find_firefox() and not os.environ.get("PLAINSIGHT_FIREFOX") and _may_use_apt() and _is_debian():
        _apt_install(["firefox-esr"], "the tests of the exit")
    return "" if find_firefox() else "The exit was not tried in Firefox, because none that starts is installed here."


def ensure_php() -> str:
    """Install PHP if need be; returns "" once it starts, else one sentence: its handler was not tried."""
    if not find_php() and _may_use_apt():
        _apt_install(["php-cli"], "the test of the reference handler")
    return (
        ""
        if find_php()
        else "The reference handler for PHP was not tried, because PHP 8.1 or newer is not installed here."
    )


def ensure_text_browser() -> str:
    """Install w3m if need be; returns "" once it is there, else one sentence: it did not run."""
    if not shutil.which("w3m") and _may_use_apt():
        _apt_install(["w3m"], "the test of a text browser")
    return "" if shutil.which("w3m") else "No text browser read the pages, because w3m is not installed here."


def ensure_catalog_tools() -> str:
    """Install gettext and i18nspector if need be; returns "" once both are there, else one sentence that names what is not."""
    missing = missing_catalog_tools()
    if missing and _may_use_apt():
        _apt_install(missing, "the tests of catalogs")
        missing = missing_catalog_tools()
    return (
        f"Catalogs were not checked by others, because {' and '.join(missing)} is not installed here."
        if missing
        else ""
    )


def missing_catalog_tools() -> list[str]:
    """Which of the programs of translators, by the name of their Debian package, are not on this machine."""
    programs = {"gettext": ("msgfmt", "msgcat", "msgmerge"), "i18nspector": ("i18nspector",)}
    return [name for name, needed in programs.items() if not all(map(shutil.which, needed))]


def main() -> int:
    """Make everything ready; returns 1 after a sentence on standard error where the browser or age cannot be."""
    ensures = (ensure_html_checker, ensure_commonmark, packages.install_markdown_tests, ensure_catalog_tools)
    for ensure in (*ensures, ensure_bundler, ensure_firefox, ensure_text_browser, ensure_php):
        if not_used := ensure():
            _say(not_used)
    failures = [failure for failure in (ensure_chromium(), ensure_age()) if failure]
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


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
