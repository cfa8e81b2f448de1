"""Which countries and languages the tip form offers. The lists are short: every name is paid for in every edition."""

from collections.abc import Callable, Iterable, Mapping

MOST = 20
"""A site with more countries or languages than this offers only those that it has a reason for."""


def offered_countries(
    known: Iterable[tuple[str, str]],
    *,
    chosen: Iterable[str],
    routed: Iterable[str],
    home: str,
    name: Callable[[str], str],
) -> dict[str, str]:
    """The countries to offer: names by ISO 3166 code in upper case, those that the site knows first, in its order.

    They are the `chosen` ones; without any, all that are `known` where they are few, else `home`. Countries that are
    `routed` to a hotline of their own are always among them. `name` names a country that is not known.
    """
    names = {code.upper(): text for code, text in known}
    wanted = [code.upper() for code in chosen] or (
        list(names) if len(names) <= MOST else [home.upper()] if home else []
    )
    return _in_order(names, [*wanted, *(code.upper() for code in routed)], name)


def offered_languages(
    known: Iterable[tuple[str, str]], *, read: Iterable[str], tag: str, name: Callable[[str], str]
) -> dict[str, str]:
    """The languages to offer for an answer: own names by language tag, those of the site first, in its order.

    They are those that receivers `read` and the one of the edition `tag`; with them all that are `known`, where they
    are few. `name` gives the own name of a language that the site does not have.
    """
    names = dict(known)
    few = names if len(names) <= MOST else [found for found in (tag,) if found in names]
    return _in_order(names, [*few, *read], name)


def _in_order(names: Mapping[str, str], wanted: Iterable[str], name: Callable[[str], str]) -> dict[str, str]:
    wanted = dict.fromkeys(wanted)
    return {each: names[each] for each in names if each in wanted} | {
        each: name(each) for each in wanted if each not in names
    }
