//! Bytes → text, and what to tell an editor whose program saved something else than UTF-8.

use crate::source::Span;

/// Something about the encoding or about characters that must not be published.
pub struct Finding {
    /// Diagnostic code.
    pub code: &'static str,
    /// Where, in the decoded text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the file cannot be used.
    pub is_fatal: bool,
}

/// The text with `\n` line ends and without a byte order mark, and what was found on the way.
/// A text that is not UTF-8 comes back with replacement characters, only to show where.
pub fn decode(bytes: &[u8]) -> (String, Vec<Finding>) {
    let mut findings = Vec::new();
    let (bytes, has_mark) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, true),
        other => (other, false),
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
        Err(error) => {
            let at = error.valid_up_to();
            let lossy = String::from_utf8_lossy(bytes).into_owned();
            findings.push(Finding {
                code: "encoding-not-utf8",
                span: Span::new(at, at),
                message: format!("这个文件不是 UTF-8 编码，看起来像 {}", guess(bytes)),
                help: "用记事本或 WPS 打开，“另存为”时编码选 UTF-8，再保存一次".to_owned(),
                is_fatal: true,
            });
            return (lossy, findings);
        }
    };
    if has_mark {
        findings.push(Finding {
            code: "encoding-bom",
            span: Span::default(),
            message: "文件开头有一个看不见的标记（BOM）".to_owned(),
            help: "不影响发布；保存时选“UTF-8（无 BOM）”就不再提醒".to_owned(),
            is_fatal: false,
        });
    }
    for (at, character) in text.char_indices() {
        if let Some(name) = forbidden(character) {
            findings.push(Finding {
                code: "character-forbidden",
                span: Span::new(at, at + character.len_utf8()),
                message: format!("这里有一个看不见的{name}（U+{:04X}）", u32::from(character)),
                help: "删掉它；通常是从别的软件粘贴时带进来的".to_owned(),
                is_fatal: true,
            });
            break;
        }
    }
    if let Some(at) = conflict(&text) {
        findings.push(Finding {
            code: "git-conflict",
            span: Span::new(at, at + 7),
            message: "这里留着 git 的冲突标记，两个人的改动还没有合好".to_owned(),
            help: "看看 <<<<<<< 和 >>>>>>> 之间的两份文字，留下对的一份，删掉这三行标记".to_owned(),
            is_fatal: true,
        });
    }
    (text, findings)
}

/// `text` as bytes with the byte order mark and the line ends that `old` has, line by line. `None` when
/// `old` is no UTF-8 or has another number of lines: then it is not the file that `text` was made from.
#[must_use]
pub fn encode_like(old: &[u8], text: &str) -> Option<Vec<u8>> {
    let old = std::str::from_utf8(old).ok()?;
    let mut bytes = Vec::with_capacity(old.len() + 16);
    let mut rest = old;
    if let Some(unmarked) = old.strip_prefix('\u{FEFF}') {
        bytes.extend_from_slice(&[0xEF, 0xBB, 0xBF]);
        rest = unmarked;
    }
    for line in text.split_inclusive('\n') {
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let length = if rest[end..].starts_with("\r\n") { 2 } else { rest[end..].len().min(1) };
        bytes.extend_from_slice(line.trim_end_matches('\n').as_bytes());
        bytes.extend_from_slice(&rest.as_bytes()[end..end + length]);
        if line.ends_with('\n') != (length > 0) {
            return None;
        }
        rest = &rest[end + length..];
    }
    rest.is_empty().then_some(bytes)
}

/// `text`, which has other lines than `old`, as bytes with the byte order mark and the first line end of `old`.
#[must_use]
pub fn encode_lines_like(old: &[u8], text: &str) -> Vec<u8> {
    let end = if old.iter().position(|byte| *byte == b'\n').is_some_and(|at| old[..at].ends_with(b"\r")) { "\r\n" } else { "\n" };
    let mark = if old.starts_with(&[0xEF, 0xBB, 0xBF]) { "\u{FEFF}" } else { "" };
    format!("{mark}{}", text.replace('\n', end)).into_bytes()
}

/// Control and direction characters that no article needs and that hide text from the eye.
fn forbidden(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\t' => None,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Some("控制字符"),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some("改变文字方向的字符"),
        _ => None,
    }
}

fn conflict(text: &str) -> Option<usize> {
    let has = |mark: &str| text.starts_with(mark) || text.contains(&format!("\n{mark}"));
    if !(has("<<<<<<< ") && has(">>>>>>> ")) {
        return None;
    }
    if text.starts_with("<<<<<<< ") { Some(0) } else { text.find("\n<<<<<<< ").map(|at| at + 1) }
}

fn guess(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16",
        _ if bytes.iter().filter(|byte| **byte == 0).count() * 4 > bytes.len() => "UTF-16",
        _ => {
            // GBK writes each Han as two bytes, the first in 0x81–0xFE, the second in 0x40–0xFE.
            let mut pairs = 0;
            let mut strays = 0;
            let mut at = 0;
            while at < bytes.len() {
                match (bytes[at], bytes.get(at + 1)) {
                    (0x00..=0x7F, _) => at += 1,
                    (0x81..=0xFE, Some(0x40..=0xFE)) => {
                        pairs += 1;
                        at += 2;
                    }
                    _ => {
                        strays += 1;
                        at += 1;
                    }
                }
            }
            if pairs > 4 * strays { "GBK（旧的中文编码）" } else { "别的编码，或者文件损坏了" }
        }
    }
}
