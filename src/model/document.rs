//! The semantic tree of one article's body: what it says, not how it looks.
//!
//! Built once by `markdown`; HTML, plain text, search terms and Typst are all written from it.
//! It is a value, complete in itself: no writer needs the Markdown again. Links are numbered
//! (`LinkId`) and resolved per site in `Site::targets`, so a document never changes when
//! another file does.

use crate::model::exercise::Exercise;
use crate::model::video::Video;
use crate::source::Span;

/// One article's body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// A level-1 heading at the very beginning: the title of a file without front matter. Not in `blocks`.
    pub title: Option<Heading>,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes in the order of their first mention; `Inline::Footnote` holds an index into this list.
    pub footnotes: Vec<Footnote>,
    /// Every link and picture as the author wrote it; `LinkId` is an index into this list.
    pub links: Vec<WrittenLink>,
}

/// Index into `Document::links`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkId(pub usize);

/// A link or picture as written, before the site says where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLink {
    /// The destination as written: `../hl66/08-signs.md#how`, `https://…`, `tel:120`, `cup.png`.
    pub destination: String,
    /// Where the whole link stands in the source file.
    pub span: Span,
    /// Link or picture: they resolve against different things.
    pub kind: LinkKind,
}

/// What a written link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](destination)`, `<destination>` or a bare address.
    Link,
    /// `[[title or id]]`.
    Wiki,
    /// `![alternative text](destination)`.
    Image,
}

/// A footnote's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The label the author gave: `[^label]`.
    pub label: String,
    /// What the note says.
    pub blocks: Vec<Block>,
}

/// A block. Writers match this without a catch-all arm: a new kind must be answered by each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title; `level` is 2–6 after normalisation.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A paragraph that holds one picture and nothing else.
    Figure(Image),
    /// Bulleted, numbered or task list.
    List(List),
    /// A block quotation.
    Quote(Vec<Block>),
    /// A block of code.
    Code(Code),
    /// A table.
    Table(Table),
    /// A box: `:::要点`, `:::就医 紧急`, …
    Callout(Callout),
    /// A video with its particulars: `:::视频`.
    Video(Video),
    /// Questions to test oneself with: `:::测验`.
    Exercise(Exercise),
    /// Terms with their explanations.
    Definitions(Vec<Definition>),
    /// A thematic break `---`.
    Rule,
}

/// A heading inside an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2–6 (the title of the article is level 1).
    pub level: u8,
    /// Anchor, unique in the article: the author's `{#id}` or a slug of the text.
    pub id: String,
    /// The words.
    pub content: Vec<Inline>,
    /// Where it stands in the source file.
    pub span: Span,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// First number of a numbered list, `None` for bullets.
    pub start: Option<u64>,
    /// Whether no blank line stands between the items: their paragraphs are set without gaps.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListItem {
    /// `Some(done)` for a task item `- [ ]` or `- [x]`.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// First word of the fence, empty when there is none.
    pub language: String,
    /// The text, verbatim, ending in a newline.
    pub text: String,
}

/// A table. Every row has as many cells as `columns`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What `:::表` says above it; empty when the table stands by itself.
    pub caption: String,
    /// Alignment per column.
    pub columns: Vec<Align>,
    /// The header row.
    pub head: Vec<Vec<Inline>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Not said.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its explanations.
    pub details: Vec<Vec<Block>>,
}

/// A box with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callout {
    /// Which one.
    pub kind: CalloutKind,
    /// The author's title, empty when none was given.
    pub title: String,
    /// What stands inside.
    pub blocks: Vec<Block>,
    /// The opening line in the source file.
    pub span: Span,
}

impl Callout {
    /// What stands above it, care cards aside: the author's title, else the kind's own words; notes for teachers
    /// always say that they are.
    #[must_use]
    pub fn caption(&self) -> String {
        match self.title.as_str() {
            "" => self.kind.label().to_owned(),
            title if self.kind == CalloutKind::TeacherNotes => format!("{}：{title}", self.kind.label()),
            title => title.to_owned(),
        }
    }
}

/// The boxes an author can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalloutKind {
    /// `:::要点`: three things to remember.
    KeyPoints,
    /// `:::就医 紧急`: call 120 now.
    CareEmergency,
    /// `:::就医 尽快`: see a doctor soon.
    CareUrgent,
    /// `:::就医 在家观察`: watch at home.
    CareHome,
    /// `:::提示`
    Tip,
    /// `:::注意`
    Warning,
    /// `:::步骤`
    Steps,
    /// `:::问答`
    QuestionAnswer,
    /// `:::老师用`: how to teach a lesson, folded away on the screen.
    TeacherNotes,
}

impl CalloutKind {
    /// All kinds, in the order the handbook explains them.
    pub const ALL: [CalloutKind; 9] = [
        Self::KeyPoints,
        Self::CareEmergency,
        Self::CareUrgent,
        Self::CareHome,
        Self::Tip,
        Self::Warning,
        Self::Steps,
        Self::QuestionAnswer,
        Self::TeacherNotes,
    ];

    /// The title shown when the author gave none.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::KeyPoints => "先记住三句话",
            Self::CareEmergency => "紧急：马上打120",
            Self::CareUrgent => "尽快去看医生",
            Self::CareHome => "先在家观察",
            Self::Tip => "提示",
            Self::Warning => "注意",
            Self::Steps => "一步一步做",
            Self::QuestionAnswer => "问与答",
            Self::TeacherNotes => "老师用",
        }
    }

    /// A stable ASCII word for class names and style files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyPoints => "key-points",
            Self::CareEmergency => "care-emergency",
            Self::CareUrgent => "care-urgent",
            Self::CareHome => "care-home",
            Self::Tip => "tip",
            Self::Warning => "warning",
            Self::Steps => "steps",
            Self::QuestionAnswer => "qa",
            Self::TeacherNotes => "teacher",
        }
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Where it comes from.
    pub link: LinkId,
    /// What it shows, in words; empty means decoration.
    pub alt: String,
    /// The quoted title, shown as caption; empty when none was given.
    pub title: String,
}

/// A run of text inside a block. Writers match this without a catch-all arm too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain characters. Soft line breaks are already settled: none between Han, a space otherwise.
    Text(String),
    /// `*text*`
    Emphasis(Vec<Inline>),
    /// `**text**`
    Strong(Vec<Inline>),
    /// `~~text~~`
    Strikethrough(Vec<Inline>),
    /// `` `code` ``
    Code(String),
    /// A link around its text.
    Link(LinkId, Vec<Inline>),
    /// A picture within a line.
    Image(Image),
    /// A mention of `Document::footnotes[n]`.
    Footnote(usize),
    /// A forced line break.
    LineBreak,
    /// `<sub>`, `<sup>`, `<kbd>`
    Small(SmallMarkup, Vec<Inline>),
    /// `<ruby>base<rt>reading</rt></ruby>`
    Ruby {
        /// The characters.
        base: String,
        /// How they are read.
        reading: String,
    },
}

/// The few inline HTML elements an author may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallMarkup {
    /// Subscript.
    Sub,
    /// Superscript.
    Sup,
    /// A key on the keyboard.
    Kbd,
}

impl SmallMarkup {
    /// The element's name in HTML.
    #[must_use]
    pub fn element(self) -> &'static str {
        match self {
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Kbd => "kbd",
        }
    }
}
