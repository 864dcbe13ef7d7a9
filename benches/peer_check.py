"""What a Python program does for the same papers, the peer of benches/check.rs: `peer_check.py FOLDER WORKERS MOST`.

Reads each form with openpyxl (fields by their labels, anchors of pictures) and each description with python-docx (its text,
and how many 字 it has). It does less than `check`: no hash, no rules, no places. Prints how many packages it read, in how many
seconds, and the peak of its largest process in KB; the time does not hold the start of Python.
"""

import resource
import sys
import time
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import docx
import openpyxl

LABELS = {"申报单位", "项目名称", "项目负责", "联系电话", "项目申报理由", "项目创新内容", "项目实施措施", "项目预期效果", "领导签字"}


def label_of(value):
    """A cell's text as labels are compared."""
    told = "".join(unicodedata.normalize("NFKC", str(value)).split())
    return told.split("(")[0].rstrip(":")


def read_form(path):
    """Fields by label, and where the pictures lie."""
    book = openpyxl.load_workbook(path)
    fields, pictures = {}, []
    for sheet in book:
        for row in sheet.iter_rows():
            for at, cell in enumerate(row):
                if cell.value is None or (label := label_of(cell.value)) not in LABELS:
                    continue
                right = (other.value for other in row[at + 1 :] if other.value is not None)
                fields[label] = next(right, None)
        pictures += [(picture.anchor._from.row, picture.anchor._from.col) for picture in sheet._images]
    book.close()
    return fields, pictures


def count_words(text):
    """字数 as Word's dialog counts: wide signs one each, runs of others one each."""
    count, inside = 0, False
    for sign in text:
        wide = unicodedata.east_asian_width(sign) in "WF"
        space = sign.isspace()
        count += wide or (not space and not inside)
        inside = not wide and not space
    return count


def read_description(path):
    """The text with that of its tables, and how many 字 it has."""
    paper = docx.Document(path)
    told = [paragraph.text for paragraph in paper.paragraphs]
    told += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join(told)
    return text, count_words(text)


def read_package(folder):
    """Whether all that must be there was read."""
    fields, pictures = read_form(folder / "form.xlsx")
    _, words = read_description(folder / "description.docx")
    return len(fields) == len(LABELS) and len(pictures) == 1 and words > 1000


def peak_of_one():
    """Peak of this process or of the largest of its children, in KB."""
    return max(resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main():
    """Reads the packages and tells how long it took."""
    folder, workers, most = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    packages = sorted(folder.iterdir())[:most]
    start = time.perf_counter()
    if workers == 1:
        whole = sum(map(read_package, packages))
    else:
        with ProcessPoolExecutor(workers) as pool:
            whole = sum(pool.map(read_package, packages, chunksize=4))
    seconds = time.perf_counter() - start
    print(f"{whole} {seconds:.6f} {peak_of_one()}")


if __name__ == "__main__":
    main()
