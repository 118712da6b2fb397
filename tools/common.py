"""Writes assets/words/common.txt: the 3,500 characters of level 1 of 通用规范汉字表 (2013), in the order of their codes.

Needs the Debian package unicode-data. Run it from the top of the repository: python3 tools/common.py
"""

import bz2
import re
from pathlib import Path

UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")

text = bz2.decompress(UNIHAN.read_bytes()).decode("utf-8")
numbers = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:(\d+)", text, re.MULTILINE)
common = sorted(chr(int(code, 16)) for code, number in numbers if int(number) <= 3500)
assert len(common) == 3500, len(common)
lines = ["".join(common[start:start + 50]) for start in range(0, len(common), 50)]
Path("assets/words/common.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
