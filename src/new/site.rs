//! A new site: small, complete, and built without findings.

use crate::output::OutputFile;

const FILES: [(&str, &str); 7] = [
    ("site.yaml", include_str!("site/site.yaml")),
    ("content/_index.md", include_str!("site/content/_index.md")),
    ("content/data/hotlines.yaml", include_str!("site/content/data/hotlines.yaml")),
    ("content/data/sources.yaml", include_str!("site/content/data/sources.yaml")),
    ("content/pages/about.md", include_str!("site/content/pages/about.md")),
    ("content/rumen/01-diyipian.md", include_str!("site/content/rumen/01-diyipian.md")),
    ("content/rumen/_series.yaml", include_str!("site/content/rumen/_series.yaml")),
];

/// The files of a new site, by path.
#[must_use]
pub fn site() -> Vec<OutputFile> {
    FILES.iter().map(|(path, text)| OutputFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).collect()
}
