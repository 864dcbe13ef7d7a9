#!/usr/bin/env python3
"""Lets LibreOffice calculate workbooks anew and compares every formula's result with what the file had stored.

    tests/recalculate.py [--profile DIR] BOOK.xlsx...

LibreOffice trusts stored results, so each book is first copied without them: then nothing is left to trust.
Exit 1 with a list of the cells that differ. Needs openpyxl and soffice.
"""
import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

STORED = re.compile(rb"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>")
TYPED = re.compile(rb'(<c [^>]*?) t="(?:str|b|e)"([^>]*>(?:<f[^>]*>[^<]*</f>))')


def strip_results(source: Path, target: Path) -> int:
    """Copies a book without its formulas' results; returns the number of formulas."""
    formulas = 0
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            data = book.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data, count = STORED.subn(rb"\1", data)
                data = TYPED.sub(rb"\1\2", data)
                formulas += count
            copy.writestr(name, data)
    return formulas


def recalculate(books: list[Path], profile: Path, out: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(out), *map(str, books)], check=True, capture_output=True, timeout=1800)


def same(stored, fresh) -> bool:
    stored, fresh = ("" if value is None else value for value in (stored, fresh))
    if isinstance(stored, (int, float)) and isinstance(fresh, (int, float)):
        return abs(stored - fresh) <= 1e-9 * max(1.0, abs(stored))
    return stored == fresh


def compare(source: Path, fresh: Path) -> list[str]:
    formulas = openpyxl.load_workbook(source)
    stored = openpyxl.load_workbook(source, data_only=True)
    computed = openpyxl.load_workbook(fresh, data_only=True)
    faults = []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                before = stored[sheet.title][cell.coordinate].value
                after = computed[sheet.title][cell.coordinate].value
                if not same(before, after):
                    faults.append(f"{source.name} {sheet.title}!{cell.coordinate}: stored {before!r}, computed {after!r}: {cell.value}")
    return faults


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--profile", type=Path, default=None)
    arguments.add_argument("books", nargs="+", type=Path)
    options = arguments.parse_args()
    faults, formulas = [], 0
    with tempfile.TemporaryDirectory() as work:
        bare, out = Path(work, "bare"), Path(work, "out")
        bare.mkdir()
        out.mkdir()
        copies = []
        for number, book in enumerate(options.books):
            copies.append(bare / f"{number}.xlsx")
            formulas += strip_results(book, copies[-1])
        recalculate(copies, options.profile or Path(work, "profile"), out)
        for book, copy in zip(options.books, copies):
            faults += compare(book, out / copy.name)
    print(*faults[:40], sep="\n", file=sys.stderr)
    print(f"{len(options.books)} books, {formulas} formulas, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
