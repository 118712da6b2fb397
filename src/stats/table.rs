//! Columns that stand below one another on a terminal, where a Chinese character is two cells wide.

/// The rows as lines; the first column left, all others right aligned, two cells apart.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> =
        (0..columns).map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (at, cell) in row.iter().enumerate() {
            let blanks = " ".repeat(widths[at] - width(cell));
            let gap = if at == 0 { "" } else { "  " };
            line += &if at == 0 { format!("{cell}{blanks}") } else { format!("{gap}{blanks}{cell}") };
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// Cells of a text: Unicode East Asian Width W and F are two (UAX #11), combining marks none.
pub fn width(text: &str) -> usize {
    text.chars()
        .map(|character| match u32::from(character) {
            0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
            0x1100..=0x115F
            | 0x2E80..=0x303E
            | 0x3041..=0xA4CF
            | 0xA960..=0xA97C
            | 0xAC00..=0xD7A3
            | 0xF900..=0xFAFF
            | 0xFE10..=0xFE19
            | 0xFE30..=0xFE6F
            | 0xFF01..=0xFF60
            | 0xFFE0..=0xFFE6
            | 0x1F300..=0x1F64F
            | 0x1F680..=0x1FAFF
            | 0x20000..=0x3FFFD => 2,
            _ => 1,
        })
        .sum()
}
