"""Writes the sheet of 200 rows, from the same few numbers each time: `python tests/bases/make_sheet.py`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent / "sheet"
GROUPS = ("walls", "roof", "pipes", "wires", "windows", "floors", "stairs", "paint")
ROWS = 200


def rows() -> list[tuple[str, str, int, Decimal]]:
    """(id, group, pieces, price of a piece) of every row: whole pieces, prices to the cent."""
    state, found = 20260120, []
    for number in range(1, ROWS + 1):
        state = (1103515245 * state + 12345) % 2**31
        pieces = 1 + state % 90
        price = Decimal(100 + (state >> 8) % 49900) / 100
        found.append((f"row-{number:03d}", GROUPS[(number - 1) * len(GROUPS) // ROWS], pieces, price))
    return found


def text() -> str:
    """The claims of the sheet: pieces times price for each row, sums for each group, the total with its tax."""
    lines = ["topic:", "  title: A bill of quantities", "units:", "  piece: {title: piece}", "claims:"]
    for id, group, pieces, price in rows():
        lines += [
            f"  {id}-pieces: {{title: Pieces of {id}, value: {pieces} piece, kind: fact, cites: [bill]}}",
            f"  {id}-price: {{title: Price of {id}, value: {price} EUR/piece, kind: fact, cites: [bill]}}",
            f"  {id}:",
            f"    title: Row {id[4:]} ({group})",
            "    formula: pieces * price",
            f"    inputs: {{pieces: {id}-pieces, price: {id}-price}}",
            "    unit: EUR",
            f"    stated: {pieces * price} EUR",
            "    cites: [bill]",
        ]
    for group in GROUPS:
        members = [id for id, of, _, _ in rows() if of == group]
        names = [f"r{id[4:]}" for id in members]
        total = sum(pieces * price for _, of, pieces, price in rows() if of == group)
        lines += [
            f"  {group}:",
            f"    title: Sum of the {group}",
            f"    formula: sum({', '.join(names)})",
            f"    inputs: {{{', '.join(f'{name}: {id}' for name, id in zip(names, members, strict=True))}}}",
            "    unit: EUR",
            f"    stated: {total} EUR",
            "    cites: [bill]",
        ]
    net = sum(pieces * price for _, _, pieces, price in rows())
    lines += [
        "  net:",
        "    title: Sum of the bill",
        f"    formula: sum({', '.join(GROUPS)})",
        f"    inputs: {{{', '.join(f'{group}: {group}' for group in GROUPS)}}}",
        "    unit: EUR",
        f"    stated: {net} EUR",
        "    cites: [bill]",
        "  tax: {title: Rate of the tax, value: 19%, kind: convention, why: The law says so}",
        "  gross:",
        "    title: The bill with tax",
        "    formula: net * (1 + tax)",
        "    inputs: {net: net, tax: tax}",
        "    unit: EUR",
        "    headline: true",
        # the bill has two digits of its tax the wrong way round
        f"    stated: {(net * Decimal('1.91')).quantize(Decimal('0.01'))} EUR",
        "    cites: [bill]",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (HERE / "claims").mkdir(parents=True, exist_ok=True)
    (HERE / "sources").mkdir(exist_ok=True)
    (HERE / "claims" / "bill.yaml").write_text(text(), "utf-8")
    (HERE / "sources" / "bill.yaml").write_text(
        "sources:\n  bill: {title: The bill of quantities}\n", "utf-8"
    )
    (HERE / "whence.toml").write_text(
        'title = "A sheet of 200 rows"\ndescription = "A made-up bill of quantities: rows, sums of groups, tax."\n',
        "utf-8",
    )
