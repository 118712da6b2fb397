//! Arithmetic on paths with `/`: where a written link points, and how one page names another.

/// The path below the site folder that `destination`, written in the file `from`, names.
/// Fragment and query are dropped, `%20` and the like decoded. `None` for an address with a scheme,
/// an absolute path, an empty one, and one that climbs out of the site folder.
#[must_use]
pub fn resolve(from: &str, destination: &str) -> Option<String> {
    let path = destination.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() || path.starts_with('/') || scheme(path).is_some() {
        return None;
    }
    let path = percent_decode(path);
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The scheme of an address: `https` of `https://…`, `tel` of `tel:120`.
#[must_use]
pub fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let ok = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    ok.then_some(scheme)
}

/// How the page at `from` (an address from the site root, ending in `/` or naming a file) names `to`.
/// Both relative, so the result works at a domain root, under a sub-path and from `file://`.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let from_folders: Vec<&str> = from.split('/').collect();
    let from_folders = &from_folders[..from_folders.len() - 1];
    let to_parts: Vec<&str> = to.split('/').collect();
    let to_folders = &to_parts[..to_parts.len() - 1];
    let common = from_folders.iter().zip(to_folders).take_while(|(a, b)| a == b).count();
    let mut href = "../".repeat(from_folders.len() - common);
    href.push_str(&to_parts[common..].join("/"));
    if href.is_empty() { "./".to_owned() } else { href }
}

/// `%E4%BD%A0` → 你; a sequence that is not UTF-8 is left as it is.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Encodes what may not stand in an address: everything but unreserved characters and `/`.
#[must_use]
pub fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            other => {
                encoded.push('%');
                for digit in [other >> 4, other & 15] {
                    encoded.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
    }
    encoded
}

/// An outside address with everything encoded that is not ASCII, as an address bar would do; what the author
/// encoded already stays as it is.
#[must_use]
pub fn encode_non_ascii(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for character in address.chars() {
        if character.is_ascii() && character != ' ' {
            encoded.push(character);
        } else {
            encoded.push_str(&percent_encode(character.encode_utf8(&mut [0; 4])));
        }
    }
    encoded
}
