//! `baodian schema`: JSON Schemas for editor programs.

use std::io::Write as _;

use serde_json::{Map, Value};

use super::args::{SchemaArgs, SchemaKind};
use super::{FINE, Session, fault};
use crate::output;
use crate::schema::{self, Kind};

impl Session {
    pub(super) fn schema(&self, wanted: &SchemaArgs) -> u8 {
        let kinds = match wanted.kind {
            Some(SchemaKind::Article) => vec![Kind::Article],
            Some(SchemaKind::Site) => vec![Kind::Site],
            Some(SchemaKind::Series) => vec![Kind::Series],
            Some(SchemaKind::Booklet) => vec![Kind::Booklet],
            Some(SchemaKind::Synonyms) => vec![Kind::Synonyms],
            Some(SchemaKind::Quiz) => vec![Kind::Quiz],
            Some(SchemaKind::Directory) => vec![Kind::Directory],
            Some(SchemaKind::Event) => vec![Kind::Event],
            Some(SchemaKind::Calendar) => vec![Kind::Calendar],
            None => Kind::ALL.to_vec(),
        };
        let Some(out) = &wanted.out else {
            let value = match kinds.as_slice() {
                [kind] => schema::schema(*kind),
                several => Value::Object(several.iter().map(|kind| (kind.name().to_owned(), schema::schema(*kind))).collect::<Map<_, _>>()),
            };
            let _ = std::io::stdout().write_all(&text(&value));
            return FINE;
        };
        for kind in kinds {
            match output::write_one(out, &format!("{}.schema.json", kind.name()), &text(&schema::schema(kind))) {
                Ok(path) if !self.quiet => {
                    let _ = writeln!(std::io::stdout(), "写好了：{}", path.display());
                }
                Ok(_) => {}
                Err(error) => return fault(&error.to_string()),
            }
        }
        FINE
    }
}

fn text(schema: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is JSON");
    text.push('\n');
    text.into_bytes()
}
