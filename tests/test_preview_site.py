"""plainsight.preview_site"""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from plainsight.live_reload import Events
from plainsight.preview_site import site_app

PAGE = "<meta http-equiv=content-security-policy content=\"default-src 'none'\"><body>{}</body>"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    for name in ("index.html", "en/index.html", "en/404.html", "ar/index.html", "ar/404.html", "ar/help.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(f"this is {name} မြန်မာ"))
    (folder / "card.svg").write_bytes(b"<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "output-secret.html").write_text("secret")
    return folder


@pytest.fixture
def client(output: Path) -> TestClient:
    return TestClient(site_app(output, Events()), follow_redirects=False)


@pytest.mark.parametrize(
    "path, name", [("/", "index.html"), ("/ar/", "ar/index.html"), ("/ar/help.html", "ar/help.html")]
)
def test_serves_pages_that_reload(client: TestClient, output: Path, path: str, name: str):
    """A page is served with the reload script; the file on the disk stays as it was built."""
    response = client.get(path)
    assert response.status_code == 200 and f"this is {name} မြန်မာ" in response.text
    assert "EventSource" in response.text and "connect-src 'self'" in response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert (output / name).read_text() == PAGE.format(f"this is {name} မြန်မာ")


def test_folder_without_slash_leads_to_its_index(client: TestClient):
    """Relative links work in a page that was asked for by its folder's name."""
    response = client.get("/ar")
    assert (response.status_code, response.headers["location"]) == (307, "/ar/")


def test_serves_other_files_as_they_are(client: TestClient):
    """Only pages are changed."""
    assert client.get("/card.svg").content == b"<svg/>"


@pytest.mark.parametrize(
    "path, text",
    [("/ar/none.html", "ar/404.html"), ("/en/a/b", "en/404.html"), ("/xx/", "no such page"), ("/none", "no such page")],
)
def test_missing_page_is_told_in_the_language_of_its_edition(client: TestClient, path: str, text: str):
    """Below a language tag, the edition's own 404 page answers."""
    response = client.get(path)
    assert response.status_code == 404 and text in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/en/..%2f..%2fsecret.txt",
        "/..%2foutput-secret.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/..%5csecret.txt",
        "/outside.html",
        "/%00",
        "/" + "x" * 5000,
    ],
)
def test_serves_nothing_outside_the_output_folder(client: TestClient, output: Path, path: str):
    """No path, and no link inside the folder, leads out of it."""
    (output / "outside.html").symlink_to(output.parent / "secret.txt")
    response = client.get(path)
    assert response.status_code == 404 and "secret" not in response.text and "root:" not in response.text


@pytest.mark.parametrize("path", ["/", "/card.svg", "/ar/none.html", "/ar"])
def test_keeps_nothing_in_the_browser(client: TestClient, path: str):
    """The preview sets no cookie and lets nothing be cached."""
    response = client.get(path)
    assert "set-cookie" not in response.headers and response.headers["cache-control"] == "no-store"


def test_takes_no_tips(client: TestClient):
    """A form that posts to the site instead of the endpoint fails in the preview too."""
    assert client.post("/en/tip-sent.html", data={"what": "x"}).status_code == 405


def test_output_that_comes_later_is_served(tmp_path: Path):
    """The preview does not need the folder to exist when it starts."""
    client = TestClient(site_app(tmp_path / "late", Events()))
    assert client.get("/").status_code == 404
    (tmp_path / "late").mkdir()
    (tmp_path / "late" / "index.html").write_text("here")
    assert "here" in client.get("/").text
