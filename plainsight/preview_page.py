"""A page that the preview adds to the site: it needs nothing else, runs no script, and is never published."""

_PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body class="{name}">
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""


def preview_page(title: str, name: str, style: str, content: str) -> str:
    """The page called `title`, with the styles `style` and the markup `content`; `name` is the class of its body."""
    return _PAGE.format(title=title, name=name, style=style, content=content)
