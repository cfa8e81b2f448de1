"""Parts of pages that come to the same on many pages, rendered once.

A component's macro, imported without context, is a function of its arguments and of the edition that gettext speaks.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import EvalContext, Macro
from jinja2.utils import pass_eval_context
from markupsafe import Markup

from plainsight.editions import asks

# How many items of a list are kept together; a piece of a page that is longer than so many letters may hold several.
_GROUP, _LONG = 10, 2_000
_VALUES = (str, Markup, int, bool, float, type(None))


def each(items: Iterable[Any], macro: Any) -> Markup:
    """The filter `each`: what `macro` comes to for each of `items`, one after the other."""
    return Markup("").join(macro(item) for item in items)


class Fragments:
    """What macros have come to: in the edition that is being rendered, and whatever edition that is.

    An argument that is a stable object is known by its identity.
    """

    def __init__(self) -> None:
        self._done: dict[tuple[Any, ...], str] = {}
        self._stable: dict[int, Any] = {}
        self._macros: dict[int, Macro] = {}
        self._anywhere: dict[int, dict[int, str]] = {}
        self._anywhere_stable: dict[int, Any] = {}
        self._groups: dict[tuple[int, ...], str] = {}
        # What `each` has given on this page, and the groups that it is made of.
        self._lists: list[tuple[str, list[str]]] = []

    def begin(self, objects: Iterable[Any]) -> None:
        """Begin with another edition, in which `objects` are stable: they stay the same on all its pages."""
        self._done = {}
        self._stable = {id(found): found for found in objects}

    def keep(self, objects: Iterable[Any]) -> None:
        """Take `objects` as stable in every edition."""
        self._anywhere_stable.update((id(found), found) for found in objects)

    def install(self, environment: jinja2.Environment, theme: Path) -> None:
        """Let each component's macro of `theme` remember what it came to."""
        environment.filters["each"] = self.each
        for path in sorted((theme / "components").glob("[!._]*/*.html")):
            try:
                module = environment.get_template(f"{path.parent.name}/{path.name}").module
            except jinja2.TemplateError:
                continue  # the page that needs it says so
            for name, macro in vars(module).items():
                if isinstance(macro, Macro):
                    self._macros[id(macro)] = macro
                    setattr(module, name, _Remembering(macro, self))

    def each(self, items: Iterable[Any], macro: Any) -> Markup:
        """What `each` gives; what asks for no edition is rendered once for all of them."""
        macro = macro.macro if isinstance(macro, _Remembering) else macro
        if id(macro) not in self._macros:  # it may see more than its argument
            return each(items, macro)
        items, groups = list(items), []
        for group in (items[start : start + _GROUP] for start in range(0, len(items), _GROUP)):
            # Of a long list, such as the language menu, most is the same on the same page of other editions.
            place = (id(macro), *map(id, group))
            if place not in self._groups:
                done = self._anywhere.setdefault(id(macro), {})
                text = "".join([done.get(id(item)) or self._one(item, macro, done) for item in group])
                if any(id(item) not in done for item in group):
                    groups.append(text)
                    continue
                self._groups[place] = text
            groups.append(self._groups[place])
        found = Markup("".join(groups))
        if len(groups) > 1:
            self._lists.append((str(found), groups))
        return found

    def _one(self, item: Any, macro: Macro, done: dict[int, str]) -> str:
        part, asked = asks(partial(macro, item))
        if not asked and id(item) in self._anywhere_stable:
            done[id(item)] = part
        return part

    def cut(self, page: Iterable[str]) -> Iterator[str]:
        """The pieces of a page, with what `each` has given in them cut into its groups: those are what pages share."""
        self._lists = []
        for piece in page:
            for found, groups in self._lists if len(piece) > _LONG else ():
                before, is_there, after = str.partition(piece, found)
                if is_there:
                    yield from (before, *groups)
                    piece = after
            yield piece

    def call(self, macro: Macro, context: EvalContext, arguments: tuple[Any, ...], named: dict[str, Any]) -> str:
        """What `macro` comes to for these arguments in the current edition."""
        key: list[Any] = [id(macro), len(arguments), *named]
        for value in (*arguments, *named.values()):
            if type(value) in _VALUES:
                key += (type(value), value)
            elif id(value) in self._stable or id(value) in self._anywhere_stable:
                key.append(id(value))
            else:
                return macro(context, *arguments, **named)
        place = tuple(key)
        if place not in self._done:
            self._done[place] = macro(context, *arguments, **named)
        return self._done[place]


class _Remembering:
    """Stands in for a macro in its module."""

    def __init__(self, macro: Macro, fragments: Fragments):
        self.macro, self._fragments = macro, fragments
        self.name, self.arguments = macro.name, macro.arguments

    @pass_eval_context
    def __call__(self, context: EvalContext, *arguments: Any, **named: Any) -> str:
        return self._fragments.call(self.macro, context, arguments, named)
