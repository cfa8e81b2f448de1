"""How each service answers, as far as it documents that or was seen doing it (docs/tip-endpoint.md names the traps)."""

import json

from tests.twins.twin import Answer, Sent, Twin

_PAGE = "<!doctype html><title>{0}</title><h1>{0}</h1>"


def _json(status: int, **content: object) -> Answer:
    return Answer(status, json.dumps(content), cors=True)


def _redirect(url: str, status: int = 302) -> Answer:
    return Answer(status, headers={"Location": url})


def contract(twin: Twin, sent: Sent) -> Answer:
    """Our own contract: stored, then 201 for scripts and 303 for others."""
    twin.keep(sent)
    return _json(201, ok=True) if sent.wants_json else _redirect(f"{twin.origin}/sent", 303)


def formspree(twin: Twin, sent: Sent) -> Answer:
    """400 without a Referer; a filled `_gotcha` is dropped and shown as success; over quota is a 200 with an error.

    A path of `/f/unconfirmed` answers with the success that only sends a confirmation mail to the owner.
    """
    if "referer" not in sent.headers:
        return (
            _json(400, error='Invalid "Referrer" header')
            if sent.wants_json
            else Answer(400, _PAGE.format("No referrer"))
        )
    if sent.path == "/f/quota":
        return _json(200, error="form over quota") if sent.wants_json else Answer(402, _PAGE.format("Form over quota"))
    if sent.path == "/f/unconfirmed":
        return _json(200, success="confirmation email sent")
    if not sent.first("_gotcha"):
        twin.keep(sent)
    if sent.wants_json:
        return _json(200, success="email sent", next="/thanks")
    return _redirect(sent.first("_next") or f"{twin.origin}/thanks")


def netlify(twin: Twin, sent: Sent) -> Answer:
    """Keeps only forms that it saw at deploy, by `form-name`; an unknown one fails silently. Success is a page."""
    if sent.first("form-name") == "tip":
        twin.keep(sent)
    return Answer(200, _PAGE.format("Thank you"))


def basin(twin: Twin, sent: Sent) -> Answer:
    """Scores what it gets: what it takes for junk is shown as success all the same. Works across origins."""
    if "cheap pills" not in sent.body.decode():
        twin.keep(sent)
    return _json(200, success=True) if sent.wants_json else Answer(200, _PAGE.format("Basin: thank you"))


def salesforce(twin: Twin, sent: Sent) -> Answer:
    """Cases without valid values are not created, and nobody is told; names that it does not know are lost."""
    known = {"orgid", "retURL", "external", "name", "email", "phone", "subject", "description", "encoding"}
    email = sent.first("email")
    valid = sent.first("orgid") == "00D000000000001" and (not email or "@" in email) and len(twin.kept) < 5000
    if valid and sent.first("description"):
        kept = b"&".join(part for part in sent.body.split(b"&") if part.split(b"=")[0].decode() in known)
        twin.keep(Sent(sent.path, sent.headers, kept))
    return (
        _redirect(sent.first("retURL")) if sent.first("retURL") else Answer(200, _PAGE.format("Your request is queued"))
    )


def google_forms(twin: Twin, sent: Sent) -> Answer:
    """Takes `entry.` names only, answers with Google's page, without CORS."""
    if sent.first("entry.1001"):
        kept = b"&".join(part for part in sent.body.split(b"&") if part.startswith(b"entry."))
        twin.keep(Sent(sent.path, sent.headers, kept))
    return Answer(200, _PAGE.format("Your response has been recorded"))


def apps_script(twin: Twin, sent: Sent) -> Answer:
    """No preflight; the script's output comes as JSON, or as a page of Google's for browsers."""
    twin.keep(sent)
    return _json(200, ok=True) if sent.wants_json else Answer(200, _PAGE.format("The script completed"))


def stalwart(twin: Twin, sent: Sent) -> Answer:
    """Five an hour from one address, 100 kB; then refused. No CORS."""
    if len(sent.body) > 100_000:
        return Answer(413, _PAGE.format("Too large"))
    if len(twin.kept) >= 5:
        return Answer(429, _PAGE.format("Too many"))
    twin.keep(sent)
    return Answer(200, _PAGE.format("Submitted"))


def mailer(twin: Twin, sent: Sent) -> Answer:
    """A small CGI program: writes, then shows its own page."""
    twin.keep(sent)
    return Answer(200, _PAGE.format("Thank you for your mail"))
