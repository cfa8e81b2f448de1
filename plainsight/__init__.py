"""Plainsight: multilingual public-awareness sites from Markdown, Babel catalogs and a hotline directory."""
