"""How the documentation is built: ``sphinx-build -W -b html docs docs/_build``."""

from __future__ import annotations

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from welfarerules._about import __version__

project = "welfarerules"
author = "the welfarerules contributors"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
root_doc = "index"
default_role = "code"
needs_sphinx = "8.1"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "alabaster"
html_title = f"welfarerules {version}"
html_theme_options = {
    "description": "The bylaws of a community welfare fund, decided and explained to the baht.",
    "fixed_sidebar": True,
    "page_width": "70rem",
    "sidebar_width": "16rem",
}


def setup(app: Sphinx) -> None:
    """Let tables of events be shown as they are: Pygments knows no CSV."""
    app.add_lexer("csv", TextLexer)
