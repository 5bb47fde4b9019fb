"""Workbooks for tests: cells with formulas and the values that a spreadsheet program would have kept of them."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl

Cells = Mapping[str, Any]
EURO = '#,##0.00 "€"'


def workbook(
    sheets: Mapping[str, Cells],
    formats: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook: by sheet and place a value, or a pair of a formula and what is kept of it.

    `formats` are number formats, by `Sheet!B4`.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    kept: dict[str, Cells] = {}
    for n, (title, cells) in enumerate(sheets.items(), 1):
        sheet = book.create_sheet(title)
        for place, value in cells.items():
            sheet[place] = value[0] if isinstance(value, tuple) else value
            if formats and f"{title}!{place}" in formats:
                sheet[place].number_format = formats[f"{title}!{place}"]
        kept[f"xl/worksheets/sheet{n}.xml"] = {p: v[1] for p, v in cells.items() if isinstance(v, tuple)}
    for name, target in (names or {}).items():
        book.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(name, attr_text=target)
    out = io.BytesIO()
    book.save(out)
    return _repacked(out.getvalue(), kept)


def _repacked(content: bytes, kept: Mapping[str, Cells]) -> bytes:
    """The same with values beside the formulas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            for place, value in kept.get(part.filename, {}).items():
                kind = ' t="str"' if isinstance(value, str) else ""
                shown = repr(value) if isinstance(value, float) else str(value)
                pattern = rf'<c r="{place}"([^>]*?)><f>(.*?)</f><v ?/?>(</v>)?</c>'
                changed = re.sub(
                    pattern.encode(),
                    rf'<c r="{place}"\1{kind}><f>\2</f><v>{shown}</v></c>'.encode(),
                    text,
                    count=1,
                )
                assert changed != text or value is None, (place, text[:2000])
                text = changed
            new.writestr(part.filename, text)
    return out.getvalue()


def packed(content: bytes, **parts: bytes) -> bytes:
    """The same with other parts in it, or these in the place of what was there; `__` in a name is `/`."""
    out = io.BytesIO()
    more = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): text
        for name, text in parts.items()
    }
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in more:
                new.writestr(part.filename, old.read(part))
        for name, text in more.items():
            new.writestr(name, text)
    return out.getvalue()


def budget(rows: int = 200) -> tuple[bytes, dict[str, float]]:
    """A bakery's budget: so many things to buy, in two years, with growth, share, a flag, and sums; and its totals."""
    cells: dict[str, Any] = {
        "A1": "Item",
        "B1": 2023,
        "C1": 2024,
        "D1": "Growth",
        "E1": "Share",
        "F1": "Dearer",
    }
    formats = {}
    last = rows + 1
    spent = [(100 + 7 * n % 93 + n / 100, 100 + 11 * n % 97 + n / 50) for n in range(rows)]
    spent = [(round(a, 2), round(b, 2)) for a, b in spent]
    total = [math.fsum(each) for each in zip(*spent, strict=True)]
    for n, (a, b) in enumerate(spent, 2):
        growth = b / a - 1
        cells |= {f"A{n}": f"Thing {n - 1}", f"B{n}": a, f"C{n}": b}
        cells[f"D{n}"] = f"=C{n}/B{n}-1", growth
        cells[f"E{n}"] = f"=C{n}/C${last + 1}", b / total[1]
        cells[f"F{n}"] = f"=IF(D{n}>5%,1,0)", int(growth > 0.05)
        formats |= {f"Costs!{c}{n}": EURO for c in "BC"} | {f"Costs!{c}{n}": "0.00%" for c in "DE"}
    end = last + 1
    dearer = sum(b / a - 1 > 0.05 for a, b in spent)
    cells |= {
        f"A{end}": "Total", f"B{end}": (f"=SUM(B2:B{last})", total[0]), f"C{end}": (f"=SUM(C2:C{last})", total[1]),
        f"D{end}": (f"=C{end}/B{end}-1", total[1] / total[0] - 1), f"F{end}": (f"=SUM(F2:F{last})", dearer),
    }  # fmt: skip
    formats |= {f"Costs!{c}{end}": EURO for c in "BC"} | {f"Costs!D{end}": "0.00%"}
    return workbook({"Costs": cells}, formats), {"2023": total[0], "2024": total[1], "dearer": dearer}
