"""What other programs take for the same base: its YAML alone, its numbers alone, and other tools where they are installed."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from processes import python

from generate import Texts

DRAWS = 10_000
LOADER = "import sys, pathlib, yaml; [yaml.load(p.read_bytes(), yaml.CSafeLoader) for p in pathlib.Path(sys.argv[1]).rglob('*.yaml')]"


def programs(texts: Texts, folder: Path) -> dict[str, Sequence[str]]:
    """The command lines of the peers that are there, for a base of `generate.base`; what they read is written to a folder."""
    found: dict[str, Sequence[str]] = {
        "python -c pass": python("pass"),
        "import numpy": python("import numpy"),
        "PyYAML, C loader": python(LOADER, str(folder / "base")),
    }
    claims = _claims(texts)
    straight = folder / "straight.py"
    straight.write_text("\n".join(_straight(claims)))
    found["numpy, straight line"] = python("import runpy, sys; runpy.run_path(sys.argv[1])", str(straight))
    if importlib.util.find_spec("squigglepy"):
        script = folder / "squiggle.py"
        script.write_text("\n".join(_squigglepy(claims)))
        found["squigglepy"] = python("import runpy, sys; runpy.run_path(sys.argv[1])", str(script))
    if shutil.which("bean-check"):
        ledger = folder / "ledger.beancount"
        ledger.write_text("\n".join(_ledger(len(claims))))
        found["bean-check"] = ("bean-check", str(ledger))
    if shutil.which("hugo"):
        _pages(claims, folder / "hugo")
        found["Hugo, as many bytes"] = ("hugo", "--source", str(folder / "hugo"), "--quiet")
    return found


def _claims(texts: Texts) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for name in sorted(texts):
        found |= yaml.load(texts[name], yaml.CSafeLoader).get("claims", {})
    return dict(sorted(found.items(), key=lambda pair: int(pair[0][1:])))


def _straight(claims: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A program that computes every number of a base, with its mean and three quantiles, one line after the other."""
    yield "import numpy as np"
    yield f"rng, n, of = np.random.default_rng(1), {DRAWS}, {{}}"
    for id, claim in claims.items():
        yield f"{id} = {_drawn(claim['value']) if 'value' in claim else _formula(claim)}"
        yield f"of['{id}'] = ({id}.mean(), {id}.std(), *np.percentile({id}, (5, 50, 95)))"


def _drawn(value: str) -> str:
    low, *rest = (float(each) for each in re.findall(r"[\d.]+", value))
    if " to " in value:
        return f"np.exp(rng.normal(np.log(({low} * {rest[0]}) ** 0.5), np.log({rest[0]} / {low}) / 3.29, n))"
    return f"rng.normal({low}, {rest[0] if rest else low / 10}, n)"


def _formula(claim: Mapping[str, Any]) -> str:
    return re.sub(r"\b[a-z]\b", lambda hit: str(claim["inputs"][hit[0]]), claim["formula"])


def _squigglepy(claims: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "import numpy as np\nimport squigglepy as sq\nof = {}"
    for id, claim in claims.items():
        if "value" not in claim:
            yield f"{id} = {_formula(claim)}"
        else:
            low, *rest = (float(each) for each in re.findall(r"[\d.]+", claim["value"]))
            ends = (low, rest[0]) if " to " in claim["value"] else (low * 0.9, low * 1.1)
            yield f"{id} = sq.sample(sq.to({ends[0]}, {ends[1]}), n={DRAWS})"
        yield f"of['{id}'] = np.percentile({id}, (5, 50, 95))"


def _ledger(size: int) -> Iterator[str]:
    yield "2000-01-01 open Assets:Cash\n2000-01-01 open Expenses:Plant"
    for n in range(size):
        yield f'{2001 + n % 20}-01-{1 + n % 28:02} * "Plant {n}"\n  Expenses:Plant  {n + 1} USD\n  Assets:Cash'


def _pages(claims: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """A site with a page for each claim, of about as many bytes as ours."""
    (folder / "content").mkdir(parents=True)
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Peer"\n')
    (folder / "layouts" / "_default" / "single.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}")
    text = (
        "A paragraph on what the number is and where it comes from. " * 780
    )  # 48 kB, as we have for a claim
    for id, claim in claims.items():
        (folder / "content" / f"{id}.md").write_text(f"---\ntitle: {claim['title']}\n---\n{text}\n")
