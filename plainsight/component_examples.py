"""A component's examples as a page would show them; the tests and the style guide use the same."""

from collections.abc import Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

import jinja2
from markupsafe import Markup, escape

from plainsight import hotline_words
from plainsight.components import ComponentDocs
from plainsight.editions import Edition
from plainsight.hours import format_hours
from plainsight.tip_destination import make_destination
from plainsight.views import date_in_words


def render_example(
    environment: jinja2.Environment,
    docs: ComponentDocs,
    options: Mapping[str, Any],
    edition: Edition,
    markup: tuple[str, ...] = (),
) -> str:
    """The HTML of the component `docs` with `options` in `edition`; those named in `markup` are HTML already."""
    macro = getattr(environment.get_template(f"{docs.name}/{docs.name}.html").module, docs.macro)
    given = {name: _objects(value, name) for name, value in options.items()}
    given |= {name: Markup(options[name]) for name in markup}
    given |= {name: value for name, value in _services(edition).items() if name in docs.options}
    with edition.current():
        return str(macro(**given))


def _services(edition: Edition) -> dict[str, Any]:
    """What a template hands on to components: functions and words, which examples cannot hold."""
    babel = edition.locale.babel
    return {
        "words": hotline_words,
        "text": escape,
        "hours": lambda line: format_hours(line, babel),
        "format_date": partial(date_in_words, babel),
        "language_name": lambda code: babel.languages.get(code, code),
    }


def _objects(value: Any, key: str = "") -> Any:
    """Examples as templates get them: tables are objects, so that a misspelt attribute fails."""
    if key == "destination":
        return make_destination(value)
    if isinstance(value, Mapping):
        return SimpleNamespace(**{name: _objects(item, name) for name, item in value.items()})
    return [_objects(item) for item in value] if isinstance(value, list) else value
