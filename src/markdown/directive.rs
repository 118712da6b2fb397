//! Lines that open and close container directives: `:::要点`, `:::就医 紧急`, `:::`.

use crate::model::document::CalloutKind;

/// What a line of three or more colons says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Opens a container; the title is empty when none was given.
    Open(CalloutKind, String),
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
pub const NAMES: [&str; 6] = ["要点", "就医", "提示", "注意", "步骤", "问答"];

/// Reads a directive line such as `:::就医 紧急`.
pub fn read(line: &str) -> Line {
    let words = line.trim_start_matches(':').trim();
    if words.is_empty() {
        return Line::Close;
    }
    let (name, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let title = title.trim().to_owned();
    let kind = match name {
        "要点" => CalloutKind::KeyPoints,
        "提示" => CalloutKind::Tip,
        "注意" => CalloutKind::Warning,
        "步骤" => CalloutKind::Steps,
        "问答" => CalloutKind::QuestionAnswer,
        "就医" => {
            let (level, rest) = title.split_once(char::is_whitespace).unwrap_or((&title, ""));
            let kind = match level {
                "紧急" => CalloutKind::CareEmergency,
                "尽快" => CalloutKind::CareUrgent,
                "在家观察" => CalloutKind::CareHome,
                _ => return Line::LevelMissing,
            };
            return Line::Open(kind, rest.trim().to_owned());
        }
        unknown => {
            let nearest = NAMES.into_iter().max_by(|a, b| strsim::jaro(unknown, a).total_cmp(&strsim::jaro(unknown, b)));
            let nearest = nearest.filter(|name| strsim::jaro(unknown, name) > 0.5);
            return Line::Unknown { name: unknown.to_owned(), nearest };
        }
    };
    Line::Open(kind, title)
}
