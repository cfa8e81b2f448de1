"""plainsight.endpoint"""

from pathlib import Path
from urllib.parse import quote_plus, urlencode

import pytest
from starlette.testclient import TestClient

from plainsight.endpoint import FILE_LIMIT, TEXT_LIMIT, endpoint
from plainsight.tip_store import read_tips

CONFIRMATIONS = {
    "en": "http://127.0.0.1:8000/en/tip-sent.html",
    "ar": "http://127.0.0.1:8000/ar/tip-sent.html",
    "zh-Hant": "http://127.0.0.1:8000/zh-Hant/tip-sent.html",
}
TEXTS = {
    "arabic": "أعمل هنا منذ ٣ أشهر؛ أخذوا جواز سفري؟",
    "burmese": "ကျွန်တော့် နိုင်ငံကူးလက်မှတ်ကို ယူထားတယ်။ ၁၂၃",
    "emoji": "🆘👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "signs of markup": "a&b=c;d <script>alert('1')</script> 100% +44 \"q\" {{ 7*7 }}",
    "line ends": "one\r\ntwo\nthree",
}
MULTIPART = {"files": {"photo": ("a.jpg", b"a", "image/jpeg")}}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tips.sqlite"


@pytest.fixture
def client(store: Path) -> TestClient:
    return TestClient(endpoint(store, CONFIRMATIONS), base_url="http://127.0.0.1:8765", follow_redirects=False)


def answers(store: Path) -> dict[str, tuple[str, ...]]:
    """The answers of the only tip in `store`."""
    (tip,) = read_tips(store)
    return dict(tip.answers)


@pytest.mark.parametrize("encoding", [{}, MULTIPART], ids=["urlencoded", "multipart"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_stores_every_script_byte_for_byte(client: TestClient, store: Path, text: str, encoding: dict):
    """A tip in any script arrives exactly as typed, in both encodings that forms use."""
    response = client.post("/tips", data={"what": text, "form_lang": "ar"}, **encoding)
    assert response.status_code == 303
    assert answers(store)["what"] == (text,)
    assert answers(store)["what"][0].encode() == text.encode()


def test_stores_json(client: TestClient, store: Path):
    """A tip sent as JSON is stored like one from a form."""
    response = client.post("/tips", json={"what": TEXTS["burmese"], "signs": ["debt", "wages"], "people": 3})
    assert response.status_code == 303
    assert answers(store) == {"what": (TEXTS["burmese"],), "signs": ("debt", "wages"), "people": ("3",)}


def test_text_that_is_not_percent_encoded_is_kept_whole(client: TestClient, store: Path):
    """A sender other than a browser may leave a semicolon or raw UTF-8 as it is: nothing is cut off there."""
    client.post(
        "/tips",
        content="what=one;two=three ၁".encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"},
    )
    assert answers(store) == {"what": ("one;two=three ၁",)}


@pytest.mark.parametrize("encoding", [{}, MULTIPART], ids=["urlencoded", "multipart"])
def test_repeated_names_are_lists_and_unknown_names_are_kept(client: TestClient, store: Path, encoding: dict):
    """Every value of a repeated name is kept in order, and so is a field that nobody has heard of."""
    client.post("/tips", data={"signs": ["debt", "wages"], "entry.1": "?", "where": ""}, **encoding)
    assert answers(store) == {"signs": ("debt", "wages"), "entry.1": ("?",), "where": ("",)}


@pytest.mark.parametrize("encoding", [{}, MULTIPART], ids=["urlencoded", "multipart"])
def test_long_text_arrives_whole(client: TestClient, store: Path, encoding: dict):
    """At least 64 kB of text in a script that takes three bytes a letter is stored, not cut."""
    text = "မ" * 100_000
    assert client.post("/tips", data={"what": text}, **encoding).status_code == 303
    assert answers(store)["what"] == (text,)


def test_too_long_text_is_refused_and_given_back(client: TestClient, store: Path):
    """Text over the limit is refused with 413, and the page still holds all of it."""
    response = client.post("/tips", data={"what": "x" * (TEXT_LIMIT + 1) + "END"})
    assert response.status_code == 413 and "xEND</textarea>" in response.text
    assert read_tips(store) == []


def test_too_big_file_is_refused_but_the_text_is_given_back(client: TestClient, store: Path):
    """A file over the limit is refused with 413, and the page holds the text to send again without it."""
    photo = {"photo": ("a.jpg", b"x" * (FILE_LIMIT + 1), "image/jpeg")}
    response = client.post("/tips", data={"what": TEXTS["arabic"]}, files=photo)
    assert response.status_code == 413 and TEXTS["arabic"] in response.text
    scripted = client.post("/tips", data={"what": "x"}, files=photo, headers={"Accept": "application/json"})
    assert scripted.json() == {"errors": [{"field": "photo", "code": "too_large"}]}


def test_far_too_big_body_is_read_to_the_end_and_refused(client: TestClient):
    """A body of any size gets an answer, not a broken connection."""
    files = {"photo": ("a.jpg", b"x" * (4 * FILE_LIMIT), "image/jpeg")}
    assert client.post("/tips", data={"what": "x"}, files=files).status_code == 413


def test_files_are_stored(client: TestClient, store: Path):
    """A photo is stored with its bytes and its name."""
    client.post("/tips", files={"photo": ("été.jpg", b"\xff\x00\r\n", "image/jpeg")})
    (tip,) = read_tips(store)
    assert [(file.field, file.name, file.type, file.content) for file in tip.files] == [
        ("photo", "été.jpg", "image/jpeg", b"\xff\x00\r\n")
    ]


def test_file_box_left_empty_is_nothing(client: TestClient, store: Path):
    """What browsers send for a file box without a file neither is a file nor makes an empty tip one."""
    part = b'Content-Disposition: form-data; name="photo"; filename=""\r\nContent-Type: application/octet-stream'
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    response = client.post("/tips", content=b"--x\r\n" + part + b"\r\n\r\n\r\n--x--\r\n", headers=headers)
    assert response.status_code == 422 and read_tips(store) == []


@pytest.mark.parametrize("tag, target", [("ar", "ar"), ("zh-Hant", "zh-Hant"), ("xx", "en"), ("", "en")])
def test_leads_to_the_confirmation_of_the_edition(client: TestClient, tag: str, target: str):
    """After a tip, the browser is sent to the confirmation page of the form's edition, else of the first."""
    response = client.post("/tips", data={"what": "x", "form_lang": tag})
    assert (response.status_code, response.headers["location"]) == (303, CONFIRMATIONS[target])


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "ar\r\nX: y", "../ar"])
def test_never_redirects_where_a_sender_says(client: TestClient, evil: str):
    """No value of a field can choose an address, and no answer is repeated in it."""
    data = {"what": "x", "form_lang": evil, "_next": evil, "retURL": evil}
    assert client.post("/tips", data=data).headers["location"] == CONFIRMATIONS["en"]


def test_without_confirmation_pages_it_confirms_itself(store: Path):
    """An endpoint without a site says itself that the tip was stored."""
    client = TestClient(endpoint(store, {}), base_url="http://localhost:8765")
    response = client.post("/tips", data={"what": "x"})
    assert response.status_code == 200 and "This was stored" in response.text and len(read_tips(store)) == 1


def test_works_without_origin_and_referrer(client: TestClient, store: Path):
    """A page with the referrer policy no-referrer sends `Origin: null` and no Referer: that is a normal tip."""
    assert client.post("/tips", data={"what": "x"}, headers={"Origin": "null"}).status_code == 303
    assert len(read_tips(store)) == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"what": ""},
        {"what": " \r\n", "where": "\t"},
        {"form_lang": "ar", "form_version": "1", "tip_id": "r", "identity_choice": "not_asked", "what": ""},
    ],
)
def test_empty_tip_is_refused(client: TestClient, store: Path, data: dict):
    """A form in which nothing was said gets 422 and is not stored; scripts learn which field, people how to call."""
    response = client.post("/tips", data=data, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 422 and "call a hotline" in response.text
    scripted = client.post("/tips", data=data or {"what": ""}, headers={"Accept": "application/json"})
    assert scripted.status_code == 422
    assert scripted.json() == {"errors": [{"field": "what", "code": "required"}]}
    assert read_tips(store) == []


@pytest.mark.parametrize("name", ["about", "signs", "where", "contact", "leave_empty", "unheard-of"])
def test_anything_said_is_a_tip(client: TestClient, store: Path, name: str):
    """A tip without `what` is stored if anything else was said, even in the box to leave empty."""
    assert client.post("/tips", data={"what": "", name: "x"}).status_code == 303
    assert len(read_tips(store)) == 1


def test_trap_marks_and_never_drops(client: TestClient, store: Path):
    """A tip with the trap filled in is stored, marked, and answered like any other."""
    response = client.post("/tips", data={"what": "x", "leave_empty": "my name"})
    assert response.headers["location"] == CONFIRMATIONS["en"]
    assert read_tips(store)[0].flagged and "flagged" in client.get("/").text


def test_trial_is_accepted_and_marked(client: TestClient, store: Path):
    """A form version that begins with `test` is stored and marked."""
    assert client.post("/tips", data={"what": "x", "form_version": "test-1"}).status_code == 303
    assert read_tips(store)[0].test


def test_same_tip_id_is_stored_once_with_the_same_success(client: TestClient, store: Path):
    """A retry with the same id gets the same answer, and there is one tip."""
    data = {"what": "x", "tip_id": "r4nd0m", "form_lang": "ar"}
    assert [client.post("/tips", data=data).headers["location"] for _ in range(2)] == [CONFIRMATIONS["ar"]] * 2
    assert len(read_tips(store)) == 1


def test_script_gets_proof_and_may_read_it(client: TestClient):
    """A script that asks for JSON gets 201 and `ok`, readable from any site; a browser's form gets no such header."""
    scripted = client.post("/tips", data={"what": "x"}, headers={"Accept": "application/json", "Origin": "null"})
    assert (scripted.status_code, scripted.json()) == (201, {"ok": True})
    assert scripted.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in scripted.headers
    assert "access-control-allow-origin" not in client.post("/tips", data={"what": "x"}).headers
    assert "access-control-allow-origin" not in client.get("/").headers


def test_tips_outlive_the_process(client: TestClient, store: Path):
    """An endpoint started again on the same store lists what came before."""
    client.post("/tips", data={"what": TEXTS["arabic"]})
    again = TestClient(endpoint(store, CONFIRMATIONS), base_url="http://127.0.0.1:8765")
    assert TEXTS["arabic"] in again.get("/").text


def test_list_shows_newest_first_and_runs_nothing(client: TestClient):
    """The list says what it is, begins with the newest, and shows markup of strangers as text."""
    client.post("/tips", data={"what": "older", "signs": "debt"})
    client.post("/tips", data={"what": "<script>alert(1)</script>", "<b>": "newer"})
    response = client.get("/")
    assert "Local preview endpoint" in response.text and "No hotline reads them" in response.text
    assert response.text.index("newer") < response.text.index("older")
    assert "<script" not in response.text and "<b>newer" not in response.text and 'dir="auto"' in response.text
    assert "never gets smaller" in response.text, "a choice is shown in words"
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_half_characters_from_a_script_do_not_break_the_list(client: TestClient, store: Path):
    """A lone surrogate in JSON is stored and listed."""
    headers = {"Content-Type": "application/json"}
    assert client.post("/tips", content=b'{"what": "\\ud800 help"}', headers=headers).status_code == 303
    assert " help" in client.get("/").text


@pytest.mark.parametrize(
    "content, kind, status",
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="what"\r\n\r\nwhole\r\n--x\r\nContent-Dispos',
            "multipart/form-data; boundary=x",
            400,
        ),
        (b"what=x", "multipart/form-data", 400),
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'["what"]', "application/json", 422),
        (b"what=x", "text/plain", 415),
        (b"what=x", "", 415),
        (b"&".join([b"a=1"] * 6000), "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_cannot_be_read_is_never_a_success(
    client: TestClient, store: Path, content: bytes, kind: str, status: int
):
    """A body that cannot be read is answered with an error and a way to call, never with a confirmation."""
    response = client.post("/tips", content=content, headers={"Content-Type": kind})
    assert response.status_code == status and "call a hotline" in response.text
    assert read_tips(store) == []


def test_store_that_fails_is_told_and_the_text_is_given_back(tmp_path: Path):
    """A tip that cannot be stored is answered with 503 and a page that holds every word, ready to be sent again."""
    (tmp_path / "tips.sqlite").write_text("this is no database, and it is longer than a header would be" * 20)
    client = TestClient(endpoint(tmp_path / "tips.sqlite", CONFIRMATIONS), base_url="http://127.0.0.1:8765")
    data = {"what": TEXTS["signs of markup"], "tip_id": "r4nd0m", "where": "\n" + TEXTS["burmese"]}
    response = client.post("/tips", data=data)
    assert response.status_code == 503 and "&lt;script&gt;" in response.text and "<script" not in response.text
    assert TEXTS["burmese"] in response.text and 'value="r4nd0m"' in response.text
    scripted = client.post("/tips", data=data, headers={"Accept": "application/json"})
    assert scripted.json() == {"errors": [{"field": "", "code": "not_stored"}]}


@pytest.mark.parametrize("path", ["/tips", "/"])
def test_pages_keep_and_pass_on_nothing(client: TestClient, path: str):
    """No page of the endpoint is cached, sets a cookie or passes its address on."""
    response = client.post(path, data={"what": ""}) if path == "/tips" else client.get(path)
    assert response.headers["cache-control"] == "no-store" and response.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in response.headers


def test_sender_is_not_stored(client: TestClient, store: Path):
    """Neither the browser's name nor its address is in the database file."""
    client.post("/tips", data={"what": "x"}, headers={"User-Agent": "Telltale/1", "X-Forwarded-For": "203.0.113.9"})
    content = b"".join(path.read_bytes() for path in store.parent.iterdir())
    assert b"Telltale" not in content and b"203.0.113.9" not in content and b"testclient" not in content


def test_answers_to_no_other_host_name(store: Path):
    """A site elsewhere that points its own name at this computer cannot read the list."""
    client = TestClient(endpoint(store, CONFIRMATIONS), base_url="http://rebound.example")
    assert client.get("/").status_code == 400


def test_encodings_agree(client: TestClient, store: Path):
    """Spaces and plus signs mean the same whichever way they are written."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    client.post("/tips", content=urlencode({"what": "a +b"}, quote_via=quote_plus), headers=headers)
    assert answers(store)["what"] == ("a +b",)
