import shutil
import sys
from pathlib import Path

import pytest

from tests import html_checker, tools

BAD = Path(__file__).parent / "bad" / "pages"


def sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and text.count(". ") == 0


def test_a_chosen_browser_that_is_none_is_refused(monkeypatch):
    """Who names a browser gets that browser or a sentence, never another one silently."""
    monkeypatch.setenv("PLAINSIGHT_CHROMIUM", sys.executable + "-gone")
    assert tools.find_chromium() is None
    said = tools.ensure_chromium()
    assert "PLAINSIGHT_CHROMIUM" in said and sentence(said)


def test_a_program_that_does_not_start_is_no_browser(tmp_path, monkeypatch):
    """Ubuntu's stub that only asks for a snap is not taken for a browser."""
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PLAINSIGHT_CHROMIUM", str(stub))
    assert tools.find_chromium() is None


def test_no_browser_at_all_fails_in_one_sentence(monkeypatch):
    """Browser tests are never skipped: without a browser the test command stops, and says what to do."""
    monkeypatch.delenv("PLAINSIGHT_CHROMIUM", raising=False)
    monkeypatch.setattr(tools, "find_chromium", lambda: None)
    monkeypatch.setattr(tools, "_may_use_apt", lambda: False)
    monkeypatch.setattr(tools.subprocess, "call", lambda *_, **__: 1)
    said = tools.ensure_chromium()
    assert "PLAINSIGHT_CHROMIUM" in said and sentence(said)


@pytest.mark.parametrize("missing", ["java", "npm"])
def test_a_missing_java_or_npm_is_said_in_one_sentence(monkeypatch, missing):
    """Where the HTML checker cannot run, the test command says so and names what is missing."""
    monkeypatch.setattr(tools.shutil, "which", lambda name: None if name == missing else name)
    monkeypatch.setattr(tools, "_may_use_apt", lambda: False)
    monkeypatch.setattr(tools, "_installed_version", lambda: "")
    said = tools.ensure_html_checker()
    assert "did not run" in said and missing in said and sentence(said)


def test_an_older_html_checker_is_not_used(monkeypatch):
    """A checker of another version than the locked one never judges our pages."""
    monkeypatch.setattr(tools, "_installed_version", lambda: "0.0.0")
    assert tools.find_html_checker() is None
    with pytest.raises(RuntimeError):
        html_checker.check_html([])


@pytest.mark.html_checker
def test_the_html_checker_finds_what_is_wrong_and_names_the_line(tmp_path):
    """An error of a page is given with its file and line; a good page gives nothing."""
    wrong = shutil.copy(BAD / "has-the-id-top-a-second-time.html", tmp_path / "a 1.html")
    [message, *_] = [text for text in html_checker.check_html([wrong]) if "Duplicate ID" in text]
    assert message.startswith(f"{tmp_path}/a 1.html:21: ")
    good = Path(__file__).parent / "good" / "pages"
    assert html_checker.check_html(good.rglob("*.html")) == []


def test_the_test_command_makes_everything_ready(monkeypatch):
    """Each tool that can be installed is installed before the tests: none is left out by oversight."""
    asked = []
    names = [name for name in vars(tools) if name.startswith("ensure_")]
    for name in names:
        monkeypatch.setattr(tools, name, lambda name=name: asked.append(name) or "")
    monkeypatch.setattr(tools.packages, "install_markdown_tests", lambda: "")
    assert tools.main() == 0
    assert sorted(asked) == sorted(names)
    assert "ensure_php" in names
