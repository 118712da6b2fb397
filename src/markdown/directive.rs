//! Lines that open and close container directives: `:::要点`, `:::就医 紧急`, `:::`.

use crate::model::document::CalloutKind;
use crate::model::nearest::nearest;

/// What a container directive opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directive {
    /// A box.
    Callout(CalloutKind),
    /// A table with its caption.
    Table,
    /// A video with its particulars.
    Video,
    /// Questions with their answers.
    Exercise,
}

impl Directive {
    /// What messages call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Callout(kind) => kind.label(),
            Self::Table => "表",
            Self::Video => "视频",
            Self::Exercise => "测验",
        }
    }
}

/// What a line of three or more colons says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Opens a container; the title is empty when none was given.
    Open(Directive, String),
    /// Closes the innermost container.
    Close,
    /// A name nobody knows, with the nearest one that exists.
    Unknown {
        /// As written.
        name: String,
        /// What was probably meant.
        nearest: Option<&'static str>,
    },
    /// `:::就医` without one of its three levels.
    LevelMissing,
}

/// The names an author can write.
pub const NAMES: [&str; 10] = ["要点", "就医", "提示", "注意", "步骤", "问答", "老师用", "表", "视频", "测验"];

/// What other programs and other people call them.
const OTHER_NAMES: [(&str, &[&str]); 10] = [
    ("要点", &["summary", "key", "keypoints", "key-points", "abstract", "tldr", "重点", "总结"]),
    ("就医", &["emergency", "care", "急救", "看医生"]),
    ("提示", &["tip", "note", "info", "hint", "important", "success", "说明", "提醒", "小贴士"]),
    ("注意", &["warning", "caution", "danger", "attention", "error", "警告", "小心", "危险"]),
    ("步骤", &["steps", "step", "howto", "做法"]),
    ("问答", &["details", "question", "faq", "qa", "example", "折叠", "问题"]),
    ("老师用", &["teacher", "teachers", "notes", "教师用", "老师", "教案", "给老师"]),
    ("表", &["table", "表格"]),
    ("视频", &["video", "film", "影片", "录像"]),
    ("测验", &["quiz", "test", "exercise", "测试", "小测", "自测", "考题", "题目"]),
];

/// Reads a directive line such as `:::就医 紧急`.
pub fn read(line: &str) -> Line {
    let words = line.trim_start_matches(':').trim();
    if words.is_empty() {
        return Line::Close;
    }
    let (name, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let title = title.trim().to_owned();
    let directive = match name {
        "要点" => Directive::Callout(CalloutKind::KeyPoints),
        "提示" => Directive::Callout(CalloutKind::Tip),
        "注意" => Directive::Callout(CalloutKind::Warning),
        "步骤" => Directive::Callout(CalloutKind::Steps),
        "问答" => Directive::Callout(CalloutKind::QuestionAnswer),
        "老师用" => Directive::Callout(CalloutKind::TeacherNotes),
        "表" => Directive::Table,
        "视频" => Directive::Video,
        "测验" => Directive::Exercise,
        "就医" => {
            let (level, rest) = title.split_once(char::is_whitespace).unwrap_or((&title, ""));
            let kind = match level {
                "紧急" => CalloutKind::CareEmergency,
                "尽快" => CalloutKind::CareUrgent,
                "在家观察" => CalloutKind::CareHome,
                _ => return Line::LevelMissing,
            };
            return Line::Open(Directive::Callout(kind), rest.trim().to_owned());
        }
        unknown => {
            let lower = unknown.to_ascii_lowercase();
            let called = OTHER_NAMES.into_iter().find(|(_, others)| others.contains(&lower.as_str())).map(|(name, _)| name);
            // `:::提示小心`: the blank before the title was forgotten.
            let begins = || NAMES.into_iter().find(|name| name.chars().count() > 1 && unknown.starts_with(name));
            return Line::Unknown { name: unknown.to_owned(), nearest: called.or_else(|| nearest(unknown, &NAMES)).or_else(begins) };
        }
    };
    Line::Open(directive, title)
}
