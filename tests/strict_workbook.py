#!/usr/bin/env python3
"""Looks in workbooks for what Excel refuses or "repairs" though the schemas of ECMA-376 allow it.

    tests/strict_workbook.py BOOK.xlsx...

Rows and cells once and in order, merged regions and validations that do not overlap, tables whose headers equal their cells, the lengths
that Excel allows (ECMA-376 part 1, 18.3; Excel's specifications and limits), links and parts that are there. Reads the parts as they are: a
library would put right what is looked for. Exit 1 with a list of the faults.
"""
import posixpath
import re
import sys
import zipfile
import xml.etree.ElementTree as tree
from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LONGEST = {"errorTitle": 32, "promptTitle": 32, "error": 255, "prompt": 255}


def place(reference: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def area(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return place(first) + place(last or first)


def overlap(one, other) -> bool:
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def overlapping(areas: list) -> list:
    """Pairs of neighbours by their first row that overlap; an area is held until a later one begins below it."""
    pairs, held = [], []
    for one in sorted(areas):
        held = [other for other in held if other[2] >= one[0]]
        pairs += [(other, one) for other in held if overlap(other, one)]
        held.append(one)
    return pairs


class Book:
    def __init__(self, path: Path):
        self.path, self.faults = path, []
        self.archive = zipfile.ZipFile(path)
        self.names = self.archive.namelist()
        self.tables: set[str] = set()
        self.shared = [self.text(item) for item in self.part("xl/sharedStrings.xml") or []]
        workbook = self.part("xl/workbook.xml")
        self.sheets = [sheet.get("name") for sheet in workbook.find(f"{MAIN}sheets")]
        self.formats = len(self.part("xl/styles.xml").find(f"{MAIN}cellXfs"))

    def part(self, name: str):
        return tree.fromstring(self.archive.read(name)) if name in self.names else None

    @staticmethod
    def text(item) -> str:
        return "".join(part.text or "" for part in item.iter(f"{MAIN}t"))

    def fault(self, where: str, what: str) -> None:
        self.faults.append(f"{self.path.name} {where}: {what}")

    def check(self) -> list[str]:
        if len(set(self.names)) != len(self.names):
            self.fault("package", "a part twice")
        if len({name.lower() for name in self.sheets}) != len(self.sheets):
            self.fault("workbook", "two sheets of one name")
        for name in self.sheets:
            if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name):
                self.fault("workbook", f"name of sheet {name!r}")
        for name in self.names:
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                self.check_sheet(name)
        return self.faults

    def check_sheet(self, name: str) -> None:
        sheet = self.part(name)
        cells = self.check_rows(name, sheet)
        merged = [area(region.get("ref")) for region in sheet.iter(f"{MAIN}mergeCell")]
        for pair in overlapping(merged):
            self.fault(name, f"merged regions overlap: {pair}")
        self.check_validations(name, sheet)
        relations = self.check_relations(name)
        for table in sheet.iter(f"{MAIN}tablePart"):
            self.check_table(name, relations[table.get(RELATION)], cells, merged)
        for link in sheet.iter(f"{MAIN}hyperlink"):
            target = re.match(r"'?(.+?)'?!", link.get("location") or "")
            if target and target[1].replace("''", "'") not in self.sheets:
                self.fault(name, f"a link to {target[1]}")
        for text in sheet.iterfind(f"{MAIN}headerFooter/*"):
            if len(text.text or "") > 255:
                self.fault(name, "a header or footer is too long")

    def check_rows(self, name: str, sheet) -> dict:
        cells, last_row = {}, 0
        for row in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row"):
            number, last_cell = int(row.get("r")), 0
            if number <= last_row:
                self.fault(name, f"row {number} after row {last_row}")
            if float(row.get("ht", 0)) > 409.5:
                self.fault(name, f"row {number} is {row.get('ht')} points high")
            last_row = number
            for cell in row:
                at = place(cell.get("r"))
                if at[0] != number or at[1] <= last_cell:
                    self.fault(name, f"cell {cell.get('r')} is out of order")
                last_cell = at[1]
                cells[at] = self.check_cell(name, cell)
        return cells

    def check_cell(self, name: str, cell) -> str:
        value, formula = cell.findtext(f"{MAIN}v"), cell.findtext(f"{MAIN}f")
        text = {"s": lambda: self.shared[int(value)], "inlineStr": lambda: self.text(cell)}.get(cell.get("t"), lambda: value or "")()
        if len(text) > 32767 or len(formula or "") > 8192:
            self.fault(name, f"{cell.get('r')} is too long")
        if int(cell.get("s", 0)) >= self.formats:
            self.fault(name, f"{cell.get('r')} has a format that is not there")
        if cell.get("t", "n") == "n" and value and not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
            self.fault(name, f"{cell.get('r')}: {value} is no number")
        return text

    def check_validations(self, name: str, sheet) -> None:
        areas = []
        for validation in sheet.iter(f"{MAIN}dataValidation"):
            areas += [area(reference) for reference in validation.get("sqref").split()]
            for key, limit in LONGEST.items():
                if len(validation.get(key) or "") > limit:
                    self.fault(name, f"{key} of a validation is too long")
            if len(validation.findtext(f"{MAIN}formula1") or "") > 257:
                self.fault(name, "the list of a validation is too long")
        for pair in overlapping(areas):
            self.fault(name, f"validations overlap: {pair}")

    def check_relations(self, name: str) -> dict[str, str]:
        """The targets of a sheet's relations within the package."""
        targets = {}
        for relation in self.part(posixpath.join("xl/worksheets/_rels", posixpath.basename(name) + ".rels")) or []:
            target = relation.get("Target")
            if relation.get("TargetMode") == "External":
                if len(target) > 2079:
                    self.fault(name, "a link is too long")
                continue
            targets[relation.get("Id")] = posixpath.normpath(posixpath.join("xl/worksheets", target))
            if targets[relation.get("Id")] not in self.names:
                self.fault(name, f"{target} is not there")
        return targets

    def check_table(self, name: str, part: str, cells: dict, merged: list) -> None:
        table = self.part(part)
        called, region = table.get("displayName"), area(table.get("ref"))
        columns = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
        if called.lower() in self.tables:
            self.fault(name, f"table {called} twice")
        self.tables.add(called.lower())
        header = [cells.get((region[0], region[1] + index), "").replace("\n", "_x000a_") for index in range(len(columns))]
        if header != columns or len(columns) != region[3] - region[1] + 1:
            self.fault(name, f"table {called}: {columns} is not {header}")
        if len({column.lower() for column in columns}) != len(columns):
            self.fault(name, f"table {called} has a header twice")
        if region[2] <= region[0]:
            self.fault(name, f"table {called} has no row")
        if any(overlap(region, other) for other in merged):
            self.fault(name, f"table {called} lies over merged cells")


def main() -> int:
    books = [Path(name) for name in sys.argv[1:]]
    faults = [fault for book in books for fault in Book(book).check()]
    print(*faults[:40], sep="\n", file=sys.stderr)
    print(f"{len(books)} books, {len(faults)} faults")
    return 1 if faults or not books else 0


if __name__ == "__main__":
    sys.exit(main())
