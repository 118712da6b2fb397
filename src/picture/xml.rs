//! As much of XML as drawings use: tags, attributes, text, `CDATA`. Comments, instructions and a plain document
//! type are passed over; entities of one's own are refused, because they can hide anything.

/// A piece of a drawing.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// `<name a="b">` or `<name/>`.
    Start {
        /// With its prefix.
        name: &'a str,
        /// In their order.
        attributes: Vec<Attribute<'a>>,
        /// Whether it ends at once.
        is_empty: bool,
    },
    /// `</name>`.
    End(&'a str),
    /// Text, still with its references.
    Text(&'a str),
    /// `<![CDATA[…]]>`.
    Verbatim(&'a str),
}

/// `name="value"`, the value still with its references.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// With its prefix.
    pub name: &'a str,
    /// Between the quotes.
    pub value: &'a str,
}

/// The pieces of `text` in their order; ends after the first error.
pub fn pieces(text: &str) -> impl Iterator<Item = Result<Piece<'_>, String>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let piece = next(&mut rest).transpose();
        if matches!(piece, Some(Err(_))) {
            rest = "";
        }
        piece
    })
}

fn next<'a>(rest: &mut &'a str) -> Result<Option<Piece<'a>>, String> {
    loop {
        if rest.is_empty() {
            return Ok(None);
        }
        if !rest.starts_with('<') {
            let end = rest.find('<').unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            *rest = after;
            return Ok(Some(Piece::Text(words)));
        }
        let until = |start: &str, end: &str| -> Result<(&'a str, &'a str), String> {
            rest[start.len()..].split_once(end).ok_or_else(|| format!("{start} 没有结束"))
        };
        if rest.starts_with("<!--") {
            *rest = until("<!--", "-->")?.1;
        } else if rest.starts_with("<![CDATA[") {
            let (words, after) = until("<![CDATA[", "]]>")?;
            *rest = after;
            return Ok(Some(Piece::Verbatim(words)));
        } else if rest.starts_with("<?") {
            *rest = until("<?", "?>")?.1;
        } else if rest.starts_with("<!") {
            let (declaration, after) = until("<!", ">")?;
            if declaration.contains('[') {
                return Err("自己定义了实体（<!ENTITY>）".to_owned());
            }
            *rest = after;
        } else if rest.starts_with("</") {
            let (name, after) = until("</", ">")?;
            *rest = after;
            return Ok(Some(Piece::End(name.trim_end())));
        } else {
            return start(rest).map(Some);
        }
    }
}

fn start<'a>(rest: &mut &'a str) -> Result<Piece<'a>, String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    let word = |text: &'a str| text.split_at(text.find(|c| !is_name(c)).unwrap_or(text.len()));
    let (name, mut tail) = word(&rest[1..]);
    if name.is_empty() {
        return Err("有一个单独的 <".to_owned());
    }
    let mut attributes = Vec::new();
    loop {
        tail = tail.trim_start();
        if let Some(after) = tail.strip_prefix("/>") {
            *rest = after;
            return Ok(Piece::Start { name, attributes, is_empty: true });
        }
        if let Some(after) = tail.strip_prefix('>') {
            *rest = after;
            return Ok(Piece::Start { name, attributes, is_empty: false });
        }
        let broken = || format!("<{name}> 写得不对");
        let (key, after) = word(tail);
        let after = after.trim_start().strip_prefix('=').filter(|_| !key.is_empty()).ok_or_else(broken)?.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(broken)?;
        let (value, after) = after[1..].split_once(quote).ok_or_else(broken)?;
        if value.contains('<') {
            return Err(broken());
        }
        attributes.push(Attribute { name: key, value });
        tail = after;
    }
}

/// The text that references stand for.
pub fn decode(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').ok_or("& 要写成 &amp;")?;
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| *c != '\0');
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => match name.strip_prefix('#') {
                Some(digits) => digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |digits| number(digits, 16)),
                None => None,
            }
            .ok_or_else(|| format!("不认识 &{name};"))?,
        });
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Writes `text` so that it is nothing but text or a value.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
