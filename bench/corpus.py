"""One corpus for every builder: campaign pages in English, and made-up translations of them, the same each time.

A translation replaces each word by a made-up word of the language's own script; marks, links and numbers stay.
"""

import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# 100 locales, right-to-left ones and eleven scripts among the first ten, so that small runs are not all Latin.
LOCALES = (  # noqa: SIM905 - a hundred quotation marks less
    "en es ar my zh_Hant ru fr hi th am pt fa uk vi bn tr ur ko ja de it pl ro nl el he ka hy ta te ml kn gu pa mr ne si km lo "
    "ti so sw ha yo ig zu xh af sq az eu be bs bg ca hr cs da et fil fi gl hu is id ga kk ky lv lt mk ms mt mn nb or ps sr sk sl "
    "sv tg tk uz cy zh_Hans sd rw mg ny sn st tn ts lb br fo as ku om"
).split()
# The pages that every site of ours has; the others are called page-7 and so on.
NEEDED = ("home", "help", "tip", "tip-sent", "safety", "404")
# What the templates of every builder say on each page, beside the text of the page.
INTERFACE = (
    "Menu", "Language:", "All languages", "Pages", "Leave this site", "In danger now?", "Other hotlines and countries",
    "Others may see that you were here.", "Use this site more safely", "Go to the main text",
)  # fmt: skip
_SENTENCES = (
    "If you are in danger now, call the emergency number.",
    "You do not have to give your name.",
    "Somebody who **controls your papers** has power over you.",
    "Nobody may keep your passport, your phone or your pay.",
    "You can [talk to a hotline]({page}) in your own language.",
    "They answer at night and on holidays too.",
    "It is **not your fault**, whatever you agreed to at first.",
    "Read [what happens when you call]({page}) before you decide.",
    "An offer that sounds too good often comes with a debt.",
    "Ask who pays for the journey, the room and the food.",
    "Write down the name of the street and of the firm.",
    "People who work without papers **have rights** as well.",
    "A child can never agree to be used.",
    "The police can come without sirens if you ask for that.",
    "Tell a person whom you trust where you are going.",
    "You can stop the call at any time and call again later.",
    "Some workers live where they work and never go out alone.",
    "Others speak for them, and watch them when they talk to you.",
    "See [the signs]({page}) and do not question anybody on the spot.",
    "Keep a copy of your contract on another phone.",
    "Workers in 24 trades told us about the same three tricks.",
    "Close this page and clear its trace when you have read it.",
    "Your message goes to **people who listen** and not to us.",
    "Leaving can be dangerous, so make a plan with somebody first.",
)
_TITLES = (
    "Get help",
    "Send a tip",
    "Your rights",
    "Learn the signs",
    "Is this offer real",
    "Leaving safely",
    "For families",
    "At work",
)
_LABEL = re.compile(
    r"\{page\}|\]\([^)]*\)|\]\[\d+\]|%\(\w+\)s|%\(\w+\)d|\{\w+\}|<[^>]*>|&\w+;|\[\^[^\]]*\]|[a-z]+://\S+|\w+\.\w+"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
# Syllables by the first language of each script; every other language writes Latin ones.
_SYLLABLES = {
    "ar": "با تو سي لم نا رو كي مد", "fa": "با تو سی لم نا رو کی مد", "ur": "با تو سی لم نا رو کی مد",
    "ps": "با تو سي لم نا رو کي مد", "sd": "با تو سي لم نا رو کي مد", "he": "בא תו סי לם נא רו קי מד",
    "my": "မာ နီ တူ လေ ကိ ရာ သူ ပေ", "zh": "人 大 家 工 心 口 山 水", "ja": "か に の た し ま る も", "ko": "가 나 도 리 무 사 오 지",
    "ru": "ба то си лу не ро ки ма", "th": "มา นี ตู เล กิ รา สู เป", "am": "ሀ ሉ ሚ ራ ሴ ቶ ነ ካ", "ti": "ሀ ሉ ሚ ራ ሴ ቶ ነ ካ",
    "hi": "मा नी तू ले कि रा सू पे", "bn": "মা নী তূ লে কি রা সূ পে", "el": "βα το σι λυ νε ρο κι μα",
    "ka": "ბა თო სი ლუ ნე რო კი მა", "hy": "բա տո սի լու նե րո կի մա", "ta": "மா நீ தூ லே கி ரா ஸூ பே",
    "te": "మా నీ తూ లే కి రా సూ పే", "ml": "മാ നീ തൂ ലേ കി രാ സൂ പേ", "kn": "ಮಾ ನೀ ತೂ ಲೇ ಕಿ ರಾ ಸೂ ಪೇ",
    "gu": "મા ની તૂ લે કિ રા સૂ પે", "pa": "ਮਾ ਨੀ ਤੂ ਲੇ ਕਿ ਰਾ ਸੂ ਪੇ", "or": "ମା ନୀ ତୂ ଲେ କି ରା ସୂ ପେ",
    "si": "මා නී තූ ලේ කි රා සූ පේ", "km": "មា នី តូ លេ កិ រា សូ ប៉េ", "lo": "ມາ ນີ ຕູ ເລ ກິ ຣາ ສູ ເປ",
}  # fmt: skip
_SAME = {
    "as": "bn",
    "mr": "hi",
    "ne": "hi",
    "uk": "ru",
    "be": "ru",
    "bg": "ru",
    "kk": "ru",
    "ky": "ru",
    "mk": "ru",
    "mn": "ru",
    "sr": "ru",
    "tg": "ru",
}
_LATIN = ("ba", "to", "si", "lu", "ne", "ro", "ki", "ma")


@dataclass(frozen=True)
class Page:
    """A page: `blocks` are (kind, texts), kind one of h2, p, ul; texts are inline Markdown."""

    slug: str
    title: str
    description: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    nav: int | None

    def texts(self) -> Iterator[str]:
        """Everything that is translated."""
        yield from (self.title, self.description)
        for _, texts in self.blocks:
            yield from texts

    def markdown(self, say=lambda text: text) -> str:
        """The body as Markdown, each text as `say` gives it."""
        parts = []
        for kind, texts in self.blocks:
            mark = {"h2": "## ", "p": "", "ul": "- "}[kind]
            parts.append("\n".join(mark + say(text) for text in texts))
        return "\n\n".join(parts) + "\n"


def make_pages(count: int) -> list[Page]:
    """`count` pages, the needed ones first; the same for the same count."""
    slugs = [*NEEDED, *(f"page-{number}" for number in range(len(NEEDED) + 1, count + 1))][:count]
    chance = random.Random(7)  # noqa: S311 - texts, not secrets
    # 404 stands alone, so nothing leads there.
    led = [slug for slug in slugs if slug != "404"]
    pages = []
    for number, slug in enumerate(slugs):

        def text(sentences: int) -> str:
            chosen = chance.sample(_SENTENCES, sentences)
            # A number of its own keeps pages from being each other's copies.
            own = f" See part {chance.randrange(10, 10_000)} of the guide."
            return " ".join(one.format(page=f"{chance.choice(led)}.md") for one in chosen) + (
                own if chance.random() < 0.5 else ""
            )

        blocks: list[tuple[str, tuple[str, ...]]] = [("p", (text(2),))]
        for part in range(4):
            blocks += [("h2", (f"{chance.choice(_TITLES)} {part + 1}",)), ("p", (text(3),)), ("p", (text(2),))]
            if part % 2:
                blocks.append(("ul", tuple(text(1) for _ in range(4))))
        title = f"{_TITLES[number % len(_TITLES)]} {number + 1}"
        pages.append(
            Page(slug, title, f"What to know about part {number + 1}.", tuple(blocks), number if number < 8 else None)
        )
    return pages


@lru_cache(maxsize=200_000)
def translate(text: str, locale: str) -> str:
    """`text` in the made-up language of `locale`; itself in English."""
    if locale == "en":
        return text
    language = locale.partition("_")[0]
    syllables = _SYLLABLES.get(_SAME.get(language, language))
    made = tuple(syllables.split()) if syllables else _LATIN
    out, last = [], 0
    for kept in [*_LABEL.finditer(text), None]:
        end = kept.start() if kept else len(text)
        out.append(_WORD.sub(lambda match: _word(match[0], locale, made), text[last:end]))
        if kept:
            out.append(kept[0])
            last = kept.end()
    return "".join(out)


@lru_cache(maxsize=200_000)
def _word(word: str, locale: str, made: tuple[str, ...]) -> str:
    number = zlib.crc32(f"{locale} {word.lower()}".encode())
    letters = "".join(made[(number >> (3 * place)) % 8] for place in range(max(1, (len(word) + 1) // 2)))
    return letters.capitalize() if word[0].isupper() else letters
