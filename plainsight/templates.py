"""The Jinja environment of the theme: strict, autoescaping, speaking the current edition."""

from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from plainsight import editions
from plainsight.fragments import each
from plainsight.hotlines import ltr
from plainsight.pictograms import illustrate
from plainsight.zawgyi import to_zawgyi


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to, by name and content: a preview makes an environment for every build."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def make_environment(theme: Path) -> jinja2.Environment:
    """The environment of the theme in the folder `theme`, whose templates do not change while it is used."""
    environment = _Environment(
        loader=jinja2.FileSystemLoader([theme / "templates", theme / "components"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(
        editions.gettext, editions.ngettext, newstyle=True, pgettext=editions.pgettext, npgettext=editions.npgettext
    )
    environment.filters["each"] = each
    environment.filters["ltr"] = ltr
    environment.filters["listed"] = editions.listed
    environment.filters["illustrate"] = illustrate
    # What gettext gives is markup already, and stays so: only Burmese letters change.
    environment.filters["zawgyi"] = lambda text: Markup(to_zawgyi(escape(text)))
    return environment


def _escape(value: Any) -> str:
    """What `escape` gives, as a text to be printed: a template prints what it escapes and keeps none of it."""
    return value if type(value) is Markup else escape(value)


class _Template(jinja2.Template):
    @classmethod
    def _from_namespace(cls, environment: jinja2.Environment, namespace: Any, names: Any) -> jinja2.Template:
        namespace["escape"] = _escape
        return super()._from_namespace(environment, namespace, names)

    def _get_default_module(self, ctx: Any = None) -> Any:
        # No template here is given globals of its own, which Jinja looks for at every import.
        return super()._get_default_module()


class _Environment(jinja2.Environment):
    template_class = _Template

    def __init__(self, **options: Any):
        super().__init__(**options)
        self._found: dict[str, jinja2.Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        # Every page imports a dozen; Jinja's own memory makes a weak reference and a lock of each question.
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]
