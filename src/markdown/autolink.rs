//! Bare addresses in text → where the links are. An address is ASCII (RFC 3986), so it ends where Chinese
//! begins: `见https://a.cn。` and `https://a.cn获取` both end after `cn`. Trailing punctuation belongs to the
//! sentence, as in GFM.

use std::ops::Range;

/// The bare addresses in `text`, as byte ranges.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = next(text, from) {
        match end_of_address(text, at) {
            Some(end) => {
                found.push(at..end);
                from = end;
            }
            None => from = at + "http".len(),
        }
    }
    found
}

/// Where the next `http` begins. One byte is searched for: an `h` is rare in Chinese.
fn next(text: &str, mut from: usize) -> Option<usize> {
    loop {
        let at = from + text[from..].find('h')?;
        if text[at..].starts_with("http") {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether there may be an address in `text`.
pub fn may_hold(text: &str) -> bool {
    next(text, 0).is_some()
}

fn end_of_address(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let host = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    // `xhttps://` is part of a word, not an address.
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let host_start = text.len() - host.len();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let mut end = host_start + host.bytes().take_while(|byte| allowed(*byte)).count();
    loop {
        let address = &text[host_start..end];
        let last = address.as_bytes().last()?;
        let opened = address.bytes().filter(|byte| *byte == b'(').count();
        let closed = address.bytes().filter(|byte| *byte == b')').count();
        if b".,;:!?'\"*_~".contains(last) || (*last == b')' && closed > opened) {
            end -= 1;
        } else {
            break;
        }
    }
    let name = text[host_start..end].split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = name.contains('.') && !name.starts_with('.') && name.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_host.then_some(end)
}
