//! The headers a server should send with the pages: a content security policy that names each inline style and
//! script by its hash (CSP Level 3 §2.3.1), and how long each file may be kept. As files for three kinds of hosts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::markup::escape::base64;
use crate::model::service::SearchService;
use crate::output::OutputFile;

/// `_headers` (Pages-style hosts), `deploy/nginx.conf` and `deploy/Caddyfile` for these pages. Searches may go to
/// `search`, if the site names one; nothing else may leave.
#[must_use]
pub fn headers(pages: &[OutputFile], search: Option<&SearchService>) -> Vec<OutputFile> {
    let policy = policy(pages, search);
    let all = [
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ];
    let list = |before: &str, between: &str, quote: &str, after: &str| {
        all.iter().fold(String::new(), |mut text, (name, value)| {
            let _ = writeln!(text, "{before}{name}{between}{quote}{value}{quote}{after}");
            text
        })
    };
    let pages_style =
        format!("/*\n{}\n/assets/*\n  Cache-Control: {FOREVER}\n\n/sw.js\n  Cache-Control: no-cache\n", list("  ", ": ", "", ""));
    // nginx: a `location` with an `add_header` of its own inherits none, hence the expiry by `map`.
    let nginx = format!(
        "# 放进 http {{ }}，map 那一段；其余放进 server {{ }}。\nmap $uri $baodian_cache {{\n    default no-cache;\n    ~*/assets/ \"{FOREVER}\";\n}}\n\n\
         {}add_header Cache-Control $baodian_cache always;\ngzip on;\ngzip_types text/css text/javascript application/javascript application/json application/xml image/svg+xml;\nerror_page 404 /404.html;\n",
        list("add_header ", " ", "\"", " always;")
    );
    let caddy = format!(
        "# 放进网站那一段 {{ }} 里。\nencode gzip\nheader {{\n{}}}\nheader Cache-Control no-cache\n@assets path */assets/*\nheader @assets Cache-Control \"{FOREVER}\"\n",
        list("\t", " ", "\"", "")
    );
    let file = |path: &str, text: String| OutputFile { path: path.to_owned(), bytes: text.into_bytes() };
    vec![file("_headers", pages_style), file("deploy/Caddyfile", caddy), file("deploy/nginx.conf", nginx)]
}

/// Names under `assets/` change with their content.
const FOREVER: &str = "public, max-age=31536000, immutable";

fn policy(pages: &[OutputFile], search: Option<&SearchService>) -> String {
    let asked = search.and_then(SearchService::origin).map_or_else(String::new, |origin| format!(" {origin}"));
    format!(
        "default-src 'none'; script-src 'self'{}; style-src 'self'{}; img-src 'self' data:; media-src 'self'; connect-src 'self'{asked}; \
         manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
        hashes(pages, "script"),
        hashes(pages, "style"),
    )
}

/// ` 'sha256-…'` of everything between `<element>` and `</element>` on these pages, each once, sorted.
fn hashes(pages: &[OutputFile], element: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let html = pages.par_iter().filter(|file| file.path.ends_with(".html")).filter_map(|file| std::str::from_utf8(&file.bytes).ok());
    let inside: BTreeSet<&str> =
        html.flat_map_iter(|html| html.split(&open).skip(1).filter_map(|rest| rest.split(&close).next())).collect();
    let hashes: BTreeSet<String> = inside.into_iter().map(|text| format!(" 'sha256-{}'", base64(&Sha256::digest(text)))).collect();
    hashes.into_iter().collect()
}
