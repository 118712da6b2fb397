//! What finished pages lead to, read from their HTML: whatever template wrote it.

use std::collections::BTreeSet;

use crate::model::path::percent_decode;
use crate::output::OutputFile;

/// The files of the site that a page shows or runs.
pub fn needs(page: &OutputFile) -> Vec<String> {
    let Ok(html) = std::str::from_utf8(&page.bytes) else { return Vec::new() };
    let values = |name: &'static str| html.split(name).skip(1).filter_map(|rest| rest.split('"').next());
    // The browser chooses one of these, and does not fall back when it is not there.
    let copies = values(" srcset=\"").flat_map(|list| list.split(',')).filter_map(|copy| copy.split_whitespace().next());
    // Scripts that wait until the page is painted, or until its end is near.
    let later = values("<meta name=\"script\" content=\"").chain(values(" data-js=\""));
    values(" src=\"").chain(copies).chain(later).filter_map(|value| resolve(&page.path, value)).collect()
}

/// Makes the pages among `files` lead to nothing that is not among them: what stands only on the web gets its full
/// address below `base_url`; a site without one has plain words there.
pub fn close(files: &mut [OutputFile], base_url: &str) {
    const HREF: &str = " href=\"";
    let known: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    for page in files.iter_mut().filter(|file| file.path.ends_with(".html")) {
        let Ok(html) = std::str::from_utf8(&page.bytes) else { continue };
        let mut pieces = html.split(HREF);
        let mut closed = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (value, rest) = piece.split_once('"').unwrap_or((piece, ""));
            match resolve(&page.path, value).filter(|path| !known.contains(path)) {
                None => closed.extend([HREF, value, "\"", rest]),
                Some(_) if base_url.is_empty() => closed.push_str(rest),
                Some(path) => {
                    let fragment = value.split_once('#').map_or_else(String::new, |(_, fragment)| format!("#{fragment}"));
                    let address = path.strip_suffix("index.html").unwrap_or(&path);
                    closed.extend([HREF, base_url, address, &fragment, "\"", rest]);
                }
            }
        }
        page.bytes = closed.into_bytes();
    }
}

/// The path below the site that `href` means on the page `from`; none when it stays on the page or leads out of the site.
fn resolve(from: &str, href: &str) -> Option<String> {
    let path = href.split(['?', '#']).next()?;
    if path.is_empty() || path.contains(':') || path.starts_with("//") {
        return None;
    }
    let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop()?,
            name => parts.push(percent_decode(name)),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved_as_a_browser_does() {
        let cases = [
            ("a/b/index.html", "../../assets/x.js", Some("assets/x.js")),
            ("a/index.html", "tu%20.png?x#y", Some("a/tu .png")),
            ("index.html", "./a/", Some("a")),
            ("a/index.html", "../../x", None),
            ("a/index.html", "#y", None),
            ("a/index.html", "tel:120", None),
        ];
        for (from, href, path) in cases {
            assert_eq!(resolve(from, href).as_deref(), path, "{href}");
        }
    }

    #[test]
    fn a_page_needs_every_copy_of_its_pictures() {
        let html = "<meta name=\"script\" content=\"../s.js\"><meta name=\"x\" content=\"t.js\"><p data-js=\"u.js\"></p><img src=\"tu.jpg\" srcset=\"tu-360.jpg 360w, tu-720.jpg 720w\">";
        let page = OutputFile { path: "a/index.html".to_owned(), bytes: html.as_bytes().to_vec() };
        assert_eq!(needs(&page), ["a/tu.jpg", "a/tu-360.jpg", "a/tu-720.jpg", "s.js", "a/u.js"]);
    }

    #[test]
    fn what_is_not_there_is_looked_for_on_the_web() {
        let page = |html: &str| OutputFile { path: "a/index.html".to_owned(), bytes: html.as_bytes().to_vec() };
        let closed = |html: &str, base: &str| {
            let mut files = [page(html)];
            close(&mut files, base);
            String::from_utf8(files[0].bytes.clone()).unwrap()
        };
        let html = r##"<a href="../b/index.html#c">乙</a><a href="index.html">甲</a><a href="tel:120">120</a>"##;
        assert_eq!(
            closed(html, "https://x.org/"),
            r##"<a href="https://x.org/b/#c">乙</a><a href="index.html">甲</a><a href="tel:120">120</a>"##
        );
        assert_eq!(closed(html, ""), r##"<a>乙</a><a href="index.html">甲</a><a href="tel:120">120</a>"##);
    }
}
