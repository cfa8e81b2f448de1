"""A language that CLDR does not know, from its first command to its pages; and one that others call by another name."""

import pytest

from plainsight.findings import Refused
from plainsight.load_editions import load_edition
from plainsight.po_read import read_po
from plainsight.po_write import format_po
from plainsight.scaffold import create_locale, update_locales, write_templates
from plainsight.settings import load_settings
from tests.conftest import build_into

PLURAL = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"


def translate(project, folder: str, domain: str, texts: dict[str, str]) -> None:
    path = project / "translations" / folder / "LC_MESSAGES" / f"{domain}.po"
    catalog, _ = read_po(path)
    text = format_po(catalog)
    for msgid, msgstr in texts.items():
        assert f'msgid "{msgid}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    path.write_text(text, encoding="utf-8")


def use(project, *locales: str):
    conf = project / "pelicanconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + f"\nLOCALES = {list(locales)!r}\n", encoding="utf-8")
    return load_settings(conf)


def test_a_language_that_cldr_lacks_has_an_edition(project, tmp_path):
    """Name, direction and plural rule from its own file are enough: pages, menus, catalogs and forms work."""
    write_templates(project)
    assert create_locale(project, "nod", "ᨣᩤᩴᨾᩮᩬᩥᨦ", "rtl", PLURAL) == "translations/nod"
    catalog, _ = read_po(project / "translations" / "nod" / "LC_MESSAGES" / "interface.po")
    assert catalog.header["Plural-Forms"] == PLURAL and catalog.header["Language"] == "nod"
    assert {len(m.msgstrs) for m in catalog.messages if m.plural} == {3}
    translate(project, "nod", "content", {"You have rights": "ᨾᩦᩈᩥᨴ᩠ᨵᩥ"})
    assert not any("/nod/" in path for path in update_locales(project)), "a new locale is up to date"
    built = build_into(use(project, "en", "nod"), tmp_path / "output")
    html = (built.output / "nod" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="nod" dir="rtl"' in html and "ᨾᩦᩈᩥᨴ᩠ᨵᩥ" in html
    assert 'lang="en"' in html, "what has no translation says so"
    assert "ᨣᩤᩴᨾᩮᩬᩥᨦ" in (built.output / "index.html").read_text(encoding="utf-8")


def test_the_plural_rule_of_the_locale_file_serves_a_catalog_without_one(project):
    """Plural forms are those of the language, also where a tool has dropped the header."""
    write_templates(project)
    create_locale(project, "nod", "ᨣᩤᩴᨾᩮᩬᩥᨦ", "ltr", PLURAL)
    path = project / "translations" / "nod" / "LC_MESSAGES" / "interface.po"
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    template, _ = read_po(project / "translations" / "interface.pot")
    one, more = next((m.msgid, m.plural) for m in template.messages if m.plural)
    path.write_text(text + f'msgid "{one}"\nmsgid_plural "{more}"\nmsgstr[0] "ᨶᩣ"\nmsgstr[1] "ᨶᩣᨶᩣ"\n'
                    'msgstr[2] "%(num)d ᨶᩣ"\n', encoding="utf-8")  # fmt: skip
    edition = load_edition(use(project, "en", "nod"), "nod", [])
    assert [edition.plural(one, more, n) for n in (1, 2, 5)] == ["ᨶᩣ", "ᨶᩣᨶᩣ", "%(num)d ᨶᩣ"]


@pytest.mark.parametrize("written", ["pt-BR", "pt_br", "pt-br"])
def test_a_language_tag_is_an_id(project, written):
    """Who knows BCP 47 need not know how folders are called."""
    write_templates(project)
    assert create_locale(project, written) == "translations/pt_BR"
    assert use(project, "en", written).locales == ("en", "pt_BR")
    with pytest.raises(Refused, match="exists already"):
        create_locale(project, "pt_BR")


def test_a_folder_of_another_tool_is_read(project, tmp_path):
    """A folder called sr@latin, as gettext has it, is the catalog of sr-Latn."""
    write_templates(project)
    create_locale(project, "sr_Latn")
    (project / "translations" / "sr_Latn").rename(project / "translations" / "sr@latin")
    translate(project, "sr@latin", "content", {"You have rights": "Imate prava"})
    built = build_into(use(project, "en", "sr-Latn"), tmp_path / "output")
    assert "Imate prava" in (built.output / "sr-Latn" / "index.html").read_text(encoding="utf-8")


def test_two_folders_of_one_locale_are_refused(project, tmp_path):
    """Nobody translates into a file that is not shown."""
    write_templates(project)
    create_locale(project, "pt_BR")
    (project / "translations" / "pt-BR").mkdir()
    with pytest.raises(Refused, match="are folders of one locale"):
        build_into(use(project, "en", "pt_BR"), tmp_path / "output")


@pytest.mark.parametrize(
    ("former", "today"), [("iw", "he"), ("in", "id"), ("tl", "fil"), ("no", "nb"), ("sh", "sr_Latn"), ("mo", "ro")]
)
def test_a_former_code_is_named_with_the_one_of_today(project, former, today):
    """A browser asks for today's code, so the site goes by it."""
    with pytest.raises(Refused, match=f"'{former}' is called '{today}' today"):
        use(project, "en", former)


def test_an_unknown_language_without_a_description_is_refused(project):
    """The finding says what is missing."""
    with pytest.raises(Refused, match="add --name and --direction"):
        create_locale(project, "nod")
