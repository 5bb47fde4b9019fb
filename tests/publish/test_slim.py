"""Scripts as they are published: shorter, and in a browser they do what their sources do."""

from __future__ import annotations

import re

import pytest

from chromium import chromium
from places import ASSETS
from whence.publish import slim

# Bodies of a function, with what each gives; long names stand where a shortening that mistook them would go wrong.
BODIES = {
    "const first = 1, { second, third: [inner] } = { second: 2, third: [3] }; return [first, second, inner];": [1, 2, 3],
    "function made(given) { return { given, other: given }; } return made(4);": {"given": 4, "other": 4},
    "const given = 1, found = { given, given2() { return given; }, of: given }; return found.given + found.given2();": 2,
    "const pick = (value = 7, ...others) => [value, others.length]; return pick(undefined, 1, 2);": [7, 2],
    "const { left = 5, ...rest } = { right: 6 }; return [left, rest];": [5, {"right": 6}],
    "const word = 'x', text = `a ${word + `b ${word}`} word {`; return text;": "a xb x word {",
    "const parts = 'a/b'.split('/'), half = 10 / 2 / 5; return [/[/'\"`]word/.test(\"/word\"), parts, half];": [True, ["a", "b"], 1],
    "let total = 0; for (const [key, value] of Object.entries({ key: 1, value: 2 })) total += key.length * value; return total;": 13,
    "try { throw new Error('no'); } catch (problem) { const message = 1; return problem.message + message; }": "no1",
    "const value = 3, flag = true; return flag ? value : { value: 1 };": 3,
    "let index = 0; while (index < 3 && ++index); if (index > 5); return index;": 3,
    "const twice = (number) => number * 2, both = async (number) => number; return [twice(2), typeof both];": [4, "function"],
    "const name = 1; function inner() { const name = 2; return name; } return [name, inner(), ({ name: 3 }).name];": [1, 2, 3],
    "const outer = 1; { const inner = 2; } function one(inner) { return inner + outer; } function two(other) { return other - outer; } return [one(5), two(5)];": [6, 4],
    "const data = { a: { value: 1 } }; const { a: { value } } = data; return data?.a?.value + value;": 2,
    "const add = (first) => { return(second) => first + second; }; return add(1)(2);": 3,
    "const low = 1e-3, high = .5, hex = 0xff; return [low, high, hex, low<high?.5:1];": [0.001, 0.5, 255, 0.5],
}  # fmt: skip


def test_script__says_what_its_source_says() -> None:
    """The same result from a body as it is written and as it is published, within statements of a script of ours."""
    with chromium() as browser:
        page = browser.new_page()
        for body, expected in BODIES.items():
            source = f'(function () {{\n"use strict";\nfunction run() {{ {body} }}\nwindow.found = run();\n}})();\n'
            for text in (source, slim.script(source.encode()).decode()):
                page.evaluate(text)
                assert page.evaluate("window.found") == expected, text
        page.close()


@pytest.mark.parametrize("name", sorted(each.name for each in ASSETS.glob("*.js")))
def test_script__only_names_and_needless_signs_differ(name: str) -> None:
    """What is no name of its own stays: texts, patterns, properties, and what belongs to the browser."""
    source = (ASSETS / name).read_text("utf-8")
    content = slim.script(source.encode()).decode()
    assert len(content) < 0.65 * len(source)
    bare = re.sub(r"(?m)(?:^|(?<=\s))//.*$|/\*.*?\*/", "", source)
    for kept in (
        r"(?<!\.)\.[a-zA-Z]\w*",
        r'"[\w -]+"',
        r"(?<![\w.])(?:window|document|Math|JSON|Number|Object|Map)\b",
    ):
        told, own = ([re.sub(r"\s", "", each) for each in re.findall(kept, text)] for text in (content, bare))
        assert told == own, kept
    assert slim.script(source.encode()) == slim.script(source.encode())


SHARED = "const shared = 1;\nfunction used(given) { return given + shared; }\n"


def test_script__one_that_others_may_call_keeps_its_names() -> None:
    """A theme's own script need not be one function: what it declares, its other scripts may use."""
    assert (
        slim.script(SHARED.encode()).decode() == "const shared=1;function used(given){return given+shared;}\n"
    )


def test_sheet__keeps_what_it_says() -> None:
    sheet = b"/* a remark */ a:hover , b > c { color : red; margin: 0 auto;\n }\n"
    assert slim.sheet(sheet) == b"a:hover,b>c{color :red;margin:0 auto}\n"
