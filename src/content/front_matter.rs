//! Cuts and reads the front matter: what stands between the first two `---` lines.

use std::sync::Arc;

use crate::content::yaml::{self, Keys, MAX_FRONT_MATTER};
use crate::diagnostic::Diagnostic;
use crate::model::article::FrontMatter;
use crate::source::{Place, Source, Span};

/// A file in its two parts.
pub struct Cut {
    /// Between the fences, without them; `None` when there is no front matter.
    pub front: Option<Span>,
    /// The Markdown after it.
    pub body: Span,
}

/// Finds the fences.
///
/// # Errors
/// A file whose first line is `---` but that never closes.
pub fn cut(source: &Arc<Source>) -> Result<Cut, Box<Diagnostic>> {
    let text = &source.text;
    let whole = Span::new(0, text.len());
    let Some(first_end) = text.find('\n').filter(|end| text[..*end].trim_end() == "---") else {
        // Dashes that an input method turned into Chinese ones are a front matter too.
        let first = text.lines().next().unwrap_or_default().trim_end();
        if matches!(first, "——" | "———" | "－－－" | "—" | "–––" | "———-" | "+++") {
            let diagnostic =
                Diagnostic::error("front-matter-fence", Place::new(source, Span::new(0, first.len())), "文件头要用三个英文减号开始");
            return Err(Box::new(diagnostic.help("第一行只写 ---，文件头结束的地方也只写 ---")));
        }
        return Ok(Cut { front: None, body: whole });
    };
    let mut at = first_end + 1;
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok(Cut { front: Some(Span::new(first_end + 1, at)), body: Span::new(at + line.len(), text.len()) });
        }
        at += line.len();
        if at > first_end + 4 * MAX_FRONT_MATTER {
            break;
        }
    }
    let diagnostic = Diagnostic::error("front-matter-unclosed", Place::new(source, Span::new(0, 3)), "文件头没有结束");
    Err(Box::new(diagnostic.label("从这里开始").help("在文件头最后一项的下面另起一行，只写 ---")))
}

/// Reads the front matter at `span`.
pub fn read(source: &Arc<Source>, span: Span) -> (Option<FrontMatter>, Keys, Vec<Diagnostic>) {
    if span.end - span.start > MAX_FRONT_MATTER {
        let place = Place::new(source, Span::new(span.start, span.start));
        let diagnostic = Diagnostic::error("front-matter-too-long", place, format!("文件头超过 {} KB", MAX_FRONT_MATTER >> 10))
            .help("多半是结束的 --- 放错了地方，正文被当成了文件头");
        return (None, Keys::new(), vec![diagnostic]);
    }
    if source.text[span.start..span.end].trim().is_empty() {
        return (Some(FrontMatter::default()), Keys::new(), Vec::new());
    }
    yaml::read(source, span)
}
