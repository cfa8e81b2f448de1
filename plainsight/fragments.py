"""Parts of pages that come to the same on many pages of an edition, rendered once.

A component's macro, imported without context, is a function of its arguments and of the edition that gettext speaks.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import EvalContext, Macro
from jinja2.utils import pass_eval_context
from markupsafe import Markup

from plainsight.editions import speaking

_VALUES = (str, Markup, int, bool, float, type(None))


class Fragments:
    """What macros have come to, by edition; `stable` objects stay the same while the site is rendered."""

    def __init__(self) -> None:
        self._done: dict[tuple[Any, ...], str] = {}
        self._stable: dict[int, Any] = {}

    def keep(self, objects: Iterable[Any]) -> None:
        """Take `objects` as stable: an argument that is one of them is known by its identity."""
        self._stable.update((id(found), found) for found in objects)

    def install(self, environment: jinja2.Environment, theme: Path) -> None:
        """Let each component's macro of `theme` remember what it came to."""
        for path in sorted((theme / "components").glob("[!._]*/*.html")):
            try:
                module = environment.get_template(f"{path.parent.name}/{path.name}").module
            except jinja2.TemplateError:
                continue  # the page that needs it says so
            for name, macro in vars(module).items():
                if isinstance(macro, Macro):
                    setattr(module, name, _Remembering(macro, self))

    def call(self, macro: Macro, context: EvalContext, arguments: tuple[Any, ...], named: dict[str, Any]) -> str:
        """What `macro` comes to for these arguments in the current edition."""
        key: list[Any] = [id(macro), id(speaking()), len(arguments), *named]
        for value in (*arguments, *named.values()):
            if type(value) in _VALUES:
                key += (type(value), value)
            elif id(value) in self._stable:
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
        self._macro, self._fragments = macro, fragments
        self.name, self.arguments = macro.name, macro.arguments

    @pass_eval_context
    def __call__(self, context: EvalContext, *arguments: Any, **named: Any) -> str:
        return self._fragments.call(self._macro, context, arguments, named)
