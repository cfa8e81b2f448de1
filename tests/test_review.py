"""plainsight.review, review_sheet, review_answers and review_tasks: a native reader signs a locale off."""

import csv
import io
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_data import Message
from plainsight.extract import extract_templates
from plainsight.findings import Refused
from plainsight.locales import find_locale
from plainsight.po_write import format_po
from plainsight.review import FILE, read_reviews, review_code
from plainsight.review_answers import read_answers
from plainsight.review_sheet import Row, guarded, make_rows, sheet_csv, sheet_html
from plainsight.review_tasks import accept_sheet, write_sheet
from plainsight.settings import Settings, load_settings
from plainsight.states import Entry, load_entries
from tests.test_build import invoke

TODAY = date(2026, 11, 24)
MESSAGE = Message("menu", "Leave now.", msgstrs=("Salga ya.",))


@pytest.fixture
def settings(project) -> Settings:
    """The golden site with its templates; its Spanish has content only."""
    for domain, template in extract_templates(project).items():
        (project / "translations" / f"{domain}.pot").write_text(format_po(template), encoding="utf-8")
    return load_settings(project / "pelicanconf.py")


def table(settings: Settings, locale: str = "es") -> list[dict[str, str]]:
    write_sheet(settings, locale)
    return list(csv.DictReader(io.StringIO((settings.root / "review" / f"review-{locale}.csv").read_text("utf-8-sig"))))


def saved(settings: Settings, rows: list[dict[str, str]], encoding: str = "utf-8-sig", **options) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), **options)
    writer.writeheader()
    writer.writerows(rows)
    path = settings.root / "back.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def states(settings: Settings, locale: str = "es") -> list[str]:
    return [entry.state for entry in load_entries(settings, locale, [])[1] if entry.translation]


@pytest.mark.parametrize(
    "changed",
    [
        replace(MESSAGE, context=None),
        replace(MESSAGE, msgid="Leave now!"),
        replace(MESSAGE, msgstrs=("Salga ya!",)),
        replace(MESSAGE, msgstrs=("Salga", "ya.")),
        replace(MESSAGE, plural="Leave now."),
    ],
)
def test_any_change_voids_a_review(changed):
    """A review is of one message with one translation: the change of a letter, or of the context, makes another."""
    assert review_code(changed) != review_code(MESSAGE)
    assert review_code(replace(MESSAGE, notes=("x",), comments=("y",), line=7, locations=("z",))) == review_code(
        MESSAGE
    )


def test_what_is_ticked_is_signed_off(settings):
    """The rows with a cross are reviewed, with name and day; the others stay as they were."""
    rows = table(settings)
    rows[0]["ok"], rows[1]["ok"] = "x", "TRUE"
    before = states(settings)
    done = accept_sheet(settings, "es", saved(settings, rows), " Ana\tMaría ", TODAY)
    assert (done.signed, done.left, done.findings) == (2, len(rows) - 2, ())
    assert states(settings).count("reviewed") == 2 and len(before) == len(rows)
    text = (settings.translations / "es" / FILE).read_text()
    assert f"{rows[0]['code']}\tAna María\t2026-11-24\n" in text
    assert rows[0]["code"] not in {row["code"] for row in table(settings)}, "what is reviewed is not asked again"


def test_a_changed_translation_is_open_again(settings):
    """Whoever changes a signed translation voids the review of that one, and of no other."""
    rows = [row | {"ok": "x"} for row in table(settings)]
    accept_sheet(settings, "es", saved(settings, rows), "Ana", TODAY)
    path = settings.translations / "es" / "LC_MESSAGES" / "content.po"
    old = next(row["translation"] for row in rows if row["translation"].endswith(".") and "[" not in row["translation"])
    path.write_text(path.read_text().replace(f'msgstr "{old}"', f'msgstr "Sí. {old}"', 1))
    assert set(states(settings)) == {"reviewed", "translated"} and states(settings).count("translated") == 1


def test_critical_texts_come_first(settings):
    """A reader who stops early has read what matters most."""
    parts = [row["part"] for row in table(settings)]
    assert "critical" in parts and parts == sorted(parts, key=["critical", "interface", "normal"].index)


@pytest.mark.parametrize(
    ("encoding", "options"),
    [
        ("utf-8", {}),
        ("utf-8-sig", {"delimiter": ";", "lineterminator": "\r\n"}),
        ("utf-16", {"delimiter": "\t", "lineterminator": "\r\n"}),
        ("cp1252", {"delimiter": ";", "quoting": csv.QUOTE_ALL}),
        ("utf-8-sig", {"lineterminator": "\r"}),
    ],
)
def test_what_excel_saves_is_read(settings, encoding, options):
    """Encodings, separators, line ends and byte order marks of spreadsheets change no answer."""
    rows = [row | {"ok": "X"} for row in table(settings)]
    assert any(not row["translation"].isascii() for row in rows)
    done = accept_sheet(settings, "es", saved(settings, rows, encoding, **options), "Ana", TODAY)
    assert (done.signed, done.left, done.findings) == (len(rows), 0, ())


def test_arabic_in_the_encoding_of_arabic_windows_is_read(settings):
    """A file in an encoding of one language is read as what fits its texts."""
    rows = [row | {"ok": "x"} for row in table(settings, "ar")]
    assert accept_sheet(settings, "ar", saved(settings, rows, "cp1256"), "Ali", TODAY).signed == len(rows)


def test_moved_columns_and_more_lines_are_read(settings):
    """A title above the table, other columns and another order change no answer."""
    rows = [{"mine": "?", **dict(reversed(row.items())), "ok": "✓"} for row in table(settings)]
    path = saved(settings, rows)
    path.write_text("sep=,\nReview of,Spanish\n\n" + path.read_text("utf-8-sig") + ",,,\n\n", encoding="utf-8")
    assert accept_sheet(settings, "es", path, "Ana", TODAY).signed == len(rows)


def test_letters_that_were_lost_are_not_signed_off(settings):
    """Excel writes ? for what its encoding lacks: nobody can tell what was read, so nothing is signed off."""
    rows = [
        row | {"ok": "x", "translation": row["translation"].encode("ascii", "replace").decode()}
        for row in table(settings, "ar")
    ]
    done = accept_sheet(settings, "ar", saved(settings, rows), "Ali", TODAY)
    assert done.signed == 0 and all("not signed off" in finding.what for finding in done.findings)


def test_a_correction_in_the_sheet_is_not_signed_off_as_what_it_corrects(settings):
    """A reader who types over the translation means the new one; the catalog has the old one."""
    rows = [row | {"ok": "x"} for row in table(settings)]
    rows[0]["translation"] += " Otra cosa."
    done = accept_sheet(settings, "es", saved(settings, rows), "Ana", TODAY)
    assert done.signed == len(rows) - 1
    assert [finding.where for finding in done.findings] == ["back.csv: text 1"] and "Otra cosa." in str(
        done.findings[0]
    )


def test_what_has_changed_since_is_named(settings):
    """A tick is for what the reader saw; where the catalog has moved on, the publisher is told."""
    rows = [row | {"ok": "x"} for row in table(settings)]
    old = next(row for row in rows if row["translation"].endswith(".") and "[" not in row["translation"])
    path = settings.translations / "es" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text().replace(f'msgstr "{old["translation"]}"', f'msgstr "No. {old["translation"]}"', 1))
    done = accept_sheet(settings, "es", saved(settings, rows), "Ana", TODAY)
    assert done.signed == len(rows) - 1 and done.left == 1
    assert [f"text {old['number']}" in f.where and "has changed since" in f.what for f in done.findings] == [True]


@pytest.mark.parametrize("said", ["no", "?", "maybe", "FALSE", "0", "not right", "x?", "nope"])
def test_whatever_is_no_yes_is_no(settings, said):
    """Only a clear yes signs off; the publisher hears of every other word."""
    rows = table(settings)
    rows[0]["ok"] = said
    done = accept_sheet(settings, "es", saved(settings, rows), "Ana", TODAY)
    assert done.signed == 0 and repr(said) in done.findings[0].what


def test_comments_reach_the_publisher(settings):
    """What a reader writes beside a text is shown, ticked or not, with nothing in it that drives a terminal."""
    rows = table(settings)
    rows[0]["comment"] = "'=too formal\x1b[2J\u202e"
    done = accept_sheet(settings, "es", saved(settings, rows), "Ana", TODAY)
    assert (
        "=too formal" in str(done.findings[0])
        and "\x1b" not in str(done.findings[0])
        and "\u202e" not in str(done.findings[0])
    )


def test_a_code_that_comes_twice_needs_two_yeses(settings):
    """A pasted row cannot overrule the one that says no."""
    rows = [row | {"ok": "x"} for row in table(settings)]
    done = accept_sheet(settings, "es", saved(settings, [*rows, rows[0] | {"ok": ""}]), "Ana", TODAY)
    assert done.signed == len(rows) - 1


@pytest.mark.parametrize(
    "data",
    [b"", b"a,b\n1,2\n", b"PK\x03\x04xlsx", b"\xff\xfe", b"<html></html>", b'"' * 999, b"\0" * 50, b"\x81\xff" * 40],
)
def test_what_is_no_sheet_is_refused(settings, data):
    """Any other file changes nothing, and says what to do instead."""
    path = settings.root / "back.csv"
    path.write_bytes(data)
    with pytest.raises(Refused):
        accept_sheet(settings, "es", path, "Ana", TODAY)
    assert not (settings.translations / "es" / FILE).exists()


@pytest.mark.parametrize("reviewer", ["", "  ", "\t\n"])
def test_somebody_has_to_sign(settings, reviewer):
    """A review without a name is none."""
    rows = [row | {"ok": "x"} for row in table(settings)]
    with pytest.raises(Refused):
        accept_sheet(settings, "es", saved(settings, rows), reviewer, TODAY)
    assert not (settings.translations / "es" / FILE).exists()


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "x\tAna\t2026-11-24",
        "m" + "0" * 32 + "\tAna",
        "m" + "0" * 32 + "\t\t2026-11-24",
        "m" + "0" * 32 + "\tAna\t24.11.2026",
    ],
)
def test_a_broken_row_counts_for_nothing_and_is_not_lost(settings, line):
    """What cannot be understood signs nothing off; and nothing is written over it."""
    path = settings.translations / "es" / FILE
    path.write_text(f"{line}\n", encoding="utf-8")
    reviews, findings = read_reviews(path.parent)
    assert not reviews and findings[0].where.endswith(f"{FILE}:1")
    with pytest.raises(Refused):
        write_sheet(settings, "es")
    assert path.read_text() == f"{line}\n"


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
)
def test_no_text_is_a_formula_and_every_text_comes_back(tmp_path_factory, source, translation):
    """No spreadsheet calculates what a stranger has written into a catalog; the guard is taken off again."""
    row = Row(1, "normal", source, translation, "m" + "a" * 32)
    text = sheet_csv([row])
    cells = next(csv.DictReader(io.StringIO(text, newline="")))
    assert not any(cells[name].startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for name in ("source", "translation"))
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    path.write_text(text.replace('"","","m', '"x","","m'), encoding="utf-8-sig", newline="")
    (answer,) = read_answers(path, {row.code: row})
    assert answer.ticked and answer.code == row.code
    assert guarded(translation).removeprefix("'") == translation.removeprefix("'")


class Tags(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_html_sheet_needs_nothing_else(settings):
    """One file, no address in it, a policy that allows only its own script; Arabic runs from right to left."""
    write_sheet(settings, "ar")
    html = (settings.root / "review" / "review-ar.html").read_text("utf-8")
    tags = Tags(html).tags
    assert not any({"src", "href", "srcset", "action"} & attributes.keys() for _, attributes in tags)
    assert "http://" not in html and "https://" not in html and "default-src 'none'" in html
    cells = [attributes for tag, attributes in tags if tag == "td" and "lang" in attributes]
    assert [(cell["lang"], cell["dir"]) for cell in cells[:2]] == [("en", "ltr"), ("ar", "rtl")]
    assert all("aria-label" in attributes for tag, attributes in tags if tag in ("input", "textarea"))


def test_nothing_in_a_translation_is_html_in_the_sheet():
    """A hostile translation cannot drive the reader's browser."""
    row = Row(1, "normal", "[a][1] **b**", '</td><script>alert(1)</script><img src=x onerror="1">', "m" + "a" * 32)
    html = sheet_html([row], find_locale("es"), find_locale("en"))
    assert [tag for tag, _ in Tags(html).tags].count("script") == 1 and "img" not in [tag for tag, _ in Tags(html).tags]
    assert "<u>a</u><sup>1</sup> <b>b</b>" in html


def test_the_saved_html_sheet_is_taken_back(settings):
    """The file that the browser saves has the ticks and the comments in it."""
    rows = table(settings)
    path = settings.root / "review" / "review-es.html"
    html = path.read_text("utf-8").replace('aria-label="1 is right"', 'aria-label="1 is right" checked=""')
    path.write_text(
        html.replace('aria-label="Comment on 2"></textarea>', 'aria-label="Comment on 2">mal &amp; feo</textarea>'),
        "utf-8",
    )
    done = accept_sheet(settings, "es", path, "Ana", TODAY)
    assert (done.signed, len(done.findings)) == (1, 1) and "mal & feo" in done.findings[0].what
    assert done.findings[0].where == "review-es.html: text 2"
    assert rows[0]["code"] in read_reviews(settings.translations / "es")[0]


@pytest.mark.parametrize("locale", ["en", "fr", "../es", "", "en_XA"])
def test_only_a_locale_with_translations_is_reviewed(settings, locale):
    """A name that is no translated locale is refused, and nothing is written."""
    with pytest.raises(Refused):
        write_sheet(settings, locale)
    assert not (settings.root / "review").exists()


def test_the_task_writes_and_accepts(settings):
    """`invoke review` as a publisher runs it, there and back."""
    done = invoke(settings.root, "review", "es")
    assert done.returncode == 0 and "review/review-es.html" in done.stdout
    rows = [row | {"ok": "x"} for row in table(settings)]
    path = saved(settings, rows)
    done = invoke(settings.root, "review", "es", "--accept", str(path), "--reviewer", "Ana")
    assert done.returncode == 0 and f"{len(rows)} translations signed off" in done.stdout
    assert invoke(settings.root, "review", "es", "--accept", str(path)).returncode == 1


def test_a_text_that_stands_in_both_catalogs_is_asked_once():
    """Ticked at its first place, among the critical ones, it is signed off everywhere: nobody ticks the same twice."""
    same = Message(None, "Police", msgstrs=("Policía",))
    other = Message(None, "Help", msgstrs=("Ayuda",))
    found = [
        Entry(same, "normal", "translated", same),
        Entry(other, "interface", "translated", other),
        Entry(same, "critical", "translated", same),
    ]
    assert [(row.number, row.part, row.source) for row in make_rows(found)] == [
        (1, "critical", "Police"),
        (2, "interface", "Help"),
    ]


def test_a_placeholder_is_shown_as_it_is_written_in_every_direction():
    """Within a right-to-left text, %(country)s would be read as s(country)%."""
    rows = [Row(1, "normal", "Help in %(country)s", "المساعدة في %(country)s و{name}", "m" + "0" * 32)]
    html = sheet_html(rows, find_locale("ar"), find_locale("en"))
    assert html.count('<bdi dir="ltr">%(country)s</bdi>') == 2 and '<bdi dir="ltr">{name}</bdi>' in html
