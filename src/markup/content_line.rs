//! The lines that calendars (RFC 5545 §3.1) and visiting cards (RFC 6350 §3.2) are made of.

/// Most octets of a line without its end.
const WIDTH: usize = 75;

/// Appends `name:value` with its line end, folded where it is longer than 75 octets, never within a character.
pub fn push(out: &mut String, name: &str, value: &str) {
    let mut room = WIDTH;
    for character in name.chars().chain([':']).chain(value.chars()) {
        if character.len_utf8() > room {
            // The blank that marks a continuation counts too.
            out.push_str("\r\n ");
            room = WIDTH - 1;
        }
        out.push(character);
        room -= character.len_utf8();
    }
    out.push_str("\r\n");
}

/// `text` as a value: backslash, comma and semicolon escaped, a line end as `\n`; other control characters go.
#[must_use]
pub fn text(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ',' | ';' => value.extend(['\\', character]),
            '\n' => value.push_str("\\n"),
            _ if character.is_control() => {}
            _ => value.push(character),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{push, text};

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        push(&mut out, "SUMMARY", &"健".repeat(60));
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "健".repeat(60)));
    }

    #[test]
    fn a_line_of_exactly_75_octets_stays_whole() {
        let mut out = String::new();
        push(&mut out, "N", &"a".repeat(73));
        assert_eq!(out, format!("N:{}\r\n", "a".repeat(73)));
        push(&mut out, "N", &"a".repeat(74));
        assert!(out.ends_with("aaa\r\n a\r\n"), "{out}");
    }

    #[test]
    fn what_separates_values_is_escaped() {
        assert_eq!(text("a,b;c\\d\ne\rf"), "a\\,b\\;c\\\\d\\nef");
    }
}
