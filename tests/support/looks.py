"""What a page is asked in a real browser: whether it is quiet, stays at home, fits the window, and can be read by all.

A tab is one origin with scripts on or off. A page is loaded once in each tab and then shown in every scheme and width.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urldefrag

from chromium import comes_true, missing

SCHEMES = ("light", "dark")
WIDTHS = (1280, 320)
LOOKS = tuple(product(WIDTHS, SCHEMES))  # a window is slow to change, a scheme is not
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")

Memo = MutableMapping[str, list[str]]

LISTEN = """addEventListener("securitypolicyviolation", (event) =>
  console.error("refused: " + event.violatedDirective + " " + event.blockedURI + " " + (event.sample || "")));"""

# What can be told at once of a page as it is shown; a change of scheme is over at once, whatever the stylesheet lets
# glide. Last: what sticks out of the window, by its innermost culprits.
TIDY = """() => {
  document.getAnimations().forEach((each) => each.cancel());
  const found = [], heads = [...document.querySelectorAll("h1")].filter((each) => each.checkVisibility());
  if (heads.length !== 1) found.push(heads.length + " visible headings of the first level");
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id), known = new Set(ids);
  if (known.size < ids.length) found.push("an id twice: " + ids.filter((id, n) => ids.indexOf(id) !== n).slice(0, 3));
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls"])
    for (const each of document.querySelectorAll("[" + name + "]"))
      for (const id of each.getAttribute(name).split(/\\s+/))
        if (!known.has(id)) found.push(name + " leads nowhere: " + id);
  if (document.documentElement.scrollWidth <= innerWidth) return found;
  const outside = [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    if (box.right <= innerWidth + 0.5 || !box.width) return false;
    for (let at = each.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible" || getComputedStyle(at).clipPath !== "none") return false;
    return true;
  }).slice(-3).map((each) => each.outerHTML.slice(0, 160));
  return [...found, "wider than the window: " + outside.join(" … ")];
}"""

# What waits for its reader to come near is brought in first, so that it is looked at too.
COME = """() => document.querySelectorAll("[data-scripts]").forEach((each) => each.dispatchEvent(new FocusEvent("focusin")))"""
COME_TO = "() => !document.querySelector('.whatif-later')"

# On paper: no bars and buttons, and no column whose head prints as nothing.
PAPER = """() => [
  ...[...document.querySelectorAll("header.top nav, button:not(.sort)")].filter((each) => each.checkVisibility()),
  ...[...document.querySelectorAll("thead th")].filter((each) => each.checkVisibility() && !each.innerText.trim()
    && each.textContent.trim())].map((each) => "should not be there: " + each.outerHTML.slice(0, 160))"""

LINKS = """() => [[...new Set([...document.links].map((each) => each.href))],
  [...document.querySelectorAll("[id]")].map((each) => each.id)]"""
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"

# The document as it stands and as it is drawn: all that the rules of accessibility can see, but for what is typed. Its
# form is the same without the colours.
DRAWN = """() => document.documentElement.outerHTML + [...document.querySelectorAll("body, body *")].map((each) => {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    return [box.x, box.y, box.width, box.height, style.fontSize, style.fontWeight, style.textDecorationLine,
      style.visibility, style.opacity, style.color, style.backgroundColor].join();
  }).join("\\n")"""
FORM = DRAWN.replace(", style.color, style.backgroundColor", "")

# The rules take minutes over a thousand rows, and say nothing of them that they do not say of the first few. What looks
# (tag, class, role, and those of what it stands in) as some before it is left out, unless it holds something new.
THIN = """(most) => {
  const look = (each) => each.localName + "." + (each.getAttribute("class") || "") + "." + (each.getAttribute("role") || "");
  const counts = new Map(), needed = new Set();
  for (const each of document.querySelectorAll("body *")) {
    let path = "";
    for (let at = each, n = 0; at && n < 4; at = at.parentElement, n += 1) path += look(at) + ">";
    counts.set(path, (counts.get(path) || 0) + 1);
    if (counts.get(path) <= most) for (let at = each; at && !needed.has(at); at = at.parentElement) needed.add(at);
  }
  const parts = "td, th, thead, tbody, caption, label, input, select, option, button, textarea, legend, summary, dt, dd, title";
  for (const each of document.querySelectorAll("body *"))
    if (each.isConnected && !needed.has(each) && !each.matches(parts + ", desc, :first-child")) each.remove();
}"""
MOST = 12 if os.environ.get("RUN_LONG") == "1" else 3

# What is a matter of colours takes most of the time, and depends on colours and sizes from a text up to the root. It is
# not judged again where every text of a page is the same all the way (and in tag, class and place of what it stands in)
# as a text that passed; and the rest is not judged again where a page differs in colours alone. In the long form all is.
TEXTS = """() => {
  const known = new Map();
  // How large a text is counts in one way only: large text may be fainter (18 pt, or 14 pt where bold; WCAG 1.4.3).
  const large = (style) => parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
  const ground = (each) => {
    if (!each) return "";
    if (!known.has(each)) {
      const style = getComputedStyle(each);
      known.set(each, ground(each.parentElement) + "/" + [each.localName, each.getAttribute("class"), style.color, style.fill,
        style.backgroundColor, style.backgroundImage, style.opacity, large(style), style.textShadow, style.textDecorationLine,
         style.position, style.filter, style.mixBlendMode].join());
    }
    return known.get(each);
  };
  return [...document.querySelectorAll("body *")].filter((each) => each.matches("input, select, textarea")
    || [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim())).map(ground);
}"""
ANEW = os.environ.get("RUN_LONG") == "1"

# Where scripts are off no timer fires, but promises go on: the rules, which wait for nothing, run without timers. (What
# they would preload, sound files and the text of stylesheets, serves rules for sound and experimental ones alone.)
START = """([tags, rest, colours]) => {
  document.getAnimations().forEach((each) => each.cancel());
  const timer = window.setTimeout;
  const done = (found) => { window.verdict = found; window.setTimeout = timer; };
  window.verdict = null;
  window.setTimeout = (call, wait, ...rest) => { Promise.resolve().then(() => call(...rest)); return 0; };
  const ofColours = ["color-contrast", "link-in-text-block"];
  axe.run(document, {
    runOnly: rest ? tags : ofColours, rules: rest ? Object.fromEntries(ofColours.map((id) => [id, { enabled: colours }])) : {},
    resultTypes: ["violations"], preload: false,
  }).then(
    (found) => done(found.violations.map((each) => each.id + ": " + each.help + ": " + each.nodes.slice(0, 3).map(
      (node) => node.html.slice(0, 160) + " | " + node.failureSummary).join(" … "))),
    (error) => done(["the rules cannot run: " + error]));
}"""


@cache
def rules() -> str:
    """The script of axe-core."""
    found = find_spec("axe_playwright_python")
    if not found or not found.origin:
        missing("axe-playwright-python")
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


class Tab:
    """A tab of one origin, with scripts or without, and what its pages have complained of since it was last asked.

    `home` is the address of the folder that the site is in, `folder` the folder.
    """

    def __init__(self, browser: Any, home: str, folder: Path, scripts: bool) -> None:
        self.page = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce").new_page()
        self.home = home
        self.folder = folder
        self.scripts = scripts
        self._complaints: list[str] = []
        self._width = 0
        self.page.add_init_script(LISTEN)
        self.page.on(
            "console",
            lambda it: self._complaints.append(it.text) if it.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda it: self._complaints.append(str(it)))
        self.page.on("requestfailed", lambda it: self._complaints.append(f"failed: {it.url}"))
        self.page.on("request", self._look)

    def _look(self, request: Any) -> None:
        if not request.url.startswith((self.home + "/", "data:")):
            self._complaints.append(f"off the site: {request.url}")

    def address(self, page: Path) -> str:
        """A page's address in this tab."""
        return f"{self.home}/{quote(page.relative_to(self.folder).as_posix())}"

    def open(self, page: Path, hold: bool = False) -> None:
        """Loads a page; to `hold` one is to keep it from leading on by itself."""
        address = self.address(page)
        if hold:
            text = page.read_text("utf-8").replace('content="0; url=', 'content="99999; url=')
            held = partial(_answer, text=text)
            self.page.route(address, held)
        self.page.goto(address)
        if hold:
            self.page.unroute(address, held)
        if self.scripts:
            self.page.evaluate(COME)
            comes_true(self.page, COME_TO)

    def show(self, width: int, scheme: str, media: str = "screen", forced: bool = False) -> None:
        """Shows the loaded page so."""
        if self._width != width:
            self.page.set_viewport_size({"width": width, "height": 800})
            self._width = width
        self.page.emulate_media(
            color_scheme=scheme, media=media, forced_colors="active" if forced else "none"
        )

    def untidy(self) -> list[str]:
        """What is wrong at a glance."""
        found: list[str] = self.page.evaluate(TIDY)
        return found

    def dead(self) -> list[str]:
        """The links of the page, those that a script made among them, that lead nowhere."""
        found, ids = self.page.evaluate(LINKS)
        return [f"a dead link: {each}" for each in found if not self._leads(each, {*ids})]

    def _leads(self, link: str, here: set[str]) -> bool:
        bare, anchor = urldefrag(link)
        if not bare.startswith(self.home + "/"):
            # Another site is another's affair; another place on this server or this disk is a mistake.
            return bare.startswith(("https:", "http:", "mailto:")) and not bare.startswith(_root(self.home))
        if bare == urldefrag(self.page.url)[0]:
            return not anchor or unquote(anchor) in here
        return (self.folder / unquote(bare.partition("?")[0][len(self.home) + 1 :])).is_file()

    def drawn(self) -> str:
        """A name for the document as it stands and as it is drawn, the same on every origin."""
        return self._hashed(DRAWN)

    def _hashed(self, script: str) -> str:
        text = self.page.evaluate(script).replace(self.home, "")
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def thin(self) -> None:
        """Leaves out what is there many times, and takes the rules of accessibility in."""
        self.page.evaluate(THIN, MOST)
        self.page.evaluate(rules())

    def broken(self, memo: Memo) -> list[str]:
        """The rules of accessibility that the page breaks as it is shown; what passes is remembered."""
        fresh = {f"text {each}" for each in self.page.evaluate(TEXTS)} - memo.keys()
        form = f"form {self.scripts} {self._hashed(FORM)}"
        rest, colours = ANEW or form not in memo, ANEW or bool(fresh)
        if not (rest or colours):
            return []
        self.page.evaluate(START, [list(TAGS), rest, colours])
        found: list[str] | None = self.page.evaluate("window.verdict")
        if found == []:
            memo.update((each, []) for each in (*fresh, form))
        return ["the rules did not come to an end"] if found is None else found

    def complaints(self) -> list[str]:
        found, self._complaints[:] = list(self._complaints), []
        return found


def _answer(route: Any, text: str) -> None:
    route.fulfill(body=text, content_type="text/html; charset=utf-8")


def _root(home: str) -> str:
    scheme, _, rest = home.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def faults(at: Tab, page: Path, memo: Memo, *, hold: bool = False) -> list[str]:
    """Everything that is wrong with a page in this tab, in every scheme and width, in forced colours and on paper."""
    at.open(page, hold)
    found = at.dead()
    known = {}
    for look in LOOKS:
        at.show(*look)
        found += _said(look, at.untidy())
        # A verdict depends on the document, on how it is drawn, and on whether scripts run: where all that is the same
        # (from disk and over HTTP), it is not asked for twice. Where anything differs, it is.
        known[f"{look} {at.scripts} {at.drawn()}"] = look
    if not known.keys() <= memo.keys():
        memo.update(_verdicts(at, known, memo))
    return [*found, *(fault for key in known for fault in memo[key]), *at.complaints()]


def _verdicts(at: Tab, known: Mapping[str, tuple[int, str]], memo: Memo) -> Memo:
    """What is wrong that takes longer to tell, by the key of each look; the page is not whole after that."""
    rest = _rest(at)
    at.thin()
    found = {}
    for key, look in reversed(known.items()):
        at.show(*look)
        found[key] = _said(look, at.broken(memo))
    return {key: [*found[key], *rest] for key in known}


def _rest(at: Tab) -> list[str]:
    """What is wrong in forced colours, at a middling width, on paper, and unfolded."""
    found = []
    for width in WIDTHS:
        at.show(width, "dark", forced=True)
        found += _said((width, "forced colours"), at.untidy())
    at.show(768, "dark")
    found += _said((768,), at.untidy())
    at.show(768, "dark", media="print")
    found += _said(("on paper",), at.untidy() + at.page.evaluate(PAPER))
    at.page.evaluate(UNFOLD)
    at.show(320, "light")
    return found + _said(("unfolded",), at.untidy())


def _said(where: tuple[object, ...], faults: list[str]) -> list[str]:
    return [f"{' '.join(map(str, where))}: {each}" for each in faults]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Says nothing."""


@contextmanager
def origins(folder: Path) -> Iterator[Mapping[str, str]]:
    """Where a folder's pages are opened: from disk, and below a path of a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder.parent)))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield {
            "file": folder.as_uri(),
            "http": f"http://127.0.0.1:{server.server_address[1]}/{quote(folder.name)}",
        }
    finally:
        server.shutdown()
