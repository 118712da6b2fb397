//! Which characters count as East Asian, for emphasis beside them and for line breaks between them.

/// Wide, full-width and half-width East Asian characters and Hangul, without emoji
/// (Unicode East Asian Width W, F, H; UAX #11). Sorted, inclusive.
const RANGES: &[(u32, u32)] = &[
    (0x1100, 0x11FF),
    (0x20A9, 0x20A9),
    (0x2329, 0x232A),
    (0x2E80, 0x2FFF),
    (0x3001, 0x303E),
    (0x3041, 0x33FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0xA4CF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFFDC),
    (0xFFE0, 0xFFEE),
    (0x16FE0, 0x18DFF),
    (0x1AFF0, 0x1B2FF),
    (0x1F200, 0x1F200),
    (0x1F202, 0x1F202),
    (0x1F210, 0x1F219),
    (0x1F21B, 0x1F22E),
    (0x1F230, 0x1F231),
    (0x1F237, 0x1F237),
    (0x1F23B, 0x1F23B),
    (0x1F240, 0x1F248),
    (0x1F260, 0x1F265),
    (0x20000, 0x3FFFD),
];

/// Whether `character` is East Asian in the sense of the CJK-friendly emphasis amendment.
#[must_use]
pub fn is_east_asian(character: char) -> bool {
    let code = u32::from(character);
    if code < 0x1100 {
        return false;
    }
    let after = RANGES.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= RANGES[after - 1].1
}

/// Whether a line break between `before` and `after` is no space: both are wide East Asian and not Hangul,
/// or one is and the other is a quotation mark, dash, ellipsis or middle dot that Chinese shares with Latin.
/// (pandoc's `east_asian_line_breaks`; CSS Text 4, segment break transformation.)
#[must_use]
pub fn joins(before: char, after: char) -> bool {
    let wide = |c: char| is_east_asian(c) && !is_hangul(c);
    let shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '①'..='⑳');
    (wide(before) && (wide(after) || shared(after))) || (shared(before) && wide(after))
}

fn is_hangul(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}
