//! Pages at addresses that lead on: short ones from paper, and those an article had before. They work on any host
//! and from a USB stick, without a server's help and without a script.

use crate::model::path::{percent_encode, relative};
use crate::model::site::Site;
use crate::output::OutputFile;
use crate::pages::view::ForwardPage;
use crate::theme::{Theme, ThemeError};

/// One page for each of `Site::forwards`.
///
/// # Errors
/// When `forward.html` of the theme does not work.
pub fn pages(site: &Site, theme: &Theme) -> Result<Vec<OutputFile>, ThemeError> {
    let page = |forward: &crate::model::site::Forward| {
        let href = |path: &str| percent_encode(&relative(&forward.address, path));
        let view = ForwardPage {
            language: site.config.language(),
            site_title: &site.config.title,
            title: &forward.title,
            href: href(&format!("{}index.html", forward.to)),
            icon: href(theme.published("icon.svg")),
            canonical: site.config.address(&forward.to),
        };
        let html = theme.render("forward.html", &[], &view)?;
        Ok(OutputFile { path: format!("{}index.html", forward.address), bytes: html.into_bytes() })
    };
    site.forwards.iter().map(page).collect()
}
