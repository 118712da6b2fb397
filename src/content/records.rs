//! Quizzes, directories, events and the calendar → `Folder::records`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::content::{declare::declared, directory, items};
use crate::diagnostic::Diagnostic;
use crate::model::directory::DirectoryFile;
use crate::model::folder::{Declared, Folder};
use crate::model::slug::refusal;
use crate::source::{Place, Source, Span};

/// Reads `source`, whose path without ending is `parts`, if it is a record; `texts` are all texts of the folder.
/// Says whether it is one.
pub fn read(parts: &[&str], source: &Arc<Source>, texts: &[Arc<Source>], folder: &mut Folder, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let records = &mut folder.records;
    match parts {
        ["content", "quiz", id] => keep(id, source, &mut records.quizzes, diagnostics),
        ["content", "data", "events", .., id] => keep(id, source, &mut records.events, diagnostics),
        ["content", "data", "calendar"] => records.calendar = located(source, diagnostics),
        ["content", "data", "directories", id] => {
            let table = texts.iter().find(|text| text.path.strip_suffix(".csv") == Some(parts.join("/").as_str()));
            match table {
                Some(table) if named(id, source, diagnostics) => {
                    if let Some(about) = located::<DirectoryFile>(source, diagnostics) {
                        let directory = directory::read(id, about, table, diagnostics);
                        records.directories.insert((*id).to_owned(), Arc::new(directory));
                    }
                }
                Some(_) => {}
                None => diagnostics.push(
                    Diagnostic::error("directory-table", Place::new(source, Span::default()), "这份名录只有说明，没有表格")
                        .help(format!("把表格存成旁边的 {id}.csv，类型选“CSV UTF-8（逗号分隔）”；暂时没有，就先删掉这个文件")),
                ),
            }
        }
        _ => return false,
    }
    folder.files.push(Arc::clone(source));
    true
}

/// What is wrong with a table that no YAML file describes; `texts` are all texts of the folder.
pub fn table(stem: &str, source: &Arc<Source>, texts: &[Arc<Source>], folder: &mut Folder, diagnostics: &mut Vec<Diagnostic>) {
    folder.files.push(Arc::clone(source));
    let place = || Place::new(source, Span::default());
    if source.text.trim().is_empty() {
        diagnostics
            .push(Diagnostic::error("file-empty", place(), "这个文件是空的").help("第一行写表头，下面一行一个机构；暂时没有，就先删掉它"));
    } else if !texts.iter().any(|text| text.path.strip_suffix(".yaml").or_else(|| text.path.strip_suffix(".yml")) == Some(stem)) {
        let name = stem.rsplit('/').next().unwrap_or(stem);
        diagnostics.push(
            Diagnostic::error("directory-table", place(), "这张表格没有说明，不知道是什么名录")
                .help(format!("在旁边建一个 {name}.yaml，写两行：title: 名录的名称 和 type: 哪一类，例如 type: sunflower")),
        );
    }
}

fn keep<T: DeserializeOwned>(id: &str, source: &Arc<Source>, known: &mut BTreeMap<String, Declared<T>>, diagnostics: &mut Vec<Diagnostic>) {
    if !named(id, source, diagnostics) {
        return;
    }
    let Some(file) = located(source, diagnostics) else { return };
    if let Some(first) = known.get(id) {
        let first = Place::new(&first.source, Span::default());
        diagnostics.push(
            Diagnostic::error("id-duplicate", Place::new(source, Span::default()), format!("两个文件都叫“{id}”，网址会一样"))
                .label("这一个")
                .also(first, "和这一个")
                .help("给其中一个换一个文件名"),
        );
        return;
    }
    known.insert(id.to_owned(), file);
}

/// Whether `id` can be part of an address.
fn named(id: &str, source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let reason = refusal(id);
    if let Some(reason) = reason {
        diagnostics.push(
            Diagnostic::error("slug-invalid", Place::new(source, Span::default()), format!("文件名“{id}”不能做网址：{reason}"))
                .help("文件名用几个小写英文单词或拼音，中间用连字符，例如 sunflower 或 2026-yizhen"),
        );
    }
    reason.is_none()
}

/// The value `source` holds, with the places of the pieces of its lists.
pub fn located<T: DeserializeOwned>(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<Declared<T>> {
    let mut file = declared(source, diagnostics)?;
    items::locate(source, &mut file.keys);
    Some(file)
}
