# Settings for publishing: `invoke publish` refuses whatever could hurt a reader. docs/publishing.md explains each rule.
# The lines without a value that fits you are refused until you have filled them in.

from pelicanconf import *  # noqa: F403

PUBLISHING = True

# The https: address of your site.
SITE_URL = ""

# The header files to write for your host: "netlify" (also Cloudflare Pages), "apache", "nginx".
HEADER_FILES = ["netlify", "apache"]

# What you publish. A locale of status "draft" needs a native reader's review (translations/<locale>/locale.toml),
# or your decision to publish it as a draft, with a banner that says so.
LOCALES = ["en"]
PUBLISH_DRAFT_LOCALES = []

# A hotline that nobody has verified within this many days is not shown, unless you turn the second setting on:
# then it is shown with "not verified" and the date when it was last seen.
HOTLINE_LIMIT_DAYS = 180
HOTLINE_SHOW_UNVERIFIED = False

# The endpoint of the hotline that has agreed to receive tips, and the addresses that it redirects to afterwards.
# No hotline, no form: TIP_MODE = "phone" says how to call instead.
TIP_MODE = "post"
TIP_ENDPOINT = ""
TIP_ENDPOINT_TARGETS = []
# More in docs/publishing.md: TIP_ADAPTER (form services), TIP_ROUTES (other hotlines by country), TIP_ENCRYPT (age keys).

# What that hotline has told you about itself. It stands above the form, and it must be true:
#   TIP_DESTINATION = {
#       "name": "…",                       # who reads the tips
#       "kind": "ngo",                     # police, immigration, ngo, government
#       "reads": ["…"],                    # docs/publishing.md lists the values
#       "must_pass_on": ["…"],
#       "addresses_logged": "no",          # yes, no, unknown
#       "languages": ["en"],
#       "always_open": False,
#       "kept_days": 90,
#       "last_checked": date(2026, 11, 1), # the day on which you asked; from datetime import date
#   }
TIP_DESTINATION = {}
