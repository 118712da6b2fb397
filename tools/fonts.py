"""Character set and font subsets for assets/fonts/. Called by fonts.sh, which pins the tools and names the packages."""

import argparse
import bz2
import gzip
import hashlib
import re
from pathlib import Path

from fontTools import version as fonttools_version
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
DOC = Path("/usr/share/doc")

# `liga` keeps —— one unbroken rule two em wide; `locl` and `ccmp` keep its neighbours; `halt` and `palt`
# are what punctuation squeezing reads. Leaving any of them out moves line breaks.
FEATURES = ["kern", "liga", "ccmp", "locl", "halt", "palt"]
SCRIPTS = ["DFLT.dflt", "hani.dflt", "hani.ZHS", "latn.dflt", "latn.ZHS", "cyrl.dflt", "grek.dflt", "kana.dflt"]

# Index 2 of the Noto collections is the simplified Chinese face.
FACES = [
    ("song", "Baodian Song", "Regular", NOTO / "NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk", "noto"),
    ("hei", "Baodian Hei", "Bold", NOTO / "NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk", "noto"),
    ("kai", "Baodian Kai", "Regular", WENKAI / "LXGWWenKai-Regular.ttf", -1, "fonts-lxgw-wenkai", "wenkai"),
]


def characters(first, last):
    return {chr(code) for code in range(first, last + 1)}


def gb2312():
    """All of GB 2312: symbols (rows 1-9), first-level hanzi (16-55), second-level hanzi (56-87)."""
    rows = {"symbols": set(), "level1": set(), "level2": set()}
    for row in range(1, 88):
        for cell in range(1, 95):
            try:
                character = bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue
            rows["symbols" if row < 16 else "level1" if row < 56 else "level2"].add(character)
    return rows


def standard_table():
    """The 8,105 characters of 通用规范汉字表 (2013), property kTGH of the Unihan database."""
    text = bz2.decompress(UNIHAN.read_bytes()).decode("utf-8")
    found = {chr(int(code, 16)) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE)}
    assert len(found) == 8105, len(found)
    return found


def symbols():
    """What Chinese prints need beside hanzi, apart from the symbols of GB 2312."""
    wanted = characters(0x20, 0x7E) | characters(0xA0, 0x17F)  # Latin, with accents
    wanted |= set("ǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹḾḿɑɡ")  # pinyin
    wanted |= characters(0x370, 0x3FF) | characters(0x400, 0x45F)  # Greek, Cyrillic
    wanted |= characters(0x2000, 0x200B) | characters(0x2010, 0x2027) | characters(0x202F, 0x205F) | {"\u2060"}
    wanted |= characters(0x2070, 0x209F) | set("€™℃℉ℓ№℡Ω℮")
    wanted |= characters(0x2150, 0x218F)  # fractions, Roman numbers
    wanted |= characters(0x2190, 0x2199) | set("⇒⇔↔↵")
    wanted |= set("∀∂∃∅∆∇∈∉∋∏∑−∓∕∗∘√∝∞∟∠∣∥∧∨∩∪∫∬∮∴∵∶∷∽≈≌≒≠≡≤≥≦≧≪≫≮≯⊂⊃⊆⊇⊕⊖⊗⊙⊥⊿⌒")
    wanted |= characters(0x2460, 0x249B)  # ① ⑴ ⒈
    wanted |= characters(0x3220, 0x3229) | characters(0x3251, 0x325F) | characters(0x32B1, 0x32BF)  # ㈠, ㉑-㊿
    wanted |= characters(0x2500, 0x257F) | set("■□▢▲△▶▷▼▽◀◁◆◇○◎●◐◑◢◣★☆☎☏☐☑☒☞♀♂♡♥♪♩✓✔✗✘✕✖❶❷❸❹❺❻❼❽❾❿➔➜")
    wanted |= characters(0x3000, 0x303F) | characters(0x3040, 0x312F)  # punctuation, kana, bopomofo
    wanted |= set("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉㊣㎎㎏㎜㎝㎞㎡㎥㏄㏎㏑㏒㏕")
    wanted |= characters(0xFE30, 0xFE4F) | characters(0xFF01, 0xFF5E) | characters(0xFFE0, 0xFFE5)
    return wanted


def extra(out):
    """Rare characters an office has asked for, one or more a line, `#` begins a comment."""
    lines = (out / "charset-extra.txt").read_text(encoding="utf-8").splitlines()
    return {character for line in lines for character in line.split("#")[0] if not character.isspace()}


def charset(out):
    """The character set by section, each character in the first section that has it."""
    gb = gb2312()
    sections = [
        ("GB 2312 一级汉字", gb["level1"]),
        ("GB 2312 二级汉字", gb["level2"]),
        ("通用规范汉字表（2013）其余的字", standard_table()),
        ("charset-extra.txt 里的字", extra(out)),
        ("GB 2312 符号", gb["symbols"]),
        ("其他符号", symbols()),
    ]
    seen = set()
    for index, (name, content) in enumerate(sections):
        sections[index] = (name, content - seen)
        seen |= content
    return sections


def open_face(path, number):
    return TTFont(path, fontNumber=number, recalcTimestamp=False)


def rename(font, family, style):
    """Own names: the licence of one upstream font asks for it, and no system font can be taken for ours."""
    postscript = f"{family.replace(' ', '')}-{style}"
    names = font["name"]
    kept = {record.nameID: record.toUnicode() for record in names.names if record.nameID in (0, 5, 13, 14)}
    names.names = []
    kept.update({1: family, 2: style, 3: f"{postscript};baodian", 4: f"{family} {style}", 6: postscript})
    for number, text in sorted(kept.items()):
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = f"{family} {style}", family
        for key in ("Notice", "Copyright"):  # the name table has them
            top.rawDict.pop(key, None)


def subset(face, wanted):
    _, family, style, path, number, _, _ = face
    font = open_face(path, number)
    options = Options()
    options.layout_features = FEATURES
    options.layout_scripts = SCRIPTS
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["VORG", "vhea", "vmtx", "DSIG", "BASE", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    rename(font, family, style)
    font.flavor = "woff2"
    return font


def licence(package):
    """The text of the OFL as the package ships it."""
    plain, packed = DOC / package / "copyright", DOC / package / "copyright.gz"
    text = plain.read_text(encoding="utf-8") if plain.exists() else gzip.decompress(packed.read_bytes()).decode("utf-8")
    body = text[re.search(r"^License: (?:OFL|SIL)-1\.1\s*\n(?= )", text, re.MULTILINE).end():]
    lines = []
    for line in body.splitlines():
        if line and not line.startswith(" "):
            break
        lines.append("" if line.strip() == "." else line[1:].rstrip())
    return "\n".join(lines).strip() + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    for package in ("noto", "wenkai", "unihan"):
        parser.add_argument(f"--{package}", required=True)
    arguments = parser.parse_args()
    out = arguments.out

    sections = charset(out)
    maps = {face[0]: open_face(face[3], face[4]).getBestCmap() for face in FACES}
    # Song and Hei come from one family and have the same characters. A few signs only Kai has: it lends them.
    both = {chr(code) for code in maps["song"]} & {chr(code) for code in maps["hei"]}
    some = both | {chr(code) for code in maps["kai"]}
    for name, content in sections[:5]:
        assert content <= both, f"上游字体缺少这些字：{name}：{''.join(sorted(content - both))}"
    sections = [(name, content & some) for name, content in sections]
    wanted = set().union(*(content for _, content in sections))

    lines = ["# 字体里有的字。由 tools/fonts.sh 生成；要加字，写进 charset-extra.txt 再运行它。", f"# 共 {len(wanted)} 个。"]
    for name, content in sections:
        lines += ["", f"# {name}：{len(content)} 个"]
        ordered = sorted(content)
        invisible = [character for character in ordered if character.isspace() or character in "\u00ad\u200b"]
        visible = [character for character in ordered if character not in invisible]
        lines += ["".join(visible[start:start + 60]) for start in range(0, len(visible), 60)]
        if invisible:
            lines.append("# 看不见的：" + " ".join(f"U+{ord(character):04X}" for character in invisible))
    (out / "charset.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    lock = [
        "# 字体锁：tools/fonts.sh 写，程序的测试核对。哈希是 WOFF2 文件本身的 SHA-256。",
        f"tools: fonttools {fonttools_version}, brotli 1.1.0",
        f"charset: {len(wanted)}  # GB 2312、通用规范汉字表（unicode-data {arguments.unihan} 的 kTGH）、符号",
        f"recipe: --layout-features={','.join(FEATURES)} --layout-scripts={','.join(SCRIPTS)}"
        " --no-hinting --notdef-outline --drop-tables+=VORG,vhea,vmtx,DSIG,BASE,STAT",
        "faces:",
    ]
    for face in FACES:
        name, family, style, path, number, package, key = face
        font = subset(face, wanted)
        target = out / f"{name}.woff2"
        font.save(target)
        data = target.read_bytes()
        missing = sorted(character for character in wanted if ord(character) not in maps[name])
        copyright_line = TTFont(target)["name"].getDebugName(0).replace("\r\n", "\n")
        if key == "wenkai":
            copyright_line += ", with Reserved Font Names “霞鹜” and “LXGW” (this copy does not use them)"
        lock += [
            f"  - file: {target.name}",
            f"    sha256: {hashlib.sha256(data).hexdigest()}",
            f"    bytes: {len(data)}",
            f"    family: {family}",
            f"    style: {style}",
            f"    upstream: {path.name} (face {max(number, 0)}), Debian {package} {getattr(arguments, key)}",
            f"    lacks: {len(missing)}  # of the character set; another face lends them",
        ]
        (out / f"OFL-{name}.txt").write_text(
            f"{copyright_line}\n\nThis file is a modified version: a subset of {path.name}, renamed “{family}”.\n\n{licence(package)}",
            encoding="utf-8",
        )
        print(f"{target}  {len(data)} 字节，缺 {len(missing)} 个字符")
    (out / "fonts.lock").write_text("\n".join(lock) + "\n", encoding="utf-8")


main()
