//! JSON Schemas of the files that editors write, made from the same types that read them, so that an editor
//! program completes keys and marks mistakes while they are typed. Draft 7: what YAML plug-ins read.
//!
//! The only room besides `model` that knows schemars.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::model::article::FrontMatter;
use crate::model::booklet::BookletFile;
use crate::model::calendar::CalendarFile;
use crate::model::config::Config;
use crate::model::directory::DirectoryFile;
use crate::model::event::EventFile;
use crate::model::glossary::Glossary;
use crate::model::quiz::QuizFile;
use crate::model::series::SeriesFile;
use crate::model::synonyms::Synonyms;

/// A kind of file with a schema of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Front matter of an article.
    Article,
    /// `site.yaml`.
    Site,
    /// `_series.yaml`.
    Series,
    /// `content/booklets/*.yaml`.
    Booklet,
    /// `content/data/synonyms.yaml`.
    Synonyms,
    /// `content/quiz/*.yaml`.
    Quiz,
    /// `content/data/directories/*.yaml`.
    Directory,
    /// `content/data/events/*.yaml`.
    Event,
    /// `content/data/calendar.yaml`.
    Calendar,
    /// `content/data/glossary.yaml`.
    Glossary,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Article,
        Self::Site,
        Self::Series,
        Self::Booklet,
        Self::Synonyms,
        Self::Quiz,
        Self::Directory,
        Self::Event,
        Self::Calendar,
        Self::Glossary,
    ];

    /// The word on the command line and in file names: `series`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Site => "site",
            Self::Series => "series",
            Self::Booklet => "booklet",
            Self::Synonyms => "synonyms",
            Self::Quiz => "quiz",
            Self::Directory => "directory",
            Self::Event => "event",
            Self::Calendar => "calendar",
            Self::Glossary => "glossary",
        }
    }
}

/// The schema of `kind`.
#[must_use]
pub fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Article => of::<FrontMatter>(),
        Kind::Site => of::<Config>(),
        Kind::Series => of::<SeriesFile>(),
        Kind::Booklet => of::<BookletFile>(),
        Kind::Synonyms => of::<Synonyms>(),
        Kind::Quiz => of::<QuizFile>(),
        Kind::Directory => of::<DirectoryFile>(),
        Kind::Event => of::<EventFile>(),
        Kind::Calendar => of::<CalendarFile>(),
        Kind::Glossary => of::<Glossary>(),
    }
}

fn of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value();
    as_yaml_is_read(&mut schema);
    schema["type"] = json!("object");
    schema
}

/// Makes the schema as generous and as strict as the reader of YAML is: an unquoted `2024`, `true` or nothing
/// at all is text where text is wanted (`edition: 2024`), except where the text must have a certain form
/// (`x-exact`, a day) or where one of several types is chosen by looking (`sources:`). A key without a value
/// is an empty list or an empty mapping where one is wanted.
fn as_yaml_is_read(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("format").and_then(Value::as_str) == Some("uint32") {
                map.remove("format");
                map.insert("maximum".to_owned(), json!(u32::MAX));
            }
            let is_exact = map.remove("x-exact").is_some() || ["const", "enum", "format"].iter().any(|key| map.contains_key(*key));
            let is_text = map.get("type").is_some_and(|kind| *kind == json!("string") || *kind == json!(["string", "null"]));
            if is_text && !is_exact {
                map.insert("type".to_owned(), json!(["string", "number", "boolean", "null"]));
            }
            for kind in ["array", "object"] {
                if map.get("type") == Some(&json!(kind)) && !map.contains_key("required") {
                    map.insert("type".to_owned(), json!([kind, "null"]));
                }
            }
            for (key, value) in map.iter_mut() {
                if key != "SourceRef" {
                    as_yaml_is_read(value);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(as_yaml_is_read),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
