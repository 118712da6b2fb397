//! A booklet: which articles are typeset together, and how. Declared in `content/booklets/*.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::article::AgeMonths;
use crate::model::site::ArticleId;

/// `content/booklets/<id>.yaml` as written. Its articles are listed in `items`, or found by a query: `series`,
/// narrowed by `sections`, `numbers`, `age_months` and `groups`. `size: quiz` prints a quiz instead.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    description = "一本小册子：content/booklets/名字.yaml",
    extend("anyOf" = [
        {"required": ["series"]},
        {"required": ["items"]},
        {"required": ["groups"]},
        {"required": ["age_months"]},
        {"required": ["quiz"]},
        {"required": ["status"], "properties": {"status": {"const": "planned"}}}
    ])
)]
pub struct BookletFile {
    /// Title on the cover.
    #[schemars(description = "封面上的书名")]
    pub title: String,
    /// Line below it.
    #[serde(default)]
    #[schemars(description = "书名下面的一行")]
    pub subtitle: Option<String>,
    /// `2026年第1版`
    #[serde(default)]
    #[schemars(description = "版次，例如 2026年第1版")]
    pub edition: Option<String>,
    /// Whether it is waiting for its articles.
    #[serde(default)]
    #[schemars(description = "planned：先登记，文章写好再印；印的时候去掉这一行")]
    pub status: BookletStatus,
    /// Page size and type size.
    #[serde(default)]
    #[schemars(description = "开本")]
    pub size: BookletSize,
    /// Article ids, in order.
    #[serde(default)]
    #[schemars(description = "收哪些文章，按先后写 id")]
    pub items: Vec<String>,
    /// Or: the articles of these series, one series after the other.
    #[serde(default, deserialize_with = "one_or_more")]
    #[schemars(description = "或者：收一个系列的文章；几个系列写成 [甲, 乙]", with = "OneOrMore")]
    pub series: Vec<String>,
    /// Of these only the sections with these ids.
    #[serde(default)]
    #[schemars(description = "只收系列里的这几部分：写 _series.yaml 里 sections 的 id")]
    pub sections: Vec<String>,
    /// Only the numbers from the first to the second, both inclusive.
    #[serde(default)]
    #[schemars(description = "只收编号从几到几的，例如 [1, 24]")]
    pub numbers: Option<[u32; 2]>,
    /// Only what is about children of this age.
    #[serde(default)]
    #[schemars(description = "只收讲这个月龄的，例如 {min: 0, max: 6}")]
    pub age_months: Option<AgeMonths>,
    /// Only what is for one of these groups.
    #[serde(default)]
    #[schemars(description = "只收给这些人群的：写人群的 slug")]
    pub groups: Vec<String>,
    /// `size: quiz`: the quiz to print.
    #[serde(default)]
    #[schemars(description = "竞答单（size: quiz）印哪一套题：content/quiz/ 里的文件名")]
    pub quiz: Option<String>,
    /// Group whose ink colours the cover.
    #[serde(default)]
    #[schemars(description = "封面用哪个人群的颜色：写人群的 slug")]
    pub group: Option<String>,
}

/// Whether a booklet is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "印不印")]
pub enum BookletStatus {
    /// Made.
    #[default]
    #[schemars(description = "印")]
    Ready,
    /// Declared only: its articles are still to be written, so nothing about it is checked.
    #[schemars(description = "先登记，文章写好再印")]
    Planned,
}

/// Page size and type size of a booklet: the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "开本")]
pub enum BookletSize {
    /// 148 × 210 mm, 10.5 pt.
    #[default]
    #[schemars(description = "A5，148 × 210 毫米，10.5 磅字")]
    A5,
    /// 148 × 210 mm, 16 pt.
    #[schemars(description = "A5 大字本，148 × 210 毫米，16 磅字")]
    A5Large,
    /// 210 × 297 mm, 18 pt.
    #[schemars(description = "A4 大字本，210 × 297 毫米，18 磅字")]
    A4Large,
    /// 105 × 148 mm, 9 pt.
    #[schemars(description = "口袋书，105 × 148 毫米，9 磅字")]
    A6,
    /// 210 × 297 mm, both sides of one sheet.
    #[schemars(description = "一页通：一张 A4 纸的正反两面")]
    A4Sheet,
    /// Six panels of 99 × 210 mm on one sheet.
    #[serde(rename = "leaflet-3")]
    #[schemars(description = "三折页：一张 A4 纸横放，折成六面")]
    Leaflet3,
    /// 297 × 420 mm, one page an article.
    #[schemars(description = "海报：A3，一篇文章一张")]
    Poster,
    /// A4 with room to write in.
    #[schemars(description = "课堂活动单：A4，留出写字的地方")]
    Lesson,
    /// A4, questions and an answer page.
    #[schemars(description = "竞答单：A4，印一套自测题和答案")]
    Quiz,
}

impl BookletSize {
    /// What the edition is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::A5 => "A5",
            Self::A5Large => "A5大字本",
            Self::A4Large => "A4大字本",
            Self::A6 => "A6口袋书",
            Self::A4Sheet => "A4一页通",
            Self::Leaflet3 => "三折页",
            Self::Poster => "A3海报",
            Self::Lesson => "A4活动单",
            Self::Quiz => "A4竞答单",
        }
    }

    /// All editions.
    pub const ALL: [Self; 9] =
        [Self::A5, Self::A5Large, Self::A4Large, Self::A6, Self::A4Sheet, Self::Leaflet3, Self::Poster, Self::Lesson, Self::Quiz];

    /// What it is called in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A5 => "a5",
            Self::A5Large => "a5-large",
            Self::A4Large => "a4-large",
            Self::A6 => "a6",
            Self::A4Sheet => "a4-sheet",
            Self::Leaflet3 => "leaflet-3",
            Self::Poster => "poster",
            Self::Lesson => "lesson",
            Self::Quiz => "quiz",
        }
    }

    /// Whether it is a bound book with chapters, contents and index, and not some sheets.
    #[must_use]
    pub fn is_book(self) -> bool {
        match self {
            Self::A5 | Self::A5Large | Self::A4Large | Self::A6 => true,
            Self::A4Sheet | Self::Leaflet3 | Self::Poster | Self::Lesson | Self::Quiz => false,
        }
    }

    /// Whether its first page is a cover.
    #[must_use]
    pub fn has_cover(self) -> bool {
        self.is_book() || self == Self::Leaflet3
    }

    /// Whether its pages lie together on sheets that are folded. A4 pages lie on A3 paper, A6 pages four on A4.
    #[must_use]
    pub fn folds(self) -> bool {
        self.is_book() || self == Self::Leaflet3
    }

    /// How many pages `articles` of them may fill, where paper sets an end; a leaflet's pages are its panels.
    #[must_use]
    pub fn most_pages(self, articles: usize) -> Option<usize> {
        match self {
            Self::A4Sheet => Some(2),
            Self::Leaflet3 => Some(6),
            Self::Poster => Some(articles),
            Self::A5 | Self::A5Large | Self::A4Large | Self::A6 | Self::Lesson | Self::Quiz => None,
        }
    }
}

/// A booklet of the assembled site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booklet {
    /// File name without `.yaml`.
    pub id: String,
    /// As written.
    pub file: BookletFile,
    /// Its articles, in order.
    pub articles: Vec<ArticleId>,
    /// How many articles it will hold once all that were declared are written, where the series say so.
    pub declared: Option<usize>,
    /// The quiz it prints: index into `Site::quizzes`.
    pub quiz: Option<usize>,
    /// Articles that were left out because no expert has reviewed them.
    pub left_out: Vec<ArticleId>,
}

/// `series: hl66` or `series: [hl66, tcm42]`.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(description = "一个系列，或者几个：hl66、[hl66, tcm42]")]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<OneOrMore>::deserialize(deserializer)? {
        Some(OneOrMore::One(one)) => vec![one],
        Some(OneOrMore::More(more)) => more,
        None => Vec::new(),
    })
}
