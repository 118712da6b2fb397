//! Short and old addresses as rules for servers: nothing needs them, since a page stands at each of these addresses,
//! but a rule spares the reader one page and tells search engines that an article has moved.

use std::fmt::Write as _;

use crate::model::path::percent_encode;
use crate::model::site::Site;
use crate::output::OutputFile;

/// The rules for hosts that read a file `_redirects` at the top of the site (Netlify, Cloudflare Pages).
#[must_use]
pub fn list(site: &Site) -> Option<OutputFile> {
    let lines = lines(site, |rule| format!("{} {} {}", percent_encode(&rule.from), rule.to, rule.status));
    (!lines.is_empty()).then(|| OutputFile { path: "_redirects".to_owned(), bytes: lines.into_bytes() })
}

/// The rules for nginx and Caddy, to be included in the server's own settings.
#[must_use]
pub fn files(site: &Site) -> Vec<OutputFile> {
    let nginx = lines(site, |rule| {
        let bare = rule.from.trim_end_matches('/');
        format!(
            "location = {} {{ return {} {}; }}\nlocation = {bare} {{ return {} {}; }}",
            rule.from, rule.status, rule.to, rule.status, rule.to
        )
    });
    let caddy = lines(site, |rule| {
        let bare = rule.from.trim_end_matches('/');
        format!("redir {} {} {}\nredir {bare} {} {}", rule.from, rule.to, rule.status, rule.to, rule.status)
    });
    let nginx = format!("# 放在 server {{ … }} 里：include /etc/nginx/redirects.nginx.conf;\n{nginx}");
    let caddy = format!("# 放在网站的花括号里：import /etc/caddy/redirects.caddy\n{caddy}");
    let file = |path: &str, text: String| OutputFile { path: path.to_owned(), bytes: text.into_bytes() };
    vec![file("redirects.nginx.conf", nginx), file("redirects.caddy", caddy)]
}

/// A rule; `from` is made of letters, digits, `-_.~` and `/` only.
struct Rule {
    from: String,
    to: String,
    status: u16,
}

fn lines(site: &Site, write: impl Fn(&Rule) -> String) -> String {
    let base = site.config.domain_path();
    let mut out = String::new();
    for forward in &site.forwards {
        let rule = Rule {
            from: format!("{base}{}", forward.address),
            to: format!("{base}{}", percent_encode(&forward.to)),
            // For good: browsers remember it. What stands on paper must be free to lead elsewhere.
            status: if forward.moved { 301 } else { 302 },
        };
        let _ = writeln!(out, "{}", write(&rule));
    }
    out
}
