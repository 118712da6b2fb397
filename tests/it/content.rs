//! The articles of this repository: what must hold of them whatever anybody writes next.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use baodian::build::{self, Built, Clock, Memo, Request};
use baodian::diagnostic::{self, Level};
use baodian::markup::text;
use baodian::model::article::Status;
use baodian::model::date::Date;

use crate::harness::Pages;
use crate::page_check::problems;

/// A day after every article was written.
fn request() -> Request {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    Request { root, date: Date::parse("2099-01-01").unwrap(), drafts: false, base_url: None, print: false, cache: None }
}

/// The built site, made once.
fn built() -> &'static (Built, Pages) {
    static BUILT: OnceLock<(Built, Pages)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let built = build::build(&request(), &mut Memo::default()).unwrap_or_else(|failure| panic!("{failure}"));
        let files = built.files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
        let diagnostics = built.diagnostics.clone();
        (built, Pages { files, diagnostics })
    })
}

#[test]
fn check_finds_no_error_with_and_without_drafts() {
    for drafts in [false, true] {
        let request = Request { drafts, ..request() };
        let (site, findings) =
            build::assemble(&request, None, &mut Memo::default(), &mut Clock::new()).unwrap_or_else(|failure| panic!("{failure}"));
        assert!(findings.iter().all(|finding| finding.level == Level::Warning), "{}", diagnostic::human(&findings, false));
        assert!(!site.entries.is_empty());
    }
}

#[test]
fn every_page_is_sound_and_every_link_arrives() {
    let (built, pages) = built();
    let base = built
        .site
        .config
        .base_url
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("/".to_owned(), |(_, path)| format!("/{path}"));
    let problems = problems(&pages.files, &base);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems[..problems.len().min(40)].join("\n"));
}

#[test]
fn all_sixty_six_items_of_health_literacy_are_there() {
    let (built, pages) = built();
    let series = built.site.series.iter().find(|series| series.id == "hl66").unwrap();
    let numbers: Vec<Option<u32>> = series.articles.iter().map(|id| built.site.entry(*id).article.front.number).collect();
    assert_eq!(numbers, (1..=66).map(Some).collect::<Vec<_>>());
    for id in &series.articles {
        let entry = built.site.entry(*id);
        let page = pages.page(&format!("/{}", entry.permalink));
        let label = series.label(entry.article.front.number).unwrap();
        assert!(page.contains(&label), "/{} does not say {label}", entry.permalink);
    }
}

#[test]
fn no_article_claims_a_review_that_did_not_happen() {
    let (built, pages) = built();
    for entry in &built.site.entries {
        let front = &entry.article.front;
        let path = &entry.article.source.path;
        let is_reviewed = !front.reviewers.is_empty() && front.reviewed_on.is_some();
        assert!(is_reviewed || (front.reviewers.is_empty() && front.reviewed_on.is_none()), "{path}: a review needs both a name and a day");
        if entry.series.is_some() && !is_reviewed {
            assert_ne!(front.status, Status::Published, "{path} is published without a review");
            if Some(entry.permalink.as_str()) != entry.series.map(|id| built.site.series[id.0].permalink.as_str()) {
                let page = pages.page(&format!("/{}", entry.permalink));
                assert!(page.contains("尚未经专家审核") && !page.contains("专家已审核"), "{path}");
            }
        }
    }
}

#[test]
fn nothing_unconfirmed_is_told_as_certain() {
    let (built, pages) = built();
    for entry in &built.site.entries {
        let article = &entry.article;
        let told = [&article.title, &article.summary, &text::plain(&article.document)].map(String::as_str).join("\n");
        assert!(!told.contains("待核"), "{}: put it under verify:", article.source.path);
    }
    // On pages the word stands only where sources and open points are listed.
    for (path, bytes) in pages.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let mut page = String::from_utf8_lossy(bytes).replace("<h2 id=\"verify\">待核实</h2>", "");
        while let Some(start) = page.find("<ul class=\"sources\">").or_else(|| page.find("处等着核实</summary><ul>")) {
            let end = start + page[start..].find("</ul>").unwrap() + "</ul>".len();
            page.replace_range(start..end, "");
        }
        assert!(!page.contains("待核"), "{path} tells something unconfirmed");
    }
}

#[test]
fn every_health_article_names_its_sources() {
    let (built, _) = built();
    for entry in built.site.entries.iter().filter(|entry| entry.article.front.medical) {
        assert!(!entry.article.front.sources.is_empty(), "{}", entry.article.source.path);
    }
}

#[test]
fn the_program_alone_needs_no_network_address_but_its_own() {
    let (built, pages) = built();
    let own = &built.site.config.base_url;
    let mut foreign = BTreeSet::new();
    for (path, bytes) in pages.files.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
        let text = String::from_utf8_lossy(bytes);
        let addresses =
            text.split(['"', '\'', '(', ')', ' ', '\n']).filter(|word| word.starts_with("http://") || word.starts_with("https://"));
        foreign.extend(
            addresses
                .filter(|address| !address.starts_with(own.as_str()) && !address.starts_with("http://www.w3.org/"))
                .map(|address| format!("{path}: {address}")),
        );
    }
    assert!(foreign.is_empty(), "{foreign:?}");
}
