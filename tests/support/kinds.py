"""Which pages are looked at: every kind of page of our own base, and of a small one whose every text is hostile."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from small import edition
from whence.files.schema import Settings
from whence.judge.assemble import Edition
from whence.publish import folder as publish
from whence.publish import pages
from whence.publish import site as whole

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\\\" ' {{ 7*7 }} &amp; \\u202e\\u200b %s %0A"
CORNERS = f"""
claims:
  {"a-very-long-id." * 6}end: {{title: "{HOSTILE}", value: 3 to 5 person, note: "{HOSTILE} {WORD}", cites: [{{source: bad, excerpt: "{HOSTILE}"}}]}}
  word: {{title: {WORD}, value: 12345678901234567 person, aliases: [older], differs_from: {{open: "{HOSTILE} {WORD}"}}}}
  twin: {{title: "{HOSTILE}", value: 400 person}}
  open: {{title: "{HOSTILE}", formula: n * s, inputs: {{n: 4 gpu-thing, s: sense}}, unit: chip, headline: true}}
units: {{gpu-thing: {{title: "{HOSTILE}"}}}}
terms:
  gpu: {{title: "{HOSTILE}", words: [accelerator, "{WORD}"], senses: {{die: 0.5 chip/gpu-thing, chip: 1 chip/gpu-thing}}}}
choices: {{sense: {{title: "{HOSTILE}", term: gpu}}}}
checks: {{fits: {{title: "{HOSTILE}", assert: a < b, inputs: {{a: open, b: 3 chip}}}}}}
changes:
  news: {{title: "{HOSTILE}", date: 2025-02-03, source: bad, note: "{HOSTILE} [x](javascript:alert(1))", edits: [{{id: word, field: value, old: "{HOSTILE}", new: "{WORD}"}}]}}
"""
SOURCES = f'sources: {{bad: {{title: "{HOSTILE}", URL: "https://example.org/?a=%22%3E&b=1#x", author: [{{family: "{WORD}"}}], snapshot: bad.txt, set_aside: [{{excerpt: 78 comments, why: "{HOSTILE} {WORD}"}}]}}}}'
COPIES = {"bad.txt": f"{HOSTILE} 78 comments, 4 <b>MW</b> {WORD} and 7 {WORD}."}

Pick = Callable[[Path], Path]


def corners() -> Edition:
    """The base whose every text is hostile."""
    return edition(
        CORNERS, SOURCES, settings=Settings(title=HOSTILE, description=HOSTILE, samples=256), snapshots=COPIES
    )


def draw_corners(folder: Path) -> None:
    """Writes the site of the hostile base."""
    publish.write(folder, whole.drawn(whole.files(corners(), "test")))


def templates_of_corners() -> Mapping[str, str]:
    """The template that each page of the hostile base's site is drawn with, by the page's path."""
    every = pages.contents(pages.Book(corners(), "test"))
    return {path: make().template for path, make in every.items()}


def first(folder: str, *parts: str) -> Pick:
    """Picks the largest page of a folder that has these parts in it."""

    def pick(site: Path) -> Path:
        found = sorted((site / folder).glob("*.html"), key=lambda page: (-page.stat().st_size, page.name))
        for page in found:
            if page.name != "index.html" and all(part in page.read_text("utf-8") for part in parts):
                return page
        raise AssertionError(f"no page in {folder} has {parts}")

    return pick


def named(path: str) -> Pick:
    """Picks the page of this path."""

    def pick(site: Path) -> Path:
        assert (site / path).is_file(), f"there is no {path}"
        return site / path

    return pick


MOVED = 'http-equiv="refresh"'
OURS: Mapping[str, Pick] = {
    "home": named("index.html"),
    "topics": named("topics/index.html"),
    "topic": first("topics", "<table"),
    "topic-short": named("topics/pass-at-k.html"),
    "derived": first("claims", "How it is computed"),
    "leaf": first("claims", "As it was written"),
    "stated": first("claims", 'id="stated"'),
    "open": first("claims", "Its value depends on a reading"),
    "missing": first("claims", '<span class="figure-text">no'),
    "moved": first("claims", MOVED),
    "quantity": first("quantities"),
    "choice": first("choices"),
    "term": first("terms"),
    "sources": named("sources/index.html"),
    "source": named("sources/situational-awareness.html"),
    "check": first("checks"),
    "rule": first("rules"),
    "rules": named("rules/index.html"),
    "conflicts": named("conflicts.html"),
    "audit": named("audit.html"),
    "findings": named("findings.html"),
    "candidates": named("candidates.html"),
    "changes": named("changes/index.html"),
    "change": first("changes"),
    "graph": named("graph.html"),
    "search": named("search.html"),
    "reading": named("manual/reading.html"),
    "charts": named("manual/charts.html"),
    "first": named("manual/first.html"),
    "further": named("manual/further.html"),
    "audited": named("manual/audit.html"),
    "writing": named("manual/writing.html"),
    "values": named("manual/values.html"),
    "units": named("manual/units.html"),
    "rivals": named("manual/rivals.html"),
    "formulas": named("manual/formulas.html"),
    "news": named("manual/news.html"),
    "python": named("manual/python.html"),
    "exchange": named("manual/exchange.html"),
    "slips": named("manual/slips.html"),
    "fields": named("manual/fields.html"),
    "commands": named("manual/commands.html"),
    "limits": named("manual/limits.html"),
    "404": named("404.html"),
    "embed": first("embed"),
}
# Long pages, each half a minute in all the ways; the short form looks at those of the hostile base.
if os.environ.get("RUN_LONG") == "1":
    OURS = {**OURS, **{name: named(f"{name}.html") for name in ("az", "by-unit", "by-source", "by-status")}}
    OURS = {**OURS, "source-long": first("sources", "<h1")}
CORNER: Mapping[str, Pick] = {
    "corner-home": named("index.html"),
    "corner-topic": first("topics"),
    "corner-claim": first("claims"),
    "corner-moved": named("claims/older.html"),
    "corner-choice": first("choices"),
    "corner-term": first("terms"),
    "corner-check": first("checks"),
    "corner-source": first("sources"),
    "corner-coverage": first("coverage"),
    "corner-change": named("changes/news.html"),
    "corner-graph": named("graph.html"),
    "corner-a-z": named("az.html"),
    "corner-by-source": named("by-source.html"),
    "corner-by-unit": named("by-unit.html"),
    "corner-by-status": named("by-status.html"),
    "corner-candidates": named("candidates.html"),
    "corner-embed": first("embed"),
}
KINDS = (*OURS, *CORNER)


def page_of(sites: Path, kind: str) -> Path:
    """The page that stands for a kind; a kind that the site lacks is an error, not a page less to look at."""
    return OURS[kind](sites / "base") if kind in OURS else CORNER[kind](sites / "corners")
