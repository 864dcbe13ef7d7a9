"""The neutral description of a paper, which every maker (with_*.py, with_node.js) turns into a file.

A paper is a list of blocks: Line (a paragraph; on a sheet a row merged across) and Table (cells, some merged). A workbook is a
list of Sheet. No maker decides what stands on a paper; that is season.py's and blank.py's.
"""

from dataclasses import dataclass, field
from datetime import date

TITLE = "秦皇岛市工会创新工作立项申报表"
LABELS = {
    "unit": "申报单位",
    "project": "项目名称",
    "leaders": "项目负责\n（不超过3人）",
    "phone": "联系电话",
    "joint_units": "联合单位",
    "category": "项目类别",
    "period": "起止时间",
    "reason": "项目\n申报\n理由",
    "innovation": "项目\n创新\n内容",
    "measures": "项目\n实施\n措施",
    "effect": "项目\n预期\n效果",
}
NARRATIVE = ("reason", "innovation", "measures", "effect")
OWN_ROWS = (("unit",), ("project",), ("leaders", "phone"), ("reason",), ("innovation",), ("measures",), ("effect",))


@dataclass
class Cell:
    """A cell or merged region, rows and columns from 0 in its table."""

    row: int
    column: int
    text: object = ""
    height: int = 1
    width: int = 1
    bold: bool = False
    align: str = "left"
    border: bool = True
    spot: str = ""  # where a picture may be put: "sign", "logo", ...
    number_format: str = ""
    size: int = 11


@dataclass
class Line:
    """A paragraph. `runs` (text, underlined) instead of `text` where parts differ."""

    text: str = ""
    align: str = "left"
    bold: bool = False
    size: int = 12
    spot: str = ""
    runs: list = None
    heading: bool = False


@dataclass
class Table:
    """Cells on a grid; widths in characters, heights of rows in points."""

    columns: int
    cells: list = field(default_factory=list)
    widths: list = None
    heights: dict = field(default_factory=dict)

    @property
    def rows(self):
        return max((cell.row + cell.height for cell in self.cells), default=0)


@dataclass
class Picture:
    """A picture on a spot. On a sheet: two (moves with cells), one, absolute, cell (Excel's in-cell); in Word: inline, float."""

    data: bytes
    spot: str = "sign"
    anchor: str = "two"
    size: tuple = (110, 36)
    shift: int = 70
    extension: str = "png"


@dataclass
class Sheet:
    """A sheet of a workbook."""

    name: str
    blocks: list
    pictures: list = field(default_factory=list)
    hidden: bool = False


def column_letters(column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def flatten(sheet):
    """The cells of a sheet's blocks with the sheet's own rows; column widths; row heights."""
    columns = max([block.columns for block in sheet.blocks if isinstance(block, Table)] + [1])
    cells, widths, heights, row = [], {}, {}, 0
    for block in sheet.blocks:
        if isinstance(block, Line):
            if block.text or block.spot:
                cells.append(Cell(row, 0, block.text, 1, columns, block.bold, block.align, False, block.spot, size=block.size))
            heights[row] = 34 if block.size >= 16 else 36 if block.spot == "sign" else 20
            row += 1
            continue
        for cell in block.cells:
            cells.append(Cell(**{**cell.__dict__, "row": cell.row + row}))
        widths.update(enumerate(block.widths or []))
        heights.update({row + at: height for at, height in block.heights.items()})
        row += block.rows
    return cells, widths, heights


def spell(day):
    """2026年10月12日, or the form's blank 年 月 日."""
    return f"{day.year}年{day.month}月{day.day}日" if isinstance(day, date) else day or "    年    月    日"


def sign_line(day, label="领导签字：", gap=44, name=""):
    return Line(label + name + " " * gap + spell(day), spot="sign")


def heading(text=TITLE):
    return Line(text, align="center", bold=True, size=18)


def card(values, rows=OWN_ROWS, columns=4, labels=None, day=None, title=TITLE, sign="above", line=None, restyle=None):
    """The measure's own form and its like: label and value side by side, as many pairs in a row as `rows` says."""
    words = {**LABELS, **(labels or {})}
    table = Table(columns, widths=[11] + [66 // (columns - 1)] * (columns - 1))
    for at, row in enumerate(rows):
        span = columns // len(row)
        for place, key in enumerate(row):
            label, value = key if isinstance(key, tuple) else (words[key], values.get(key, ""))
            if restyle:
                label = restyle(label)
            start = place * span
            width = (span if place < len(row) - 1 else columns - start) - 1
            table.cells.append(Cell(at, start, label, bold=True, align="center"))
            table.cells.append(Cell(at, start + 1, value, width=width, spot=key if key in values else ""))
        table.heights[at] = 120 if row[0] in NARRATIVE else 34
    line = line or sign_line(day)
    if sign == "cells":
        at = table.rows
        table.heights[at] = 44
        table.cells += [
            Cell(at, 0, "领导签字", bold=True, align="center"),
            Cell(at, 1, "", spot="sign", width=columns - 3),
            Cell(at, columns - 2, "日期", bold=True, align="center"),
            Cell(at, columns - 1, spell(day)),
        ]
        return [heading(title), table]
    return [heading(title), line, table] if sign == "above" else [heading(title), table, line]


def spaced(label):
    """申 报 单 位"""
    head, _, tail = label.replace("\n", "").partition("（")
    return " ".join(head) + ("（" + tail if tail else "")


def stacked(label):
    """One character a line."""
    head, _, tail = label.replace("\n", "").partition("（")
    return "\n".join(head) + ("\n（" + tail if tail else "")


def together(values, day, rows=OWN_ROWS, columns=2):
    """标签：值 in one cell."""
    table = Table(columns, widths=[42] * columns)
    for at, row in enumerate(rows):
        span = columns // len(row)
        for place, key in enumerate(row):
            between = "：\n" if key in NARRATIVE else "："
            text = LABELS[key].replace("\n", "") + between + values[key]
            table.cells.append(Cell(at, place * span, text, width=span if place < len(row) - 1 else columns - place * span))
        table.heights[at] = 110 if row[0] in NARRATIVE else 32
    return [heading(), sign_line(day), table]


def below(values, day, labels=None):
    """Each label above its value."""
    words = {key: label.replace("\n", "") for key, label in LABELS.items()} | (labels or {})
    table = Table(4, widths=[21] * 4)
    at = 0
    for row in (("unit", "project"), ("leaders", "phone")) + tuple((key,) for key in NARRATIVE):
        span = 4 // len(row)
        for place, key in enumerate(row):
            table.cells.append(Cell(at, place * span, words[key], width=span, bold=True, align="center"))
            table.cells.append(Cell(at + 1, place * span, values[key], width=span))
        table.heights[at + 1] = 90 if row[0] in NARRATIVE else 30
        at += 2
    return [heading(), sign_line(day), table]


def letter_rows(values, day):
    """The narrative labels with one character a row, their values merged beside them."""
    table = Table(4, widths=[8, 28, 12, 28])
    at = 0
    for row in OWN_ROWS[:3]:
        span = 4 // len(row)
        for place, key in enumerate(row):
            table.cells.append(Cell(at, place * span, LABELS[key].replace("\n", ""), bold=True, align="center"))
            table.cells.append(Cell(at, place * span + 1, values[key], width=span - 1))
        at += 1
    for key in NARRATIVE:
        letters = LABELS[key].replace("\n", "")
        for offset, letter in enumerate(letters):
            table.cells.append(Cell(at + offset, 0, letter, bold=True, align="center"))
        table.cells.append(Cell(at, 1, values[key], height=len(letters), width=3))
        at += len(letters)
    return [heading(), sign_line(day), table]


def lines(values, day, underlined=True):
    """The form as plain paragraphs, the values on underlined blanks."""
    out = [heading(), sign_line(day)]
    for key in ("unit", "project", "leaders", "phone"):
        label = LABELS[key].replace("\n", "")
        out.append(Line(runs=[(f"{label}：", False), (f"  {values[key]}      ", underlined)]))
    for key in NARRATIVE:
        out.append(Line(LABELS[key].replace("\n", "") + "：", bold=True))
        out += [Line("　　" + text) for text in values[key].split("\n")]
    return out


def listing(rows, keys, title, above=(), after=(), grouped=False):
    """A project a row, under one header row or two."""
    words = {key: label.replace("\n", "") for key, label in LABELS.items()}
    table = Table(len(keys) + 1, widths=[6] + [30 if key in NARRATIVE else 16 for key in keys])
    table.cells.append(Cell(0, 0, "序号", height=2 if grouped else 1, bold=True, align="center"))
    first_narrative = next((at for at, key in enumerate(keys) if key in NARRATIVE), len(keys))
    for at, key in enumerate(keys):
        top = 0 if not grouped or at < first_narrative else 1
        table.cells.append(Cell(top, at + 1, words[key], height=2 if grouped and top == 0 else 1, bold=True, align="center"))
    if grouped:
        width = len(keys) - first_narrative
        table.cells.append(Cell(0, first_narrative + 1, "项目情况", width=width, bold=True, align="center"))
    start = 2 if grouped else 1
    for number, values in enumerate(rows):
        table.cells.append(Cell(start + number, 0, number + 1, align="center"))
        table.cells += [Cell(start + number, at + 1, values[key]) for at, key in enumerate(keys)]
        table.heights[start + number] = 80
    return [heading(title), *above, table, *after]


NUMERALS = "一二三四五六"


def description(values, unit, headings="numbered", leave_out=(), extra="", name_line=True):
    """The 文字说明 of a project: a title, the unit, and the four parts that article 6 asks for."""
    parts = [
        ("主要内容", values["reason"].replace("\n", "") + values["measures"]),
        ("创新特点", values["innovation"].replace("\n", "") + values["more"]),
        ("工作成效", values["effect"] + extra),
    ]
    out = [Line(values["project"], align="center", bold=True, size=16), Line(unit, align="center")]
    if name_line:
        out.append(Line("项目名称：" + values["project"]))
    for number, (title, text) in enumerate(part for part in parts if part[0] not in leave_out):
        shape = {"numbered": f"{NUMERALS[number]}、{title}", "styled": title, "bracket": f"（{NUMERALS[number]}）{title}", "bold": title}
        out.append(Line(shape[headings], bold=headings != "bracket", heading=headings == "styled"))
        out.append(Line("　　" + text))
    return out
