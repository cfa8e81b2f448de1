# Settings for preview: every locale, drafts included. publishconf.py holds what differs when you publish.
# docs/publishing.md explains each setting.

PLUGINS = ["plainsight.plugin"]
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"

SOURCE_LOCALE = "en"
LOCALES = ["en", "es", "ar", "my", "zh_Hant"]

# The country whose hotlines stand on every page: a file name in content/hotlines.
HOME_COUNTRY = "us"

# Where the quick exit leads: a neutral page without anything personal on it.
EXIT_URL = "https://www.wikipedia.org/"
EXIT_URLS = {
    "ar": "https://ar.wikipedia.org/",
    "en": "https://en.wikipedia.org/",
    "es": "https://es.wikipedia.org/",
    "my": "https://my.wikipedia.org/",
    "zh_Hant": "https://zh.wikipedia.org/",
}

# In preview, tips go to the local hotline endpoint, which `serve` starts on this computer.
TIP_MODE = "post"
TIP_ENDPOINT = "http://127.0.0.1:8765/tips"
TIP_ENDPOINT_TARGETS = ["http://127.0.0.1:8000"]
