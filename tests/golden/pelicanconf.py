PLUGINS = ["plainsight.plugin"]
THEME = "../../theme"
SOURCE_LOCALE = "en"
LOCALES = ["en", "es", "ar", "de"]
HOME_COUNTRY = "us"
