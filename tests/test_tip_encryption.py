"""plainsight.tip_encryption"""

import json
import re
import shutil
import subprocess
import tomllib

import pytest

from plainsight import tip_encryption
from plainsight.findings import Refused
from plainsight.tip_encryption import check_encryption, load_script, script_sources
from tests.conftest import ROOT
from tests.tools import find_age

KEY = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"
VENDOR = ROOT / "plainsight" / "vendor"


def check(encrypt, mode: str = "post", fields: tuple[str, ...] = ("what",)) -> list[str]:
    """The findings about TIP_ENCRYPT as text."""
    return [str(found) for found in check_encryption(encrypt, mode=mode, fields=fields, where="publishconf.py")]


def test_good_recipients_pass():
    """What age-keygen prints is accepted, one or several; nothing is encrypted where nothing is set."""
    assert check({}) == check({"recipients": [KEY]}) == check({"recipients": (KEY, KEY), "plain_allowed": True}) == []


def test_every_key_that_age_makes_is_accepted():
    """No real key is refused by our own reading of it."""
    _, keygen = find_age()
    for _ in range(20):
        made = subprocess.run([keygen], check=True, capture_output=True, text=True)
        (recipient,) = re.findall(r"age1\w+", made.stdout)
        assert check({"recipients": [recipient]}) == []


@pytest.mark.parametrize("position", range(4, 62))
def test_a_wrong_letter_is_noticed(position: int):
    """A key with one wrong letter is refused: nobody could open the tips, and nobody would know."""
    wrong = KEY[:position] + ("q" if KEY[position] != "q" else "p") + KEY[position + 1 :]
    (found,) = check({"recipients": [wrong]})
    assert "nobody could open the tips" in found


@pytest.mark.parametrize(
    ("encrypt", "said"),
    [
        ([KEY], "Write it as"),
        ({"recipients": []}, "names no recipients"),
        ({"recipients": KEY}, "names no recipients"),
        ({"recipents": [KEY], "recipients": [KEY]}, "'recipents'"),
        ({"recipients": [7]}, "not an age recipient"),
        ({"recipients": [KEY.upper()]}, "not an age recipient"),
        ({"recipients": ["ssh-ed25519 AAAA"]}, "not an age recipient"),
        ({"recipients": ["age1pq1qqqq"]}, "of a kind"),
        ({"recipients": [KEY], "plain_allowed": "yes"}, "plain_allowed"),
    ],
)
def test_a_mistake_is_named(encrypt, said):
    """Each mistake is one error."""
    (found,) = check(encrypt)
    assert said in found


def test_a_secret_key_is_refused_and_never_repeated():
    """A secret key pasted by mistake does not reach a terminal, a log or a page."""
    (found,) = check({"recipients": ["AGE-SECRET-KEY-1QQQQQ"]})
    assert "secret key" in found and "QQQQ" not in found and "make a new pair" in found


def test_only_a_form_of_text_encrypts():
    """A photo would go in the open, and a link encrypts nothing: both are refused."""
    assert "photo would go in the open" in check({"recipients": [KEY]}, fields=("what", "photo"))[0]
    assert "TIP_MODE" in check({"recipients": [KEY]}, mode="link")[0]


def test_a_changed_script_stops_the_build(tmp_path):
    """A script that is not byte for byte the reviewed one reaches no page."""
    copy = shutil.copytree(VENDOR, tmp_path / "vendor")
    assert load_script(copy) == load_script()
    with (copy / "tip-encrypt.js").open("a") as file:
        file.write(" ")
    with pytest.raises(Refused, match="somebody or something changed it"):
        load_script(copy)
    (copy / "tip-encrypt.js").unlink()
    with pytest.raises(Refused, match="cannot be read"):
        load_script(copy)


def test_the_script_is_made_of_the_pinned_packages():
    """What is written of the script's origin is what npm's lock says, integrity and all, and its licences go along."""
    known = tomllib.loads((VENDOR / "tip-encrypt.toml").read_text(encoding="utf-8"))
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = packages[f"node_modules/{known['package']}"]
    assert (known["version"], known["integrity"]) == (locked["version"], locked["integrity"])
    licences = tip_encryption.load_licences().decode()
    for name in ("age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@scure/base"):
        assert f"{name} {packages[f'node_modules/{name}']['version']}" in licences


@pytest.mark.html_checker
def test_the_script_can_be_made_again_byte_for_byte(tmp_path):
    """Whoever doubts the script makes it again from the packages, and gets the same bytes."""
    command = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["scripts"]["bundle"].split()
    made = tmp_path / "made.js"
    command = [f"--outfile={made}" if part.startswith("--outfile=") else part for part in command]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert made.read_bytes() == load_script().content


def test_the_script_asks_and_stores_nothing():
    """The script cannot send, store or run anything: it has no word for it."""
    text = load_script().content.decode()
    assert not re.search(
        r"fetch|XMLHttpRequest|WebSocket|sendBeacon|Storage|cookie|eval|Function\(|import\(|https?:", text
    )


def test_a_policy_names_the_script_by_hash_and_address():
    """A page's policy lets in this one script: by its hash, and by its whole address where the site has one."""
    (hash_only,) = script_sources("")
    assert hash_only == f"'{load_script().integrity}'"
    assert script_sources("https://a.org/b/") == (hash_only, "https://a.org/b/tip-encrypt.js")
