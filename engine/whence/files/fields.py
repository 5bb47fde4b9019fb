"""What every field of every record is for, in one sentence each, as editors and the manual show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from whence.language.patterns import later

_COMMON = {
    "note": "Anything more to say, in Markdown.",
    "tags": "Free labels to find things by.",
    "aliases": "Older ids that still lead here.",
    "accepted": "Findings about this record that are lived with, each with its reason.",
}

FIELDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Citation": {
            "source": "The origin: the source that measured or said it first, or `unstated`.",
            "via": "The source in which it was read, when that is not the origin.",
            "at": "Where in the document: page, table, footnote, time.",
            "excerpt": "The few words that carry the statement, copied exactly.",
            "note": _COMMON["note"],
            "stance": "Whether the source supports the claim, contradicts it or gives context.",
        },
        "Accepted": {
            "rule": "The code of the finding, such as `uncited`.",
            "because": "Why it is lived with.",
            "until": "The date after which the finding comes back.",
            "size": "The ratio beyond which the finding comes back.",
        },
        "Past": {
            "value": "The value as it was written then.",
            "formula": "The formula as it was written then.",
            "missing": "Why there was no value then.",
            "qualitative": "What was said without a figure then.",
            "inputs": "The inputs of that formula; those of now, where they are not given.",
            "taken_as": "The value that computation used then, where it was another than the written one.",
            "errors": "The parts of the error then.",
            "as_of": "The time that the older value spoke of.",
            "known": "Since when it was known, if not since the value before it went or its origins appeared.",
            "until": "The date on which it was replaced.",
            "cites": "The citations it rested on; those of now, where they are not given.",
            "why": "Why it was replaced.",
        },
        "Claim": {
            "title": "What is claimed, as a short phrase that can stand alone.",
            "value": "The value as people write it (`24 to 27 kW`), or its long form as a mapping.",
            "formula": "How the value follows from the inputs.",
            "missing": "Why its figure is not here: the copy is cut off, the quotation is absent.",
            "qualitative": "What the source says where it gives no figure, in a few words.",
            "inputs": "The names in the formula, each an id or a literal value.",
            "unit": "The unit to show the result in, checked against the formula's dimension.",
            "stated": "The source's own figure, compared with what the formula gives or the value says.",
            "domain": "Where the value can lie at all: `positive`, `share`, or its two ends, `[0, 20]`.",
            "tolerance": "The ratio within which `stated` is close to ours (0.1 or 10%).",
            "exact": "Whether the value is exact, so that only rounding excuses what does not follow from it.",
            "kind": "What sort of statement it is.",
            "taken_as": "The value that computation uses when the written one is a bound or vague.",
            "why": "Why it is taken so, or has the status it has.",
            "of": "The quantity that this claim gives a value to.",
            "as_of": "The time it speaks of: a year, half, quarter, month or day, or a span such as `2024-01 to 2024-06`.",
            "known": "Since when it is known, if not since its origins appeared (`issued`).",
            "by": "Who says so.",
            "cites": "Where it stands: pointers into sources.",
            "status": "Whether the claim is still used.",
            "superseded_by": "The id of the claim that replaces it.",
            "history": "Older values, with source and reason.",
            "scope": "What it covers, such as training-system, site or company.",
            "errors": "The parts of the error, such as statistical and systematic, each one sigma.",
            "moves_with": "Claims whose ranges are at the same end when this one is.",
            "moves_against": "Claims whose ranges are at the other end when this one is at one.",
            "correlates": "Claims that this one is correlated with, each with a coefficient between -1 and 1.",
            "differs_from": "Claims and quantities that it looks like and is not about, each with the reason.",
            "headline": "Whether it stands on the home page.",
            "review_by": "The date by which somebody should look at it again.",
            **_COMMON,
        },
        "ErrorPart": {
            "size": "How large it is: one sigma, in a unit of the value's kind or as a share of the value (4%).",
            "common": "The name of what causes it; claims that name the same have this part in common.",
        },
        "Quantity": {
            "title": "What is estimated.",
            "take": "Which claim stands for it: an id, or a way to combine them such as `latest`.",
            "over": "Write `time` where the claims are a series: then only claims of the same time are rivals.",
            "unit": "The unit to compare the claims in.",
            "scale": "Whether rivals are weighed in linear or in logarithmic scale.",
            "domain": "Where the value can lie at all: `positive`, `share`, or its two ends, `[0, 20]`.",
            "tolerance": "The ratio within which bare points agree (0.1 or 10%).",
            "tension": "The ratio within which bare points are merely in tension (0.5 or 50%).",
            "scope": "What it covers; claims of another scope are not compared silently.",
            "headline": "Whether it stands on the home page.",
            **_COMMON,
        },
        "Sense": {
            "value": "What the word stands for in this sense.",
            "title": "The sense in a few words.",
            "note": _COMMON["note"],
            "cites": "Who uses the word in this sense.",
        },
        "Term": {
            "title": "The word as it is written in the sources.",
            "senses": "What it may mean: a name for each sense, with the value it stands for.",
            "words": "Spellings that the sources use for it.",
            "cites": "Where the senses are told apart.",
            **_COMMON,
        },
        "Option": {
            "value": "A written value, or the id of a claim or quantity.",
            "title": "The option in a few words.",
            "note": _COMMON["note"],
            "cites": "Who takes this option.",
        },
        "Choice": {
            "title": "What has to be decided.",
            "kind": "How something is to be read, which evidence may decide, or between values, which none does.",
            "options": "The ways it can go: a name for each, with its value.",
            "term": "The term whose senses are the options.",
            "only": "The senses of the term that come into question here.",
            "prefer": "The option to go by.",
            "because": "Why that option is preferred.",
            "credence": "How probable each option is thought to be.",
            "cites": "Where the ambiguous statement stands.",
            **_COMMON,
        },
        "Check": {
            "title": "What should hold.",
            "assert": "The relation, a comparison over the inputs.",
            "inputs": "The names in the relation, each an id or a literal value.",
            "on_fail": "What a failure means: options are ruled out, a finding, or only a report.",
            "cites": "Why the relation should hold.",
            **_COMMON,
        },
        "UnitRecord": {
            "title": "What is counted or measured.",
            "equals": "The amount of known units that one of it is; without it, a new thing to count.",
            "plural": "The plural of its name.",
            "term": "The term that explains it.",
        },
        "Name": {
            "family": "Family name.",
            "given": "Given names.",
            "literal": "The whole name, for a body or a handle.",
        },
        "Snapshot": {
            "file": "The name of the file that holds the copy.",
            "sha256": "The SHA-256 of the copy, 64 hexadecimal digits.",
        },
        "SetAside": {
            "excerpt": "The few words around the figure, copied exactly from the text; every figure in them is set aside.",
            "why": "Why no claim is to cite it.",
            "at": "The lines that are meant, such as `lines 12-14`, where the words stand in others too.",
        },
        "Source": {
            "title": "The document's title.",
            "type": "The kind of document, by its CSL-JSON name.",
            "author": "Who wrote it.",
            "publisher": "Who published it.",
            "container-title": "The journal, site or book it appeared in.",
            "URL": "Its address, with http or https.",
            "DOI": "Its DOI, beginning with 10.",
            "issued": "When it appeared: a year, quarter, month or day.",
            "accessed": "When it was last read.",
            "relies_on": "The sources whose statements it repeats.",
            "snapshot": "A copy kept outside the base.",
            "set_aside": "Figures of its text that no claim is to cite, each with the reason.",
            "mention_only": "Whether it is known only from being mentioned elsewhere.",
            "reliability": "What to know about how far it can be trusted.",
            "status": "Whether it still stands.",
            "why": "Why it was retracted or withdrawn.",
            **_COMMON,
        },
        "Topic": {
            "title": "What the claims of this file are about.",
            "intro": "A paragraph before them, in Markdown.",
            "order": "Where it comes among the topics; smaller comes first.",
        },
        "Edit": {
            "id": "The record that was edited.",
            "field": "The field that was edited.",
            "old": "Its text before.",
            "new": "Its text after.",
        },
        "Change": {
            "title": "What happened.",
            "date": "When it became known.",
            "source": "On whose word.",
            "note": _COMMON["note"],
            "edits": "What was edited because of it.",
        },
        "Settings": {
            "title": "The base's name.",
            "description": "What it is about, in a sentence.",
            "base_url": "The address it is published at, for feeds and links from elsewhere.",
            "repository": "The address of its repository.",
            "license": "The licence of its content.",
            "author": "Who keeps it.",
            "samples": "How many draws an uncertain value has.",
            "seed": "The number that all draws follow from.",
            "about": "How wide `~` is, as a ratio.",
            "agree": "The ratio within which figures agree.",
            "tension": "The ratio within which figures are merely in tension.",
            "max_contexts": "How many combinations of options are followed.",
            "stale_after": "After how long a claim is stale, by kind.",
            "watch": "Conclusions whose turns are reported: ids, or selectors such as `tag:main`.",
            "style": "The path of a style sheet in the base, which the site has behind its own.",
            "colours": "Colours of the site by name, such as `{accent = '#7a1f5c'}`.",
            "dark_colours": "The same for readers who like it dark.",
        },
    }
)


def sentences(kind: type) -> Mapping[str, str]:
    """The sentence of each field of a record, by its name in YAML; a field without one is told by its name."""
    known = {**_COMMON, **FIELDS.get(kind.__name__, {})}
    spelt = [SPELLING.get(each.name, each.name) for each in fields(kind)]
    return {name: known.get(name, f"The {name.replace('_', ' ')}.") for name in spelt}


# How a record's field is spelt in YAML, where that is not its Python name.
SPELLING: Mapping[str, str] = MappingProxyType({"assertion": "assert", "container_title": "container-title"})

# What else a field is called, in bibliographies, sheets and other tools; one name of ours for each kind of record that has it.
CALLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "issued": ("date", "published", "publication-date", "year"),
        "as_of": ("date", "year", "valid", "period"),
        "URL": ("link", "href", "web", "website", "address"),
        "author": ("authors", "writer", "creator"),
        "container-title": ("journal", "venue", "booktitle"),
        "accessed": ("retrieved", "access-date", "visited"),
        "title": ("name", "label", "heading"),
        "note": ("description", "comment", "comments", "remark", "text"),
        "cites": ("source", "sources", "citation", "citations", "references", "evidence"),
        "excerpt": ("quote", "quotation", "words"),
        "at": ("page", "pages", "line", "locator", "location", "section"),
        "value": ("number", "amount", "figure", "estimate"),
        "formula": ("expression", "equation", "calculation"),
        "inputs": ("variables", "arguments", "parameters", "depends_on"),
        "stated": ("reported", "printed", "claimed"),
        "unit": ("units",),
        "assert": ("condition", "test", "rule", "formula", "holds"),
        "of": ("quantity", "measures", "measure", "parameter"),
        "on_fail": ("severity", "otherwise"),
        "options": ("values", "alternatives", "readings"),
        "take": ("method", "combine", "use"),
        "tags": ("keywords", "categories", "labels"),
        "because": ("reason",),
        "why": ("reason", "rationale"),
    }
)

# Fields for people to read. A hidden character in them is flagged; in any other field it is refused.
FREE_TEXT = frozenset(
    (
        *(
            "title",
            "note",
            "excerpt",
            "at",
            "why",
            "because",
            "by",
            "missing",
            "qualitative",
            "intro",
            "family",
            "given",
        ),
        *(
            "literal",
            "publisher",
            "container-title",
            "reliability",
            "description",
            "words",
            "old",
            "new",
            "differs_from",
        ),
    )
)
# Fields that are set as Markdown.
MARKDOWN = frozenset({"note", "intro"})
DATES = frozenset({"as_of", "known", "until", "review_by", "issued", "accessed", "date"})
# Dates that may also be a span, from one date to another.
SPANS = frozenset({"as_of"})

# How a locator names lines: `line 5`, `lines 5-9`, `lines 4, 87`.
LINES = later(
    r"lines? (?P<lines>[0-9]{1,7}(?:\s?[-–]\s?[0-9]{1,7})?(?:(?:,| and) ?[0-9]{1,7}(?:\s?[-–]\s?[0-9]{1,7})?)*)"
)

# The document types of CSL 1.0.2.
CSL_TYPES: tuple[str, ...] = (
    *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast"),
    *("chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary"),
    *(
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
    ),
    *("manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent"),
    *("performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report"),
    *("review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"),
)

# What else a type of document is called: by the entry types of BibTeX, and in everyday words.
CSL_CALLED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("web", "website", "site", "page", "online", "electronic"), "webpage"),
        **dict.fromkeys(("news", "newspaper", "press"), "article-newspaper"),
        **dict.fromkeys(("journal", "paper"), "article-journal"),
        **dict.fromkeys(("magazine",), "article-magazine"),
        **dict.fromkeys(("blog", "blogpost"), "post-weblog"),
        **dict.fromkeys(("forum", "tweet", "comment", "thread", "social"), "post"),
        **dict.fromkeys(("techreport", "whitepaper", "study"), "report"),
        **dict.fromkeys(("inproceedings", "conference", "proceedings"), "paper-conference"),
        **dict.fromkeys(("phdthesis", "mastersthesis", "dissertation"), "thesis"),
        **dict.fromkeys(("incollection", "inbook"), "chapter"),
        **dict.fromkeys(("data", "database", "table"), "dataset"),
        **dict.fromkeys(("video", "film", "youtube"), "motion_picture"),
        **dict.fromkeys(("talk", "lecture", "presentation", "slides"), "speech"),
        **dict.fromkeys(("email", "letter", "message"), "personal_communication"),
        **dict.fromkeys(("law", "act"), "legislation"),
        **dict.fromkeys(("misc", "other", "unknown", "document"), "document"),
    }
)

# The types that most sources are of.
USUAL = (
    "report",
    "webpage",
    "article-newspaper",
    "article-journal",
    "post-weblog",
    "dataset",
    "interview",
    "book",
)
