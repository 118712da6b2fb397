//! `:::视频`: lines `地址：`, `时长：`, `大小：`, then `文字稿：` and everything behind it.

use crate::diagnostic::Diagnostic;
use crate::markdown::tree::{Builder, Container, Frame};
use crate::markup::text::inlines;
use crate::model::document::{Block, Inline, LinkKind};
use crate::model::nearest::nearest;
use crate::model::video::{Video, seconds};
use crate::source::Span;

/// What a line can begin with, in the order of the handbook.
const KEYS: [&str; 4] = ["地址", "时长", "大小", "文字稿"];
/// How to write it.
const HELP: &str = "一行一项，行首什么也不加：地址：…、时长：…、大小：…，最后 文字稿：…";

/// A video that is not complete yet.
pub struct Film {
    pub video: Video,
    /// The keys read so far. The transcript is the last of them: what follows it are its paragraphs.
    seen: Vec<&'static str>,
    /// Whether a line was not understood.
    garbled: bool,
}

impl Film {
    pub fn new(title: String, span: Span) -> Self {
        Self { video: Video { title, span, ..Video::default() }, seen: Vec::new(), garbled: false }
    }

    fn transcribes(&self) -> bool {
        self.seen.contains(&"文字稿")
    }
}

impl Builder<'_> {
    /// Takes the particulars off a paragraph that stands directly in a video; returns what is left of it.
    pub(super) fn particulars(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let is_particulars = matches!(self.stack.last(), Some(Frame::Blocks(Container::Video(film), _)) if !film.transcribes());
        if !is_particulars {
            return content;
        }
        let mut lines = lines(content).into_iter();
        while let Some(line) = lines.next() {
            if self.particular(&line) == Some("文字稿") {
                let rest = std::iter::once(after_colon(line)).chain(lines);
                return rest.collect::<Vec<_>>().join(&Inline::Text("\n".to_owned()));
            }
        }
        Vec::new()
    }

    /// Reads one line into the video at hand and returns its key.
    fn particular(&mut self, line: &[Inline]) -> Option<&'static str> {
        let words = inlines(line);
        let words = words.trim();
        let (name, value) = words.split_once(['：', ':']).unwrap_or((words, ""));
        let value = value.trim();
        let span = self.written(words, self.block_start).unwrap_or(Span::new(self.block_start, self.block_start));
        let key = KEYS.into_iter().find(|key| *key == name.trim());
        let linked = line.iter().find_map(|inline| if let Inline::Link(link, _) = inline { Some(*link) } else { None });
        let link = match key {
            Some("地址") if linked.is_none() && !value.is_empty() => Some(self.link(value.to_owned(), span, LinkKind::Link)),
            Some(_) | None => linked,
        };
        let place = self.place(span);
        let Some(Frame::Blocks(Container::Video(film), _)) = self.stack.last_mut() else { return None };
        let Some(key) = key else {
            film.garbled = true;
            let guess = nearest(name.trim(), &KEYS).map(|near| format!("是不是“{near}：”？")).unwrap_or_default();
            self.report(Diagnostic::error("video-line", place, "看不懂视频的这一行").help(guess + HELP));
            return None;
        };
        let again = film.seen.contains(&key);
        film.seen.push(key);
        let mut finding = again.then(|| Diagnostic::error("video-line", place.clone(), format!("视频的“{key}”写了两次")).help("只留一行"));
        match key {
            "地址" => film.video.link = link,
            "时长" => {
                film.video.duration = seconds(value);
                if film.video.duration.is_none() {
                    let told = Diagnostic::warning("video-duration", place, format!("看不懂视频时长“{value}”"));
                    finding = finding.or(Some(told.help("写成 4分30秒 的样子")));
                }
            }
            "大小" => {
                value.clone_into(&mut film.video.size);
                if !is_size(value) {
                    let told = Diagnostic::warning("video-size", place, format!("看不懂视频大小“{value}”"));
                    finding = finding.or(Some(told.help("写成 12 MB 的样子；在文件上点右键看“属性”")));
                }
            }
            _ => {}
        }
        self.diagnostics.extend(finding);
        Some(key)
    }

    /// A complete video. `blocks` are its transcript.
    pub(super) fn video(&mut self, film: Film, blocks: Vec<Block>) {
        let place = self.place(film.video.span);
        if !film.transcribes() && !blocks.is_empty() {
            self.report(Diagnostic::error("video-line", place.clone(), "视频里有一段不知道是什么").help(HELP));
        }
        // What was not understood may well be what seems to be missing.
        let is_clear = !film.garbled && (film.transcribes() || blocks.is_empty());
        let missing = |key: &str| is_clear && !film.seen.contains(&key);
        if is_clear && film.video.link.is_none() {
            self.report(
                Diagnostic::error("video-address", place.clone(), "视频没有写地址，没有东西可以看")
                    .help("加一行 地址：网址，或者放在文章旁边的视频文件名"),
            );
        }
        if missing("时长") {
            self.report(
                Diagnostic::warning("video-duration", place.clone(), "视频没有写时长，点开以前不知道要看多久").help("加一行 时长：4分30秒"),
            );
        }
        if missing("大小") {
            self.report(
                Diagnostic::warning("video-size", place.clone(), "视频没有写大小，用流量的人不敢点")
                    .help("加一行 大小：12 MB；在文件上点右键看“属性”"),
            );
        }
        if is_clear && blocks.is_empty() {
            self.report(
                Diagnostic::warning("video-transcript", place, "视频没有文字稿，听不见的人、不方便放声音的人看不了")
                    .help("加一行 文字稿：，后面写上视频里说的话"),
            );
        }
        self.block(Block::Video(Video { transcript: blocks, ..film.video }));
    }
}

/// The lines of a paragraph.
fn lines(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in content {
        let last = lines.last_mut().expect("there is always a last line");
        match inline {
            Inline::Text(text) => {
                let mut parts = text.split('\n').map(|part| Inline::Text(part.to_owned()));
                last.extend(parts.next());
                lines.extend(parts.map(|part| vec![part]));
            }
            Inline::LineBreak => lines.push(Vec::new()),
            other => last.push(other),
        }
    }
    lines.retain(|line| !inlines(line).trim().is_empty());
    lines
}

/// A line without its key.
fn after_colon(mut line: Vec<Inline>) -> Vec<Inline> {
    let first = if line.is_empty() { None } else { Some(line.remove(0)) };
    if let Some(Inline::Text(text)) = first
        && let Some((_, rest)) = text.split_once(['：', ':'])
    {
        let rest = Some(rest.trim_start()).filter(|rest| !rest.is_empty());
        line.splice(0..0, rest.map(|rest| Inline::Text(rest.to_owned())));
    }
    line
}

/// `12 MB`, `1.5GB`, `800KB`, `12兆`.
fn is_size(text: &str) -> bool {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let unit = text[digits..].trim().to_ascii_uppercase();
    text[..digits].parse::<f64>().is_ok() && ["KB", "MB", "GB", "K", "M", "G", "兆"].contains(&unit.as_str())
}
