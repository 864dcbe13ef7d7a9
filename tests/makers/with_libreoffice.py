"""LibreOffice as the program that opened a file and saved it again, in the same or another format."""

import subprocess
import tempfile
from pathlib import Path

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "docx": "MS Word 2007 XML", "ods": "calc8", "odt": "writer8", "xls": "MS Excel 97", "doc": "MS Word 97", "pdf": ""}


def save_again(data, extension, target=None):
    """The bytes after LibreOffice read them as `extension` and wrote them as `target`."""
    target = target or extension
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, f"made.{extension}"), Path(folder, "out")
        source.write_bytes(data)
        how = f"{target}:{FILTERS[target]}" if FILTERS[target] else target
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", how, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=180)
        return Path(out, f"made.{target}").read_bytes()
