"""Workbooks by openpyxl."""

import io
from datetime import date, datetime
from unittest import mock

import openpyxl
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor, AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils.units import pixels_to_EMU as emu
from openpyxl.workbook.defined_name import DefinedName

from packages import pin_times
from papers import column_letters, flatten

STAMP = datetime(2026, 10, 20, 9)


def column_pixels(widths, column):
    return int(widths.get(column, 8.43) * 7 + 5)


def left_of(cells, widths, picture):
    """Row and column of the cell a picture starts in, and how far inside it: `shift` pixels right of its spot's left edge."""
    cell = next(cell for cell in cells if cell.spot == picture.spot)
    column, rest = cell.column, picture.shift
    while rest >= column_pixels(widths, column):
        rest -= column_pixels(widths, column)
        column += 1
    return cell.row, column, rest


def place_picture(sheet, picture, cells, widths, heights):
    row, column, inside = left_of(cells, widths, picture)
    image = Image(io.BytesIO(picture.data))
    image.width, image.height = picture.size
    start = AnchorMarker(column, emu(inside), row, emu(2))
    size = XDRPositiveSize2D(emu(picture.size[0]), emu(picture.size[1]))
    if picture.anchor == "one":
        image.anchor = OneCellAnchor(_from=start, ext=size)
    elif picture.anchor == "absolute":
        top = sum(heights.get(above, 15) * 96 / 72 for above in range(row))
        left = sum(column_pixels(widths, before) for before in range(column))
        image.anchor = AbsoluteAnchor(pos=XDRPoint2D(emu(int(left) + inside), emu(int(top) + 2)), ext=size)
    else:
        end, rest = column, picture.size[0] + inside
        while rest >= column_pixels(widths, end):
            rest -= column_pixels(widths, end)
            end += 1
        image.anchor = TwoCellAnchor("oneCell", start, AnchorMarker(end, emu(rest), row, emu(2 + picture.size[1])))
    sheet.add_image(image)


def make_workbook(sheets, names=None):
    """The workbook's bytes; `names` are defined names and the cells they point at."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    for wanted in sheets:
        sheet = book.create_sheet(wanted.name)
        cells, widths, heights = flatten(wanted)
        for column, width in widths.items():
            sheet.column_dimensions[column_letters(column)].width = width
        for row, height in heights.items():
            sheet.row_dimensions[row + 1].height = height
        for cell in cells:
            target = sheet.cell(cell.row + 1, cell.column + 1)
            target.value = None if cell.text == "" else cell.text
            if isinstance(cell.text, date):
                target.number_format = cell.number_format or 'yyyy"年"m"月"d"日"'
            target.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True)
            target.font = Font(name="宋体", size=cell.size, bold=cell.bold)
            region = [(r, c) for r in range(cell.row, cell.row + cell.height) for c in range(cell.column, cell.column + cell.width)]
            if cell.border:
                for r, c in region:
                    sheet.cell(r + 1, c + 1).border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if len(region) > 1:
                last = region[-1]
                sheet.merge_cells(start_row=cell.row + 1, start_column=cell.column + 1, end_row=last[0] + 1, end_column=last[1] + 1)
        for picture in wanted.pictures:
            place_picture(sheet, picture, cells, widths, heights)
        if wanted.hidden:
            sheet.sheet_state = "hidden"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
    for name, target in (names or {}).items():
        book.defined_names[name] = DefinedName(name, attr_text=target)
    book.properties.creator, book.properties.created, book.properties.modified = "办公室", STAMP, STAMP
    out = io.BytesIO()
    # openpyxl writes the time of saving over what was set.
    with mock.patch("openpyxl.writer.excel.datetime") as clock:
        clock.datetime.now.return_value = STAMP
        book.save(out)
    return pin_times(out.getvalue())
