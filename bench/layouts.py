"""The corpus in the layout of each builder: Plainsight, Hugo, Pelican, Pelican with i18n_subsites."""

import json
import shutil
from pathlib import Path

from babel import Locale

from bench.corpus import INTERFACE, Page, make_pages, translate
from plainsight.catalog_data import Catalog, Message
from plainsight.hotlines import load_hotlines
from plainsight.locales import find_locale
from plainsight.pages import read_page
from plainsight.plurals import plural_count, plural_header
from plainsight.po_read import read_po
from plainsight.po_write import format_po

ROOT = Path(__file__).resolve().parent.parent


def tag(locale: str) -> str:
    """The language tag of `locale`."""
    return locale.replace("_", "-")


def direction(locale: str) -> str:
    """The direction of the language: ltr or rtl."""
    return Locale.parse(locale).text_direction


def own_name(locale: str) -> str:
    """The name of the language in itself, as Plainsight shows it."""
    return find_locale(locale).own_name


def shown(pages: int) -> list[Page]:
    """The pages of every builder; Plainsight makes one more itself, of the hotlines of a country, so it is given one less."""
    return make_pages(pages)


def plainsight(folder: Path, pages: int, locales: list[str]) -> None:
    """A project of ours with the theme and the hotlines of one country; `pages` counts the country's page too."""
    (folder / "content/pages").mkdir(parents=True)
    (folder / "content/hotlines").mkdir()
    shutil.copy(ROOT / "content/hotlines/us.toml", folder / "content/hotlines")
    shutil.copytree(ROOT / "theme", folder / "theme")
    for name in ("babel.cfg", "tasks.py"):
        shutil.copy(ROOT / name, folder)
    for page in shown(pages)[: pages - 1]:
        template = page.slug if page.slug in ("home", "help", "tip", "tip-sent", "404") else "page"
        fields = [f'title = "{page.title}"', f'description = "{page.description}"', f'template = "{template}"']
        fields += [f"nav = {page.nav}"] if page.nav is not None else []
        fields += ['site_name = "Your rights"'] if page.slug == "home" else []
        # A link to the last page, which is the country's here, leads there.
        body = page.markdown().replace(f"({_last(pages)}.md)", "(country-us.md)")
        (folder / f"content/pages/{page.slug}.md").write_text(
            "\n".join(["+++", *fields, "+++", "", body]), encoding="utf-8"
        )
    (folder / "pelicanconf.py").write_text(
        f'PLUGINS = ["plainsight.plugin"]\nSOURCE_LOCALE = "en"\nLOCALES = {locales!r}\nHOME_COUNTRY = "us"\n'
        # With a form, its lists and a hundred languages, the tip page would be over its 14,000 bytes.
        'TIP_MODE = "phone"\n'
    )
    _catalogs(folder, locales)


def _last(pages: int) -> str:
    return shown(pages)[-1].slug


def _catalogs(folder: Path, locales: list[str]) -> None:
    content: dict[tuple[str | None, str], Message] = {}
    for path in sorted((folder / "content/pages").glob("*.md")):
        page, _ = read_page(path, path.name)
        for message in page.messages():
            content.setdefault((message.context, message.msgid), Message(message.context, message.msgid))
    countries, _ = load_hotlines(folder / "content/hotlines")
    for country in countries.values():
        for line in country.lines:
            content.setdefault((None, line.name), Message(None, line.name))
    interface = read_po(ROOT / "translations/interface.pot")[0].messages
    for domain, messages in (("interface", interface), ("content", tuple(content.values()))):
        template = Catalog(folder / f"translations/{domain}.pot", {}, (), tuple(messages))
        template.path.parent.mkdir(exist_ok=True)
        template.path.write_text(format_po(template), encoding="utf-8")
        for locale in locales:
            if locale != "en":
                _catalog(folder, domain, locale, messages)


def _catalog(folder: Path, domain: str, locale: str, messages) -> None:
    place = folder / "translations" / locale
    (place / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    (place / "locale.toml").write_text('status = "draft"\n')
    header = {"Content-Type": "text/plain; charset=UTF-8", "Language": locale, "Plural-Forms": plural_header(locale)}
    forms = plural_count(header["Plural-Forms"], locale)
    done = tuple(
        Message(
            m.context,
            m.msgid,
            m.plural,
            tuple(translate(m.plural or m.msgid, locale) for _ in range(forms if m.plural else 1)),
            notes=m.notes,
        )
        for m in messages
    )
    path = place / "LC_MESSAGES" / f"{domain}.po"
    path.write_text(format_po(Catalog(path, header, (), done)), encoding="utf-8")


def _localised(text: str, locale: str, ending: str) -> str:
    return translate(text, locale).replace(".md)", ending)


def hugo(folder: Path, pages: int, locales: list[str]) -> None:
    """A Hugo site: content/<tag>/<slug>.md, i18n/<tag>.toml, one layout."""
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "i18n").mkdir()
    everything = shown(pages)
    languages = {
        tag(locale).lower(): {
            "label": own_name(locale),
            "contentDir": f"content/{tag(locale)}",
            "direction": direction(locale),
            "locale": tag(locale),
            "weight": n,
        }
        for n, locale in enumerate(locales, 1)
    }
    conf = {
        "baseURL": "https://example.org/", "title": "Your rights", "defaultContentLanguage": "en", "defaultContentLanguageInSubdir": True,
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "section", "home", "404"], "uglyURLs": True, "relativeURLs": False, "languages": languages,
    }  # fmt: skip
    (folder / "hugo.json").write_text(json.dumps(conf, ensure_ascii=False))
    (folder / "layouts/_default/single.html").write_text(_HUGO)
    for locale in locales:
        place = folder / "content" / tag(locale)
        place.mkdir(parents=True)
        for page in everything:
            front = {
                "title": translate(page.title, locale),
                "description": translate(page.description, locale),
                "slug": _peer_slug(page.slug),
            }
            if page.nav is not None:
                front["menus"] = {"main": {"weight": page.nav + 1}}
            body = page.markdown(lambda text, locale=locale: _localised(text, locale, ".html)"))
            (place / f"{_peer_slug(page.slug)}.md").write_text(
                json.dumps(front, ensure_ascii=False) + "\n\n" + body, encoding="utf-8"
            )
        lines = (f'[s{n}]\nother = "{translate(text, locale)}"\n' for n, text in enumerate(INTERFACE))
        (folder / f"i18n/{tag(locale).lower()}.toml").write_text("".join(lines), encoding="utf-8")


def _peer_slug(slug: str) -> str:
    # "index" and "404" mean something of their own to the others.
    return {"404": "not-found"}.get(slug, slug)


_BODY = """<a class="exit__link" href="https://www.wikipedia.org/">{s4}</a>
<a href="#main">{s9}</a>
<header><a href="#pages">{s0}</a>
<details><summary>{s1} {own}</summary><ul>
{menu}
<li><a href="{root}">{s2}</a></li></ul></details>
<p><strong>{s5}</strong> <a href="tel:911">911</a> <a href="{help}">{s6}</a></p></header>
<aside><p>{s7} <a href="{safety}">{s8}</a></p></aside>
<main id="main"><h1>{title}</h1>
{content}
</main>
<nav id="pages" aria-label="{s3}"><ul>
{nav}
</ul></nav>
"""
_HEAD = """<!doctype html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><meta name="description" content="{description}"></head><body>
"""
_HUGO = (_HEAD + _BODY + "</body></html>\n").format(
    lang="{{ .Language.Lang }}", dir="{{ .Language.Direction }}", description="{{ .Description }}", own="{{ .Language.Label }}",
    title="{{ .Title }}", content="{{ .Content }}", root="/index.html", help="help.html", safety="safety.html",
    menu='{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" hreflang="{{ .Language.Lang }}" lang="{{ .Language.Lang }}" dir="{{ .Language.Direction }}">{{ .Language.Label }}</a></li>\n{{ end }}',
    nav='{{ range site.Menus.main }}<li><a href="{{ .URL }}">{{ .Name }}</a></li>\n{{ end }}',
    **{f"s{n}": f'{{{{ i18n "s{n}" }}}}' for n in range(10)},
)  # fmt: skip


def pelican(folder: Path, pages: int, locales: list[str], subsites: bool = False) -> None:
    """A plain Pelican site with native translations, or one whose languages are sub-sites of i18n_subsites."""
    (folder / "theme/templates").mkdir(parents=True)
    (folder / "theme/static").mkdir()
    (folder / "content").mkdir()
    named = {tag(x).lower(): [tag(x), own_name(x), direction(x)] for x in locales}
    words = {tag(x).lower(): [translate(text, x) for text in INTERFACE] for x in locales}
    (folder / "names.json").write_text(json.dumps({"named": named, "words": words}, ensure_ascii=False))
    everything = shown(pages)
    for locale in locales:
        for page in everything:
            slug = _peer_slug(page.slug)
            body = page.markdown(lambda text, locale=locale: _localised(text, locale, ".html)"))
            nav = f"nav: {page.nav}\n" if page.nav is not None else ""
            text = f"title: {translate(page.title, locale)}\nslug: {slug}\nlang: {tag(locale).lower()}\nsummary: {translate(page.description, locale)}\n{nav}\n{body}"
            (folder / f"content/{slug}.{tag(locale).lower()}.md").write_text(text, encoding="utf-8")
    (folder / "theme/templates/page.html").write_text(_pelican_template(subsites))
    save = "'{slug}.html'" if subsites else "'{lang}/{slug}.html'"
    conf = f"""
import json, pathlib
DATA = json.loads(pathlib.Path(__file__).with_name("names.json").read_text())
NAMED, WORDS = DATA["named"], DATA["words"]
SITENAME = "Your rights"; SITEURL = ""; TIMEZONE = "UTC"; DEFAULT_LANG = "en"; PATH = "content"; THEME = "theme"
PAGE_PATHS = ["."]; ARTICLE_PATHS = []; STATIC_PATHS = []; DIRECT_TEMPLATES = []; THEME_STATIC_PATHS = []
PAGE_URL = PAGE_SAVE_AS = {save}
PAGE_LANG_URL = PAGE_LANG_SAVE_AS = {save}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
MARKDOWN = {{"extensions": ["markdown.extensions.extra", "markdown.extensions.toc"], "output_format": "html5"}}
"""
    conf += "PLUGINS = []\n"
    if subsites:
        conf += 'PLUGINS = ["i18n_subsites"]\nI18N_SUBSITES = {k: {} for k in NAMED if k != "en"}\nI18N_UNTRANSLATED_PAGES = "remove"\n'
    (folder / "pelicanconf.py").write_text(conf)


def _pelican_template(subsites: bool) -> str:
    here = "DEFAULT_LANG" if subsites else "page.lang"
    menu = (
        '<li><a href="{{ page.url }}" aria-current="page">{{ NAMED[HERE][1] }}</a></li>\n{% for t in page.translations|sort(attribute="lang") %}<li><a href="/{{ t.url }}" hreflang="{{ t.lang }}" '
        'lang="{{ t.lang }}" dir="{{ NAMED[t.lang][2] }}">{{ NAMED[t.lang][1] }}</a></li>\n{% endfor %}'
    ).replace("HERE", here)
    if subsites:
        nav = '{% for p in pages if p.nav is defined %}<li><a href="/{{ p.url }}">{{ p.title }}</a></li>\n{% endfor %}'
    else:
        nav = (
            '{% for p in pages if p.nav is defined %}{% set q = ([p] + p.translations) | selectattr("lang", "equalto", page.lang) | first %}'
            '<li><a href="/{{ q.url }}">{{ q.title }}</a></li>\n{% endfor %}'
        )
    return (_HEAD + _BODY + "</body></html>\n").format(
        lang=f"{{{{ NAMED[{here}][0] }}}}", dir=f"{{{{ NAMED[{here}][2] }}}}", description="{{ page.summary | striptags }}",
        own=f"{{{{ NAMED[{here}][1] }}}}", title="{{ page.title }}", content="{{ page.content }}", root="/index.html", help="help.html",
        safety="safety.html", menu=menu, nav=nav, **{f"s{n}": f"{{{{ WORDS[{here}][{n}] }}}}" for n in range(10)},
    )  # fmt: skip
