//! `baodian stats`: the figures an editor plans by.

use std::io::Write as _;

use super::args::{StatsArgs, StatsFormat};
use super::{CONTENT, FINE, Session, fault};
use crate::build::{self, Clock, Memo};
use crate::diagnostic::{self, Level};
use crate::history;
use crate::stats;

impl Session {
    pub(super) fn stats(&self, wanted: &StatsArgs) -> u8 {
        let request = match self.request(wanted.date.as_deref(), true, None, false) {
            Ok(request) => request,
            Err(code) => return code,
        };
        let history = history::read(&request.root);
        let (site, mut findings) = match build::assemble(&request, None, &mut Memo::default(), &mut Clock::new()) {
            Ok(assembled) => assembled,
            Err(failure) => return fault(&failure.to_string()),
        };
        let changed = history::changed_since_review(&request.root, &site, &history);
        let changed: Vec<&str> = changed.iter().map(|finding| finding.place.source.path.as_str()).collect();
        let stats = stats::count(&site, &history, &changed);
        let text = match wanted.format {
            StatsFormat::Human => stats::human(&stats, self.verbose),
            StatsFormat::Json => stats::json(&stats),
            StatsFormat::Csv => stats::csv(&stats),
        };
        let _ = write!(std::io::stdout(), "{text}");
        findings.retain(|finding| finding.level == Level::Error);
        if findings.is_empty() {
            return FINE;
        }
        self.say(&format!("{}；读不了的文章没有算进去。先运行 baodian check 改好它们。", diagnostic::summary(&findings)));
        CONTENT
    }
}
