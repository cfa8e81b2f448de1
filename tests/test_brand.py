"""plainsight.brand and plainsight.pictures: a publisher's name, colours, logo and icon."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from plainsight.brand import ICON_LIMIT, LOGO_LIMIT, Brand, check_brand
from plainsight.build import build
from plainsight.findings import Refused
from plainsight.page_checks import packed_size
from plainsight.pictures import read_picture
from plainsight.settings import load_settings

THEME = Path(__file__).parent.parent / "theme"
START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 40">'
LOGO = f'{START}<title>Us</title><g fill="#fff"><circle cx="20" cy="20" r="18"/><path d="M50 4h60v32H50z"/></g></svg>'
ICON = f'{START.replace("120 40", "16 16")}<circle cx="8" cy="8" r="7" fill="#666"/></svg>'


def picture(tmp_path, content: str | bytes, limit: int = LOGO_LIMIT, **options):
    path = tmp_path / "picture"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_picture(path, "content/picture", limit, **options)


def png(width: int, height: int, **options) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#fff").save(written, "PNG", **options)
    return written.getvalue()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onload="alert(1)"/>',
        '<path d="M0 0" onClick="alert(1)"/>',
        '<image href="https://www.example.org/a.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<a href="https://www.example.org/"><path d="M0 0"/></a>',
        '<use xlink:href="https://www.example.org/a.svg#b"/>',
        '<linearGradient xlink:href="https://www.example.org/a.svg#b"/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import 'https://www.example.org/a.css';</style>",
        '<path d="M0 0" style="fill:url(https://www.example.org/a)"/>',
        '<path d="M0 0" style="fill:\\75rl(https://www.example.org/a)"/>',
        '<path d="M0 0" fill="url( //www.example.org/a )"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    ],
)
def test_a_picture_that_could_run_or_fetch_is_refused(tmp_path, inside):
    """A logo runs nothing, fetches nothing and leads nowhere; one that could is named with what to do."""
    found, findings = picture(tmp_path, f"{START}{inside}</svg>")
    assert found is None and findings
    assert all(f.where == "content/picture" and f.level == "error" and f.remedy for f in findings)


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        ('\ufeff<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>').encode("utf-16"),
        "<html><script>alert(1)</script></html>",
        "<svg viewBox='0 0 1 1'/>",
        START,
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"GIF89a",
        png(4, 4)[:-6],
        b"",
    ],
)
def test_what_is_no_plain_picture_is_refused(tmp_path, content):
    """A document type, another format, a damaged file, a picture without a size: none is written."""
    found, findings = picture(tmp_path, content)
    assert found is None and len(findings) == 1


def test_a_picture_tells_nothing_of_its_maker(tmp_path):
    """Comments, metadata and names of programs in a picture never reach a reader."""
    drawn = LOGO.replace(
        "<title>",
        '<!-- by Ann --><metadata>Ann</metadata><i:namedview xmlns:i="http://inkscape.example/" user="Ann"/><title>',
    ).replace("<g ", '<g xmlns:i="http://inkscape.example/" i:label="Ann" ')
    found, findings = picture(tmp_path, drawn)
    assert findings == [] and b"Ann" not in found.content and b"<path" in found.content
    assert (found.kind, found.width, found.height) == ("svg", 120, 40)
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Ann")
    found, _ = picture(tmp_path, png(30, 20, pnginfo=said))
    assert b"Ann" not in found.content and (found.kind, found.width, found.height) == ("png", 30, 20)
    assert Image.open(io.BytesIO(found.content)).getpixel((3, 3)) == (255, 255, 255)


def test_all_five_settings_are_checked_at_once(tmp_path):
    """Every mistake in name, colours, logo and icon stands in one list, with the settings file as its place."""
    (tmp_path / "big.svg").write_text(LOGO.replace("h60v32", "h60v32" * 2000))
    (tmp_path / "words.svg").write_text(LOGO)
    wrong = Brand(" Us", "red", "#777777", "big.svg", "words.svg")
    found = list(check_brand(wrong, tmp_path, THEME, "pelicanconf.py"))
    for setting in ("SITE_NAME", "SITE_COLOUR", "SITE_LOGO", "SITE_ICON"):
        assert any(finding.what.startswith(setting) for finding in found), setting
    assert {finding.where for finding in found} == {"pelicanconf.py"}
    assert any("names no topic" in f.what or "name no topic" in f.what for f in found)
    for file, what in (("../x.svg", "not below"), ("none.svg", "cannot be read")):
        [finding] = check_brand(replace(Brand(), logo=file), tmp_path, THEME, "x")
        assert what in finding.what
    (tmp_path / "wide.png").write_bytes(png(120, 20))
    [finding] = check_brand(Brand(logo="wide.png"), tmp_path, THEME, "x")
    assert "120 to 20" in finding.what


def test_settings_refuse_a_brand_with_every_other_mistake(project):
    """A wrong colour and an unknown setting are reported in one run."""
    path = project / "pelicanconf.py"
    path.write_text(path.read_text() + '\nSITE_COLOUR = "#888888"\nSITE_LOGO = 3\nSITE_ICON = "no.svg"\nLOCALS = []\n')
    with pytest.raises(Refused) as refused:
        load_settings(path)
    texts = "\n".join(map(str, refused.value.findings))
    assert all(
        name in texts for name in ("SITE_COLOUR #888888", "SITE_LOGO is 3", "SITE_ICON: content/no.svg", "LOCALS")
    )


def test_a_site_carries_its_publishers_brand(project):
    """Name, colours, logo and icon are on each page of each edition, from the site's own files, at hardly any weight."""
    settings = load_settings(project / "pelicanconf.py")
    plain = project / "plain"
    build(replace(settings, output=plain))
    (project / "content" / "logo.svg").write_text(LOGO)
    (project / "content" / "icon.svg").write_text(ICON)
    brand = Brand("Harbour & Co", "#5b2245", "#f2c94c", "logo.svg", "icon.svg")
    build(replace(settings, brand=brand))
    assert b"<circle" in (settings.output / "icon.svg").read_bytes()
    pages = sorted(settings.output.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        html, name = page.read_text(), page.relative_to(settings.output)
        up = "../" * (len(name.parts) - 1)
        assert f'<img src="{up}logo.svg" alt="" width="120" height="40">' in html
        assert f'<link rel="icon" href="{up}icon.svg">' in html
        assert "Harbour &amp; Co" in html and "--band:#5b2245" in html and "--glow:#f2c94c" in html
        assert packed_size(page.read_bytes()) < packed_size((plain / name).read_bytes()) + 120
    assert not re.search(r'rel="icon" href="(?!data:,")', (plain / "en" / "index.html").read_text())
    assert ICON_LIMIT < LOGO_LIMIT
