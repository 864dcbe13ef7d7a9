"""Makes samples/season-2026: an invented season as the office receives it, its roster, and what should come of each submission.

The settings, season.toml, are typed by hand; the filled books in 回收/ are fill_books.py's.

Run from the repository's root:

    pip install openpyxl XlsxWriter python-docx pillow lxml cryptography msoffcrypto-tool
    npm install --prefix target/npm exceljs xlsx docx
    NODE_PATH=target/npm/node_modules python3 tests/makers/make_season.py

LibreOffice must be on the path. Prints the entries for samples/PROVENANCE.toml. What differs from run to run: the encrypted
file, the digitally signed one, what LibreOffice and npm's docx saved; everything else comes out the same byte for byte.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

import packages
import papers
import pictures
import with_libreoffice
import with_node
import with_openpyxl
import with_python_docx
import with_xlsxwriter
from papers import Cell, Line, Picture, Sheet, Table
from projects import PROJECTS, project

ROOT = Path("samples/season-2026")
MADE = "2026-11-22"
PASSED, TO_CORRECT, TO_DECIDE = "qualified", "to-correct", "to-decide"
SURNAMES = "陈林周吴郑冯褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜"
GIVEN = ["晓岚", "建国", "文博", "雨桐", "志强", "丽娜", "海波", "春梅", "永刚", "思远", "立新", "秀云", "明哲", "玉兰", "宏伟", "佳宁", "振东"]
PROGRAMS = {
    "openpyxl": "openpyxl 3.1.5",
    "xlsxwriter": "XlsxWriter 3.3.1",
    "exceljs": "exceljs 4.4.0",
    "sheetjs": "SheetJS (xlsx) 0.18.5",
    "python-docx": "python-docx 1.2.0",
    "docx": "docx 9.15.2 (npm)",
    "libreoffice": "LibreOffice 7.4.7.2, saving again what python-docx made",
}


def person(number):
    return SURNAMES[number * 7 % len(SURNAMES)] + GIVEN[(number * 5 + number // len(GIVEN)) % len(GIVEN)]


class SeasonFolder:
    """What was received, what is expected of it, and who made it."""

    def __init__(self):
        self.files, self.expected, self.provenance, self.count = {}, [], [], 0

    def values(self, key, unit, **other):
        """The fields of a form for a project; each call gives other people and another phone number."""
        self.count += 1
        base = {"unit": unit, "leaders": f"{person(self.count * 2)}、{person(self.count * 2 + 1)}"}
        return base | {"phone": f"138{self.count:04}1111"} | project(key) | other

    def put(self, path, data):
        self.files[path] = data

    def form(self, folder, program, blocks, picture="own", name="申报表", change=None):
        """A form by a program; the picture is a signature of its own unless another or None is given."""
        words = program in ("python-docx", "docx", "libreoffice")
        if picture == "own":
            picture = Picture(pictures.signature(folder), anchor="inline" if words else "two")
        shown = [picture] if picture else []
        data = make(program, blocks, shown)
        self.put(f"{folder}/{name}.{'docx' if words else 'xlsx'}", change(data) if change else data)

    def description(self, folder, values, unit=None, name="文字说明", program="python-docx", **options):
        blocks = papers.description(values, unit or values["unit"].split("（")[0], **options)
        self.put(f"{folder}/{name}.docx", make(program, blocks, []))

    def photo(self, folder, name="证明材料/活动照片.jpg"):
        self.put(f"{folder}/{name}", pictures.photograph(folder + name))

    def whole(self, folder, program, values, blocks, **form):
        """A package with all that the measure asks for."""
        self.form(folder, program, blocks, **form)
        self.description(folder, values)
        self.photo(folder)

    def expect(self, number, verdict, *codes):
        self.expected.append((number, verdict, sorted(codes)))

    def note(self, folder, program, why):
        self.provenance.append((folder, PROGRAMS.get(program, program), why))


def make(program, blocks, shown):
    if program == "openpyxl":
        return with_openpyxl.make_workbook([Sheet("申报表", blocks, shown)])
    if program == "xlsxwriter":
        return with_xlsxwriter.make_workbook([Sheet("申报表", blocks, shown)])
    if program == "exceljs":
        return with_node.make_with_exceljs([Sheet("申报表", blocks, shown)])
    if program == "sheetjs":
        return with_node.make_with_sheetjs([Sheet("申报表", blocks, shown)])
    if program == "docx":
        return with_node.make_with_docx(blocks, shown)
    data = with_python_docx.make_document(blocks, shown)
    return with_libreoffice.save_again(data, "docx") if program == "libreoffice" else data


def sound_packages(season):
    """Packages with nothing to correct, in the ways that units send them."""
    unit = "秦皇岛市海港区总工会"
    values, folder = season.values("station", unit), "海港区总工会"
    season.whole(folder, "openpyxl", values, papers.card(values, day=date(2026, 10, 12)))
    season.put(f"{folder}/证明材料/媒体报道.pdf", pictures.as_pdf(pictures.scanned_page("街角的家", ["秦皇岛日报"], 1)))
    season.put(f"{folder}/~$文字说明.docx", b"\x08admin" + bytes(156))
    season.put(f"{folder}/.DS_Store", b"\0\0\0\1Bud1" + bytes(100))
    season.expect(folder, PASSED)
    season.note(folder, "openpyxl", "the measure's own form, true to it, with a lock file and a system file beside it")

    values = season.values("culture", "秦皇岛市山海关区总工会")
    inner = SeasonFolder()
    inner.whole("山海关区", "docx", values, papers.card(values, day=date(2026, 10, 15)))
    season.put("山海关区总工会.zip", packages.pack(sorted(inner.files.items()), gbk=True))
    season.expect("山海关区总工会", PASSED)
    season.note("山海关区总工会.zip", "docx", "a zip with names in GBK")

    values, folder = season.values("fire", "秦皇岛市北戴河区总工会"), "北戴河区总工会"
    floating = Picture(pictures.signature(folder), anchor="float")
    season.whole(folder, "python-docx", values, papers.card(values, day=date(2026, 10, 20), restyle=papers.spaced), picture=floating)
    season.expect(folder, PASSED)
    season.note(folder, "python-docx", "labels spaced out, the signature floating over its line")

    values, folder = season.values("township", "秦皇岛市抚宁区总工会"), "抚宁区总工会报送/抚宁区总工会"
    season.whole(folder, "xlsxwriter", values, papers.letter_rows(values, date(2026, 10, 22)))
    season.expect(folder, PASSED)
    season.note(folder, "xlsxwriter", "narrative labels with one character a row; below the folder of a unit that forwards")

    values, folder = season.values("digital", "卢龙县总工会"), "卢龙县总工会"
    season.whole(folder, "libreoffice", values, papers.below(values, date(2026, 10, 9)))
    season.expect(folder, PASSED)
    season.note(folder, "libreoffice", "each label above its value")

    values = season.values("minority", "青龙满族自治县总工会", leaders="古丽娜尔·吐尔逊、佟玉兰", joint_units="青龙满族自治县满绣行业工会联合会\n秦皇岛市财贸工会")
    folder = "青龙满族自治县总工会"
    rows = (("unit",), ("joint_units",)) + papers.OWN_ROWS[1:]
    signature = pictures.signature(folder)
    blocks = papers.card(values, rows=rows, day=date(2026, 10, 18), sign="cells")
    season.whole(folder, "openpyxl", values, blocks, picture=None, change=lambda data: packages.put_wps_picture(data, "B10", signature))
    season.expect(folder, PASSED)
    season.note(folder, "openpyxl 3.1.5, the in-cell picture put in as WPS writes it", "WPS DISPIMG signature, joint units, a minority name")

    values, folder = season.values("park", "秦皇岛经济技术开发区总工会", period="2026年3月—10月", category="基层组织建设"), "开发区总工会"
    rows = (("unit", "category", "period"), ("project",), ("leaders", "phone")) + papers.OWN_ROWS[3:]
    blocks = papers.card(values, rows=rows, columns=6, day=date(2026, 11, 3), sign="cells")
    season.whole(folder, "xlsxwriter", values, blocks, picture=Picture(pictures.signature(folder), anchor="cell"))
    season.expect(folder, PASSED)
    season.note(folder, "xlsxwriter", "three pairs a row, Excel's in-cell picture, a period and a category that nobody asked for")

    values, folder = season.values("school", "秦皇岛市教育工会"), "市教育工会"
    season.whole(folder, "python-docx", values, papers.lines(values, date(2026, 10, 28)))
    season.expect(folder, PASSED)
    season.note(folder, "python-docx", "the form as plain paragraphs with underlined blanks; a judge comes from this unit")

    values, folder = season.values("retired", "秦皇岛市职工技术协会工会"), "市职工技术协会工会"
    season.whole(folder, "libreoffice", values, papers.card(values, day=date(2026, 11, 5), restyle=papers.stacked))
    season.expect(folder, PASSED)
    season.note(folder, "libreoffice", "labels stacked, one character a line")

    values, folder = season.values("canteen", "秦皇岛海滨旅游集团工会委员会"), "海滨旅游集团工会"
    rows = (("unit",), (("单位地址", "秦皇岛市海滨路100号"), ("邮编", "066000")), ("project",), ("leaders", "phone")) + papers.OWN_ROWS[3:]
    rows += ((("传真", "0335-0001234"), ("备注", "")),)
    season.whole(folder, "exceljs", values, papers.card(values, rows=rows, day=date(2026, 10, 30)))
    season.expect(folder, PASSED)
    season.note(folder, "exceljs", "fields that nobody asked for")


def forms_with_a_fault(season):
    """What is wrong with the form itself."""
    values = season.values("orchard", "绿源果业合作社联合工会", leaders="张伟、李娜\n王芳，赵敏", phone="1380000111")
    folder = "抚宁区总工会报送/绿源果业合作社联合工会"
    season.whole(folder, "exceljs", values, papers.card(values, day=date(2026, 10, 21)))
    season.expect(folder, TO_CORRECT, "leaders-over-limit", "phone-invalid")
    season.note(folder, "exceljs", "four people in charge, a phone number of ten digits")

    values, folder = season.values("fishers", "昌黎县总工会", joint_units="昌黎县渔业协会工会、昌黎县旅游工会、昌黎县港口工会、昌黎县水产加工行业工会联合会"), "昌黎县总工会"
    rows = (("unit",), ("joint_units",)) + papers.OWN_ROWS[1:]
    season.whole(folder, "exceljs", values, papers.together(values, date(2026, 10, 16), rows=rows))
    season.expect(folder, PASSED, "joint-units-over-limit")
    season.note(folder, "exceljs", "label and value in one cell; four joint units, which season.toml lets in as an exception")

    values, folder = season.values("apprentice", "秦皇岛渤港重机有限公司工会委员会"), "渤港重机工会"
    filled = values | {"reason": "（限600字）\n" + values["reason"]}
    season.whole(folder, "openpyxl", values, papers.card(filled, day=date(2026, 10, 14)), picture=None)
    season.expect(folder, TO_CORRECT, "signature-missing", "prompt-left-in")
    season.note(folder, "openpyxl", "nobody signed; the form's prompt stands beside the text")

    values = season.values("lecture", "秦皇岛市财贸工会、秦皇岛市轻纺工会")
    folder = "市财贸工会"
    season.form(folder, "python-docx", papers.card(values, day=date(2026, 10, 23)))
    season.description(folder, values, unit="秦皇岛市财贸工会")
    season.photo(folder)
    season.expect(folder, TO_DECIDE, "joint-lead-unclear")
    season.note(folder, "python-docx", "two units in one cell and no lead named")

    values, folder = season.values("energy", "秦皇岛临港石化有限公司工会委员会"), "临港石化工会"
    season.whole(folder, "docx", values, papers.card(values | {"effect": "________"}, day=date(2026, 10, 24)))
    season.expect(folder, TO_CORRECT, "field-missing:effect")
    season.note(folder, "docx", "a field left at its underscores")

    values, folder = season.values("congress", "秦皇岛市市直机关工会联合会"), "市直机关工会联合会"
    blocks = papers.card(values, day=date(2026, 10, 27), labels={"reason": "来龙去脉"})
    season.whole(folder, "xlsxwriter", values, blocks)
    season.expect(folder, TO_DECIDE, "field-unrecognised:reason")
    season.note(folder, "xlsxwriter", "a label in words that no policy knows")

    values, folder = season.values("relief", "秦皇岛市职工服务中心工会"), "市职工服务中心工会"
    season.whole(folder, "python-docx", values, papers.card(values | {"phone": "13700001111"}, day=date(2026, 10, 10)))
    season.form(folder, "python-docx", papers.card(values, day=date(2026, 11, 2)), name="申报表（修改后）")
    season.expect(folder, TO_DECIDE, "form-repeated")
    season.note(folder, "python-docx", "two forms of one project that differ; the later one leads")

    values, folder = season.values("dock", "秦皇岛港湾装卸有限公司工会委员会", period="2024年3月至2024年11月"), "港湾装卸工会"
    rows = (("unit",), ("project",), ("period",)) + papers.OWN_ROWS[2:]
    season.whole(folder, "docx", values, papers.card(values, rows=rows, day=date(2026, 10, 29)))
    season.expect(folder, TO_DECIDE, "outside-year")
    season.note(folder, "docx", "a project of another year")

    values, folder = season.values("points", "秦皇岛海韵酒店管理有限公司工会委员会"), "海韵酒店工会"
    season.form(folder, "exceljs", papers.card(values, day=date(2026, 11, 4)))
    season.description(folder, values, unit="申报单位：秦皇岛市旅游行业工会联合会")
    season.photo(folder)
    season.expect(folder, TO_DECIDE, "unit-unknown", "unit-disagrees")
    season.note(folder, "exceljs", "a unit that the roster does not know, and another in the description")

    rows = [
        season.values("garden", "秦皇岛市园林绿化工会", leaders="何思远"),
        season.values("meter", "秦皇岛市供水总公司工会委员会", leaders="许立新、曹静"),
        season.values("post", "秦皇岛市文化传媒工会", leaders="金雨桐"),
    ]
    keys = ("unit", "project", "leaders", "phone") + papers.NARRATIVE
    above = [Line("报送单位：秦皇岛市建设系统工会        2026年11月10日")]
    after = [Line("填表人：李某某    电话：0335-0009999")]
    blocks = papers.listing(rows, keys, "工会工作创新项目申报汇总表", above, after, grouped=True)
    season.put("建设系统汇总/申报汇总表.xlsx", with_openpyxl.make_workbook([Sheet("汇总", blocks)]))
    for row in (5, 6, 7):
        lacking = ("signature-missing", "sign-date-missing", "description-missing", "evidence-missing")
        season.expect(f"建设系统汇总#row {row}", TO_CORRECT, *lacking)
    season.note("建设系统汇总", "openpyxl", "a list, a project a row under two header rows, and nothing else sent")


def signatures_with_a_fault(season):
    values, folder = season.values("hotel", "北戴河新区总工会"), "北戴河新区总工会"
    season.whole(folder, "sheetjs", values, papers.card(values, day=date(2026, 11, 19)), picture=None)
    season.put(f"{folder}/签字页扫描件.pdf", pictures.as_pdf(pictures.scanned_page("申报表", [values["unit"], values["project"]], 7)))
    season.expect(folder, TO_DECIDE, "signature-scan-only")
    season.note(folder, "sheetjs", "signed only on a scanned page; received after the deadline (receipts in season.toml)")

    values, folder = season.values("glass", "秦皇岛碧海玻璃科技有限公司工会委员会"), "碧海玻璃工会"
    empty = Picture(pictures.blank())
    season.whole(folder, "openpyxl", values, papers.card(values, day=date(2027, 10, 14)), picture=empty)
    season.expect(folder, TO_CORRECT, "signature-blank-picture", "sign-date-implausible")
    season.note(folder, "openpyxl", "a blank picture on the line, a date to come")

    shared = pictures.signature("the same hand")
    values, folder = season.values("driver", "秦皇岛远洲物流集团工会委员会"), "远洲物流工会"
    season.whole(folder, "xlsxwriter", values, papers.card(values, day=date(2026, 10, 26)), picture=Picture(shared))
    season.expect(folder, TO_DECIDE, "signature-reused")
    season.note(folder, "xlsxwriter", "one signature picture under two units, here as it was")

    values, folder = season.values("build", "秦皇岛市建设系统工会"), "市建设系统工会"
    again = Picture(pictures.smaller_jpeg(shared), anchor="inline", extension="jpg")
    season.form(folder, "docx", papers.card(values, day=date(2026, 10, 26)), picture=again)
    season.description(folder, values, leave_out=("创新特点",))
    season.photo(folder)
    season.expect(folder, TO_CORRECT, "signature-reused", "description-section-missing:innovation")
    season.note(folder, "docx", "the same signature scaled and saved as JPEG; the description lacks a section")

    values, folder = season.values("mediation", "秦皇岛市法院系统工会"), "市法院系统工会"
    line = papers.sign_line(date(2026, 10, 13), name="方春梅", gap=30)
    season.whole(folder, "libreoffice", values, papers.card(values, line=line), picture=None)
    season.expect(folder, TO_DECIDE, "signature-typed-only")
    season.note(folder, "libreoffice", "a typed name")

    values, folder = season.values("museum", "秦皇岛市工运史料馆工会"), "市工运史料馆工会"
    blocks = papers.card(values, day=date(2026, 10, 12))

    def sign_then_change(data):
        signed = packages.sign_digitally(data, "市工运史料馆 吴永刚")
        return packages.replace_text(signed, "word/document.xml", values["phone"], "13900001111")

    season.whole(folder, "python-docx", values, blocks, picture=None, change=sign_then_change)
    season.expect(folder, TO_CORRECT, "signature-broken")
    season.note(folder, "python-docx 1.2.0, signed with Python cryptography", "a digital signature, and the phone number changed after it")

    values, folder = season.values("bus", "秦皇岛市交通运输工会"), "市交通运输工会"
    season.form(folder, "exceljs", papers.card(values))
    season.description(folder, values)
    season.expect(folder, TO_CORRECT, "sign-date-missing", "evidence-missing")
    season.note(folder, "exceljs", "signed but not dated, and no evidence")


def other_papers_with_a_fault(season):
    """What is wrong with the description, the evidence, the files."""
    values, folder = season.values("mind", "秦皇岛市卫生健康系统工会"), "市卫生健康系统工会"
    passages = "".join(texts[5] + texts[3] for key, texts in list(PROJECTS.items())[:26] if key not in ("mind", "bargain", "nursery"))
    season.form(folder, "docx", papers.card(values, day=date(2026, 10, 19)))
    season.description(folder, values, extra=passages)
    season.photo(folder)
    season.expect(folder, TO_CORRECT, "description-over-length")
    season.note(folder, "docx", "a description of more than 2000 字")

    values, folder = season.values("bank", "秦皇岛市金融工会"), "市金融工会"
    season.form(folder, "python-docx", papers.card(values, day=date(2026, 10, 17)))
    season.description(folder, values | {"project": "金融网点职工“微休息”工程"})
    season.photo(folder)
    season.expect(folder, TO_DECIDE, "project-disagrees")
    season.note(folder, "python-docx", "the description is of another project than the form")

    values, folder = season.values("parks2", "秦皇岛市环境卫生工会"), "市环境卫生工会"
    season.description(folder, values)
    season.photo(folder)
    season.expect(folder, TO_CORRECT, "form-missing")
    season.note(folder, "python-docx", "no form")

    values, folder = season.values("pharma", "秦皇岛广源医药有限公司工会委员会"), "广源医药工会"
    season.form(folder, "exceljs", papers.card(values, day=date(2026, 11, 6)))
    season.description(folder, values)
    season.put(f"{folder}/文字说明.docx", packages.encrypt(season.files[f"{folder}/文字说明.docx"], "123456"))
    season.photo(folder)
    season.expect(folder, TO_CORRECT, "file-encrypted")
    season.note(folder, "exceljs 4.4.0; the description by python-docx 1.2.0, encrypted by msoffcrypto-tool 6.1.0", "a description under a password")

    values, folder = season.values("steel", "秦皇岛北方钢结构有限公司工会委员会"), "北方钢结构工会"
    season.whole(folder, "openpyxl", values, papers.card(values, day=date(2026, 11, 7)), change=lambda data: data[: len(data) // 2])
    season.expect(folder, TO_CORRECT, "file-unreadable")
    season.note(folder, "openpyxl", "a form cut off half way, as a broken upload leaves it")

    values, folder = season.values("riders", "秦皇岛市快递行业工会联合会"), "市快递行业工会联合会"
    season.form(folder, "openpyxl", papers.card(values, day=date(2026, 11, 9)), change=packages.add_macros)
    season.files[f"{folder}/申报表.xlsm"] = season.files.pop(f"{folder}/申报表.xlsx")
    season.description(folder, values)
    season.files[f"{folder}/文字说明.doc"] = season.files.pop(f"{folder}/文字说明.docx")
    season.photo(folder)
    season.put(f"{folder}/补充材料.rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(256)))
    season.expect(folder, TO_CORRECT, "file-has-macros", "file-disguised", "file-unsupported")
    season.note(folder, "openpyxl", "a workbook with macros, a docx called .doc, a rar")

    values = season.values("archive", "秦皇岛市律师行业工会联合会")
    inner = SeasonFolder()
    inner.whole("律师行业", "docx", values, papers.card(values, day=date(2026, 11, 10)))
    entries = sorted(inner.files.items()) + [("../../../启动项/更新.txt", "不应写到别处".encode())]
    season.put("市律师行业工会联合会.zip", packages.pack(entries))
    season.expect("市律师行业工会联合会", TO_CORRECT, "file-unsafe")
    season.note("市律师行业工会联合会.zip", "docx", "a zip with an entry that climbs out of its folder")

    unit = "秦皇岛市妇幼保健院工会"
    values = season.values("nursery", unit)
    for folder, program, day in (("市妇幼保健院工会", "sheetjs", date(2026, 10, 11)), ("市妇幼保健院", "python-docx", date(2026, 10, 11))):
        season.whole(folder, program, values, papers.card(values, day=day), picture=None)
        season.put(f"{folder}/领导签字页.jpg", pictures.scanned_page("申报表", [unit, values["project"]], 8))
        season.expect(folder, TO_DECIDE, "duplicate-submission", "signature-scan-only")
        season.note(folder, program, "the same project of the same unit sent twice")

    values, folder = season.values("bargain", "秦皇岛市轻纺工会"), "市轻纺工会"
    season.whole(folder, "xlsxwriter", values, papers.card(values, day=date(2026, 10, 25)))
    season.expect(folder, TO_DECIDE, "similar-project")
    season.note(folder, "xlsxwriter", "nearly the same texts as another unit's")
    copied = season.values("bargain", "秦皇岛市食品行业工会联合会", project="集体协商“要约季”提质增效专项行动")
    copied["effect"] = copied["effect"].replace("四百家", "五百家")
    season.whole("市食品行业工会联合会", "docx", copied, papers.card(copied, day=date(2026, 10, 31)))
    season.expect("市食品行业工会联合会", TO_DECIDE, "similar-project")
    season.note("市食品行业工会联合会", "docx", "nearly the same texts as another unit's")

    season.put("微信图片_20261118.jpg", pictures.photograph("nobody's"))
    season.note("微信图片_20261118.jpg", "Pillow 13.0.0", "a loose picture that says nothing of whose it is")


def roster(season):
    """单位名册.xlsx: every applying unit but one, and some that did not apply."""
    units = [
        ("秦皇岛市海港区总工会", "海港区总工会", "县区"), ("秦皇岛市山海关区总工会", "山海关区总工会", "县区"),
        ("秦皇岛市北戴河区总工会", "北戴河区总工会", "县区"), ("秦皇岛市抚宁区总工会", "抚宁区总工会", "县区"),
        ("昌黎县总工会", "昌黎县总", "县区"), ("卢龙县总工会", "卢龙县总", "县区"), ("青龙满族自治县总工会", "青龙县总工会", "县区"),
        ("秦皇岛经济技术开发区总工会", "开发区总工会", "县区"), ("北戴河新区总工会", "秦皇岛北戴河新区总工会", "县区"),
        ("秦皇岛市教育工会", "市教育工会", "系统产业"), ("秦皇岛市卫生健康系统工会", "市卫健工会", "系统产业"),
        ("秦皇岛市交通运输工会", "市交通工会", "系统产业"), ("秦皇岛市建设系统工会", "市建设工会", "系统产业"),
        ("秦皇岛市金融工会", "市金融工会", "系统产业"), ("秦皇岛市财贸工会", "市财贸工会", "系统产业"), ("秦皇岛市轻纺工会", "市轻纺工会", "系统产业"),
        ("秦皇岛市市直机关工会联合会", "市直机关工会", "系统产业"), ("秦皇岛市法院系统工会", "", "系统产业"), ("秦皇岛市环境卫生工会", "", "系统产业"),
        ("秦皇岛市园林绿化工会", "", "系统产业"), ("秦皇岛市文化传媒工会", "", "系统产业"), ("秦皇岛市快递行业工会联合会", "", "行业"),
        ("秦皇岛市律师行业工会联合会", "", "行业"), ("秦皇岛市食品行业工会联合会", "", "行业"), ("秦皇岛市旅游行业工会联合会", "", "行业"),
        ("绿源果业合作社联合工会", "", "基层"), ("秦皇岛渤港重机有限公司工会委员会", "渤港重机工会", "基层"),
        ("秦皇岛碧海玻璃科技有限公司工会委员会", "碧海玻璃工会", "基层"), ("秦皇岛远洲物流集团工会委员会", "远洲物流工会", "基层"),
        ("秦皇岛临港石化有限公司工会委员会", "临港石化工会", "基层"), ("秦皇岛港湾装卸有限公司工会委员会", "港湾装卸工会", "基层"),
        ("秦皇岛广源医药有限公司工会委员会", "广源医药工会", "基层"), ("秦皇岛北方钢结构有限公司工会委员会", "北方钢结构工会", "基层"),
        ("秦皇岛海滨旅游集团工会委员会", "海滨旅游工会", "基层"), ("秦皇岛市职工技术协会工会", "", "基层"), ("秦皇岛市职工服务中心工会", "", "基层"),
        ("秦皇岛市妇幼保健院工会", "", "基层"), ("秦皇岛市工运史料馆工会", "", "基层"), ("秦皇岛市供水总公司工会委员会", "", "基层"),
        ("秦皇岛东山水泥有限公司工会委员会", "东山水泥工会", "基层"), ("秦皇岛市殡葬管理所工会", "", "基层"),
    ]
    table = Table(3, widths=[44, 26, 12])
    for row, words in enumerate([("单位名称", "简称", "类别"), *units]):
        table.cells += [Cell(row, column, word, bold=row == 0) for column, word in enumerate(words)]
    season.put("单位名册.xlsx", with_openpyxl.make_workbook([Sheet("名册", [table])]))
    season.note("../单位名册.xlsx", "openpyxl", "the units that the office knows; 海韵酒店 is not among them")


CHINESE = {PASSED: "通过", TO_CORRECT: "待补正", TO_DECIDE: "待人工核定"}
EXPECTED_HEAD = """\
# 每件材料应有的结论。每行：编号 | 结论 | 问题代码（要指明栏目的写作 代码:栏目）。
# check samples/season-2026/收件 --season samples/season-2026 --as-of 2026-11-22T09:00:00+08:00
# 逾期（北戴河新区总工会）由 intake 判定，不在此列；文件本身的问题见 files。
"""


def main():
    season = SeasonFolder()
    for part in (sound_packages, forms_with_a_fault, signatures_with_a_fault, other_papers_with_a_fault):
        part(season)
    received = dict(season.files)
    season.files = {}
    roster(season)
    shutil.rmtree(ROOT / "收件", ignore_errors=True)
    for path, data in received.items():
        target = ROOT / "收件" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (ROOT / "单位名册.xlsx").write_bytes(season.files["单位名册.xlsx"])
    expected = [f"{number} | {CHINESE[verdict]} | {' '.join(codes)}".rstrip() + "\n" for number, verdict, codes in sorted(season.expected)]
    (ROOT / "expected.txt").write_text(EXPECTED_HEAD + "".join(expected))
    for folder, program, why in season.provenance:
        path = "season-2026/" + ("单位名册.xlsx" if folder.startswith("..") else "收件/" + folder)
        sys.stdout.write(f'[[file]]\npath = "{path}"\nprogram = "{program}"\nmade = "{MADE}"\nwhy = "{why}"\n\n')


if __name__ == "__main__":
    main()
