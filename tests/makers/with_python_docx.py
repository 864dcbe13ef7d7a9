"""Word documents by python-docx; floating pictures are inline ones turned into anchors, for which it has no call."""

import io
from datetime import datetime

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt

from packages import pin_times
from papers import Line, Table

ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
STAMP = datetime(2026, 10, 20, 9)
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def float_over_text(inline, size):
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>1000000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-90000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="7" name="图片 7"/><wp:cNvGraphicFramePr/></wp:anchor>'
    )
    anchor.append(inline.find(qn("a:graphic")))
    inline.getparent().replace(inline, anchor)


def add_picture(paragraph, picture):
    size = tuple(pixels * 9525 for pixels in picture.size)
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.data), Emu(size[0]), Emu(size[1]))
    if picture.anchor == "float":
        float_over_text(shape._inline, size)


def fill(paragraph, line, pictures):
    def run(text, underlined=False):
        piece = paragraph.add_run(text)
        piece.bold, piece.underline, piece.font.size = line.bold or None, underlined or None, Pt(line.size)

    paragraph.alignment = ALIGN[line.align]
    picture = next((one for one in pictures if line.spot and one.spot == line.spot), None)
    if line.runs:
        for text, underlined in line.runs:
            run(text, underlined)
    elif picture:
        cut = line.text.find("：") + 1
        run(line.text[:cut])
        add_picture(paragraph, picture)
        run(line.text[cut:])
    else:
        run(line.text)


def add_table(document, wanted, pictures):
    table = document.add_table(wanted.rows, wanted.columns)
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in EDGES)
    table._tbl.tblPr.append(parse_xml(f'<w:tblBorders {nsdecls("w")}>{borders}</w:tblBorders>'))
    for later in table._tbl.tblPr.xpath("w:shd | w:tblLayout | w:tblCellMar | w:tblLook"):
        table._tbl.tblPr.append(later)
    for cell in wanted.cells:
        if cell.height > 1 or cell.width > 1:
            last = (cell.row + cell.height - 1, cell.column + cell.width - 1)
            table.cell(cell.row, cell.column).merge(table.cell(*last))
    for cell in wanted.cells:
        target = table.cell(cell.row, cell.column)
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for spare in target.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        for number, text in enumerate(str(cell.text).split("\n")):
            paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            fill(paragraph, Line(text, cell.align, cell.bold, 11, cell.spot if number == 0 else ""), pictures)
    for column, width in enumerate(wanted.widths or []):
        table.columns[column].width = Cm(width * 0.2)
        for cell in table.columns[column].cells:
            cell.width = Cm(width * 0.2)
    for row, height in wanted.heights.items():
        table.rows[row].height = Pt(height)


def make_document(blocks, pictures=(), change=None):
    """The document's bytes; `change` may alter the python-docx document before it is saved."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.4)
    for block in blocks:
        if isinstance(block, Table):
            add_table(document, block, pictures)
        else:
            fill(document.add_paragraph(style="Heading 1" if block.heading else None), block, pictures)
    if change:
        change(document)
    properties = document.core_properties
    properties.author, properties.comments, properties.created, properties.modified = "办公室", "", STAMP, STAMP
    out = io.BytesIO()
    document.save(out)
    return pin_times(out.getvalue())
