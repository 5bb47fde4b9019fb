"""Texts in the fields of a what-if: what the page of a claim makes of them, and `whence whatif` of the same."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from parity import alike
from whence.account import whatif
from whence.judge.edition import Edition
from whence.publish.pages import model
from whence.publish.pages.packed import packed

# What is typed into fields, as it would be written for a terminal, with what follows of it: summaries and verdicts by id.
TYPED = """([shipped, texts]) => {
  const engine = window.whenceEstimate, model = engine.unpacked(shipped), told = [];
  const values = new Map(texts.map(([at, text]) => {
    const field = model.fields.find((each) => each.node === at), recipe = model.units[model.nodes[at].unit];
    const { value, why } = window.whenceTyped.read(text, recipe, field);
    told.push(value === undefined ? [why || "", -1] : [typeof value === "number" ? window.whenceShown.authored(value, recipe) : value.authored, value.ends ? engine.twice(model, at) : -1]);
    return [at, value];
  }));
  if ([...values.values()].includes(undefined)) return { told };
  const found = engine.evaluate(model, values, engine.evaluate(model, new Map())), settled = engine.settle(found.model, found.of, new Map());
  const summary = (at) => found.of[at] && engine.summarise(found.model, settled, found.of[at]);
  const summaries = Object.fromEntries(model.nodes.filter((each) => !("check" in each)).map((each) => [each.id, summary(model.nodes.indexOf(each))]));
  const short = (each) => each && [[each.figure.point, each.figure.median, each.figure.low, each.figure.high], each.bound, each.ends, each.strict];
  const verdicts = [...window.whenceStated.judge(model, { ...found, settled, summary })].map(([at, verdict]) => [model.nodes[at].id, verdict]);
  // as the page tells it: of the readings that count
  const answer = (at, { share, may }) => {
    const live = summary(at).readings.filter((each) => each.active), words = new Set(live.map((each) => engine.verdict(share[each.at], may[each.at])));
    return words.size === 1 ? [...words][0] : "depends on the reading";
  };
  const checks = [...settled.outcomes].map(([at, each]) => [model.nodes[at].id, answer(at, each)]);
  return { told, summaries: Object.fromEntries(Object.entries(summaries).map(([id, each]) => [id, short(each)])), verdicts: Object.fromEntries([...verdicts, ...checks]) };
}"""


def typed(page: Any, found: Edition, claim: str, *settings: tuple[str, str]) -> Any:
    """What the page of a claim says once some texts stand in its fields."""
    made = model.model(found, claim)
    assert made is not None
    places = {node["id"]: at for at, node in enumerate(made["nodes"])}
    given = [packed(made), [[places[id], text] for id, text in settings]]
    return page.evaluate(f"(text) => ({TYPED})(JSON.parse(text))", json.dumps(given))


def assert_typed(
    page: Any, found: Edition, claim: str, *settings: tuple[str, str, str], verdicts: bool = True
) -> None:
    """The page says what the command does of the same values: (id, what is typed, what is said on a terminal).

    Where nothing is said, that is what the page itself says for a terminal.
    """
    said = typed(page, found, claim, *((id, text) for id, text, _ in settings))
    assert all(twice < 0 for _, twice in said["told"]), said["told"]
    written, authored = [text for *_, text in settings], [text for text, _ in said["told"]]
    for given in (written, authored) if all(written) else (authored,):
        new = whatif.suppose(found, [(id, text) for (id, *_), text in zip(settings, given, strict=True)])
        assert isinstance(new, Edition), new
        for id, (numbers, bound, ends, strict) in said["summaries"].items():
            own = new.summaries[id]
            expected = [own.figure.point, own.figure.median, own.figure.low, own.figure.high]
            assert alike(np.nan_to_num(numbers), np.nan_to_num(expected)), (id, given, numbers, expected)
            assert [math.isnan(each) for each in numbers] == [math.isnan(each) for each in expected], (
                id,
                given,
            )
            assert (bound, tuple(strict)) == (own.bound, own.strict), (id, given)
            assert (ends is None) == (own.enclosure is None), (id, given)
            assert ends is None or alike(ends, own.enclosure), (id, given, ends, own.enclosure)
        assert said["verdicts"] or not verdicts
        for id, verdict in said["verdicts"].items():
            own_verdict = new.verdict(id) if id in new.settled.outcomes else new.agreements[id].verdict
            assert verdict == own_verdict, (id, given, verdict, own_verdict)
