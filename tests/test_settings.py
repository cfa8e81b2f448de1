"""Settings: all errors at once, before the first page is read."""

import pytest

from plainsight.findings import Refused
from plainsight.settings import load_settings


def write(tmp_path, text: str):
    for folder in ("content/pages", "theme"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    path = tmp_path / "pelicanconf.py"
    path.write_text(text)
    return path


def test_every_error_is_reported_at_once(tmp_path):
    """A publisher sees all wrong settings in one run, each with what to do."""
    path = write(tmp_path, 'LOCALS = ["en"]\nHOTLINE_LIMIT_DAYS = "many"\nPUBLISHING = 1\nFEED_ALL_ATOM = "x"\n')
    with pytest.raises(Refused) as refused:
        load_settings(path)
    texts = [str(finding) for finding in refused.value.findings]
    assert len(texts) == 4
    assert any("LOCALS is not a setting. Did you mean LOCALES?" in text for text in texts)
    assert any("HOTLINE_LIMIT_DAYS is 'many'" in text for text in texts)
    assert any("PUBLISHING is 1" in text for text in texts)
    assert any("FEED_ALL_ATOM is not a setting" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('LOCALES = ["es"]', "does not hold the source locale"),
        ('PUBLISH_DRAFT_LOCALES = ["es"]', "PUBLISH_DRAFT_LOCALES names 'es'"),
        ('EXIT_URL = "http://example.org/"', "EXIT_URL is"),
        ('EXIT_URLS = {"es": "weather"}', "EXIT_URLS['es'] is"),
        ('SITE_URL = "http://example.org"', "SITE_URL is"),
        ('PATH = "nowhere"', "there is no folder"),
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path, text, what):
    """A setting of the right type with a wrong value is refused as well."""
    with pytest.raises(Refused, match=what.replace("[", r"\[").replace("]", r"\]")):
        load_settings(write(tmp_path, text))


def test_a_syntax_error_names_its_line(tmp_path):
    """A settings file that is not Python is named with its line, without a stack trace."""
    with pytest.raises(Refused, match=r"pelicanconf\.py:2.*not valid Python"):
        load_settings(write(tmp_path, "A = 1\nB = [\n"))


def test_a_change_is_seen_by_the_next_read(tmp_path):
    """Publishconf sees pelicanconf as it is now, also in a preview that has run for hours."""
    write(tmp_path, 'HOME_COUNTRY = "us"')
    (tmp_path / "publishconf.py").write_text("from pelicanconf import *\n")
    assert load_settings(tmp_path / "publishconf.py").home_country == "us"
    write(tmp_path, 'HOME_COUNTRY = "mx"')
    assert load_settings(tmp_path / "publishconf.py").home_country == "mx"


def test_the_command_line_wins(tmp_path):
    """What a person asks for in this run stands above the file."""
    settings = load_settings(write(tmp_path, 'OUTPUT_PATH = "output"'), output=tmp_path / "elsewhere")
    assert settings.output == tmp_path / "elsewhere"
