"""Makes samples/odd/forms: forms that are right, but built in a way that misleads a reader, and expected.toml with what stands on them.

Run from the repository's root as make_season.py is; prints the entries for samples/PROVENANCE.toml.
"""

import sys
from datetime import date
from pathlib import Path

import papers
import pictures
import with_node
import with_openpyxl
import with_python_docx
import with_xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from make_season import PROGRAMS, SeasonFolder
from papers import Cell, Line, Picture, Sheet, Table

ROOT = Path("samples/odd/forms")
DAY = date(2026, 10, 12)
KEYS = ("unit", "project", "leaders", "phone", *papers.NARRATIVE)
WORD = nsdecls("w")


class OddForms:
    """The files, what stands on each, and who made it."""

    def __init__(self):
        self.source, self.expected, self.provenance = SeasonFolder(), [], []

    def values(self, key, unit):
        return self.source.values(key, unit)

    def keep(self, name, program, data, why, *forms):
        (ROOT / name).write_bytes(data)
        self.provenance.append((name, PROGRAMS[program], why))
        self.expected += [(name, values) for values in forms]


def signed(seed, anchor="two"):
    return [Picture(pictures.signature(seed), anchor=anchor)]


def sheets_that_mislead(odd):
    values = odd.values("station", "秦皇岛市海港区总工会")
    blocks = papers.card(values, columns=8)
    day = [("领导签字：", "sign"), ("", ""), ("2026", ""), ("年", ""), ("10", ""), ("月", ""), ("12", ""), ("日", "")]
    blocks[1] = Table(8, [Cell(0, at, text, border=False, spot=spot) for at, (text, spot) in enumerate(day)], heights={0: 36})
    data = with_openpyxl.make_workbook([Sheet("申报表", blocks, signed(1))])
    odd.keep("日期分格.xlsx", "openpyxl", data, "the date of the signature split over six cells", values)

    values, example = odd.values("culture", "秦皇岛市山海关区总工会"), odd.values("retired", "秦皇岛市某某区总工会")
    example |= {"project": "某某项目", "leaders": "张三、李四", "phone": "13800000000"}
    guide = [Line("填写说明", align="center", bold=True), Table(2, [Cell(0, 0, "联系电话"), Cell(0, 1, "填写手机号码")], [20, 60])]
    sheets = [Sheet("填写说明", guide), Sheet("填写示例", papers.card(example, day=DAY)), Sheet("申报表", papers.card(values, day=DAY), signed(2))]
    odd.keep("带示例.xlsx", "xlsxwriter", with_xlsxwriter.make_workbook(sheets), "a sheet of instructions and a filled example before the form", values)

    three = [odd.values("fire", "秦皇岛市北戴河区总工会"), odd.values("digital", "卢龙县总工会"), odd.values("bus", "秦皇岛市交通运输工会")]
    sheets = [Sheet(values["unit"], papers.card(values, day=DAY), signed(number)) for number, values in enumerate(three, 3)]
    odd.keep("一表一单位.xlsx", "exceljs", with_node.make_with_exceljs(sheets), "a form a sheet", *three)

    values = odd.values("school", "秦皇岛市教育工会")
    blocks = papers.card(values, sign="cells")
    table = blocks[-1]
    table.cells = [cell for cell in table.cells if cell.row < 7]
    opinion = f"同意申报。\n领导签字：                （盖章）\n{papers.spell(DAY)}"
    table.cells += [Cell(7, 0, "申报单位意见", bold=True), Cell(7, 1, opinion, width=3, spot="sign")]
    table.cells += [Cell(8, 0, "市总工会意见", bold=True), Cell(8, 1, "\n            年    月    日", width=3)]
    table.heights[7] = 80
    data = with_openpyxl.make_workbook([Sheet("申报表", blocks, signed(6))])
    odd.keep("意见栏签字.xlsx", "openpyxl", data, "signed in an opinion box, with the upper unit's box below left blank", values)


def tables_that_mislead(odd):
    values = odd.values("park", "秦皇岛经济技术开发区总工会")
    first = [Line("工会工作创新项目申报书", align="center", bold=True, size=22)]
    first += [Line(runs=[(label, False), (f"  {values[key]}  ", True)]) for label, key in (("项目名称：", "project"), ("申报单位：", "unit"))]
    data = with_node.make_with_docx(first + papers.card(values, day=DAY), signed(7, "inline"))
    odd.keep("带封面.docx", "docx", data, "a cover that names unit and project before the form does", values)

    two = [odd.values("dock", "秦皇岛港湾装卸有限公司工会委员会"), odd.values("glass", "秦皇岛碧海玻璃科技有限公司工会委员会")]
    second = papers.card(two[1], day=DAY)
    second[1].spot = "second"
    shown = signed(8, "inline") + [Picture(pictures.signature(9), spot="second", anchor="inline")]
    data = with_node.make_with_docx(papers.card(two[0], day=DAY) + [Line("")] + second, shown)
    odd.keep("一份两表.docx", "docx", data, "two forms in one document", *two)

    def split_columns(document):
        table = document.tables[0]._tbl
        for column in list(table.tblGrid):
            table.tblGrid.remove(column)
        for width in (900, 60, 840, 1200, 15, 1500, 900, 30, 870, 2200):
            table.tblGrid.append(parse_xml(f'<w:gridCol {WORD} w:w="{width}"/>'))
        for row in table.tr_lst:
            at = 0
            for cell in row.tc_lst:
                wide = cell.grid_span
                cell.grid_span = sum((3, 3, 2, 2)[at : at + wide])
                at += wide

    values = odd.values("pharma", "秦皇岛广源医药有限公司工会委员会")
    data = with_python_docx.make_document(papers.card(values, day=DAY), signed(10, "inline"), split_columns)
    odd.keep("多余的列.docx", "python-docx", data, "a grid of ten columns of which four are seen, as Word leaves after its lines were dragged", values)

    def use_controls(document):
        row = document.tables[0]._tbl.tr_lst[1]
        cell = row.tc_lst[-1]
        row.remove(cell)
        control = parse_xml(f"<w:sdt {WORD}><w:sdtPr><w:text/></w:sdtPr><w:sdtContent/></w:sdt>")
        control.find(qn("w:sdtContent")).append(cell)
        row.append(control)
        paragraph = document.tables[0]._tbl.tr_lst[0].tc_lst[-1].p_lst[0]
        kept = paragraph.r_lst[0]
        old = f'<w:del {WORD} w:id="1" w:author="甲" w:date="2026-10-01T00:00:00Z"><w:r><w:delText>原来的单位</w:delText></w:r></w:del>'
        kept.addprevious(parse_xml(old))

    values = odd.values("driver", "秦皇岛远洲物流集团工会委员会")
    data = with_python_docx.make_document(papers.card(values, day=DAY), signed(11, "inline"), use_controls)
    odd.keep("控件与修订.docx", "python-docx", data, "a cell inside a content control, and a deleted unit before the one that counts", values)


def main():
    ROOT.mkdir(parents=True, exist_ok=True)
    odd = OddForms()
    sheets_that_mislead(odd)
    tables_that_mislead(odd)
    out = ["# 各表上写着什么。\n"]
    for name, values in odd.expected:
        out.append(f'\n[[form]]\nfile = "{name}"\nsign_date = "{DAY}"\n')
        for key in KEYS:
            listed = {"leaders": "、", "phone": "、"}.get(key)
            text = "[" + ", ".join(f'"{one}"' for one in values[key].split(listed)) + "]" if listed else f"'''{values[key]}'''"
            out.append(f"{key} = {text}\n")
    (ROOT / "expected.toml").write_text("".join(out))
    for name, program, why in odd.provenance:
        sys.stdout.write(f'[[file]]\npath = "odd/forms/{name}"\nprogram = "{program}"\nmade = "2026-11-22"\nwhy = "{why}"\n\n')


if __name__ == "__main__":
    main()
