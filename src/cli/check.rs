//! `check`, and `check --fix`: the only command that writes into the articles and the registry of addresses.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::build::{self, Clock, Memo, Mended, Request};
use crate::cli::args::{CheckArgs, Format};
use crate::cli::{CONTENT, FINE, Session, fault};
use crate::diagnostic;
use crate::history::{self, History};
use crate::{content, fix, output};

impl Session {
    pub(super) fn check(&self, wanted: &CheckArgs) -> u8 {
        let request = match self.request(None, false, None, false) {
            Ok(request) => request,
            Err(code) => return code,
        };
        if let Some(path) = wanted.paths.iter().find(|path| !(path.exists() || self.root.join(path).exists())) {
            return fault(&format!("找不到 {}", path.display()));
        }
        if wanted.fix {
            match self.fix(&request, wanted) {
                Ok(_) if !wanted.dry_run => {}
                Ok(places) => return if places > 0 && wanted.strict { CONTENT } else { FINE },
                Err(message) => return fault(&message),
            }
        }
        let history = history::read(&request.root);
        let (site, mut diagnostics) = match build::assemble(&request, Some(&history), &mut Memo::default(), &mut Clock::new()) {
            Ok(assembled) => assembled,
            Err(failure) => return fault(&failure.to_string()),
        };
        if let History::Unknown(reason) = &history
            && site.entries.iter().any(|entry| entry.article.front.reviewed_on.is_some())
        {
            self.say(&format!("没有检查“审核以后又改过”：{reason}。"));
        }
        diagnostics.retain(|diagnostic| self.is_wanted(wanted, &diagnostic.place.source.path));
        match wanted.format {
            Format::Human => {
                self.show(&diagnostics);
                let _ = writeln!(std::io::stdout(), "{}。", diagnostic::summary(&diagnostics));
            }
            Format::Json => {
                let _ = writeln!(std::io::stdout(), "{}", diagnostic::json(&diagnostics));
            }
            Format::Github => {
                let _ = write!(std::io::stdout(), "{}", diagnostic::annotations(&diagnostics));
            }
        }
        if diagnostic::stops(&diagnostics, wanted.strict) { CONTENT } else { FINE }
    }

    /// Whether the file `path` is among those asked for.
    fn is_wanted(&self, wanted: &CheckArgs, path: &str) -> bool {
        let path = self.root.join(path);
        wanted.paths.is_empty() || wanted.paths.iter().any(|wanted| path.starts_with(self.root.join(wanted)) || path.starts_with(wanted))
    }

    /// Mends the articles, or with `--dry-run` shows how. Returns in how many places.
    fn fix(&self, request: &Request, wanted: &CheckArgs) -> Result<usize, String> {
        let mut mended = build::mend(request).map_err(|failure| failure.to_string())?;
        mended.retain(|mended| self.is_wanted(wanted, &mended.source.path));
        for Mended { source, edits } in &mended {
            let text = fix::apply(&source.text, edits);
            if wanted.dry_run {
                let _ = write!(std::io::stdout(), "{}", fix::unified(&source.path, &source.text, &text));
            } else {
                write(&self.root.join(&source.path), &source.text, &text)?;
            }
        }
        let places = mended.iter().map(|mended| mended.edits.len()).sum();
        let told = match (places, wanted.dry_run) {
            (0, _) => "没有能自动改的地方。".to_owned(),
            (_, true) => format!("能改 {places} 处，在 {} 个文件里；现在还没有改，去掉 --dry-run 再运行一次就改好。", mended.len()),
            (_, false) => format!("改好了 {places} 处，在 {} 个文件里。", mended.len()),
        };
        // Machines read stdout: a diff to apply, or the findings.
        if wanted.dry_run || wanted.format != Format::Human {
            self.say(&told);
        } else if !self.quiet {
            let _ = writeln!(std::io::stdout(), "{told}");
        }
        Ok(places)
    }
}

/// Writes `text` in the place of `known`, with the byte order mark and line ends the file has.
fn write(path: &Path, known: &str, text: &str) -> Result<(), String> {
    let told = |why: &str| format!("改不了 {}：{why}；这个文件没有动", path.display());
    let old = fs::read(path).map_err(|error| told(&error.to_string()))?;
    // Somebody may have saved it a moment ago.
    let is_same = content::encode_like(&old, known).as_deref() == Some(&old);
    if !is_same {
        return Err(told("它刚刚被别的程序改过，请再运行一次"));
    }
    // Mending keeps the lines as they are; only the registry of addresses gets new ones.
    let bytes = content::encode_like(&old, text).unwrap_or_else(|| content::encode_lines_like(&old, text));
    output::replace(path, &bytes).map_err(|error| error.to_string())
}
