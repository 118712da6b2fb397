//! Words that pages explain: each once, in few words.

use std::collections::BTreeSet;

use crate::check::codes::finding;
use crate::check::words::length;
use crate::diagnostic::Diagnostic;
use crate::model::folder::Folder;
use crate::model::nearest::nearest;
use crate::model::site::Site;

/// An explanation is read beside the text it interrupts.
const LONGEST: usize = 60;

/// The findings about `content/data/glossary.yaml`.
pub fn check(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let Some(glossary) = &folder.glossary else { return Vec::new() };
    let ids: Vec<&str> = site.entries.iter().map(|entry| entry.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for (at, word) in glossary.value.terms.iter().enumerate() {
        let term = word.term.trim();
        let place = |wanted: &str| glossary.place_in("terms", at, wanted);
        let count = length(&word.means);
        if term.is_empty() || word.means.trim().is_empty() {
            let message = if term.is_empty() {
                "这一条没有写是哪个词".to_owned()
            } else {
                format!("“{term}”没有解释，点开什么也看不到")
            };
            diagnostics.push(
                finding("word-unexplained", place(term), message).help("写 term: 词语 和 means: 一句大白话；暂时写不出，就先删掉这一条"),
            );
        } else if count > LONGEST {
            let message = format!("“{term}”的解释有 {count} 字，在手机上盖住了正文，最多 {LONGEST} 字");
            diagnostics.push(finding("word-long", place(term), message).help("只留最要紧的一句；讲得细的文章写在 article 里"));
        }
        if !term.is_empty() && !seen.insert(term) {
            diagnostics.push(finding("word-duplicate", place(term), format!("“{term}”解释了两次，读者不知道听哪一句")).help("只留一条"));
        }
        if let Some(wanted) = word.article.as_deref().filter(|wanted| !ids.contains(wanted)) {
            let near = nearest(wanted, &ids).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
            diagnostics.push(
                finding("word-article", place(wanted), format!("“{term}”说“{wanted}”讲得更细，可是没有这篇文章（草稿不算）"))
                    .help(format!("{near}article 里写文章的 id，它在文章的文件头里")),
            );
        }
    }
    diagnostics
}
