"""What to verify next: nothing that needs a check is left out, and what matters most comes first."""

from datetime import date, timedelta

import pytest

from plainsight.findings import Finding
from plainsight.hotline_model import Channel, Country, Line, Source
from plainsight.hotline_report import call_sheet, tasks
from plainsight.page_facts import read_page
from tests.test_build import invoke

TODAY = date(2026, 11, 24)
PHONE = (Channel("phone", "123 <4>", "tel:1234"),)


def line(name: str, number: int = 1, **fields) -> Line:
    base = {"category": "child", "confidence": "high", "channels": PHONE, "seen": date(2026, 1, 1)}
    return Line(
        **(base | {"id": name, "name": name, "where": f"content/hotlines/{name[:2]}.toml:{number * 10}"} | fields)
    )


def found(*lines: Line, findings=(), home: str = "us", limit_days: int = 180):
    codes = sorted({item.id[:2] for item in lines})
    countries = {code: Country(code, lines=tuple(item for item in lines if item.id[:2] == code)) for code in codes}
    return tasks(countries, findings, home=home, limit_days=limit_days, today=TODAY)


def test_the_order_is_that_of_urgency():
    """The home country first, then conflicts, doubts, lines for trafficked people, disputed ones; among equals the oldest."""
    order = found(
        line("gb-new"),
        line("gb-old", seen=date(2020, 1, 1)),
        line("gb-undated", seen_from="compiled"),
        line("gb-disputed", notes=("Check again (normal): sources_disagree",)),
        line("gb-trafficking", category="anti_trafficking"),
        line("gb-doubtful", status="needs_check"),
        line("jo-conflict", number=3),
        line("us-home"),
        findings=[Finding("content/hotlines/jo.toml:35", "differs.", "Look.", "warning")],
    )
    assert [task.line.id for task in order] == [
        *("us-home", "jo-conflict", "gb-doubtful", "gb-trafficking", "gb-disputed", "gb-undated", "gb-old", "gb-new")
    ]
    assert order[1].findings[0].what == "differs."


@pytest.mark.parametrize(("age", "listed"), [(0, False), (180, False), (181, True)])
def test_a_line_comes_back_when_its_check_is_too_old(age, listed):
    """What was verified within the limit is not asked again."""
    assert bool(found(line("gb-a", verified=TODAY - timedelta(age), verified_by="A"))) is listed


def test_a_conflict_brings_back_a_verified_line():
    """A finding about a line is to be settled even if somebody verified it."""
    verified = line("gb-a", verified=TODAY, verified_by="A")
    finding = Finding("content/hotlines/gb.toml:12", "stands twice.", "Look.", "warning")
    assert [task.reasons for task in found(verified, findings=[finding])] == [("conflict",)]
    assert found(verified, findings=[Finding("content/hotlines/gb.toml:2", "no number.", "Look.", "warning")]) == []


def test_the_call_sheet_stands_alone():
    """One file, no link that leads away by itself; each hotline with its numbers, sources, questions and its command."""
    entry = line(
        "gb-a",
        notes=("Note & more",),
        sources=(Source("http://example.org/x", "ngo", "2020"),),
        warnings=("asks-for-id",),
    )
    html = call_sheet(found(entry), {"GB": "United Kingdom"}, TODAY)
    for text in (
        "123 &lt;4&gt;",
        "Note &amp; more",
        "http://example.org/x 2020",
        "WARNING: asks-for-id",
        "United Kingdom",
    ):
        assert text in html
    assert "invoke verify-hotline gb-a --by" in html
    facts = read_page(html)
    assert not [element for element in facts.elements if {"href", "src"} & element.attributes.keys()]


def test_the_tasks_work_together(project):
    """A publisher sees what to check, prints it, records a check, and the line is off the list."""
    done = invoke(project, "check-hotlines", "--sheet", "calls.html")
    assert done.returncode == 0 and "us-" in done.stdout
    sheet = (project / "calls.html").read_text(encoding="utf-8")
    line_id = sheet.partition("(<code>")[2].partition("</code>")[0]
    done = invoke(project, "verify-hotline", line_id, "--by", "A. Editor", "--source", "https://example.org/")
    assert done.returncode == 0, done.stdout
    assert "verified by" not in invoke(project, "check-hotlines", "--sheet", "calls.html").stderr
    assert f"<code>{line_id}</code>" not in (project / "calls.html").read_text(encoding="utf-8")
    refused = invoke(project, "verify-hotline", "us-nothing", "--by", "A", "--source", "https://example.org/")
    assert refused.returncode == 1 and "error: verify-hotline: there is no hotline 'us-nothing'" in refused.stdout


def test_a_wrong_file_to_import_is_a_finding(project):
    """No traceback, and nothing is written."""
    (project / "other.json").write_text("{}", encoding="utf-8")
    done = invoke(project, "import-hotlines", "other.json")
    assert done.returncode == 1 and "error: other.json" in done.stdout
    assert [path.name for path in (project / "content" / "hotlines").iterdir()] == ["us.toml"]
