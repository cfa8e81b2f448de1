"""Starts and updates files for people: pages, locales, templates, catalogs."""

import json
from collections.abc import Iterator
from pathlib import Path

from plainsight.catalog_data import Catalog
from plainsight.extract import DOMAINS, extract_templates
from plainsight.findings import Finding, Refused, errors
from plainsight.glossary import for_locale
from plainsight.locale_ids import canonical_id, locale_folders, posix_name
from plainsight.locales import find_locale, parse_locale_file, read_locale_file
from plainsight.merge import merge
from plainsight.pages import is_address
from plainsight.plurals import plural_header
from plainsight.po_read import read_po
from plainsight.po_write import format_po

_PAGE = """+++
title = "{title}"
description = "One sentence that says what a reader finds here."
+++

## First heading {{#first}}

Write here.
"""


def create_page(root: Path, slug: str, title: str = "") -> str:
    """Make `content/pages/<slug>.md`; returns its path. Raises `Refused` for a bad name or an existing page."""
    where = f"content/pages/{slug}.md"
    if not is_address(slug):
        remedy = "Use lower-case letters, digits and single hyphens: it becomes part of the address."
        raise Refused([Finding(where, f"{slug!r} cannot be the name of a page.", remedy)])
    path = root / where
    if path.exists():
        raise Refused([Finding(where, "exists already.", "Edit it, or choose another name.")])
    title = (title or slug.replace("-", " ").capitalize()).replace("\\", "\\\\").replace('"', '\\"')
    path.write_text(_PAGE.format(title=title), encoding="utf-8")
    return where


def create_locale(root: Path, locale_id: str, name: str = "", direction: str = "", plural: str = "") -> str:
    """Make the folder of a locale with two empty catalogs, as a draft; returns its path. Raises `Refused`.

    `name`, `direction` and `plural` are what its locale file says where CLDR does not know the language.
    """
    where = f"translations/{locale_id}"
    said = {key: value for key, value in (("name", name), ("direction", direction), ("plural", plural)) if value}
    text = "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in {"status": "draft", **said}.items()
    )
    file, findings = parse_locale_file(text, f"{where}/locale.toml")
    if errors(findings):
        raise Refused(findings)
    try:
        locale_id = canonical_id(locale_id)
        locale = find_locale(locale_id, file)
    except ValueError as error:
        remedy = "Use an id such as es, pt_BR or zh_Hant; for a language that CLDR lacks, add --name and --direction."
        raise Refused([Finding(where, f"{error}.", remedy)]) from None
    where = f"translations/{locale_id}"
    if locale.is_pseudo:
        raise Refused(
            [Finding(where, "is a pseudo-locale.", f"It needs no catalogs: invoke build --locales {locale_id}")]
        )
    folder = root / where
    if there := locale_folders(root / "translations", locale_id):
        raise Refused([Finding(f"translations/{there[0].name}", "exists already.", "Run: invoke update")])
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "locale.toml").write_text(text, encoding="utf-8")
    for domain in DOMAINS:
        template = for_locale(_template(root, domain), locale_id)
        header = {
            **template.header,
            "Language": posix_name(locale_id),
            "Plural-Forms": file.plural or plural_header(locale_id),
        }
        path = folder / "LC_MESSAGES" / f"{domain}.po"
        path.write_text(format_po(merge(Catalog(path, header, (), ()), template)), encoding="utf-8")
    return where


def write_templates(root: Path) -> dict[str, int]:
    """Extract and write both templates; returns how many messages each domain has."""
    counts = {}
    for domain, template in extract_templates(root).items():
        path = root / "translations" / f"{domain}.pot"
        path.parent.mkdir(exist_ok=True)
        _write_if_changed(path, format_po(template))
        counts[domain] = len(template.messages)
    return counts


def update_locales(root: Path) -> Iterator[str]:
    """Merge the templates into every locale's catalogs; yields the path of each that changed."""
    templates = {domain: _template(root, domain) for domain in DOMAINS}
    for folder in sorted((root / "translations").iterdir()):
        if not folder.is_dir() or folder.name.startswith((".", "_")):
            continue
        try:
            locale_id = canonical_id(folder.name)
        except ValueError:
            remedy = "Call it like a locale (es, pt_BR, zh_Hant), or move it elsewhere."
            raise Refused([Finding(f"translations/{folder.name}", "is not the folder of a locale.", remedy)]) from None
        plural = read_locale_file(folder / "locale.toml")[0].plural or plural_header(locale_id)
        for domain, template in templates.items():
            path = folder / "LC_MESSAGES" / f"{domain}.po"
            header = {**template.header, "Language": posix_name(locale_id), "Plural-Forms": plural}
            catalog, findings = read_po(path) if path.is_file() else (Catalog(path, header, (), ()), [])
            if errors(findings):  # what cannot be read would be lost when the file is written again
                raise Refused(findings)
            path.parent.mkdir(parents=True, exist_ok=True)
            if _write_if_changed(path, format_po(merge(catalog, for_locale(template, locale_id)))):
                yield path.relative_to(root).as_posix()


def _template(root: Path, domain: str) -> Catalog:
    path = root / "translations" / f"{domain}.pot"
    if not path.is_file():
        raise Refused([Finding(f"translations/{domain}.pot", "is missing.", "Run: invoke extract")])
    return read_po(path)[0]


def _write_if_changed(path: Path, text: str) -> bool:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
