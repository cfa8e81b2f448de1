"""The colours of the theme: which text stands on which ground, and what a publisher's two colours make of them."""

import re
from collections.abc import Iterator, Mapping

from plainsight.findings import Finding

TOKENS = "tokens.css"
"""The theme's file of tokens: `--name: value;` for light screens, then, within a media query, for dark ones."""
TEXT_CONTRAST = 7.0
EDGE_CONTRAST = 3.0
"""What WCAG 2.2 asks of text (1.4.6, AAA), and of what is to be seen and used (1.4.11)."""

TEXTS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "link") for ground in ("paper", "card", "warm", "alert")),
    ("soft", "paper"),
    ("soft", "card"),
    ("paper", "exit"),
    ("on-band", "band"),
    ("on-glow", "glow"),
)
"""Each token that is a colour of text, with each ground that it stands on."""
EDGES = (("edge", "paper"), ("edge", "card"), ("glow", "band"))
"""Each token whose shape must be seen, with what is around it."""

_DARK, _PRINT = "@media screen and (prefers-color-scheme: dark)", "@media print"
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3}(?:[0-9a-f]{3})?);")
_WHITE, _INK = "#ffffff", "#1d1f1e"
_GROUNDS = ("paper", "card", "warm", "alert")

Colours = Mapping[str, str]


def read_colours(css: str) -> tuple[Colours, Colours]:
    """The colours of the tokens in `css` by name, on light screens and on dark ones."""
    light, _, dark = css.partition(_PRINT)[0].partition(_DARK)
    day = dict(_COLOUR.findall(light))
    return day, {**day, **dict(_COLOUR.findall(dark))}


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG defines it: from 1 to 21. Colours are `#rgb` or `#rrggbb`."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def check_colours(css: str, where: str) -> Iterator[Finding]:
    """A finding for each colour of the tokens in `css` that is missing, or does not stand out where it is used."""
    for screen, colours in zip(("light", "dark"), read_colours(css), strict=True):
        for pairs, needed in ((TEXTS, TEXT_CONTRAST), (EDGES, EDGE_CONTRAST)):
            for front, ground in pairs:
                if missing := {front, ground} - colours.keys():
                    yield Finding(
                        where, f"has no colour --{min(missing)}.", f"Write --{min(missing)}: #rrggbb; into it."
                    )
                elif (found := contrast(colours[front], colours[ground])) < needed:
                    what = f"--{front} {colours[front]} on --{ground} {colours[ground]} has {found:.1f}:1 on {screen} screens; {needed:.0f}:1 is needed."
                    yield Finding(where, what, "Make one of the two lighter or darker.")


def check_brand_colours(css: str, colour: str, accent: str, where: str) -> Iterator[Finding]:
    """A finding for each of a publisher's two colours ("" for none) that cannot be used with the tokens in `css`."""
    named = {"SITE_COLOUR": colour, "SITE_ACCENT": accent}
    wrong = {name: value for name, value in named.items() if value and not re.fullmatch(r"#[0-9a-fA-F]{6}", value)}
    for name, value in wrong.items():
        yield Finding(where, f"{name} is {value!r}.", 'Write it as six hexadecimal digits, such as "#0a424a".')
    if wrong:
        return
    tokens = read_colours(css)
    dull = {name: value for name, value in named.items() if value and not _carries_text(value)}
    for name, value in dull.items():
        what = (
            f"{name} {value} has a contrast of {contrast(value, _WHITE):.1f}:1 with white text and "
            f"{contrast(value, _INK):.1f}:1 with dark text; text needs {TEXT_CONTRAST:.0f}:1."
        )
        yield Finding(where, what, _offer(tokens, named, name))
    if dull:
        return
    for screen in brand(*tokens, colour, accent):
        if screen.keys() >= {"glow", "band"} and (found := contrast(screen["glow"], screen["band"])) < EDGE_CONTRAST:
            what = (
                f"SITE_ACCENT {screen['glow']} on SITE_COLOUR {screen['band']} has {found:.1f}:1; "
                f"{EDGE_CONTRAST:.0f}:1 is needed to see where a number can be pressed."
            )
            yield Finding(where, what, _offer(tokens, named, "SITE_ACCENT" if accent else "SITE_COLOUR"))
            return


def _offer(tokens: tuple[Colours, Colours], named: Mapping[str, str], name: str) -> str:
    """A sentence with the shade nearest to the colour of the setting `name` that can be used beside the other's."""
    others = [value for other, value in named.items() if other != name and _carries_text(value or _WHITE)]
    for other in (*others, ""):
        for step in range(1, 51):
            for end in ("#000000", _WHITE):
                shade = mix(named[name], end, step / 50)
                if _fits(tokens, *((shade, other) if name == "SITE_COLOUR" else (other, shade))):
                    return f"Take the nearest shade that can be used, {shade}."
    return "Take a colour that is much darker or lighter."


def _fits(tokens: tuple[Colours, Colours], colour: str, accent: str) -> bool:
    return all(
        _carries_text(screen["band"])
        and _carries_text(screen["glow"])
        and contrast(screen["glow"], screen["band"]) >= EDGE_CONTRAST
        for screen in brand(*tokens, colour, accent)
        if screen.keys() >= {"glow", "band"}
    )


def brand(light: Colours, dark: Colours, colour: str, accent: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours with a publisher's two in their place ("" leaves the theme's); what follows from them is derived.

    `colour` is the ground of the band and of buttons, and, as dark or as light as it must be, that of links.
    `accent` is the ground of the numbers to call, and the line below the band.
    """
    day, night = dict(light), dict(dark)
    if colour:
        on_band = _text_on(colour)
        day |= {"band": colour, "on-band": on_band, "link": _legible(colour, "#000000", light)}
        deep = mix(colour, "#000000", 0.25) if on_band == _WHITE else colour
        night |= {"band": deep, "on-band": on_band, "link": _legible(colour, _WHITE, dark)}
    if accent:
        for colours in (day, night):
            colours |= {"glow": accent, "on-glow": _text_on(accent)}
    return day, night


def branded_css(css: str, colour: str, accent: str) -> str:
    """The tokens in `css` with a publisher's two colours and what follows from them."""
    if not colour and not accent:
        return css
    day, night = brand(*read_colours(css), colour, accent)
    screens, *paper = css.partition(_PRINT)
    light, mark, dark = screens.partition(_DARK)
    light = _COLOUR.sub(lambda found: f"--{found[1]}: {day[found[1]]};", light)
    dark = _COLOUR.sub(lambda found: f"--{found[1]}: {night[found[1]]};", dark)
    return "".join((light, mark, dark, *paper))


def mix(first: str, second: str, share: float) -> str:
    """A colour between two: `share` is that of the second, from 0 to 1."""
    parts = (round(a + (b - a) * share) for a, b in zip(_channels(first), _channels(second), strict=True))
    return f"#{''.join(f'{part:02x}' for part in parts)}"


def _legible(colour: str, towards: str, colours: Colours) -> str:
    shades = (mix(colour, towards, step / 50) for step in range(51))
    return next(
        shade for shade in shades if all(contrast(shade, colours[ground]) >= TEXT_CONTRAST for ground in _GROUNDS)
    )


def _text_on(ground: str) -> str:
    return max(_WHITE, _INK, key=lambda text: contrast(text, ground))


def _carries_text(ground: str) -> bool:
    return contrast(_text_on(ground), ground) >= TEXT_CONTRAST


def _channels(colour: str) -> tuple[int, ...]:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
