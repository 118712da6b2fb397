//! The YAML files beside the articles → `Folder`.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::content::{records, yaml};
use crate::diagnostic::Diagnostic;
use crate::model::config::{Allowed, Hotline, Reference, Term};
use crate::model::folder::{Declared, Folder};
use crate::source::{Place, Source, Span};

/// Reads every YAML file and table of the listing that this version knows. `name` is the folder's own name.
#[must_use]
pub fn declare(name: &str, texts: &[Arc<Source>]) -> (Folder, Vec<Diagnostic>) {
    let mut folder = Folder { name: name.to_owned(), ..Folder::default() };
    let mut diagnostics = Vec::new();
    for source in texts {
        if let Some(stem) = source.path.strip_suffix(".csv") {
            records::table(stem, source, texts, &mut folder, &mut diagnostics);
        }
        let Some(stem) = source.path.strip_suffix(".yaml").or_else(|| source.path.strip_suffix(".yml")) else {
            continue;
        };
        let parts: Vec<&str> = stem.split('/').collect();
        if records::read(&parts, source, texts, &mut folder, &mut diagnostics) {
            continue;
        }
        if !parts.starts_with(&["content", "data"]) {
            folder.files.push(Arc::clone(source));
        }
        match parts.as_slice() {
            ["site"] => folder.config = declared(source, &mut diagnostics),
            ["content", "booklets", id] => {
                if let Some(booklet) = declared(source, &mut diagnostics) {
                    folder.booklets.insert((*id).to_owned(), booklet);
                }
            }
            ["content", "data", "hotlines"] => {
                if let Some(file) = declared::<HotlinesFile>(source, &mut diagnostics) {
                    folder.hotlines = file.value.hotlines;
                }
            }
            ["content", "data", "lint-terms"] => {
                if let Some(file) = declared::<TermsFile>(source, &mut diagnostics) {
                    folder.terms = file.value.terms;
                }
            }
            ["content", "data", "privacy-allow"] => {
                if let Some(file) = declared::<AllowFile>(source, &mut diagnostics) {
                    folder.allowed = file.value.allow;
                }
            }
            ["content", "data", "addresses"] => folder.registry = declared(source, &mut diagnostics),
            ["content", "data", "glossary"] => folder.glossary = records::located(source, &mut diagnostics),
            ["content", "data", "synonyms"] => folder.synonyms = declared(source, &mut diagnostics),
            ["content", "data", "sources"] => {
                if let Some(file) = declared::<SourcesFile>(source, &mut diagnostics) {
                    references(file, &mut folder, &mut diagnostics);
                }
            }
            ["content", series @ .., "_series"] if !series.is_empty() => {
                if let Some(file) = declared(source, &mut diagnostics) {
                    folder.series.insert(series.join("/"), file);
                }
            }
            _ => diagnostics.push(Diagnostic::warning("data-unknown", Place::new(source, Span::default()), "这个 YAML 文件没有人用").help(
                "系列写在 content/<系列>/_series.yaml，小册子写在 content/booklets/，自测题写在 content/quiz/，数据写在 content/data/",
            )),
        }
    }
    (folder, diagnostics)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HotlinesFile {
    hotlines: Vec<Hotline>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsFile {
    terms: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllowFile {
    allow: Vec<Allowed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    sources: Vec<Reference>,
}

/// The value of type `T` that `source` holds.
pub fn declared<T: DeserializeOwned>(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<Declared<T>> {
    if source.text.trim().is_empty() {
        diagnostics.push(Diagnostic::error("file-empty", Place::new(source, Span::default()), "这个文件是空的").help("写上内容，或删掉它"));
        return None;
    }
    let (value, keys, findings) = yaml::read(source, Span::new(0, source.text.len()));
    diagnostics.extend(findings);
    value.map(|value| Declared { value, source: Arc::clone(source), keys })
}

fn references(file: Declared<SourcesFile>, folder: &mut Folder, diagnostics: &mut Vec<Diagnostic>) {
    for reference in file.value.sources {
        let id = reference.id.clone();
        if folder.references.insert(id.clone(), reference).is_some() {
            let at = file.source.text.rfind(&id).unwrap_or(0);
            let place = Place::new(&file.source, Span::new(at, at + id.len()));
            diagnostics.push(Diagnostic::error("source-duplicate", place, format!("出处“{id}”写了两次")).help("只留一个"));
        }
    }
}
