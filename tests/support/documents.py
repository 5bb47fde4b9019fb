"""YAML files of every style, drawn by chance, for the tests of edits."""

from __future__ import annotations

import random

from whence.files import edits

VALUES = ["2.5 kW", "24 to 27 kW", ">= 200 MW", "~150 MW", "it's", 'say "so"', "a: b", "# no comment", "- x", "2e27 FLOP",
          "über", "yes: no", "{x}", "[1, 2]", "'", "*star", "&and", "!bang", "%", "@at", "`tick`", "null", "true", "~",
          " lead", "tail ", "x" * 200, "a\\b", "50%", "$2/hour"]  # fmt: skip
KEYS = ["title", "value", "kind", "note", "unit", "why"]


def quoted(generator: random.Random, text: str) -> str:
    styles = [edits.scalar(text, style, in_flow=False) for style in ("", "'", '"')]
    return generator.choice(styles)


def document(generator: random.Random) -> str:
    """A file with comments, blank lines, three kinds of quoting, folded scalars, flow and block records."""
    newline = generator.choice(["\n", "\n", "\r\n"])
    lines = ["# a comment at the head", "claims:"]
    for number in range(generator.randint(1, 4)):
        if generator.random() < 0.2:
            inside = ", ".join(
                f"{key}: {edits.flow(generator.choice(VALUES))}" for key in KEYS[: generator.randint(1, 4)]
            )
            lines.append(f"  claim-{number}: {{{inside}}}" + generator.choice(["", "  # behind"]))
            continue
        lines.append(f"  claim-{number}:" + generator.choice(["", "  # behind"]))
        for key in generator.sample(KEYS, generator.randint(1, len(KEYS))):
            if generator.random() < 0.15:
                lines += [f"    {key}: >-", "      folded over", "      two lines"]
            else:
                comment = generator.choice(["", "", "  # why", " # ä"])
                lines.append(f"    {key}: {quoted(generator, generator.choice(VALUES))}{comment}")
            if generator.random() < 0.2:
                lines.append(generator.choice(["", "    # between"]))
        if generator.random() < 0.5:
            lines += [
                "    cites:",
                "      - {source: a, at: line 1}  # first",
                "      - source: b",
                "        at: line 2",
            ]
        elif generator.random() < 0.3:
            lines.append("    cites: [{source: a}, {source: b}]")
    return newline.join(lines) + generator.choice(["", newline, newline * 2])
