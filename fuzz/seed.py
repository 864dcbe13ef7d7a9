#!/usr/bin/env python3
"""Puts the samples into fuzz/corpus/TARGET, whole and as the main parts of packages, for libFuzzer to begin with."""
import pathlib
import shutil
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
LARGEST = 100_000
# by the end of the name: the target, and the part that it also takes alone
ENDS = {
    "xlsx": ("xlsx", "xl/worksheets/sheet1.xml"), "xlsm": ("xlsx", "xl/worksheets/sheet1.xml"),
    "xlsb": ("xlsb", "xl/worksheets/sheet1.bin"), "xls": ("xls", None), "ods": ("ods", "content.xml"),
    "fods": ("flat_odf", None), "fodt": ("flat_odf", None), "odt": ("odt", "content.xml"),
    "csv": ("csv", None), "txt": ("text", None), "docx": ("docx", "word/document.xml"), "doc": ("doc", None),
    "rtf": ("rtf", None), "html": ("html", None), "mht": ("mhtml", None), "pdf": ("pdf", None),
    "zip": ("inbox", None), "7z": ("inbox", None), "gz": ("inbox", None), "rar": ("inbox", None), "eml": ("inbox", None), "msg": ("inbox", None),
}


def target_of_xml(content):
    if b"pkg:package" in content:
        return "flat_opc"
    return "spreadsheet_xml" if b"urn:schemas-microsoft-com:office:spreadsheet" in content else "word_xml"


def main():
    corpus = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "corpus"
    count = 0
    for path in sorted(SAMPLES.rglob("*")):
        end = path.suffix.lstrip(".").lower()
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        content = path.read_bytes()
        target, part = ENDS.get(end, (target_of_xml(content) if end == "xml" else None, None))
        if target is None:
            continue
        folder = corpus / target
        folder.mkdir(parents=True, exist_ok=True)
        if len(list(folder.iterdir())) > 24:
            continue
        count += 1
        shutil.copyfile(path, folder / f"{count:03}.{end}")
        if part and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                if part in package.namelist():
                    (folder / f"{count:03}.part").write_bytes(package.read(part))
    print(count, "samples for", len(list(corpus.iterdir())), "targets")


main()
