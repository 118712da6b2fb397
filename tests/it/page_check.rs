//! A small HTML checker: well-formed, one `h1`, ids used once, no link into the void, nothing fetched from
//! elsewhere, no inline script or style but those the headers name. It knows what this program writes, not all of HTML.

use std::collections::{BTreeMap, BTreeSet};

use baodian::model::path::{percent_decode, scheme};

/// Elements that have no end tag.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// A start tag.
pub struct Element {
    /// Its name.
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Everything wrong with the pages among `files`; `base` is the path the site is served under, `/` or `/wiki/`.
pub fn problems(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut pages: BTreeMap<&str, Vec<Element>> = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        match elements(&String::from_utf8_lossy(bytes)) {
            Ok(elements) => _ = pages.insert(path, elements),
            Err(problem) => problems.push(format!("{path}: {problem}")),
        }
    }
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, elements)| (*path, elements.iter().filter_map(|element| element.get("id")).collect())).collect();
    for (path, elements) in &pages {
        let mut say = |problem: String| problems.push(format!("{path}: {problem}"));
        look_at_page(elements, &mut say);
        for element in elements {
            if let Some((_, address)) = element.get("content").and_then(|content| content.split_once("; url="))
                && let Err(problem) = follow(path, element, address, base, files, &ids)
            {
                say(format!("<meta content=\"… url={address}\"> {problem}"));
            }
            for name in ["href", "src", "poster", "action", "data", "data-search-js", "data-search-css"] {
                let Some(address) = element.get(name).filter(|address| !address.starts_with("data:image/svg+xml,")) else { continue };
                if let Err(problem) = follow(path, element, address, base, files, &ids) {
                    say(format!("<{} {name}=\"{address}\"> {problem}", element.name));
                }
            }
        }
    }
    problems
}

fn look_at_page(elements: &[Element], say: &mut dyn FnMut(String)) {
    let count = |name: &str| elements.iter().filter(|element| element.name == name).count();
    for name in ["html", "head", "title", "body", "main", "h1"] {
        if count(name) != 1 {
            say(format!("{} <{name}> instead of one", count(name)));
        }
    }
    let mut seen = BTreeSet::new();
    for id in elements.iter().filter_map(|element| element.get("id")) {
        if id.is_empty() || id.contains(char::is_whitespace) {
            say(format!("id “{id}” is none"));
        }
        if !seen.insert(id) {
            say(format!("id “{id}” is used twice"));
        }
    }
    let mut level = 0;
    for element in elements {
        for (name, value) in &element.attributes {
            if name == "style" || name.starts_with("on") {
                say(format!("<{}> has {name}=\"{value}\"", element.name));
            }
        }
        for id in ["aria-labelledby", "aria-describedby", "for"].into_iter().filter_map(|name| element.get(name)) {
            if !seen.contains(id) {
                say(format!("<{}> is named by “{id}”, which is not on the page", element.name));
            }
        }
        match element.name.as_str() {
            // Without attributes the headers name them by hash; data in a script is never run.
            "style" if !element.attributes.is_empty() => say("an inline style sheet with attributes".to_owned()),
            "script"
                if !element.attributes.is_empty() && element.get("src").is_none() && element.get("type") != Some("application/ld+json") =>
            {
                say("an inline script with attributes".to_owned());
            }
            "iframe" | "object" | "embed" | "form" | "base" => say(format!("<{}>", element.name)),
            "img" if element.get("alt").is_none() => say("a picture without alt".to_owned()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let next = usize::from(element.name.as_bytes()[1] - b'0');
                if next > level + 1 && level > 0 {
                    say(format!("a heading of level {next} after one of level {level}"));
                }
                level = next;
            }
            _ => {}
        }
    }
}

/// Whether `address` may stand there and leads to something that is published.
fn follow(
    page: &str,
    element: &Element,
    address: &str,
    base: &str,
    files: &BTreeMap<String, Vec<u8>>,
    ids: &BTreeMap<&str, BTreeSet<&str>>,
) -> Result<(), &'static str> {
    if let Some(scheme) = scheme(address) {
        let is_canonical = element.name == "link" && element.get("rel") == Some("canonical");
        let is_link = element.name == "a" && ["https", "http", "mailto", "tel"].contains(&scheme);
        let is_inside = element.name == "img" && address.starts_with("data:image/");
        return if is_canonical || is_link || is_inside { Ok(()) } else { Err("leaves the site") };
    }
    if address.starts_with("//") {
        return Err("leaves the site");
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let path = percent_decode(path.split('?').next().unwrap());
    let target = if path.is_empty() {
        page.to_owned()
    } else if let Some(inside) = path.strip_prefix(base).filter(|_| path.starts_with('/')) {
        if page != "404.html" {
            return Err("starts at the domain root");
        }
        inside.to_owned()
    } else {
        let mut parts: Vec<&str> = page.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => _ = parts.pop().ok_or("climbs out of the site")?,
                part => parts.push(part),
            }
        }
        parts.join("/")
    };
    if !files.contains_key(&target) {
        return Err("leads nowhere");
    }
    match fragment {
        Some(fragment) if !ids[target.as_str()].contains(percent_decode(fragment).as_str()) => Err("leads to no such place on that page"),
        _ => Ok(()),
    }
}

/// The start tags of a page, or what is not well-formed about it.
pub fn elements(html: &str) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").ok_or("no doctype")?;
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Err(format!("a stray “>” in “{}”", &rest[..at]));
        }
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").ok_or("a comment without end")?.1;
            continue;
        }
        let (tag, after) = tag(rest)?;
        rest = after;
        if let Some(name) = tag.name.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes something else, inside {open:?}"));
            }
            continue;
        }
        // Between these two tags stands no HTML (HTML Standard, raw text elements).
        if ["script", "style"].contains(&tag.name.as_str()) {
            rest = rest.split_once(&format!("</{}>", tag.name)).ok_or("a script or style without end")?.1;
            elements.push(tag);
            continue;
        }
        let is_closed = VOID.contains(&tag.name.as_str()) || tag.attributes.contains_key("/");
        if !is_closed {
            open.push(tag.name.clone());
        }
        if let ("p", Some(parent)) = (tag.name.as_str(), open.iter().rev().nth(1))
            && ["p", "h1", "h2", "h3", "span", "a"].contains(&parent.as_str())
        {
            return Err(format!("<p> inside <{parent}>"));
        }
        elements.push(tag);
    }
    if open.is_empty() { Ok(elements) } else { Err(format!("never closed: {open:?}")) }
}

/// Reads the tag at the beginning of `html`.
fn tag(html: &str) -> Result<(Element, &str), String> {
    let end = html.find([' ', '>', '\n']).ok_or("a tag without end")?;
    let name = html[1..end].to_owned();
    let mut attributes = BTreeMap::new();
    let mut rest = html[end..].trim_start();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((Element { name, attributes }, after));
        }
        if let Some(after) = rest.strip_prefix("/>") {
            attributes.insert("/".to_owned(), String::new());
            return Ok((Element { name, attributes }, after));
        }
        let end = rest.find(['=', ' ', '>', '\n']).ok_or_else(|| format!("<{name}> never ends"))?;
        let attribute = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix("=\"") {
            (value, rest) = after.split_once('"').ok_or_else(|| format!("<{name} {attribute}> has no second quote"))?;
        } else if rest.starts_with('=') {
            return Err(format!("<{name} {attribute}> has no quotes"));
        }
        if value.contains('<')
            || attributes.insert(attribute.clone(), value.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")).is_some()
        {
            return Err(format!("<{name} {attribute}> is broken or written twice"));
        }
        rest = rest.trim_start();
    }
}

#[test]
fn the_checker_itself_finds_what_it_looks_for() {
    let page = |body: &str| {
        format!("<!doctype html><html><head><title>t</title></head><body><main><h1>h</h1>{body}</main></body></html>").into_bytes()
    };
    let found = |body: &str| problems(&[("a/index.html".to_owned(), page(body))].into(), "/");
    assert_eq!(found("<p id=\"x\"><a href=\"#x\">x</a><a href=\"../a/index.html\">x</a><br></p>"), [""; 0]);
    for bad in [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "<h1>x</h1>",
        "<p id=\"x\"></p><p id=\"x\"></p>",
        "<img src=\"https://example.org/x.png\" alt=\"\">",
        "<img src=\"//example.org/x.png\" alt=\"\">",
        "<script src=\"https://example.org/x.js\"></script>",
        "<script async>x</script>",
        "<p style=\"x\"></p>",
        "<p onclick=\"x\"></p>",
        "<a href=\"b/index.html\">x</a>",
        "<a href=\"#y\">x</a>",
        "<a href=\"/a/index.html\">x</a>",
        "<a href=\"javascript:x\">x</a>",
        "<h3>x</h3>",
        "a > b",
    ] {
        assert_ne!(found(bad), [""; 0], "nothing is wrong with {bad}");
    }
}
