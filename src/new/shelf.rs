//! The series there are, with the numbers and addresses that are taken: drafts and unreadable articles count too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content;
use crate::model::folder::Folder;
use crate::model::series::SeriesFile;
use crate::model::slug::{slug, split_number};
use crate::source::Source;

/// A series as a new article finds it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// Folder below `content/`.
    pub path: String,
    /// Part of the address.
    pub id: String,
    /// As written, with defaults.
    pub file: SeriesFile,
    /// How many articles there are.
    pub articles: usize,
    /// Their numbers.
    pub numbers: BTreeSet<u32>,
    /// Last parts of their addresses.
    pub slugs: BTreeSet<String>,
}

impl Shelf {
    /// Its name, else its folder's.
    pub fn title(&self) -> &str {
        self.file.title.as_deref().unwrap_or(&self.path)
    }
}

/// All series, by folder.
pub fn shelves(folder: &Folder, texts: &[Arc<Source>]) -> Vec<Shelf> {
    let mut shelves: BTreeMap<&str, Shelf> = BTreeMap::new();
    for (path, declared) in &folder.series {
        shelves.insert(path, Shelf { file: declared.value.clone(), ..Shelf::default() });
    }
    for source in texts {
        let Some((path, stem)) = stand(&source.path, folder) else { continue };
        let shelf = shelves.entry(path).or_default();
        let (article, _) = content::parse(source);
        let (number, name) = split_number(stem);
        shelf.articles += 1;
        shelf.numbers.extend(article.as_ref().and_then(|article| article.front.number).or(number));
        shelf.slugs.insert(article.map_or_else(|| slug(name), |article| article.slug.clone()));
    }
    let with_names = |(path, mut shelf): (&str, Shelf)| {
        path.clone_into(&mut shelf.path);
        shelf.id = shelf.file.id.clone().unwrap_or_else(|| path.split('/').map(slug).collect::<Vec<_>>().join("/"));
        shelf
    };
    shelves.into_iter().map(with_names).collect()
}

/// The folder of the series that the article at `path` belongs to, and its name without the ending.
fn stand<'a>(path: &'a str, folder: &Folder) -> Option<(&'a str, &'a str)> {
    let inside = path.strip_prefix("content/").filter(|path| path.ends_with(".md") || path.ends_with(".markdown"))?;
    let (parent, file) = inside.rsplit_once('/')?;
    if parent == "pages" {
        return None;
    }
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if !matches!(stem, "index" | "_index" | "README" | "readme") {
        return Some((parent, stem));
    }
    // `hl66/08-signs/index.md` is the article 08-signs; `hl66/index.md` is the series' own page.
    parent.rsplit_once('/').filter(|_| !folder.series.contains_key(parent))
}
