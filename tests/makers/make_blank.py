"""Makes samples/blank: the measure's own form, empty, as the office issues it.

Run from the repository's root: `python3 tests/makers/make_blank.py` (needs openpyxl and python-docx). The layout is that of the
form after article 12: the title, the line 领导签字： 年 月 日 above the table, four narrative labels stacked. The workbook's
cells to fill have defined names that are the policy's field keys, so that a form filled in it is read without any guessing.
"""

from pathlib import Path

import papers
import with_openpyxl
import with_python_docx
from papers import Cell, Sheet, Table

ROOT = Path("samples/blank")
EMPTY = dict.fromkeys(("unit", "project", "leaders", "phone", *papers.NARRATIVE), "")


def blank_workbook():
    blocks = papers.card(EMPTY)
    line = Table(4, heights={0: 36})
    line.cells = [
        Cell(0, 0, "领导签字：", border=False),
        Cell(0, 1, "", width=2, border=False, spot="signature"),
        Cell(0, 3, "年    月    日", align="right", border=False, spot="sign_date"),
    ]
    blocks[1] = line
    sheet = Sheet("申报表", blocks)
    cells, _, _ = papers.flatten(sheet)
    keys = {*EMPTY, "signature", "sign_date"}
    names = {cell.spot: f"申报表!${papers.column_letters(cell.column)}${cell.row + 1}" for cell in cells if cell.spot in keys}
    return with_openpyxl.make_workbook([sheet], names)


def main():
    ROOT.mkdir(parents=True, exist_ok=True)
    (ROOT / "申报表.xlsx").write_bytes(blank_workbook())
    (ROOT / "申报表.docx").write_bytes(with_python_docx.make_document(papers.card(EMPTY)))


if __name__ == "__main__":
    main()
