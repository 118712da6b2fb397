//! `baodian audit`: the published site against the checklist for its accessibility.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::args::AuditArgs;
use super::{CONTENT, FINE, Session, fault};
use crate::audit::{self, Verdict};
use crate::output;

/// What the checklist looks at.
const READ: [&str; 3] = [".html", ".css", ".js"];

impl Session {
    pub(super) fn audit(&self, wanted: &AuditArgs) -> u8 {
        let folder = wanted.site.clone().unwrap_or_else(|| self.root.join("public"));
        if !folder.is_dir() {
            return fault(&format!("找不到 {}；先运行 baodian build，再检查发布出来的网站", folder.display()));
        }
        let mut files = BTreeMap::new();
        if let Err(error) = read(&folder, "", &mut files) {
            return fault(&format!("读不了 {}：{error}", folder.display()));
        }
        let site = audit::read(&files);
        let pages = audit::pages(&site);
        if pages == 0 {
            return fault(&format!("{} 里没有网页；先运行 baodian build", folder.display()));
        }
        let rows = audit::audit(&site);
        let text = if wanted.json { audit::json(&rows) + "\n" } else { audit::markdown(&rows, pages) };
        match &wanted.out {
            Some(out) => {
                let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let Some(name) = out.file_name() else { return fault(&format!("--out：{} 不是文件名", out.display())) };
                match output::write_one(parent, &name.to_string_lossy(), text.as_bytes()) {
                    Ok(path) => self.say(&format!("写好了：{}", path.display())),
                    Err(error) => return fault(&error.to_string()),
                }
            }
            None => _ = write!(io::stdout(), "{text}"),
        }
        if rows.iter().any(|row| row.verdict == Verdict::Fail) { CONTENT } else { FINE }
    }
}

/// The pages, style sheets and scripts below `folder`.
fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            read(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && READ.iter().any(|ending| path.ends_with(ending)) {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}
