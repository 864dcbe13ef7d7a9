"""Workbooks by XlsxWriter, also with Excel's in-cell pictures."""

import io
from datetime import date, datetime

import xlsxwriter
from PIL import Image

from papers import flatten
from with_openpyxl import left_of

ANCHORS = {"two": 1, "one": 2, "absolute": 3}


def make_workbook(sheets):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"author": "办公室", "created": datetime(2026, 10, 20, 9)})
    for wanted in sheets:
        sheet = book.add_worksheet(wanted.name)
        cells, widths, heights = flatten(wanted)
        for column, width in widths.items():
            sheet.set_column(column, column, width)
        for row, height in heights.items():
            sheet.set_row(row, height)
        for cell in cells:
            look = {"align": cell.align, "valign": "vcenter", "text_wrap": True, "border": int(cell.border)}
            look |= {"bold": cell.bold, "font_name": "宋体", "font_size": cell.size}
            if isinstance(cell.text, date):
                look["num_format"] = cell.number_format or 'yyyy"年"m"月"d"日"'
            style = book.add_format(look)
            if cell.height > 1 or cell.width > 1:
                sheet.merge_range(cell.row, cell.column, cell.row + cell.height - 1, cell.column + cell.width - 1, "", style)
            if cell.text == "":
                sheet.write_blank(cell.row, cell.column, None, style)
            elif isinstance(cell.text, date):
                sheet.write_datetime(cell.row, cell.column, cell.text, style)
            elif isinstance(cell.text, (int, float)):
                sheet.write_number(cell.row, cell.column, cell.text, style)
            else:
                sheet.write_string(cell.row, cell.column, cell.text, style)
        for picture in wanted.pictures:
            data = {"image_data": io.BytesIO(picture.data)}
            if picture.anchor == "cell":
                cell = next(cell for cell in cells if cell.spot == picture.spot)
                sheet.embed_image(cell.row, cell.column, "picture.png", data)
                continue
            row, column, inside = left_of(cells, widths, picture)
            width, height = Image.open(io.BytesIO(picture.data)).size
            scale = {"x_scale": picture.size[0] / width, "y_scale": picture.size[1] / height}
            place = {"x_offset": inside, "y_offset": 2, "object_position": ANCHORS[picture.anchor]}
            sheet.insert_image(row, column, "picture." + picture.extension, {**data, **scale, **place})
        if wanted.hidden:
            sheet.hide()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
    book.close()
    return out.getvalue()
