"""Workbooks by exceljs and SheetJS, documents by npm's docx: hands jobs to with_node.js.

The npm packages are looked for below the folder in NODE_PATH.
"""

import base64
import json
import os
import subprocess
import tempfile
from pathlib import Path

from packages import pin_times
from papers import Table, flatten
from with_openpyxl import left_of


def encode_sheet(sheet):
    cells, widths, heights = flatten(sheet)
    pictures = []
    for picture in sheet.pictures:
        row, column, inside = left_of(cells, widths, picture)
        pictures.append(encode_picture(picture) | {"row": row, "column": column, "inside": inside})
    return {"name": sheet.name, "cells": [cell.__dict__ for cell in cells], "widths": widths, "heights": heights, "pictures": pictures}


def encode_picture(picture):
    data = base64.b64encode(picture.data).decode()
    return {"data": data, "extension": picture.extension, "width": picture.size[0], "height": picture.size[1], "anchor": picture.anchor}


def encode_block(block):
    if isinstance(block, Table):
        cells = [cell.__dict__ for cell in block.cells]
        return {"rows": block.rows, "columns": block.columns, "widths": block.widths, "heights": block.heights, "cells": cells}
    return block.__dict__


def run(job):
    """The bytes of the one file that a job makes."""
    with tempfile.TemporaryDirectory() as folder:
        job["path"] = f"{folder}/made"
        job["path"] += ".docx" if job["maker"] == "docx" else ".xlsx"
        Path(folder, "jobs.json").write_text(json.dumps([job], ensure_ascii=False))
        script = Path(__file__).with_name("with_node.js")
        subprocess.run(["node", str(script), f"{folder}/jobs.json"], check=True, env=dict(os.environ, TZ="UTC"))
        return pin_times(Path(job["path"]).read_bytes())


def make_with_exceljs(sheets):
    return run({"maker": "exceljs", "sheets": [encode_sheet(sheet) for sheet in sheets]})


def make_with_sheetjs(sheets):
    return run({"maker": "sheetjs", "sheets": [encode_sheet(sheet) for sheet in sheets]})


def make_with_docx(blocks, pictures=()):
    placed = {picture.spot: encode_picture(picture) for picture in pictures}
    return run({"maker": "docx", "blocks": [encode_block(block) for block in blocks], "pictures": placed})
