//! Site and history → the figures an editor plans by: what is covered, what is due for review, what is still
//! unconfirmed, how hard it reads. Counted for all articles, drafts too; the site must be assembled with them.

mod rare;
mod report;
mod sentences;
mod table;

use std::collections::BTreeMap;

use crate::history::History;
use crate::markup::text;
use crate::model::article::Status;
use crate::model::date::Date;
use crate::model::site::{ArticleId, Entry, Site};

pub use report::{csv, human, json};
pub use sentences::Reading;

/// All figures of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// The day they hold for.
    pub date: Date,
    /// Why nothing is known about changes; empty when they are known.
    pub no_history: String,
    /// One row a group in the site's order, then what is for everyone and what is for no group.
    pub groups: Vec<Coverage>,
    /// One row a series in the site's order, then the loose pages.
    pub series: Vec<Coverage>,
    /// Month (`2026-07`) → articles whose review is due in it, as indices into `articles`.
    pub due: BTreeMap<String, Vec<usize>>,
    /// All articles in the site's order.
    pub articles: Vec<ArticleStats>,
}

/// How many articles stand where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Id of the series or slug of the group; empty for the rest.
    pub id: String,
    /// Name.
    pub title: String,
    /// State → articles.
    pub counts: BTreeMap<State, usize>,
    /// How many there should be, where that was declared.
    pub declared_total: Option<u32>,
}

/// Where an article stands on the day of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Published.
    Published,
    /// Published, with the line that nobody has reviewed it.
    InReview,
    /// Not published: a draft.
    Draft,
    /// Not published yet: its day is still to come.
    Later,
    /// Published as an old article.
    Archived,
}

impl State {
    /// All states in the order of the tables.
    pub const ALL: [Self; 5] = [Self::Published, Self::InReview, Self::Draft, Self::Later, Self::Archived];

    /// The heading of its column.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "已发布",
            Self::InReview => "待审核",
            Self::Draft => "草稿",
            Self::Later => "日期未到",
            Self::Archived => "旧文",
        }
    }

    /// The word in JSON, as in the front matter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::InReview => "in-review",
            Self::Draft => "draft",
            Self::Later => "later",
            Self::Archived => "archived",
        }
    }
}

/// The figures of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleStats {
    /// Stable name.
    pub id: String,
    /// File.
    pub path: String,
    /// Title.
    pub title: String,
    /// Id of its series, empty for a loose page.
    pub series: String,
    /// Slugs of its groups; `all` when it is for everyone.
    pub groups: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// Day of the last review.
    pub reviewed_on: Option<Date>,
    /// Day the next review is due.
    pub review_due: Option<Date>,
    /// Day of the last committed change, where known.
    pub changed_on: Option<Date>,
    /// Whether `check` warns that it was changed after its review; `None` without a history.
    pub changed_since_review: Option<bool>,
    /// Open points.
    pub verify: Vec<String>,
    /// How it reads.
    pub reading: Reading,
    /// Characters of title and text outside the 3,500 common ones, each once.
    pub rare: String,
}

/// Counts `site` as of its own date. `changed` holds the paths of articles changed after their review.
#[must_use]
pub fn count(site: &Site, history: &History, changed: &[&str]) -> Stats {
    let articles: Vec<ArticleStats> = site
        .entries
        .iter()
        .enumerate()
        .filter(|(at, _)| site.home != Some(ArticleId(*at)))
        .map(|(_, entry)| article(site, entry, history, changed))
        .collect();
    let mut due: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        if let Some(day) = article.review_due.filter(|_| article.state != State::Archived) {
            due.entry(day.to_string()[..7].to_owned()).or_default().push(at);
        }
    }
    let no_history = match history {
        History::Unknown(reason) => reason.clone(),
        History::Known(_) => String::new(),
    };
    Stats { date: site.date, no_history, groups: groups(site, &articles), series: series(site, &articles), due, articles }
}

fn article(site: &Site, entry: &Entry, history: &History, changed: &[&str]) -> ArticleStats {
    let article = &entry.article;
    let front = &article.front;
    let path = article.source.path.as_str();
    let slugs = entry.groups.iter().map(|group| site.config.groups[group.0].slug.clone());
    ArticleStats {
        id: entry.id.clone(),
        path: path.to_owned(),
        title: article.title.clone(),
        series: site.series_of(entry).map(|series| series.id.clone()).unwrap_or_default(),
        groups: if entry.everyone { vec!["all".to_owned()] } else { slugs.collect() },
        state: state(entry, site.date),
        reviewed_on: front.reviewed_on,
        review_due: front.review_due,
        changed_on: history.last_change(path),
        changed_since_review: match history {
            History::Unknown(_) => None,
            History::Known(_) => Some(changed.contains(&path)),
        },
        verify: front.verify.clone(),
        rare: rare::rare([article.title.as_str(), &text::plain(&article.document)]),
        reading: sentences::measure(text::sections(&article.document).iter().flat_map(|section| &section.runs)),
    }
}

fn state(entry: &Entry, today: Date) -> State {
    let front = &entry.article.front;
    match front.status {
        Status::Draft => State::Draft,
        _ if front.created.is_some_and(|created| created > today) => State::Later,
        Status::InReview => State::InReview,
        Status::Published => State::Published,
        Status::Archived => State::Archived,
    }
}

fn groups(site: &Site, articles: &[ArticleStats]) -> Vec<Coverage> {
    let named = site.config.groups.iter().map(|group| (group.slug.as_str(), group.title.as_str()));
    let mut rows: Vec<Coverage> = named
        .chain([("all", "所有人")])
        .map(|(id, title)| row(id, title, None, articles.iter().filter(|article| article.groups.iter().any(|slug| slug == id))))
        .collect();
    rows.push(row("", "没有写人群", None, articles.iter().filter(|article| article.groups.is_empty())));
    rows
}

fn series(site: &Site, articles: &[ArticleStats]) -> Vec<Coverage> {
    let named = site.series.iter().map(|series| (series.id.as_str(), series.title.as_str(), series.file.declared_total));
    named
        .chain([("", "单独的页面", None)])
        .map(|(id, title, total)| row(id, title, total, articles.iter().filter(|article| article.series == id)))
        .collect()
}

fn row<'a>(id: &str, title: &str, declared_total: Option<u32>, articles: impl Iterator<Item = &'a ArticleStats>) -> Coverage {
    let mut counts = BTreeMap::new();
    for article in articles {
        *counts.entry(article.state).or_default() += 1;
    }
    Coverage { id: id.to_owned(), title: title.to_owned(), counts, declared_total }
}
