import gzip
import random
import re
import shutil
from pathlib import Path

import pytest

from plainsight.page_checks import BUDGET
from plainsight.tips import TipSettings
from plainsight.written_check import check_written

BAD = Path(__file__).parent / "bad" / "pages"
GOOD = Path(__file__).parent / "good" / "pages"
TIP = TipSettings(endpoint="https://tips.hotline.org/v1", targets=("https://safe.site.org",))


def check(root: Path, tip: TipSettings = TIP):
    return check_written(root, directions={"en": "ltr", "ar": "rtl"}, source="en", tip=tip)


@pytest.fixture
def site(tmp_path):
    """A small written site in two editions, with nothing wrong."""
    return Path(shutil.copytree(GOOD, tmp_path / "site"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_a_good_site_has_no_finding(site):
    """A site that keeps the rules is never refused."""
    assert check(site) == []


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.glob("*.html")))
def test_a_bad_page_is_named_with_what_is_wrong(site, name):
    """A page that breaks one rule is refused for that, by its name, with a line and a remedy, and for nothing else."""
    shutil.copyfile(BAD / name, site / "en" / "saw.html")
    findings = check(site)
    assert findings
    for finding in findings:
        assert plain(Path(name).stem) in plain(finding.what), finding
        assert re.match(r"output/en/saw\.html:[1-9]", finding.where), finding
        assert finding.level == "error" and finding.remedy.endswith(".")


def test_each_bad_page_is_bad_in_its_own_way(site):
    """No two bad pages are the same, and none is the good one."""
    texts = {path.read_bytes() for path in [*BAD.glob("*.html"), GOOD / "en" / "saw.html"]}
    assert len(texts) == len(list(BAD.glob("*.html"))) + 1


def test_a_page_over_the_budget_is_refused(site):
    """No page needs a second round trip: one byte more than the budget is too much."""
    path, digits = site / "en" / "saw.html", random.Random(7)
    base = path.read_text(encoding="utf-8")

    def write(length: int) -> int:
        digits.seed(7)
        padding = "".join(digits.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))
        path.write_text(base.replace("</main>", f"<p>{padding}</p></main>"), encoding="utf-8")
        return len(gzip.compress(path.read_bytes(), 9, mtime=0))

    low, high = 0, 40_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if write(middle) <= BUDGET else (low, middle)
    assert write(low) <= BUDGET < write(high)
    assert [finding.where for finding in check(site)] == ["output/en/saw.html:1"]
    write(low)
    assert check(site) == []


def test_a_page_of_another_direction_is_refused(site):
    """An Arabic page never runs from left to right."""
    change(site / "ar" / "saw.html", 'dir="rtl">\n<head', 'dir="ltr">\n<head')
    assert [finding.where for finding in check(site)] == ["output/ar/saw.html:2"]


def test_a_page_without_its_alternate_is_refused(site):
    """A page that one edition lacks is named in every other: its language menu would lead nowhere."""
    (site / "ar" / "saw.html").unlink()
    [finding] = check(site)
    assert finding.where.startswith("output/en/saw.html:")
    assert "../ar/saw.html" in finding.what


def test_a_missing_front_page_is_refused(site):
    """The page that lists the editions is never left out."""
    (site / "index.html").unlink()
    assert ("output/index.html:1", "was not written.") in {(found.where, found.what) for found in check(site)}


def test_a_page_outside_of_the_editions_is_refused(site):
    """A page in no edition's folder is not published: nothing says in which language it is."""
    (site / "xx").mkdir()
    shutil.copyfile(site / "en" / "saw.html", site / "xx" / "saw.html")
    assert "output/xx/saw.html:1" in {finding.where for finding in check(site)}


def test_a_form_is_refused_where_the_settings_have_none(site):
    """A site without a tip form has no form at all, and no policy that would allow one."""
    whats = [finding.what for finding in check(site, TipSettings(mode="phone")) if "/en/tip.html" in finding.where]
    assert any("TIP_MODE" in what for what in whats)
    assert any("form-action" in what for what in whats)


def test_the_policy_of_the_form_names_where_the_endpoint_leads(site):
    """A policy without the address that the endpoint redirects to is refused: some browsers would not send the tip."""
    change(site / "en" / "tip.html", " https://safe.site.org", "")
    [finding] = check(site)
    assert finding.where.startswith("output/en/tip.html:") and "form-action" in finding.what


def test_what_many_pages_lack_is_said_once(site):
    """The same mistake of a template in many pages gives few findings, and says in how many files more it is."""
    for number in range(8):
        for tag in ("en", "ar"):
            text = (site / tag / "saw.html").read_text(encoding="utf-8")
            (site / tag / f"s{number}.html").write_text(text.replace("saw.html", f"s{number}.html"), encoding="utf-8")
    for number in range(8):
        change(site / "en" / f"s{number}.html", "no-referrer", "unsafe-url")
    findings = check(site)
    assert len(findings) == 3
    assert "in 5 more files" in findings[-1].what


def test_other_text_files_never_name_the_software(site):
    """The name of the software reaches no reader, in whatever file."""
    (site / "robots.txt").write_text("# Plainsight\n", encoding="utf-8")
    [finding] = check(site)
    assert finding.where == "output/robots.txt:1"


def test_links_are_read_as_browsers_read_them(site):
    """A name that differs in case, a folder, a percent sign and a parent folder are judged as a web server would."""
    page = site / "en" / "saw.html"
    change(page, 'href="help.html"', 'href="%68elp.html"')
    assert check(site) == []
    change(page, 'href="%68elp.html"', 'href="Help.html"')
    assert any("'Help.html'" in finding.what for finding in check(site))
