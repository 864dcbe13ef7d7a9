"""Makes packages like those a season receives, for benches/check.rs: `make_packages.py FOLDER COUNT`.

Each is a folder with form.xlsx (written by openpyxl, about 16 KB, one signature picture) and description.docx (written by
python-docx, about 40 KB, about 1,900 字). The two programs write one paper each; every package then gets names, texts and a
picture of its own inside that zip, so that no two packages are alike. The same count gives the same bytes.
"""

import io
import random
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
from openpyxl.drawing.image import Image
from PIL import Image as Pixels
from PIL import ImageDraw

MOMENT = (2026, 3, 2, 9, 0, 0)
PLACES = "海港 山海关 北戴河 抚宁 昌黎 卢龙 青龙 开发区 港口 玻璃厂 机务段 轮渡 矿山 医院 学校 商圈".split()
WHO = "职工 青年技工 快递员 女职工 农民工 劳模 班组长 工会干部 一线工人 志愿者 退休职工 网约车司机".split()
WHAT = "维权服务 技能竞赛 心理关爱 普惠积分 集体协商 民主管理 安全互助 入会建会 法律援助 困难帮扶 文体活动 师徒传承".split()
HOW = "建立台账 上门走访 线上预约 分级办理 定期回访 公开评价 统一标识 联席会商 结对共建 专人负责 按月通报 试点先行".split()
RESULT = "满意度明显提高 办理时间缩短一半 覆盖面持续扩大 投诉逐月减少 参与人数翻了一番 经验在全市推广".split()
TEXTS = {"reason": 80, "innovation": 80, "measures": 80, "effect": 80}
SECTIONS = {"主要内容": 4, "创新特点": 4, "工作成效": 4}
PARAGRAPH = 168


def text_of(dice, length):
    """Sentences that were not written before, up to a length."""
    told = ""
    while len(told) < length:
        told += (
            f"在{dice.choice(PLACES)}第{dice.randrange(2, 90)}号站点，{dice.choice(WHO)}围绕{dice.choice(WHAT)}"
            f"{dice.choice(HOW)}、{dice.choice(HOW)}，{dice.randrange(100, 9000)}人次受益，{dice.choice(RESULT)}。"
        )
    return told[: length - 1].rstrip("，、。") + "。"


def signature_of(dice):
    """A scribble on grainy paper, as a scanner sees it."""
    grain = Pixels.frombytes("L", (128, 54), bytes(dice.choices(range(232, 256), k=6912)))
    pen = ImageDraw.Draw(grain)
    points = [(12 + 10 * at, dice.randrange(6, 44)) for at in range(10)]
    pen.line(points, fill=20, width=3)
    pen.line([(x, 50 - y) for x, y in points[2:8]], fill=40, width=2)
    picture = io.BytesIO()
    grain.resize((180, 76), Pixels.Resampling.BILINEAR).save(picture, "png")
    return picture.getvalue()


def write_form():
    """The blank with marks where the texts go, by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "申报表"
    rows = [
        ["秦皇岛市工会创新工作立项申报表", None, None, None],
        ["领导签字：", None, None, "2026年3月2日"],
        ["申报单位", "@unit@", None, None],
        ["项目名称", "@project@", None, None],
        ["项目负责\n（不超过3人）", "@leaders@", "联系电话", "@phone@"],
        ["项目\n申报\n理由", "@reason@", None, None],
        ["项目\n创新\n内容", "@innovation@", None, None],
        ["项目\n实施\n措施", "@measures@", None, None],
        ["项目\n预期\n效果", "@effect@", None, None],
    ]
    for row in rows:
        sheet.append(row)
    for merged in ("A1:D1", "B2:C2", "B3:D3", "B4:D4", "B6:D6", "B7:D7", "B8:D8", "B9:D9"):
        sheet.merge_cells(merged)
    for column, width in zip("ABCD", (14, 30, 14, 30)):
        sheet.column_dimensions[column].width = width
    sheet.row_dimensions[2].height = 60
    sheet.add_image(Image(io.BytesIO(signature_of(random.Random(0)))), "B2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_description():
    """A description with marks where the texts go, by python-docx."""
    paper = docx.Document()
    paper.add_heading("@project@", 0)
    paper.add_paragraph("申报单位：@unit@")
    for section, (title, paragraphs) in enumerate(SECTIONS.items()):
        paper.add_heading(title, 1)
        for at in range(paragraphs):
            paper.add_paragraph(f"@text-{section}-{at}@")
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def fill(template, path, texts, picture=None):
    """Writes a paper with its marks replaced, and its picture where it has one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as filled:
        for name, content in template:
            if picture is not None and name.startswith("xl/media/"):
                content = picture
            elif b"@" in content and name.endswith(".xml"):
                text = content.decode()
                for mark, told in texts.items():
                    text = text.replace(f"@{mark}@", told)
                content = text.encode()
            filled.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)


def parts_of(packed):
    """Names and contents of the parts of a paper."""
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def main():
    """Makes the packages."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    form, description = parts_of(write_form()), parts_of(write_description())
    for at in range(count):
        dice = random.Random(at)
        texts = {
            "unit": f"{dice.choice(PLACES)}第{at}联合工会",
            "project": f"{dice.choice(WHO)}{dice.choice(WHAT)}“{dice.choice(HOW)}”第{at}号项目",
            "leaders": dice.choice(["王建国、李秀英", "张伟", "刘洋、陈静、赵磊"]),
            "phone": f"138{dice.randrange(10**8):08d}",
        }
        texts |= {mark: text_of(dice, length) for mark, length in TEXTS.items()}
        for section, paragraphs in enumerate(SECTIONS.values()):
            texts |= {f"text-{section}-{own}": text_of(dice, PARAGRAPH) for own in range(paragraphs)}
        package = folder / f"{at:05d}"
        package.mkdir(parents=True, exist_ok=True)
        fill(form, package / "form.xlsx", texts, signature_of(dice))
        fill(description, package / "description.docx", texts)


main()
