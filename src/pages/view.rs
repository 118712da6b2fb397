//! What templates see: the theme's contract, documented in `themes/README.md`. Domain types are never
//! handed to a template, so they may change without breaking anybody's theme.

mod learning;
mod shared;

use serde::Serialize;

use crate::pages::view_places::{DirectoryCard, EventCard, Topic};
pub use learning::{
    GlossaryPage, LessonView, OptionView, PolicyPhone, PolicyView, QuestionView, QuizLine, QuizPage, QuizView, QuizzesPage, WordView,
};
pub use shared::{AssetsView, ContactView, CoverView, GroupLink, HotlineView, NamedLink, PageView, Seal, SiteView};

/// An article in a list.
#[derive(Serialize)]
pub struct Card<'a> {
    pub title: &'a str,
    pub short_title: &'a str,
    pub href: String,
    pub summary: &'a str,
    pub label: Option<String>,
    pub number: Option<u32>,
    pub groups: Vec<Seal<'a>>,
    pub unreviewed: bool,
    pub series: Option<&'a str>,
    pub id: &'a str,
    /// A question's answer in one sentence.
    pub answer: Option<&'a str>,
    /// Length and size of its first video.
    pub video: Option<String>,
}

/// A series in a list.
#[derive(Serialize)]
pub struct SeriesCard<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub subtitle: Option<&'a str>,
    pub description: Option<&'a str>,
    pub href: String,
    pub count: usize,
    pub progress: Option<String>,
    pub kind: &'static str,
    pub groups: Vec<Seal<'a>>,
}

#[derive(Serialize)]
pub struct HomePage<'a> {
    pub page: PageView,
    pub home: HomeView<'a>,
}

#[derive(Serialize)]
pub struct HomeView<'a> {
    pub body_html: Option<String>,
    pub groups: Vec<GroupTile<'a>>,
    pub series: Vec<SeriesCard<'a>>,
    pub latest: Vec<Card<'a>>,
    pub topic: Option<Topic<'a>>,
    pub events: Vec<EventCard<'a>>,
    pub booklets: Vec<BookletLine<'a>>,
}

#[derive(Serialize)]
pub struct GroupTile<'a> {
    pub slug: &'a str,
    #[serde(rename = "char")]
    pub character: &'a str,
    pub title: &'a str,
    pub who: &'a str,
    pub description: &'a str,
    pub href: String,
    pub count: usize,
    pub muted: bool,
}

#[derive(Serialize)]
pub struct BookletLine<'a> {
    pub title: &'a str,
    pub subtitle: Option<&'a str>,
    pub edition: Option<&'a str>,
    pub format: &'static str,
    pub count: usize,
    pub declared: Option<usize>,
    pub unreviewed: usize,
    pub pages: Option<usize>,
    pub megabytes: Option<String>,
    pub cover_href: Option<String>,
    pub href: Option<String>,
    pub imposed_href: Option<String>,
    pub epub_href: Option<String>,
}

#[derive(Serialize)]
pub struct GroupPage<'a> {
    pub page: PageView,
    pub group: GroupView<'a>,
    pub services: Vec<ServiceView<'a>>,
    pub series: Vec<SeriesCard<'a>>,
    pub lists: Vec<SeriesList<'a>>,
    /// The page by a child's age in months, for a group that has something there.
    pub ages_href: Option<String>,
    pub directories: Vec<DirectoryCard<'a>>,
    pub events: Vec<EventCard<'a>>,
    pub hotlines: Vec<HotlineView<'a>>,
    pub offline: Option<PackView>,
}

/// What `下载本组` fetches.
#[derive(Serialize)]
pub struct PackView {
    /// The list of its files.
    pub href: String,
    pub pages: usize,
    pub size: String,
}

#[derive(Serialize)]
pub struct GroupView<'a> {
    pub slug: &'a str,
    #[serde(rename = "char")]
    pub character: &'a str,
    pub title: &'a str,
    pub who: &'a str,
    pub description: &'a str,
    pub muted: bool,
}

#[derive(Serialize)]
pub struct ServiceView<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

#[derive(Serialize)]
pub struct SeriesList<'a> {
    pub series: SeriesCard<'a>,
    pub articles: Vec<Card<'a>>,
    /// How many more there are than shown.
    pub more: usize,
}

#[derive(Serialize)]
pub struct SeriesPage<'a> {
    pub page: PageView,
    pub series: SeriesCard<'a>,
    pub intro_html: Option<String>,
    pub sections: Vec<SectionView<'a>>,
    pub ages_href: Option<String>,
    pub disclaimer: &'a str,
    pub sources: Vec<SourceLine<'a>>,
    pub booklets: Vec<BookletLine<'a>>,
    pub quizzes: Vec<QuizLine<'a>>,
}

#[derive(Serialize)]
pub struct SectionView<'a> {
    pub id: Option<&'a str>,
    pub title: Option<&'a str>,
    pub articles: Vec<Card<'a>>,
}

#[derive(Serialize)]
pub struct SourceLine<'a> {
    pub title: &'a str,
    pub issuer: Option<&'a str>,
    pub reference: Option<&'a str>,
    pub location: Option<&'a str>,
}

#[derive(Serialize)]
pub struct ArticlePage<'a> {
    pub page: PageView,
    pub article: ArticleView<'a>,
}

#[derive(Serialize)]
pub struct ArticleView<'a> {
    pub title: &'a str,
    /// The title's phrases, each as the words it may be broken between.
    pub title_phrases: Vec<Vec<&'a str>>,
    pub label: Option<String>,
    pub series: Option<SeriesLink<'a>>,
    pub section: Option<&'a str>,
    pub groups: Vec<Seal<'a>>,
    pub summary: &'a str,
    pub lead_html: Option<String>,
    pub body_html: String,
    pub contents: Vec<ContentsView>,
    pub status: &'static str,
    pub reviewers: Vec<ReviewerView<'a>>,
    pub reviewed_on: Option<String>,
    pub review_due: Option<String>,
    pub updated: Option<String>,
    pub created: Option<String>,
    pub verify: &'a [String],
    pub sources: Vec<SourceLine<'a>>,
    pub previous: Option<Card<'a>>,
    pub next: Option<Card<'a>>,
    pub related: Vec<Card<'a>>,
    pub tags: Vec<TagLink<'a>>,
    pub disclaimer: &'a str,
    pub age: Option<String>,
    pub minutes: usize,
    pub sensitive: bool,
    pub help: Vec<HotlineView<'a>>,
    pub answer: Option<&'a str>,
    /// Whether the text begins with the official wording.
    pub official: bool,
    pub policy: Option<PolicyView<'a>>,
    pub lesson: Option<LessonView<'a>>,
    pub words: Vec<WordView<'a>>,
    /// The questions about it.
    pub quiz: Option<NamedLink>,
}

#[derive(Serialize)]
pub struct SeriesLink<'a> {
    pub title: &'a str,
    pub href: String,
    pub progress: Option<String>,
}

#[derive(Serialize)]
pub struct ContentsView {
    pub level: u8,
    pub id: String,
    pub title: String,
}

#[derive(Serialize)]
pub struct ReviewerView<'a> {
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub org: Option<&'a str>,
    pub date: Option<String>,
}

#[derive(Serialize)]
pub struct TagLink<'a> {
    pub name: &'a str,
    pub href: String,
}

#[derive(Serialize)]
pub struct TagsPage<'a> {
    pub page: PageView,
    pub tags: Vec<TagLine<'a>>,
}

#[derive(Serialize)]
pub struct TagLine<'a> {
    pub name: &'a str,
    pub href: String,
    pub count: usize,
}

#[derive(Serialize)]
pub struct TagPage<'a> {
    pub page: PageView,
    pub tag: TagView<'a>,
    pub articles: Vec<Card<'a>>,
}

#[derive(Serialize)]
pub struct TagView<'a> {
    pub name: &'a str,
    pub count: usize,
}

#[derive(Serialize)]
pub struct BookletsPage<'a> {
    pub page: PageView,
    pub booklets: Vec<BookletLine<'a>>,
}

/// A page at a short or old address that leads on. It has none of the common values.
#[derive(Serialize)]
pub struct ForwardPage<'a> {
    pub language: &'a str,
    pub site_title: &'a str,
    pub title: &'a str,
    pub href: String,
    pub icon: String,
    pub canonical: Option<String>,
}

/// A page that has nothing but the common values: search, 404.
#[derive(Serialize)]
pub struct BarePage {
    pub page: PageView,
}
