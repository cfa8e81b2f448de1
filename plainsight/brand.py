"""How a publisher makes the site theirs: a name, two colours, a logo and an icon."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from plainsight.findings import Finding
from plainsight.palette import TOKENS, check_brand_colours
from plainsight.pictures import Picture, read_picture

LOGO_LIMIT, ICON_LIMIT = 8_000, 2_000
"""How many bytes the logo and the icon may have. They are files of their own, fetched once and needed to read nothing."""

_WIDEST = 5


@dataclass(frozen=True)
class Brand:
    """The five settings; "" leaves what the theme and the first page have. `logo` and `icon` are below the content folder."""

    name: str = ""
    colour: str = ""
    accent: str = ""
    logo: str = ""
    icon: str = ""


def check_brand(brand: Brand, content: Path, theme: Path, where: str) -> Iterator[Finding]:
    """A finding for each of the five settings that cannot be used. `where` names the settings file."""
    if brand.name != brand.name.strip() or any(character < " " for character in brand.name):
        yield Finding(where, f"SITE_NAME is {brand.name!r}.", "Write it in one line, without spaces around it.")
    tokens = theme / TOKENS
    if tokens.is_file():  # a theme without it is refused for that
        yield from check_brand_colours(tokens.read_text(encoding="utf-8"), brand.colour, brand.accent, where)
    for setting, _, _, findings in _pictures(brand, content):
        for finding in findings:
            yield Finding(where, f"{setting}: {finding.where} {finding.what}", finding.remedy)


def brand_pictures(brand: Brand, content: Path) -> dict[str, tuple[str, Picture]]:
    """The logo and the icon, by these two words: the name of the file that is written, and the picture."""
    return {
        name: (f"{name}.{picture.kind}", picture)
        for _, name, picture, _ in _pictures(brand, content)
        if picture is not None
    }


def brand_view(brand: Brand, content: Path, name: str) -> SimpleNamespace:
    """The brand as a template shows it: `name` (that of the first page where none is set), `logo` and `icon`, or None.

    Both pictures have `file` (its name below the output folder), `width` and `height`.
    """
    shown = dict.fromkeys(("logo", "icon"))
    for key, (file, picture) in brand_pictures(brand, content).items():
        shown[key] = SimpleNamespace(file=file, width=picture.width, height=picture.height)
    return SimpleNamespace(name=brand.name or name, **shown)


def _pictures(brand: Brand, content: Path) -> Iterator[tuple[str, str, Picture | None, list[Finding]]]:
    """Of each picture that is set: its setting, what it is, itself, and what is wrong with it."""
    wanted = (("SITE_LOGO", "logo", brand.logo, LOGO_LIMIT), ("SITE_ICON", "icon", brand.icon, ICON_LIMIT))
    for setting, name, file, limit in wanted:
        if not file:
            continue
        path, shown = (content / file).resolve(), f"{content.name}/{file}"
        if not path.is_relative_to(content.resolve()):
            yield setting, name, None, [Finding(shown, "is not below the content folder.", "Put it there.")]
        else:
            picture, findings = read_picture(path, shown, limit, wordless=name == "icon")
            if picture and picture.width > _WIDEST * picture.height:
                what = f"is {picture.width} to {picture.height}: wider than {_WIDEST} to 1, it does not fit a phone."
                picture, findings = None, [Finding(shown, what, "Take a version that is less wide.")]
            yield setting, name, picture, findings
