"""The tip form of one page: which questions it asks, where and how they are sent, who receives them."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from plainsight.tip_adapters import PRESETS, Preset, Sending
from plainsight.tip_checks import check_tip_settings
from plainsight.tip_choices import offered_countries, offered_languages
from plainsight.tip_destination import Destination
from plainsight.tip_encryption import recipients
from plainsight.tip_fields import (
    EMPTY_CHOICE,
    FIELDS,
    FORM_VERSION,
    OTHER_COUNTRY,
    OTHER_LANGUAGE,
    Choice,
    Field,
)
from plainsight.tip_settings import (
    LOCAL_ENDPOINT,
    TipSettings,
    every_way,
    field_names,
    form_action,
    form_action_sources,
    page_policies,
    referrer_policy,
    tip_destination,
    tip_sending,
)
from plainsight.tip_words import ADAPTER_NOTES

__all__ = [
    "LOCAL_ENDPOINT",
    "Route",
    "TipForm",
    "TipSettings",
    "check_tip_settings",
    "form_action_sources",
    "page_policies",
    "tip_form",
]
_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_END = " ?？؟:：។။"


@dataclass(frozen=True)
class Route:
    """A country with a form of its own: its `code` in upper case, its `name`, the address of its page.

    `posts` says whether its form can be sent from a page that routes by script; `phone` and `notes` as in `TipForm`.
    """

    code: str
    name: str
    href: str
    posts: bool
    destination: Destination
    notes: tuple[str, ...] = ()
    encrypts: bool = False
    own_page: bool = False
    phone: Any = None


@dataclass(frozen=True)
class TipForm:
    """The tip form of one page, ready for its template.

    In mode `post`, `action`, `enctype` and `attributes` are the form's (its method is always post) and `hidden` its
    hidden inputs as (name, value); in mode `link`, `action` is where the link leads; in mode `phone` it is "".
    `fields` is empty but in mode `post`; one without `sent_as` cannot be sent without script, and is shown by it.
    `receiver` is the name of who gets the tip, "" where nobody has told us; `phone` is a hotline to call instead. `notes` are critical messages about the
    service in between, `own_page` whether it shows a page of its own after sending. `country` is the code of the
    country that this page is for, "" for all; `routes` are the countries with other pages. `ways` is what the script
    must know, as JSON, `sent` where it leads after success. `encrypts` says that it encrypts, `plain_allowed` that it may also send as it is.
    """

    mode: str
    action: str
    enctype: str
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...]
    receiver: str
    phone: Any
    destination: Destination
    attributes: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    own_page: bool
    country: str
    routes: tuple[Route, ...]
    ways: str
    sent: str
    encrypts: bool
    plain_allowed: bool
    loads_script: bool
    preset: Preset


def tip_form(
    settings: TipSettings,
    *,
    tag: str,
    countries: Iterable[tuple[str, str]],
    languages: Iterable[tuple[str, str]],
    country: str = "",
    home: str = "",
    country_name: Callable[[str], str] = str,
    language_name: Callable[[str], str] = str,
    phone: Callable[[str], Any] = lambda code: None,
    speak: Callable[[tuple[str, ...], str], str] = lambda languages, message: message,
    trial: bool = False,
) -> TipForm:
    """The tip form of the edition `tag`, from checked `settings`, for everywhere or for the route `country`.

    `countries` are (ISO 3166 code, name in this edition) and `languages` (language tag, own name) of the site, in the
    order to show; `home` is the code of its own country. `country_name` and `language_name` name what is not among
    them. `phone` gives a hotline to call in the country of a code, None if there is none. `speak` gives an interface
    message in the first language of a list that the site has: labelled lines are for the receiver. A `trial` form marks
    what it sends as a test: endpoints that keep the contract do not route such tips.
    """
    ways = every_way(settings)
    own = ways[country]
    countries = list(countries)
    named = {code.upper(): name for code, name in countries}
    found = tuple(
        replace(
            _route(way, code.upper(), named.get(code.upper()) or country_name(code.upper()), tag), phone=phone(code)
        )
        for code, way in ways.items()
        if code and code != country
    )
    destination, encrypts = tip_destination(own), bool(recipients(own.encrypt))
    how = tip_sending(own, tag)
    here = {way.code.lower(): ways[way.code.lower()] for way in found if way.posts} if not country else {}
    posts = own.mode == "post"
    meta = {"form_lang": tag, "form_version": f"test-{FORM_VERSION}" if trial else FORM_VERSION}
    if country:
        meta["where_country"] = country.upper()
    options = {
        "where_country": offered_countries(
            countries, chosen=own.countries, routed=[way.code for way in found], home=home, name=country_name
        ),
        "reply_language": offered_languages(
            languages,
            read=[tag for way in (destination, *(way.destination for way in found)) for tag in way.languages],
            tag=tag,
            name=language_name,
        ),
    }
    return TipForm(
        mode=own.mode,
        action=form_action(own) if posts else own.endpoint if own.mode == "link" else "",
        enctype=_MULTIPART if posts and "photo" in field_names(own) else _URLENCODED,
        fields=_fields(own, how, options, country, plain=_may_be_plain(own)) if posts else (),
        # tip_id stays empty without script: a value in the page would be the same for every reader.
        hidden=tuple(_hidden(how, {**meta, "tip_id": ""}).items()) if posts else (),
        receiver=destination.name,
        phone=phone(country or home),
        destination=destination,
        attributes=_filled(how),
        notes=_notes(own, how) if posts else (),
        own_page=how.own_page,
        country=country.upper(),
        routes=found,
        ways=json.dumps(
            {code.upper(): _way(way, tag, meta, speak) for code, way in {"": own, **here}.items()},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        if posts
        else "",
        sent=settings.sent,
        encrypts=encrypts,
        plain_allowed=_may_be_plain(own),
        loads_script=posts and (encrypts or any(recipients(way.encrypt) for way in here.values())),
        preset=PRESETS.get(own.adapter, Preset("")) if own.mode == "link" else Preset(""),
    )


def _may_be_plain(way: TipSettings) -> bool:
    return not recipients(way.encrypt) or bool(way.encrypt.get("plain_allowed"))


def _route(way: TipSettings, code: str, name: str, tag: str) -> Route:
    how, posts = tip_sending(way, tag), way.mode == "post"
    return Route(
        code,
        name,
        way.form_of(code),
        posts,
        tip_destination(way),
        _notes(way, how) if posts else (),
        bool(recipients(way.encrypt)),
        posts and how.own_page,
    )


def _notes(way: TipSettings, how: Sending) -> tuple[str, ...]:
    # To whom a script sends, its browser tells the name of the site, whatever the page's policy is.
    learns_site = how.adapter.wants_referrer or (how.adapter.company and how.fetches)
    ids = {"scores": how.adapter.scores, "learns_site": learns_site}
    return tuple(
        ADAPTER_NOTES[id] for id, holds in ids.items() if holds and not (id == "scores" and recipients(way.encrypt))
    )


def _filled(how: Sending) -> tuple[tuple[str, str], ...]:
    return tuple((name, "tip" if value == "{form}" else value) for name, value in how.adapter.attributes.items())


def _hidden(how: Sending, meta: Mapping[str, str]) -> dict[str, str]:
    named = {how.name(name): value for name, value in meta.items()}
    return {**how.hidden, **{name: value for name, value in named.items() if name}}


def _way(
    way: TipSettings, tag: str, meta: Mapping[str, str], speak: Callable[[tuple[str, ...], str], str]
) -> dict[str, Any]:
    """What the script needs to send by `way`; an option that is not taken is left out, because every byte is paid for."""
    how = tip_sending(way, tag)
    lines = {
        field.name: speak(tip_destination(way).languages, field.label).rstrip(_END)
        for field in FIELDS
        if not how.name(field.name)
    }
    found = {
        "action": form_action(way),
        "hidden": [list(pair) for pair in _hidden(how, meta).items()],
        "names": dict(how.names),
        "lines": lines,
        "referrer": referrer_policy(way),
    }
    options = {
        "any": how.adapter.takes_any,
        "proof": [list(marker) for marker in how.markers] if how.fetches else [],
        "moves": bool(how.adapter.redirects),
        "keys": list(recipients(way.encrypt)),
        "plain": bool(recipients(way.encrypt)) and _may_be_plain(way),
    }
    return found | {name: value for name, value in options.items() if value}


def _fields(
    settings: TipSettings, how: Sending, offered: Mapping[str, Mapping[str, str]], country: str, *, plain: bool
) -> tuple[Field, ...]:
    names = {*field_names(settings), "leave_empty"} - ({"where_country"} if country else set())
    options = {
        "where_country": _choices(offered["where_country"], OTHER_COUNTRY),
        "reply_language": _choices(offered["reply_language"], OTHER_LANGUAGE),
    }
    return tuple(
        replace(field, choices=options.get(field.name, field.choices), sent_as=how.name(field.name) if plain else "")
        for field in FIELDS
        if field.name in names
    )


def _choices(named: Mapping[str, str], other: Choice) -> tuple[Choice, ...]:
    return (EMPTY_CHOICE, *(Choice(id, name, literal=True) for id, name in named.items()), other)
