"""How much of a template is translated, in counts of messages."""

from dataclasses import dataclass

from plainsight.catalog_data import Catalog, is_critical
from plainsight.catalogs import Translations


@dataclass(frozen=True)
class Completeness:
    """How much of a template is translated: counts of messages."""

    total: int
    translated: int
    critical: int
    critical_translated: int
    stale: int
    refused: int

    @property
    def percent(self) -> int:
        """Translated messages in whole percent, rounded down: 100 means all."""
        return 100 * self.translated // self.total if self.total else 100


def completeness(template: Catalog, translations: Translations) -> Completeness:
    """How complete `translations` is, measured against `template`."""
    wanted = [message for message in template.messages if message.msgid]
    critical = [message for message in wanted if is_critical(message)]
    keys = {message.key for message in wanted}
    return Completeness(
        len(wanted),
        sum(message.key in translations.usable for message in wanted),
        len(critical),
        sum(message.key in translations.usable for message in critical),
        len(translations.stale & keys),
        len(translations.refused & keys),
    )
