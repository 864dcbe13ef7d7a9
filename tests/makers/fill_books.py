"""Fills the score books of the sample season as six judges would, and saves them by two other programs.

Run:  cargo run -- run samples/season-2026 --into target/books --as-of 2026-11-22T09:00:00+08:00
      python3 tests/makers/fill_books.py target/books/输出/评委 samples/season-2026/回收
Judges 1 to 3 save with openpyxl, 4 to 6 with LibreOffice. Among the marks: a recusal that a judge ticks, a score that is
missing, marks typed as text, and two projects that tie across the line of the second prize.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

CRITERIA = 5
# Projects that passed the formal check, best first; the fifth and sixth get the same marks: a tie across the second prize's line.
SPREAD = [19, 18.5, 18.5, 18, 17.5, 17.5, 17, 16.5, 16, 15.5, 15, 14.5]


def header_of(sheet):
    for row in sheet.iter_rows(min_row=1, max_row=12):
        names = {str(cell.value).strip(): cell.column for cell in row if cell.value is not None}
        if "编号" in names and "回避" in names:
            return row[0].row, names
    raise SystemExit(f"{sheet.title}: no header")


# How far above or below the others a judge marks; such that leaving out the third changes no trimmed mean.
LENIENCY = [0.5, -0.5, 0, 0.3, -0.3, 0]


def marks(place, judge):
    """Marks of one project: near its place's level, moved a little by judge and criterion, never above 20."""
    level = SPREAD[place] if place < len(SPREAD) else 12 - (place % 7) * 0.5
    place = 4 if place == 5 else place
    given = [level + LENIENCY[judge - 1] + ((judge * 3 + criterion * 2 + place) % 5 - 2) * 0.5 for criterion in range(CRITERIA)]
    # The second and the third project keep one total, and are parted by the chain.
    if place > 2:
        given[(judge + place) % CRITERIA] += 0.5
    return [max(0, min(20, round(mark, 1))) for mark in given]


def passed(folder):
    sheet = openpyxl.load_workbook(folder / "评审工作簿.xlsx", read_only=True)["项目汇总"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row and row[0]]
    header = next(row for row in rows if row[0] == "编号")
    return [row[0] for row in rows if str(row[0]).startswith("2026-") and row[header.index("程序结论")] == "通过"]


def fill(source, target, judge, order):
    book = openpyxl.load_workbook(source)
    sheet = book["评分"]
    top, names = header_of(sheet)
    first = names["项目名称"] + 1
    columns = [column for name, column in names.items() if first <= column < names["回避"]][:CRITERIA]
    rows = [row for row in range(top + 1, sheet.max_row + 1) if str(sheet.cell(row, names["编号"]).value or "").startswith("2026-")]
    others = len(order)
    for row in rows:
        number = sheet.cell(row, names["编号"]).value
        if number in order:
            place = order.index(number)
        else:
            place, others = others, others + 1
        recused = sheet.cell(row, names["回避"])
        if str(recused.value or "").strip() == "是":
            continue
        if judge == 2 and place == 9:
            continue
        if judge == 6 and place == 3:
            recused.value = "是"
            continue
        for number, (column, mark) in enumerate(zip(columns, marks(place, judge))):
            sheet.cell(row, column).value = f"{mark}分" if judge == 1 and place == 7 and number == 0 else mark
    book.save(target)


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    order = passed(source.parent)
    for judge, path in enumerate(sorted(source.glob("评委*.xlsx")), start=1):
        if judge <= 3:
            fill(path, target / path.name, judge, order)
            continue
        with tempfile.TemporaryDirectory() as folder:
            filled = Path(folder) / path.name
            fill(path, filled, judge, order)
            out = Path(folder) / "out"
            profile = f"-env:UserInstallation=file://{folder}/profile"
            subprocess.run(["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(filled)], check=True, capture_output=True)
            shutil.copy(out / path.name, target / path.name)


main()
