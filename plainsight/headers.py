"""What a web server should send with each page: one list, written as ready files for common hosts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plainsight.root_redirect import REDIRECTS, Redirect
from plainsight.tip_settings import TipSettings, page_policies

YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Rule:
    """The headers, as (name, value), of the file `page` in every edition; of every file where it is ""."""

    page: str
    headers: tuple[tuple[str, str], ...]


def header_rules(tip: TipSettings) -> tuple[Rule, ...]:
    """The rules of a site with these tip settings: those for every file, then those of each page that has a form.

    Addresses to post to come from where the policy inside the pages has them, so that neither allows what the other forbids.
    """
    policies = page_policies(tip)
    posts = sorted({origin for policy in policies.values() for origin in policy.form_action})
    policy = (
        "base-uri 'none'",
        f"form-action {' '.join(posts) or chr(39) + 'none' + chr(39)}",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
    everywhere = (
        ("Content-Security-Policy", "; ".join(policy)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=()"),
        ("Referrer-Policy", "no-referrer"),
        # Brave offers to open the site without writing it into the history.
        ("Request-OTR", "1"),
        ("Strict-Transport-Security", f"max-age={YEAR}"),
        ("X-Content-Type-Options", "nosniff"),
        # Without it, browsers may look up the hotlines that a page links to before anybody asks.
        ("X-DNS-Prefetch-Control", "off"),
        ("X-Frame-Options", "DENY"),
    )
    forms = []
    for name, found in sorted(policies.items()):
        referrer = [("Referrer-Policy", found.referrer)] if found.referrer != "no-referrer" else []
        forms.append(Rule(name, (("Cache-Control", "no-store"), *referrer)))
    return (Rule("", everywhere), *forms)


def _netlify(rules: tuple[Rule, ...]) -> Iterator[str]:
    for rule in rules:
        # These hosts serve a page by its name without the ending too, and Cloudflare by that name only.
        for path in (f"/*/{rule.page}", f"/*/{rule.page.removesuffix('.html')}") if rule.page else ("/*",):
            yield path
            for name, value in rule.headers:
                yield f"  {name}: {value}"


def _apache(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    for rule in rules:
        if rule.page:
            yield f'<Files "{rule.page}">'
        for name, value in rule.headers:
            yield f'Header always set {name} "{value}"'
        if rule.page:
            yield "</Files>"
    yield "</IfModule>"


def _nginx(rules: tuple[Rule, ...]) -> Iterator[str]:
    """One map a header: `add_header` in a location would drop those of the server around it."""
    everywhere, *pages = rules
    names = dict.fromkeys(name for rule in rules for name, _ in rule.headers)
    for name in names:
        usual = dict(everywhere.headers).get(name, "")
        special = [
            (rule.page, value) for rule in pages for key, value in rule.headers if key == name and value != usual
        ]
        if not special:
            yield f'add_header {name} "{usual}" always;'
            continue
        variable = f"$send_{name.lower().replace('-', '_')}"
        yield f"map $uri {variable} {{"
        yield f'  default "{usual}";'
        for page, value in special:
            yield f'  "~/{page.replace(".", chr(92) + ".")}$" "{value}";'
        yield "}"
        yield f"add_header {name} {variable} always;"


HOSTS: dict[str, tuple[str, Callable[[tuple[Rule, ...]], Iterator[str]]]] = {
    "apache": (".htaccess", _apache),
    "netlify": ("_headers", _netlify),
    "nginx": ("headers.conf", _nginx),
}
"""By the name of a host or server: the file that it reads, and how its lines are written. Cloudflare Pages reads Netlify's."""


def header_files(
    hosts: tuple[str, ...], tip: TipSettings, redirects: tuple[Redirect, ...] = ()
) -> Iterator[tuple[str, bytes]]:
    """The files of each of `hosts`, keys of `HOSTS`, as (name, content), with `redirects` from the bare address."""
    files: dict[str, list[str]] = {}
    for host in sorted(set(hosts)):
        name, lines = HOSTS[host]
        files.setdefault(name, []).extend(lines(header_rules(tip)))
        if redirects:
            name, write = REDIRECTS[host]
            files.setdefault(name, []).extend(write(redirects))
    for name, written in files.items():
        yield name, "".join(f"{line}\n" for line in written).encode()
