"""The editions of a site, each with the catalogs that serve it, nearest first."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from plainsight.catalogs import Chain, Translations, load_translations, select
from plainsight.editions import Edition
from plainsight.findings import Finding
from plainsight.known_messages import Templates
from plainsight.locale_ids import all_locale_folders, fallback_chain
from plainsight.locales import PSEUDO, LocaleFile, find_locale, read_locale_file
from plainsight.po_read import read_po
from plainsight.pseudo import pseudo_catalog
from plainsight.settings import Settings
from plainsight.verdicts import Verdicts

_UNKNOWN = "Use an id such as es, pt_BR or zh_Hant, or give its locale.toml a name and a direction."


def load_editions(settings: Settings, findings: list[Finding], verdicts: Verdicts | None = None) -> tuple[Edition, ...]:
    """The edition of each of LOCALES; appends to `findings`. `verdicts` are those of `load_translations`."""
    editions, templates = [], Templates(settings.translations)
    folders = all_locale_folders(settings.translations)
    for locale_id in dict.fromkeys(settings.locales):
        try:
            editions.append(load_edition(settings, locale_id, findings, templates, folders, verdicts))
        except ValueError as error:
            findings.append(Finding(settings.where, f"LOCALES: {error}.", _UNKNOWN))
    return tuple(editions)


def load_edition(
    settings: Settings,
    locale_id: str,
    findings: list[Finding],
    templates: Templates | None = None,
    folders: Mapping[str, list[Path]] | None = None,
    verdicts: Verdicts | None = None,
) -> Edition:
    """The edition in `locale_id` with its catalogs; appends to `findings`; raises `ValueError` for an unknown id.

    `templates` are those of `settings`, and `folders` all of `all_locale_folders`, read once for many editions;
    `verdicts` are those of `load_translations`.
    """
    folders = all_locale_folders(settings.translations) if folders is None else folders
    source, templates = find_locale(settings.source_locale), templates or Templates(settings.translations)
    if locale_id == source.id:
        return Edition(source, source)
    if locale_id in PSEUDO:
        interface, content = (_pseudo(settings, domain, locale_id) for domain in ("interface", "content"))
        return Edition(find_locale(locale_id), source, LocaleFile("pseudo"), (interface,), (content,))
    own = folders.get(locale_id) or [settings.translations / locale_id]
    if len(own) > 1:
        what = f"and {own[1].name} are folders of one locale."
        findings.append(Finding(f"translations/{own[0].name}", what, f"Keep one, and call it {locale_id}."))
    folder = own[0]
    file, more = read_locale_file(folder / "locale.toml") if folder.is_dir() else (LocaleFile(), [])
    findings.extend(more)
    if settings.publishing and locale_id in settings.publish_draft_locales:
        file = replace(file, status="draft")  # what nobody needs to have reviewed says so on every page
    locale = find_locale(locale_id, file, source.babel)
    if not folder.is_dir():
        what = f"LOCALES names {locale_id!r}, and there is no folder translations/{locale_id}."
        findings.append(
            Finding(settings.where, what, f"Run: invoke new-locale {locale_id}, or remove it from LOCALES.")
        )
    chain = [name for name in fallback_chain(locale_id) if name != source.id]
    interface, content = (
        Chain(
            *(
                partial(
                    load_translations,
                    (folders.get(name) or [settings.translations / name])[0] / "LC_MESSAGES" / f"{domain}.po",
                    domain,
                    name,
                    file.plural if name == locale_id else "",
                    templates,
                    verdicts,
                )
                for name in chain
            )
        )
        for domain in ("interface", "content")
    )
    return Edition(locale, source, file, interface, content)


def _pseudo(settings: Settings, domain: str, locale_id: str) -> Translations:
    template, _ = read_po(settings.translations / f"{domain}.pot")
    # Its findings would be about no translator's work.
    return replace(select(pseudo_catalog(template, locale_id), domain, locale_id), findings=())
