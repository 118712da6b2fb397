//! A drawing (SVG) that can only be looked at. What could run, fetch, link or move is left out, and so are the
//! notes drawing programs leave behind: names of files and folders, of authors, thumbnails.
//! What is not on the list of things that draw is not written again.

use std::collections::BTreeSet;

use crate::picture::xml::{self, Attribute, Piece};

/// A drawing, made safe.
#[derive(Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The drawing.
    pub text: String,
    /// Width and height in pixels, where it says so.
    pub size: Option<(u32, u32)>,
    /// What was taken out because it could do something or fetch something.
    pub removed: BTreeSet<&'static str>,
}

/// Elements that draw (SVG 1.1 and 2), without animation, scripts and foreign content.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "image",
    "switch",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Elements whose place is taken by what stands in them.
const TRANSPARENT: &[&str] = &["a", "view"];

/// Reads a drawing and writes what may stay; the error says where it is not well-formed.
pub fn clean(bytes: &[u8]) -> Result<Drawing, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "不是 UTF-8 编码".to_owned())?;
    let mut drawing = Drawing { text: String::with_capacity(text.len()), size: None, removed: BTreeSet::new() };
    let mut open: Vec<&str> = Vec::new();
    // Inside an element that is left out, everything is.
    let mut hidden: Option<usize> = None;
    for piece in xml::pieces(text.trim_start_matches('\u{FEFF}')) {
        match piece? {
            Piece::Start { name, attributes, is_empty } => {
                let depth = open.len();
                if depth == 0 && (name != "svg" || !drawing.text.is_empty()) {
                    return Err("最外面不是一个 <svg>".to_owned());
                }
                if depth > 200 {
                    return Err("套得太深".to_owned());
                }
                open.push(name);
                if hidden.is_none() && !ELEMENTS.contains(&name) && !TRANSPARENT.contains(&name) {
                    hidden = Some(depth);
                    drawing.removed.extend(danger(name));
                }
                if hidden.is_none() && name == "a" {
                    drawing.removed.insert("链接");
                }
                if hidden.is_none() && !TRANSPARENT.contains(&name) {
                    if depth == 0 {
                        drawing.size = size(&attributes);
                    }
                    drawing.start(name, &attributes, is_empty)?;
                }
                if is_empty {
                    open.pop();
                    hidden = hidden.filter(|hidden| *hidden < depth);
                }
            }
            Piece::End(name) => {
                if open.pop() != Some(name) {
                    return Err(format!("</{name}> 没有对应的开头"));
                }
                if hidden.is_none() && !TRANSPARENT.contains(&name) {
                    drawing.text.push_str(&format!("</{name}>"));
                }
                hidden = hidden.filter(|hidden| *hidden < open.len());
            }
            Piece::Text(words) => {
                if hidden.is_none() && open.last() == Some(&"style") {
                    drawing.style(&xml::decode(words)?);
                } else if hidden.is_none() && !open.is_empty() {
                    xml::escape(&mut drawing.text, &xml::decode(words)?);
                } else if open.is_empty() && !words.trim().is_empty() {
                    return Err("<svg> 外面有字".to_owned());
                }
            }
            Piece::Verbatim(words) => {
                if hidden.is_none() && open.last() == Some(&"style") {
                    drawing.style(words);
                } else if hidden.is_none() && !open.is_empty() {
                    xml::escape(&mut drawing.text, words);
                }
            }
        }
    }
    if let Some(name) = open.last() {
        return Err(format!("<{name}> 没有结束"));
    }
    if drawing.text.is_empty() {
        return Err("里面没有 <svg>".to_owned());
    }
    Ok(drawing)
}

/// What to call an element that is dangerous; none for one that is only of no use.
fn danger(name: &str) -> Option<&'static str> {
    let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    match local.as_str() {
        "script" | "handler" | "listener" => Some("脚本"),
        "foreignobject" | "iframe" | "object" | "embed" | "audio" | "video" | "canvas" => Some("网页内容"),
        "animate" | "set" | "animatetransform" | "animatemotion" | "animatecolor" | "discard" => Some("动画"),
        _ => None,
    }
}

impl Drawing {
    fn start(&mut self, name: &str, attributes: &[Attribute<'_>], is_empty: bool) -> Result<(), String> {
        self.text.push('<');
        self.text.push_str(name);
        let mut seen = BTreeSet::new();
        for attribute in attributes {
            if !seen.insert(attribute.name) {
                return Err(format!("<{name}> 里 {} 写了两次", attribute.name));
            }
            let value = xml::decode(attribute.value)?;
            if self.may_stay(name, attribute.name, &value) {
                self.text.push(' ');
                self.text.push_str(attribute.name);
                self.text.push_str("=\"");
                xml::escape(&mut self.text, &value);
                self.text.push('"');
            }
        }
        self.text.push_str(if is_empty { "/>" } else { ">" });
        Ok(())
    }

    fn may_stay(&mut self, element: &str, name: &str, value: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        if lower.starts_with("on") {
            self.removed.insert("事件");
            return false;
        }
        if lower == "href" || lower == "xlink:href" {
            let inside = value.trim().starts_with('#') || (element == "image" && is_picture_inside(value.trim()));
            if !inside && element != "a" {
                self.removed.insert("外面的文件");
            }
            return inside;
        }
        match name {
            "xmlns" => value == "http://www.w3.org/2000/svg",
            "xmlns:xlink" => value == "http://www.w3.org/1999/xlink",
            "xml:space" | "xml:lang" => true,
            // Notes of drawing programs, and bases that would turn an inner reference into an outer one.
            name if name.contains(':') => false,
            _ if is_safe_style(value) => true,
            _ => {
                self.removed.insert("外面的文件");
                false
            }
        }
    }

    fn style(&mut self, css: &str) {
        if is_safe_style(css) {
            xml::escape(&mut self.text, css);
        } else {
            self.removed.insert("外面的文件");
        }
    }
}

/// A raster picture that stands in the drawing itself.
fn is_picture_inside(address: &str) -> bool {
    ["png", "jpeg", "jpg", "gif", "webp"]
        .iter()
        .any(|kind| address.strip_prefix("data:image/").is_some_and(|rest| rest.starts_with(&format!("{kind};base64,"))))
}

/// Whether a value or style sheet refers to nothing outside the drawing. A backslash could hide a word.
fn is_safe_style(value: &str) -> bool {
    let lower: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_ascii_lowercase();
    let references_inside = lower.match_indices("url(").all(|(at, _)| lower[at + 4..].trim_start_matches(['"', '\'']).starts_with('#'));
    let is_plain = !["javascript:", "vbscript:", "@import", "expression(", "-moz-binding", "behavior:", "image-set(", "src("]
        .iter()
        .any(|bad| lower.contains(bad));
    references_inside && is_plain && !(lower.contains('\\') && lower.contains('('))
}

/// The size in pixels: `width` and `height` without unit or with `px`, else the last two numbers of `viewBox`.
fn size(attributes: &[Attribute<'_>]) -> Option<(u32, u32)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 100 000")]
    let pixels = |number: f64| (1.0..=100_000.0).contains(&number).then(|| number.round() as u32);
    let value = |name: &str| attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.trim());
    let length = |name: &str| value(name)?.trim_end_matches("px").parse::<f64>().ok().and_then(pixels);
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let numbers: Vec<f64> =
        value("viewBox")?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty()).map_while(|part| part.parse().ok()).collect();
    let [_, _, width, height] = numbers.as_slice() else { return None };
    Some((pixels(*width)?, pixels(*height)?))
}
