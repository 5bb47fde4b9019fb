"""Drawing: pages in, HTML out, with everything that base text says escaped."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.files import addresses
from whence.language.frozen import dataclass
from whence.language.problems import Refused, visible_lines
from whence.publish import ready, slim
from whence.publish.machine import maps
from whence.publish.pages import model
from whence.publish.pages.book import Book
from whence.publish.pages.parts import Contents, Drawn, Heads, Page, data_block

if TYPE_CHECKING:
    from jinja2 import Environment

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
NAVIGATION = (
    ("Topics", "topics/index.html", "topics"),
    ("Ledger", "conflicts.html", "conflicts"),
    ("Audit", "audit.html", "audit"),
    ("Sources", "sources/index.html", "sources"),
    ("Changes", "changes/index.html", "changes"),
    ("Graph", "graph.html", "graph"),
    ("Manual", "manual/reading.html", "manual"),
)
SCRIPTS = ("whence.js",)
# The script of the server, which adds it to the pages it serves: a site that is written does without.
LIVE = "live.js"
# The style sheet of the forms of `whence serve --edit`, which the server alone has too.
FORM_SHEET = "edit.css"
SERVED = (LIVE, FORM_SHEET)
# Stands in the page for addresses that are none, which cannot know where the assets are.
LOST = "lost.js"
# Of these pages the text is ours: what they set as code are no records.
OURS = ("manual", "rules")
# Not named in the head: whence.js loads them when a reader comes to what they are for.
LATER = frozenset(model.SCRIPTS)


@dataclass(frozen=True)
class Policy:
    """What a page may do, what it says of itself where it leads, and where the site begins, where that is known."""

    csp: str = CSP
    referrer: str = "no-referrer"
    up: str = ""


READ = Policy()
# Pages that the server alone shows, whose forms come back to it and name the page that they stand on.
FORMS = Policy(CSP.replace("form-action 'none'", "form-action 'self'"), "same-origin", "/")


@dataclass(frozen=True)
class Theme:
    """How a site looks: a style sheet behind ours, and a folder of templates or assets that stand in for ours.

    Templates are code, so the folder is only ever one that the command line names; they are run in a sandbox.
    """

    sheet: str = ""
    folder: str = ""


PLAIN = Theme()
# The style sheet of the base, among the assets.
SHEET = "theme.css"


def folder(kind: str, theme: Theme = PLAIN) -> Path:
    """The folder of `templates` or `assets`: a theme's own, else that of the installation, else of the checkout."""
    packed = Path(str(resources("whence"))) / "site" / kind
    checkout = Path(__file__).resolve().parents[3] / "site" / kind
    places = [Path(theme.folder) / kind, packed, checkout] if theme.folder else [packed, checkout]
    for place in places:
        if place.is_dir():
            return place
    raise Refused(f"no {kind} in {packed} or {checkout}: the installation is incomplete")


def draw(book: Book, heads: Heads, pages: Contents, theme: Theme = PLAIN) -> Mapping[str, Callable[[], str]]:
    """Every page by its path: what draws its HTML when it is asked for."""
    templates = folder("templates", theme)
    environment = _environment(str(templates), theme.folder != "" and templates.is_relative_to(theme.folder))
    assets = fingerprints(theme)

    def drawn(path: str, make: Callable[[], Page]) -> str:
        page = make()
        heads.note(path, page)
        return one(environment, book, page, assets)

    return {path: partial(drawn, path, make) for path, make in pages.items()}


def served(book: Book, page: Page, theme: Theme = PLAIN) -> str:
    """A page that the server alone shows, as HTML: drawn by our own templates, in the colours of the base."""
    return one(_environment(str(folder("templates"))), book, page, fingerprints(theme), FORMS)


def one(
    environment: Environment,
    book: Book,
    page: Page,
    assets: Mapping[str, str],
    policy: Policy = READ,
) -> str:
    """One page as HTML, under a policy."""
    settings = book.edition.base.settings
    depth = page.path.count("/")
    up = policy.up or "../" * depth
    lost = ""
    if page.path == "404.html":
        # It is served at any address, so nothing relative leads anywhere from it: its script finds where to.
        if settings.base_url:
            up = settings.base_url.rstrip("/") + "/"
        else:
            lost = lost_script()
            policy = replace(policy, csp=lost_policy(lost))
    text: str = environment.get_template(page.template).render(
        page=page,
        v=page.data,
        up=up,
        settings=settings,
        date=book.date,
        csp=policy.csp,
        referrer=policy.referrer,
        navigation=NAVIGATION,
        scripts=[*SCRIPTS, *(each for each in page.scripts if each in assets or each.endswith("-data.js"))],
        later=LATER,
        assets=assets,
        linked_data=data_block(dict(page.linked_data)) if page.linked_data else None,
        absolute=book.absolute(page.path) if settings.base_url else "",
        lost=Drawn(lost) if lost else "",
    )
    if page.section in OURS:
        return text
    return ready.named(text, lambda id: "" if (there := book.meant(id)) == page.path else there, up)


def lost_script() -> str:
    """What the page for addresses that are none runs to find where the site begins, as it stands in that page."""
    return slim.script((folder("assets") / LOST).read_bytes()).decode("utf-8").strip()


def lost_policy(script: str) -> str:
    """The policy under which a page may run this script, which stands in it, and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return CSP.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")


def headers(book: Book) -> str:
    """What hosts that read `_headers` are to send with each file."""
    return maps.headers(CSP if book.published else lost_policy(lost_script()))


def assets(theme: Theme = PLAIN) -> Mapping[str, Callable[[], bytes]]:
    """Every stylesheet and script, as it is now, by its path, which has the hash of its content in it: what makes that."""
    place = folder("assets", theme)
    return {
        path: partial(bytes, theme.sheet.encode())
        if name == SHEET
        else partial(slim.LIGHTER.get(Path(name).suffix, bytes), (place / name).read_bytes())
        for name, path in fingerprints(theme).items()
    }


@lru_cache(maxsize=4)
def _fingerprints(theme: Theme, stamp: tuple[tuple[str, int], ...]) -> Mapping[str, str]:
    found = {}
    if theme.sheet:
        found[SHEET] = f"assets/theme.{hashlib.sha256(theme.sheet.encode()).hexdigest()[:10]}.css"
    lighter = Path(slim.__file__).read_bytes()  # what makes them lighter makes them others
    for path in sorted(folder("assets", theme).iterdir()):
        if (
            path.name not in (*SERVED, LOST)
            and path.is_file()
            and not path.is_symlink()
            and not path.name.startswith(".")
        ):
            digest = hashlib.sha256(path.read_bytes() + lighter).hexdigest()[:10]
            found[path.name] = f"assets/{path.stem}.{digest}{path.suffix}"
    return found


def stamp(theme: Theme = PLAIN) -> str:
    """A hash of every template and asset."""
    whole = hashlib.sha256(theme.sheet.encode())
    for kind in ("templates", "assets"):
        for path in sorted(folder(kind, theme).iterdir()):
            if path.is_file():
                whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def fingerprints(theme: Theme = PLAIN) -> Mapping[str, str]:
    """For each asset, its path in the site."""
    place = folder("assets", theme)
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in place.iterdir() if path.is_file()))
    return _fingerprints(theme, stamp)


@lru_cache(maxsize=4)
def _environment(templates: str, foreign: bool = False) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = (ImmutableSandboxedEnvironment if foreign else Environment)(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=ready.shown,
        auto_reload=bool(os.environ.get("WHENCE_DEBUG")),
    )
    environment.filters["markdown"] = markdown
    environment.filters["prose"] = lambda text: Drawn(
        markdown(text, ours=True).markup.replace("<pre>", '<pre tabindex="0">')
    )
    environment.filters["ticks"] = ready.ticks
    environment.filters["opening"] = ready.opening
    environment.filters["typed"] = ready.typed
    environment.filters["whole"] = ready.whole
    environment.filters["figure"] = ready.is_figure
    environment.globals.update(flag_markup=ready.flag, line_markup=ready.line, row_markup=ready.rows)
    environment.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["sentence"] = lambda text: text if text.endswith((".", "!", "?", "…")) else f"{text}."
    return environment


TAGS = {"p", "em", "strong", "code", "pre", "a", "ul", "ol", "li", "blockquote", "br", "hr", "h4", "h5", "h6"}


@lru_cache(maxsize=2048)
def markdown(text: str, ours: bool = False) -> Drawn:
    """Markdown as HTML: no raw HTML, no images, links to the web only; headings begin at the fourth level.

    A text of `ours`, such as the manual's, may also link to pages beside its own.
    """
    import nh3

    shown = visible_lines(text)
    return Drawn(
        nh3.clean(
            _parser().render(shown),
            tags=TAGS,
            attributes={"a": {"href"}},
            attribute_filter=_own_attribute if ours else _attribute,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Only links to mail, and to addresses that lead where they look to lead."""
    return value if value.startswith("mailto:") or addresses.objection(value) is None else None


def _own_attribute(tag: str, name: str, value: str) -> str | None:
    """The same, and pages in the same folder."""
    return value if re.fullmatch(r"[a-z]+\.html(#[a-z0-9-]+)?", value) else _attribute(tag, name, value)


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser: Any = MarkdownIt("commonmark", {"html": False, "maxNesting": 12})
    parser.disable(["image", "html_block", "html_inline"])

    def lower(tokens: Any, at: int, options: Any, _: Any) -> str:
        level = min(6, int(tokens[at].tag[1]) + 3)
        return f"<{'/' if tokens[at].nesting < 0 else ''}h{level}>"

    parser.renderer.rules["heading_open"] = lower
    parser.renderer.rules["heading_close"] = lower
    return parser
