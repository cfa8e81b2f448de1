"""The Jinja environment of the theme: strict, autoescaping, speaking the current edition."""

import marshal
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from plainsight import editions
from plainsight.fragments import each
from plainsight.hotlines import ltr
from plainsight.pictograms import illustrate
from plainsight.zawgyi import to_zawgyi


class Compiled(NamedTuple):
    """What a template was compiled to: what Jinja calls it, the digest of its content, and the code."""

    key: str
    checksum: str
    code: Any

    def __reduce__(self) -> tuple[Any, ...]:
        # Marshalled for another process, and not before one asks.
        return _from_process, (self.key, self.checksum, marshal.dumps(self.code))


def _from_process(key: str, checksum: str, code: bytes) -> Compiled:
    return Compiled(key, checksum, marshal.loads(code))  # noqa: S302 - our own


class _Codes(jinja2.BytecodeCache):
    """What templates were compiled to, by name and content: a preview makes an environment for every build."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], Any] = {}
        self.last: Compiled | None = None

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code
        self.last = Compiled(bucket.key, bucket.checksum, bucket.code)


_CODES = _Codes()


def compile_template(environment: jinja2.Environment, name: str) -> Compiled | None:
    """Compile the template `name`, for this process and, given to `take_compiled`, for another; None where this process
    has done so before. Raises `jinja2.TemplateSyntaxError`.
    """
    _CODES.last = None
    environment.get_template(name)
    return _CODES.last


def take_compiled(compiled: Compiled | None) -> None:
    """Take over what another process has compiled."""
    if compiled:
        _CODES.codes[compiled.key, compiled.checksum] = compiled.code


def compiles() -> bool:
    """Whether this process has no template yet, and so has all to compile."""
    return not _CODES.codes


def make_environment(theme: Path) -> jinja2.Environment:
    """The environment of the theme in the folder `theme`, whose templates do not change while it is used."""
    environment = _Environment(
        loader=jinja2.FileSystemLoader([theme / "templates", theme / "components"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_CODES,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(
        editions.gettext, editions.ngettext, newstyle=True, pgettext=editions.pgettext, npgettext=editions.npgettext
    )
    environment.globals["_"] = _gettext
    environment.filters["each"] = each
    environment.filters["ltr"] = ltr
    environment.filters["listed"] = editions.listed
    environment.filters["illustrate"] = illustrate
    # What gettext gives is markup already, and stays so: only Burmese letters change.
    environment.filters["zawgyi"] = lambda text: Markup(to_zawgyi(escape(text)))
    return environment


def _gettext(message: str, **variables: Any) -> Markup:
    """What Jinja's own `_` gives, without asking the context for gettext, or formatting what has no place for it."""
    text = editions.gettext(message)
    return text % variables if variables or "%" in text else text


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
