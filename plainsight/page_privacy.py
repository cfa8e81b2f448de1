"""What a written page may load, run, store and send: nothing but what it says (design section 5, item 5)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plainsight.page_facts import Block, Element, PageFacts
from plainsight.promises import SENDS, STORES
from plainsight.tip_encryption import SCRIPT
from plainsight.tips import TipSettings, page_policies

# (line, what, remedy), for `page_checks` to make findings of.
Fault = tuple[int, str, str]

# Elements that load a document, a program or a style, and `base`, which would bend every relative link.
_LOADING = frozenset({"applet", "base", "embed", "frame", "iframe", "object", "portal"})
# Attributes that load, or send without being asked.
_OPENED = ("src", "srcset", "imagesrcset", "poster", "data", "background", "xlink:href")
_SENDING = ("ping", "formaction", "manifest", "attributionsrc", "action")
# What a link element may be for: a browser opens none of these but the icon.
_LINK_RELS = frozenset({"alternate", "author", "canonical", "icon", "license", "next", "prev"})
_METAS = frozenset({"content-security-policy", "content-type", "x-ua-compatible"})

_STORING = re.compile(rf"\b({'|'.join((*STORES, *SENDS))})\b|\bimport\s*\(")
_DATA_URL = re.compile(r"""url\(\s*("data:[^"]*"|'data:[^']*'|data:[^)"']*|["']?#[^)]*)\s*\)""", re.IGNORECASE)
_STYLE_REQUEST = re.compile(r"@import|@namespace|\burl\(|\bsrc\(|image-set\(", re.IGNORECASE)
_LOCAL_ONLY = frozenset({"'none'", "'self'", "data:"})
# Directives that fall back to default-src.
_FALL_BACK = frozenset({"script-src", "style-src"})


@dataclass(frozen=True)
class FormRules:
    """What the form of one page may do: `action` is "" where it has none.

    `sources` are the origins that it may post to, `connect` those that its script may send to, `scripts` the sources
    of the one script that may be a file of its own, `referrer` what its page may tell of where its reader comes from.
    """

    action: str = ""
    sources: frozenset[str] = frozenset()
    connect: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    referrer: str = "no-referrer"


NO_FORM = FormRules()


def form_rules(tip: TipSettings) -> dict[str, FormRules]:
    """The rules that follow from the settings of the tip form, by file name; "" is for any other page."""
    policies = page_policies(tip)
    if tip.form in policies:
        policies[""] = policies[tip.form]
    return {
        name: FormRules(
            policy.action,
            frozenset(policy.form_action),
            frozenset(policy.connect),
            frozenset(policy.scripts),
            policy.referrer,
        )
        for name, policy in policies.items()
    }


def check_privacy(facts: PageFacts, forms: FormRules) -> Iterator[Fault]:
    """Everything by which the page could load, run, store or send more than it should."""
    yield from check_parts(facts, forms)
    yield from check_head(facts, forms)


def check_parts(facts: PageFacts, forms: FormRules) -> Iterator[Fault]:
    """What is wrong with single elements and forms of a page, or of a part of one."""
    for element in facts.elements:
        yield from _check_element(element, forms)
    yield from _check_forms(facts, forms)


def check_head(facts: PageFacts, forms: FormRules) -> Iterator[Fault]:
    """What is wrong with the styles, scripts and policies of a page, as its elements, blocks and forms need them."""
    if not any(facts.named("form")):
        forms = NO_FORM  # nothing is sent from a page without a form, by a script neither
    for block in facts.blocks:
        yield from _check_style(block) if block.element.name == "style" else _check_script(block, forms)
    yield from _check_referrer(facts, forms)
    yield from _check_policy(facts, forms)


def loaded(element: Element) -> list[str]:
    """The addresses that a browser opens for `element` by itself, `data:` addresses left out."""
    found = [element.attributes[name] for name in _OPENED if name in element.attributes and "srcset" not in name]
    for name in ("srcset", "imagesrcset"):
        found += [part.split()[0] for part in element.attributes.get(name, "").split(",") if part.split()]
    is_icon = element.name == "link" and "icon" in element.attributes.get("rel", "").lower().split()
    if "href" in element.attributes and (is_icon or element.name in ("use", "image", "feimage")):
        found.append(element.attributes["href"])
    return [url.strip() for url in found if not url.strip().lower().startswith("data:")]


def is_foreign(url: str) -> bool:
    """Whether `url` names a scheme or a host, so that it leads out of the site."""
    return bool(re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*:|[\\/]{2})", url, re.IGNORECASE))


def _check_element(element: Element, forms: FormRules) -> Iterator[Fault]:
    name, attributes, line = element.name, element.attributes, element.line
    if name in _LOADING:
        yield line, f"has <{name}>, which loads from elsewhere.", "Remove it; a link leads there just as well."
        return
    if name == "script" and "src" in attributes and not _may_load(attributes, forms):
        yield line, f"loads the script {attributes['src']!r}.", "Put it into the theme: its scripts are inlined."
        return
    for url in loaded(element):
        if is_foreign(url):
            what = f"<{name}> opens {url!r}: that server learns of the visit."
            yield line, what, "Put a copy into the site, or remove it."
    if name in ("audio", "video"):
        yield from _check_player(name, attributes, line)
    if name == "link" and not (rels := set(attributes.get("rel", "").lower().split())) <= _LINK_RELS | {"shortcut"}:
        remedy = "Remove it: styles are inlined, and nothing is to be fetched ahead."
        yield line, f'has <link rel="{" ".join(sorted(rels))}">.', remedy
    if name == "meta" and (kind := attributes.get("http-equiv", "").lower()) and kind not in _METAS:
        yield line, f'has <meta http-equiv="{kind}">.', "Remove it: a page never sends its reader elsewhere by itself."
    for attribute in attributes:
        if remedy := _refuse_attribute(name, attribute):
            yield line, f"<{name}> has the attribute {attribute}.", remedy


def _check_player(name: str, attributes: Mapping[str, str], line: int) -> Iterator[Fault]:
    if name == "video" or "autoplay" in attributes or "loop" in attributes:
        yield line, f"has <{name}> that moves or plays by itself.", "Use the component listen."
    elif "controls" not in attributes or attributes.get("preload") != "none":
        what = "has sound without controls, or that is loaded before anybody asks."
        yield line, what, 'Use the component listen: <audio controls preload="none">.'


def _refuse_attribute(name: str, attribute: str) -> str:
    if attribute in _SENDING and (name, attribute) != ("form", "action"):
        return "Remove it: it sends where the check of forms cannot see."
    if attribute.startswith("on"):
        return "Put the script into a component: the policy blocks it here."
    if attribute == "style":
        return "Put the style into a component: the policy blocks it here."
    return "Remove it: it is a page of its own." if attribute == "srcdoc" else ""


def _check_style(block: Block) -> Iterator[Fault]:
    if found := _STYLE_REQUEST.search(_DATA_URL.sub("", block.text)):
        line = block.element.line + block.text.count("\n", 0, found.start())
        yield line, f"a style holds {found.group()}: it would fetch something.", "Use a data: address, or remove it."


def _may_load(attributes: Mapping[str, str], forms: FormRules) -> bool:
    """Whether a script is the one that encrypts tips: from this site, and held by the browser to its hash."""
    return attributes["src"] == f"../{SCRIPT}" and f"'{attributes.get('integrity', '')}'" in forms.scripts


def _check_script(block: Block, forms: FormRules) -> Iterator[Fault]:
    # What it may reach is in the page's policy: the endpoint, or nothing where that can prove nothing to a script.
    sends = bool(forms.action) and not block.element.in_head
    for found in _STORING.finditer(block.text):
        # The form's script sends the tip, in one place only.
        if found.group() == "credentials" and sends and block.text.startswith(':"omit"', found.end()):
            continue
        if found.group() == "fetch" and sends and len(re.findall(r"\bfetch\b\(", block.text)) == 1:
            continue
        # The exit's script keeps one flag per tab, so that a page that was left does not come back.
        if found.group() == "sessionStorage" and block.element.in_head:
            continue
        line = block.element.line + block.text.count("\n", 0, found.start())
        remedy = "Remove it: pages store nothing, save the exit's flag in the head, and send nothing but the form."
        yield line, f"a script uses {found.group()}.", remedy


def _check_forms(facts: PageFacts, forms: FormRules) -> Iterator[Fault]:
    for form in facts.named("form"):
        action, method = form.attributes.get("action", ""), form.attributes.get("method", "get").lower()
        if not forms.action:
            yield form.line, "has a form, and TIP_MODE is not 'post'.", "Remove it from the template."
            continue
        if action != forms.action:
            what = f"a form posts to {action!r}, and TIP_ENDPOINT is {forms.action!r}."
            yield form.line, what, "Use tip.action in the template."
        if method != "post":
            what = f"a form has the method {method}: what is typed would stand in the address."
            yield form.line, what, 'Write method="post".'


def _check_referrer(facts: PageFacts, forms: FormRules) -> Iterator[Fault]:
    metas = [meta for meta in facts.named("meta") if meta.attributes.get("name", "").lower() == "referrer"]
    allowed = {"no-referrer", forms.referrer}  # some form services ask for it; the destination card then says so
    if not metas or any(meta.attributes.get("content") not in allowed for meta in metas):
        line = metas[0].line if metas else 1
        what = "does not forbid that other sites learn where a reader comes from."
        yield line, what, 'Let the base template print head_assets: <meta name="referrer" content="no-referrer">.'


def _check_policy(facts: PageFacts, forms: FormRules) -> Iterator[Fault]:
    if len(facts.policies) != 1 or not facts.policies[0].in_head:
        what = f"has {len(facts.policies)} content security policies in its head."
        if facts.policies and not facts.policies[0].in_head:
            what = "has its content security policy outside of its head, where it does nothing."
        line = facts.policies[0].line if facts.policies else 1
        yield line, what, "Let the base template print head_assets once, at the start of the head."
        return
    meta = facts.policies[0]
    first = next(facts.named("script", "style", "link", "base", "img"), None)
    if first and facts.elements.index(first) < facts.elements.index(meta):
        yield first.line, f"<{first.name}> stands before the content security policy.", "Print head_assets before it."
    policy = _parse(meta.attributes.get("content", ""))
    has_form = any(facts.named("form"))
    wanted = {
        "default-src": {"'none'"},
        "base-uri": {"'none'"},
        "form-action": set(forms.sources) if has_form and forms.sources else {"'none'"},
        "script-src": _sources(facts, "script", forms.scripts),
        "style-src": _sources(facts, "style"),
    }
    if forms.connect:
        wanted["connect-src"] = set(forms.connect)
    if any(facts.named("audio")):
        wanted["media-src"] = {"'self'"}
    for name, sources in wanted.items():
        given = policy.get(name, {"'none'"} if name in _FALL_BACK else set())
        if given != sources:
            what = f"its content security policy has {name} {' '.join(sorted(given)) or '(missing)'},"
            what += f" and the page needs {' '.join(sorted(sources))}."
            yield meta.line, what, "Let plainsight.theme.assemble write the policy, and change no block after it."
    for name in sorted(policy.keys() - wanted.keys()):
        limit = _LOCAL_ONLY if name in ("img-src", "font-src") else {"'none'"}
        if not policy[name] <= limit:
            what = f"its content security policy allows {name} {' '.join(sorted(policy[name]))}."
            yield meta.line, what, "Allow no more than 'self' and data: for images, and nothing for the rest."


def _sources(facts: PageFacts, name: str, files: frozenset[str] = frozenset()) -> set[str]:
    inlined = (block for block in facts.blocks if block.element.name == name and "src" not in block.element.attributes)
    return {block.source for block in inlined} | files or {"'none'"}


def _parse(policy: str) -> dict[str, set[str]]:
    """Directives by lower-case name; of a repeated one the first counts, as in browsers."""
    parsed: dict[str, set[str]] = {}
    for directive in policy.split(";"):
        if words := directive.split():
            parsed.setdefault(words[0].lower(), set(words[1:]))
    return parsed
