//! A strict reader of XML: it knows elements, attributes and the five entities, and refuses everything a browser
//! would mend (XML 1.0 §2.1, well-formed documents; no DTD).

use std::collections::BTreeMap;

/// A start tag, in the order of the document.
#[derive(Debug)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, decoded.
    pub attributes: BTreeMap<String, String>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// All elements of a document, or what is not well-formed about it.
pub fn elements(xml: &str) -> Result<Vec<Element>, String> {
    if let Some(bad) =
        xml.chars().find(|c| (c.is_control() && !"\t\n\r".contains(*c) && *c < '\u{7f}') || matches!(c, '\u{fffe}' | '\u{ffff}'))
    {
        return Err(format!("U+{:04X} is no character of XML", u32::from(bad)));
    }
    let mut elements = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut roots = 0;
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").unwrap_or(xml);
    rest = rest.strip_prefix("<!DOCTYPE html>\n").unwrap_or(rest);
    while let Some(at) = rest.find('<') {
        text(&rest[..at])?;
        let (tag, after) = cut(&rest[at + 1..])?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes something else, inside {open:?}"));
            }
            continue;
        }
        roots += usize::from(open.is_empty());
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let element = element(tag)?;
        if !is_empty {
            open.push(element.name.clone());
        }
        elements.push(element);
    }
    match (open.as_slice(), roots, rest.trim()) {
        ([], 1, "") => Ok(elements),
        ([], 1, rest) => Err(format!("text after the end: {rest}")),
        ([], roots, _) => Err(format!("{roots} roots")),
        (open, ..) => Err(format!("never closed: {open:?}")),
    }
}

/// What stands before the `>` that is not quoted, and what follows it.
fn cut(text: &str) -> Result<(&str, &str), String> {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'<' => return Err(format!("a stray “<” after “{}”", &text[..at])),
            b'>' if !quoted => return Ok((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    Err("a tag without end".to_owned())
}

fn element(tag: &str) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || ":-".contains(c)) {
        return Err(format!("“{name}” is no name"));
    }
    let mut attributes = BTreeMap::new();
    while !rest.trim_start().is_empty() {
        let (attribute, after) =
            rest.trim_start().split_once("=\"").ok_or_else(|| format!("<{tag}> has an attribute without a quoted value"))?;
        let (value, after) = after.split_once('"').ok_or_else(|| format!("<{tag}> has no second quote"))?;
        if attributes.insert(attribute.to_owned(), text(value)?).is_some() {
            return Err(format!("<{tag}> says {attribute} twice"));
        }
        rest = after;
    }
    Ok(Element { name: name.to_owned(), attributes })
}

/// Text with its references decoded.
pub fn text(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once(';').ok_or_else(|| format!("a stray “&” before “{part}”"))?;
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            other => return Err(format!("&{other}; is not known")),
        });
        out.push_str(after);
    }
    Ok(out)
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for bad in [
        "<a>",
        "<a></b>",
        "<a><br></a>",
        "<a b=c/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a>&nbsp;</a>",
        "<a>1 & 2</a>",
        "<a/><b/>",
        "<a b=\"<\"/>",
        "<a>\u{1}</a>",
    ] {
        assert!(elements(bad).is_err(), "{bad}");
    }
    assert_eq!(elements("<a b=\"&lt;>\"><br/>1 &amp; 2</a>").unwrap().len(), 2);
}
