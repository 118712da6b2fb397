//! The site as a careful colleague reads it: what is due, missing, hard to read, dangerous or private.
//!
//! Every validation of DOMAIN §3.9 and where it lives:
//!
//! | rule | about | where |
//! | --- | --- | --- |
//! | V01 | front matter parses, keys are known | `content::yaml` |
//! | V02 | keys a kind needs | `content`, `site::order` (title); `fields` (`key-required`) |
//! | V03 | ids are unique and stay | `site` (`id-duplicate`), `site::registry` |
//! | V04 | numbers | `site` (`number-…`); gaps: `fields` (`number-gap`, off until asked for) |
//! | V05 | no more articles than declared | `fields` (`series-overfull`) |
//! | V06 | vocabularies | `site` (`group-unknown`), `fields`; `tags` |
//! | V07, V08 | review, sources, open points | `review` |
//! | V09–V11 | due dates, policies | `review` |
//! | V12 | amounts in policies | `numbers` (`policy-amount`); amounts as data: issue “figures” |
//! | V13 | links | `site::links`; https: `structure`; dead links need the network: issue “audit” |
//! | V14 | pictures | `site::links` (exist), `pictures` (what `picture` found); `print` (paper) |
//! | V15 | consent | `pictures` |
//! | V16 | lengths of titles and summaries | `fields` |
//! | V17, V18 | paragraphs, sentences, punctuation | `text`; slips of typing: `fix`; `titles` |
//! | V19 | abbreviations | `terms` (`abbreviation-unexplained`); rare characters: `print` (`glyph-missing`) |
//! | V20 | headings, wide tables | `structure`; captions too; `markdown` (`table-block`) |
//! | V21 | answers | `fields` (`qa-answer`) |
//! | V22 | official wording | `structure` (`quote-missing`) |
//! | V23 | quizzes | `quiz`, `markdown` (`quiz-…`) for those inside articles; the article of a question: `site::records` (`quiz-article`) |
//! | V24 | directories | `content::directory` (the table, hours), `directory` |
//! | V25 | events | `event` |
//! | V26 | hotlines | `numbers` |
//! | V27 | term lists | `terms`; figures without a year: `numbers` (`figure-undated`) |
//! | V28 | privacy | `privacy`, `digits`, `people`, `pictures` |
//! | V29 | synonyms | `synonyms` |
//! | V30 | booklets | `site::booklets` (items), `glyphs` (characters), `print` (pages) |
//! | V31 | video | `fields` (episode, duration, transcript); `markdown` (`video-…`: address, length, size, transcript) |
//! | V32 | QR targets | `fields` (`base-url-insecure`); addresses carry no query by construction |
//! | V33 | related links | `site::related` (exist), `fields` |
//! | V34 | copies | `structure` (`content-similar`) |
//! | V35 | sensitive pages | `fields` (`sensitive-help`, `related-sensitive`); no scripts: the pages' security policy |
//! | V36 | teen pages | `numbers` (`teen-dosage`), `terms` (`term-brand`), `privacy` |
//! | V37 | reproducible | `tests/it/bytes.rs` |
//! | V38 | weight of a page | `pictures` (`page-heavy`) |
//! | | words explained | `glossary` |
//! | | what a policy says at the top | `policy` |
//! | V39 | YAML traps | `content::yaml`, `content::encoding`; `04:30` and `no` are plain text to this parser |
//!
//! Each rule is a function from values to findings. Levels are settled once, at the end, in `adjust`.

mod codes;
mod digits;
mod directory;
mod event;
mod fields;
mod filing;
mod glossary;
pub mod glyphs;
mod numbers;
mod people;
mod pictures;
mod policy;
mod privacy;
mod quiz;
mod reading;
mod review;
mod structure;
mod synonyms;
mod tags;
mod terms;
mod text;
mod titles;
mod words;

pub use codes::{CODES, Code, adjust, before_print, code, keeps_the_site_back};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Level};
use crate::model::folder::Folder;
use crate::model::site::Site;
use reading::Reading;

/// All findings about the assembled site, at the levels of `CODES`; `adjust` settles them for this site.
#[must_use]
pub fn run(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let mut diagnostics = codes::levels(folder);
    for entry in &site.entries {
        diagnostics.extend(structure::check_plain(entry));
        diagnostics.extend(pictures::check_plain(site, entry));
    }
    diagnostics.extend(fields::check_plain(site, folder));
    diagnostics.extend(synonyms::check(site, folder));
    diagnostics.extend(tags::check(site));
    diagnostics.extend(glyphs::check(site));
    if folder.is_plain() {
        // Somebody's notes are shown as they are.
        diagnostics.iter_mut().for_each(|diagnostic| diagnostic.level = Level::Warning);
        return diagnostics;
    }
    diagnostics.extend(quiz::check(site, folder));
    diagnostics.extend(directory::check(site, folder));
    diagnostics.extend(event::check(site, folder));
    diagnostics.extend(glossary::check(site, folder));
    diagnostics.extend(policy::check(site));
    if !codes::wants_health(&site.config) {
        return diagnostics;
    }
    diagnostics.extend(fields::check_config(folder));
    diagnostics.extend(filing::check(&site.config, folder));
    let of_entries = site.entries.par_iter().map(|entry| {
        let reading = Reading::new(&entry.article);
        let mut diagnostics = review::check(site, entry, &reading);
        diagnostics.extend(fields::check(site, folder, entry));
        diagnostics.extend(text::check(&reading));
        diagnostics.extend(numbers::check(site, entry, &reading));
        diagnostics.extend(terms::check(site, folder, entry, &reading));
        diagnostics.extend(titles::check(site, &reading));
        diagnostics.extend(synonyms::shown(folder, entry, &reading));
        diagnostics.extend(pictures::check(site, entry));
        diagnostics.extend(structure::check(site, entry, &reading));
        diagnostics
    });
    // In the order of the entries, however many threads there are.
    diagnostics.extend(of_entries.collect::<Vec<_>>().into_iter().flatten());
    diagnostics.extend(structure::similar(site));
    diagnostics.extend(privacy::check(site, folder));
    diagnostics
}
