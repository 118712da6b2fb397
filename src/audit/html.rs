//! A published page as a list of tags and text. It forgives what browsers forgive; it is a reader, not a judge.

use std::collections::BTreeMap;

/// Elements that have no end tag.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// An element in its place.
#[derive(Debug)]
pub struct Element {
    /// Its name in small letters.
    pub name: String,
    /// Its attributes, names in small letters, values without references.
    pub attributes: BTreeMap<String, String>,
    /// The line its tag stands in, from 1.
    pub line: usize,
    /// All text inside it.
    pub text: String,
    /// The elements it lies in, the outermost first, as indices into the page.
    pub parents: Vec<usize>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Whether it has this class.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes().any(|own| own == class)
    }

    /// Its classes.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.get("class").unwrap_or_default().split_whitespace()
    }

    /// Whether the Tab key stops here.
    pub fn is_stop(&self) -> bool {
        let is_native = match self.name.as_str() {
            "a" => self.get("href").is_some(),
            "button" | "select" | "textarea" | "summary" | "iframe" => true,
            "input" => self.get("type") != Some("hidden"),
            _ => false,
        };
        let index = self.get("tabindex").and_then(|index| index.trim().parse::<i32>().ok());
        index.map_or(is_native, |index| index >= 0) && self.get("disabled").is_none()
    }
}

/// All elements of a page in their order.
pub fn elements(html: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        add_text(&mut elements, &open, &html[at..at + found]);
        at += found;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if let Some(end) = rest.strip_prefix("</") {
            let length = end.find('>').unwrap_or(end.len());
            let name = end[..length].trim().to_ascii_lowercase();
            if let Some(depth) = open.iter().rposition(|index| elements[*index].name == name) {
                open.truncate(depth);
            }
            at += (2 + length + 1).min(rest.len());
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (name, attributes, length) = tag(rest);
            let line = html[..at].matches('\n').count() + 1;
            at += length;
            let index = elements.len();
            let is_raw = name == "script" || name == "style";
            let is_open = !VOID.contains(&name.as_str()) && !attributes.contains_key("/");
            let mut element = Element { name, attributes, line, text: String::new(), parents: open.clone() };
            if is_raw {
                let end = html[at..].find(&format!("</{}", element.name)).unwrap_or(html.len() - at);
                element.text = html[at..at + end].to_owned();
                at += end;
            }
            elements.push(element);
            if is_open {
                open.push(index);
            }
        } else {
            add_text(&mut elements, &open, "<");
            at += 1;
        }
    }
    add_text(&mut elements, &open, &html[at..]);
    elements
}

fn add_text(elements: &mut [Element], open: &[usize], text: &str) {
    let text = decoded(text);
    if !text.trim().is_empty() {
        open.iter().for_each(|index| elements[*index].text.push_str(&text));
    }
}

/// Name, attributes and length of the tag at the beginning of `html`.
fn tag(html: &str) -> (String, BTreeMap<String, String>, usize) {
    let is_end = |c: char| c.is_whitespace() || c == '>' || c == '/';
    let name_end = html.find(is_end).unwrap_or(html.len());
    let mut attributes = BTreeMap::new();
    let mut at = name_end;
    loop {
        at += html[at..].len() - html[at..].trim_start().len();
        let rest = &html[at..];
        if rest.is_empty() {
            break;
        }
        if rest.starts_with('>') {
            at += 1;
            break;
        }
        if rest.starts_with('/') {
            attributes.insert("/".to_owned(), String::new());
            at += 1;
            continue;
        }
        let end = rest.find(|c: char| c == '=' || is_end(c)).unwrap_or(rest.len()).max(1);
        let name = rest[..end.min(rest.len())].to_ascii_lowercase();
        at += name.len();
        let mut value = "";
        if let Some(after) = html[at..].strip_prefix('=') {
            at += 1;
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (inside, length) = match quote {
                Some(quote) => {
                    let end = after[1..].find(quote).unwrap_or(after.len() - 1);
                    (&after[1..=end], (end + 2).min(after.len()))
                }
                None => {
                    let end = after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len());
                    (&after[..end], end)
                }
            };
            value = inside;
            at += length;
        }
        attributes.entry(name).or_insert_with(|| decoded(value));
    }
    // A slash before an unquoted end is the only one that closes.
    (html[1..name_end].to_ascii_lowercase(), attributes, at)
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn tags_attributes_text_and_places() {
        let page =
            elements("<!doctype html>\n<body a=1 B='2' c><p>甲<br>&lt;<b>乙</b></p><script>if (a<b) {}</script>\n<img alt=\"\"/></body>");
        let seen: Vec<String> = page
            .iter()
            .map(|element| {
                format!("{} {:?} {} {} {:?}", element.name, element.attributes, element.line, element.text.trim(), element.parents)
            })
            .collect();
        assert_eq!(
            seen,
            [
                "body {\"a\": \"1\", \"b\": \"2\", \"c\": \"\"} 2 甲<乙 []",
                "p {} 2 甲<乙 [0]",
                "br {} 2  [0, 1]",
                "b {} 2 乙 [0, 1]",
                "script {} 2 if (a<b) {} [0]",
                "img {\"/\": \"\", \"alt\": \"\"} 3  [0]",
            ]
        );
    }
}
