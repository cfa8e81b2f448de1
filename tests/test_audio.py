"""Recordings: offered where there is one, never loaded or played by themselves, and telling nothing of who spoke."""

import re
from pathlib import Path

import pytest

from plainsight.audio import LIMIT, load_recordings, without_tags
from plainsight.findings import Refused
from plainsight.page_facts import read_page as read_html
from plainsight.page_privacy import NO_FORM, check_privacy
from plainsight.pages import read_pages
from plainsight.settings import load_settings
from tests.conftest import Built, build_into

# One frame of MPEG-1 layer III, 32 kbit/s, 48 kHz, mono: 96 bytes of silence.
FRAME = b"\xff\xfb\x14\xc4" + bytes(92)
TAGGED = b"ID3\x04\x00\x00\x00\x00\x00\x0dTPE1 somebody" + FRAME * 3 + b"TAG" + b"somebody".ljust(125, b"\0")


@pytest.fixture
def with_audio(project) -> Path:
    """The golden site with a recording of its page about safety, in English and in Arabic."""
    page = project / "content/pages/safety.md"
    page.write_text(page.read_text().replace("nav = 3", 'nav = 3\naudio = "safety.mp3"', 1))
    for locale in ("en", "ar"):
        folder = project / "content/audio" / locale
        folder.mkdir(parents=True)
        (folder / "safety.mp3").write_bytes(TAGGED)
    return project


def build(project: Path) -> Built:
    return build_into(load_settings(project / "pelicanconf.py"), project / "output")


def found(project: Path) -> tuple[dict, list]:
    pages, _ = read_pages(project / "content/pages", "content/pages")
    recordings, findings = load_recordings(project / "content", pages.values(), ("en", "es", "ar", "de"), "en")
    return dict(recordings), findings


def test_an_edition_with_a_recording_plays_it_with_the_browsers_own_controls(with_audio):
    """Nothing is loaded before it is asked for, its size is said, and the policy allows the file on this page only."""
    built = build(with_audio)
    for tag in ("en", "ar"):
        text = (built.output / tag / "safety.html").read_text(encoding="utf-8")
        [player] = read_html(text).named("audio")
        assert player.attributes == {
            "controls": "", "preload": "none", "src": "safety.mp3", "aria-labelledby": "listen",
        }  # fmt: skip
        assert "media-src 'self'" in text and 'class="listen' in text
        assert (built.output / tag / "safety.mp3").is_file()
    assert "It loads 0.1 MB of data" in (built.output / "en/safety.html").read_text(encoding="utf-8")
    others = [path for path in built.pages() if not re.fullmatch("(en|ar)/safety.html", path)]
    assert not [path for path in others if "media-src" in (built.output / path).read_text(encoding="utf-8")]


def test_an_edition_without_a_recording_offers_none(with_audio):
    """No control that does nothing, and no file of another language."""
    built = build(with_audio)
    assert "<audio" not in (built.output / "es/safety.html").read_text(encoding="utf-8")
    assert not (built.output / "es/safety.mp3").exists()


def test_what_is_published_does_not_say_who_spoke(with_audio):
    """Tags before and after the sound are taken off; the sound stays as it is."""
    assert (build(with_audio).output / "en/safety.mp3").read_bytes() == FRAME * 3
    assert without_tags(FRAME) == FRAME and without_tags(b"") == b""


BAD = {
    "missing": (
        "en/safety.mp3",
        None,
        "content/pages/safety.md:5",
        "there is no recording content/audio/en/safety.mp3.",
    ),
    "no MP3": ("ar/safety.mp3", b"RIFF0000WAVE", "content/audio/ar/safety.mp3", "is no MP3 file."),
    "too large": ("ar/safety.mp3", FRAME * (LIMIT // len(FRAME) + 1), "content/audio/ar/safety.mp3", "are allowed"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_recording_that_cannot_be_offered_stops_the_build(with_audio, name):
    """Each mistake is named with its file and what to do, and nothing is written."""
    file, content, where, what = BAD[name]
    path = with_audio / "content/audio" / file
    path.write_bytes(content) if content else path.unlink()
    with pytest.raises(Refused) as refused:
        build(with_audio)
    [finding] = [finding for finding in refused.value.findings if finding.level == "error"]
    assert finding.where == where and what in finding.what and finding.remedy


def test_a_name_that_is_no_file_of_the_folder_is_refused(with_audio):
    """A recording comes from its own folder, by a name that can be an address."""
    page = with_audio / "content/pages/safety.md"
    page.write_text(page.read_text().replace("safety.mp3", "../Secret.mp3"))
    _, findings = found(with_audio)
    assert "audio is '../Secret.mp3'." in [finding.what for finding in findings]


def test_a_recording_that_no_page_plays_is_a_warning(with_audio):
    """A file that was forgotten, or in the folder of no edition, is said and not published."""
    for name in ("ar/old.mp3", "fr/safety.mp3"):
        path = with_audio / "content/audio" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(FRAME)
    recordings, findings = found(with_audio)
    assert recordings.keys() == {("en", "safety.mp3"), ("ar", "safety.mp3")}
    assert [(f.level, f.where) for f in findings] == [
        ("warning", "content/audio/ar/old.mp3"), ("warning", "content/audio/fr/safety.mp3"),
    ]  # fmt: skip


def test_a_step_of_a_tree_can_be_heard_too(with_audio):
    """A recording is named in a step as it is on a page."""
    folder = with_audio / "content/trees"
    folder.mkdir()
    (folder / "safety.toml").write_text(
        '[[step]]\nname = "a"\nask = "A?"\naudio = "a.mp3"\nyes = "b"\nno = "b"\nunsure = "b"\n\n[[step]]\nname = "b"\nsay = "B"\n'
    )
    (with_audio / "content/audio/en/a.mp3").write_bytes(FRAME)
    built = build(with_audio)
    assert 'src="a.mp3"' in (built.output / "en/safety-1.html").read_text()
    assert (built.output / "en/a.mp3").read_bytes() == FRAME


@pytest.mark.parametrize(
    "markup",
    ['<audio controls src="a.mp3"></audio>', '<audio preload="none" src="a.mp3"></audio>', "<video controls></video>",
     '<audio controls preload="none" autoplay src="a.mp3"></audio>', '<audio controls preload="none" src="https://example.org/a.mp3"></audio>'],
)  # fmt: skip
def test_a_written_page_that_plays_or_loads_by_itself_is_refused(markup):
    """Whatever a theme or a page brings in, sound waits for the reader and comes from this site."""
    fine = {
        what for _, what, _ in check_privacy(read_html('<audio controls preload="none" src="a.mp3"></audio>'), NO_FORM)
    }
    assert {what for _, what, _ in check_privacy(read_html(markup), NO_FORM)} - fine
