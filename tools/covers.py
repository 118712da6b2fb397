"""Draws themes/default/covers/: the picture beside a shared link, a seal, or the general one.

Needed only when a seal or an ink changes; the files in git are what the program publishes. On Debian 12:

    apt-get install fonts-noto-cjk python3-pil
    python3 tools/covers.py

A file is named by the code point of its character, so a group whose character has no cover gets the general one
and never a wrong one. 特, 困 and 孤 have none on purpose: who passes such a page on to a friend or a group chat
must not be labelled by its picture. Inks and tints are those of css/site.css.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SEALS = {
    "宝": ("#00596b", "#e6f3f5"),
    "老": ("#8a3a0e", "#fdf1e7"),
    "小": ("#a01a58", "#fdeef4"),
    "青": ("#1b4f9c", "#ebf2fc"),
}
# WeChat asks for 300 px at least; twice that stays sharp on phones.
SIDE = 600
# Half of the picture: the seal is whole where a card cuts a wide strip out of the middle (1.91 : 1).
SEAL = 300
SIMPLIFIED = 2
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
SHARPER = 4


def cover(character, ink, tint):
    side, seal = SIDE * SHARPER, SEAL * SHARPER
    image = Image.new("RGB", (side, side), tint)
    draw = ImageDraw.Draw(image)
    box = (side - seal) // 2

    def frame(inset, radius, **style):
        edges = (box + inset, box + inset, box + seal - inset - 1, box + seal - inset - 1)
        draw.rounded_rectangle(edges, radius, **style)

    frame(0, seal // 7, fill=ink)
    frame(seal // 14, seal // 10, outline="#fff", width=seal // 42)
    font = ImageFont.truetype(FONT, seal * 64 // 100, index=SIMPLIFIED)
    left, top, right, bottom = draw.textbbox((0, 0), character, font=font)
    draw.text(((side - left - right) / 2, (side - top - bottom) / 2), character, font=font, fill="#fff")
    small = image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return small.quantize(16, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


folder = Path(__file__).parent.parent / "themes/default/covers"
for character, (ink, tint) in SEALS.items():
    path = folder / f"cover-{ord(character):x}.png"
    cover(character, ink, tint).save(path, optimize=True)
    print(character, path.name, path.stat().st_size)
