"""What was found out about a catalog is not found again, and never counts for another text."""

from plainsight import catalogs
from plainsight.catalogs import load_translations
from plainsight.verdicts import Verdicts

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
FINE = '\nmsgid "Call them."\nmsgstr "Llámelos."\n'
WRONG = '\nmsgid "Call 112."\nmsgstr "Llame al 113."\n'


def looked_at(monkeypatch) -> list[int]:
    """How many translations are looked at by each reading from now on."""
    counts: list[int] = []
    unsure = catalogs.unsure
    monkeypatch.setattr(catalogs, "unsure", lambda pairs, locale: counts.append(len(pairs)) or unsure(pairs, locale))
    catalogs.forget_files()
    return counts


def test_what_is_surely_fine_is_told_once(tmp_path, monkeypatch):
    """A later build takes over what is fine, and refuses again what is not, with the same findings."""
    path, counts = tmp_path / "content.po", looked_at(monkeypatch)
    path.write_text(HEADER + FINE + WRONG)
    first = Verdicts()
    before = load_translations(path, "content", "es", verdicts=first)
    catalogs.forget_files()
    second = Verdicts(first.found)
    after = load_translations(path, "content", "es", verdicts=second)
    assert counts == [2] and not second.found
    assert after.texts == before.texts == {(None, "Call them."): "Llámelos."}
    assert after.refused == before.refused == {(None, "Call 112.")}
    assert after.findings == before.findings != ()


def test_a_verdict_counts_for_no_other_text(tmp_path, monkeypatch):
    """A catalog that was edited since is checked, whatever is known of it."""
    path, counts = tmp_path / "content.po", looked_at(monkeypatch)
    path.write_text(HEADER + FINE)
    first = Verdicts()
    load_translations(path, "content", "es", verdicts=first)
    path.write_text(HEADER + FINE + WRONG)
    second = Verdicts(first.found)
    assert load_translations(path, "content", "es", verdicts=second).refused == {(None, "Call 112.")}
    assert counts == [1, 2] and second.found.keys() == {"es/content"}


def test_a_verdict_counts_for_no_other_language(tmp_path, monkeypatch):
    """The same text in another locale is checked by the rules of that locale."""
    path, counts = tmp_path / "content.po", looked_at(monkeypatch)
    path.write_text(HEADER + FINE)
    first = Verdicts()
    load_translations(path, "content", "es", verdicts=first)
    load_translations(path, "content", "ru", verdicts=Verdicts(first.found))
    assert counts == [1, 1]
