//! YAML text → typed values, with guards before the parser and every message in Chinese at the right line.
//!
//! serde_yaml 0.9 is quadratic on nested brackets and gives no line for duplicate or unknown keys
//! (RELIABILITY §4), so a linear scan comes first: it bounds size and nesting, refuses anchors and tags,
//! catches full-width punctuation, and records where each top-level key stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::model::nearest::nearest;
use crate::source::{Place, Source, Span};

/// Longer front matter or data than this is refused where a limit is asked for.
pub const MAX_FRONT_MATTER: usize = 16 << 10;
/// Deepest nesting of `[` and `{` on one line.
const MAX_FLOW: usize = 8;

/// Key → where its value stands.
pub type Keys = BTreeMap<String, Span>;

/// Reads `span` of `source` as a mapping of type `T`.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>, span: Span) -> (Option<T>, Keys, Vec<Diagnostic>) {
    let (keys, mut diagnostics) = scan(source, span);
    if !diagnostics.is_empty() {
        return (None, keys, diagnostics);
    }
    let text = &source.text[span.start..span.end];
    match serde_yaml::from_str::<T>(text) {
        Ok(value) => (Some(value), keys, diagnostics),
        Err(error) => {
            diagnostics.push(explain(source, span, &keys, &error));
            (None, keys, diagnostics)
        }
    }
}

/// The guards. Findings here make parsing pointless.
fn scan(source: &Arc<Source>, span: Span) -> (Keys, Vec<Diagnostic>) {
    let mut keys = Keys::new();
    let mut diagnostics = Vec::new();
    let mut offset = span.start;
    let mut block_scalar: Option<usize> = None;
    for line in source.text[span.start..span.end].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let bare = line.trim_end();
        let indent = bare.len() - bare.trim_start_matches(' ').len();
        if bare.trim().is_empty() {
            continue;
        }
        // Lines of a block scalar (`summary: |`) are text, whatever they look like.
        if block_scalar.is_some_and(|parent| indent > parent) {
            continue;
        }
        block_scalar = None;
        let place = |from: usize, to: usize| Place::new(source, Span::new(start + from, start + to));
        if bare.trim_start().starts_with('#') {
            continue;
        }
        if let Some(at) = bare.find('\t').filter(|at| bare[..*at].trim().is_empty()) {
            diagnostics
                .push(Diagnostic::error("yaml-tab", place(at, at + 1), "行首用了 Tab 键").help("YAML 只认空格：把这个 Tab 换成两个空格"));
            continue;
        }
        if let Some(at) = bare.find('\u{3000}').filter(|at| bare[..*at].trim().is_empty()) {
            diagnostics.push(Diagnostic::error("yaml-wide-space", place(at, at + 3), "行首用了全角空格").help("换成半角空格，再检查缩进"));
            continue;
        }
        if let Some(diagnostic) = full_width_colon(bare, &place) {
            diagnostics.push(diagnostic);
            continue;
        }
        if let Some((at, depth)) = deepest_flow(bare)
            && depth > MAX_FLOW
        {
            diagnostics.push(
                Diagnostic::error("yaml-too-deep", place(at, at + 1), format!("括号套了 {depth} 层，太深了"))
                    .help("方括号和花括号最多套 8 层；多半是多打了括号"),
            );
            continue;
        }
        if let Some((at, what)) = reference(bare) {
            diagnostics.push(
                Diagnostic::error("yaml-reference", place(at, at + 1), format!("这里的“{what}”在 YAML 里有特别的意思，不能这样用"))
                    .help("如果它是文字的一部分，把整个值放进引号里，例如 title: \"…\""),
            );
            continue;
        }
        if let Some(at) = missing_space(bare).filter(|_| indent == 0) {
            diagnostics.push(Diagnostic::error("yaml-colon-space", place(at, at + 1), "冒号后面少了一个空格").help(format!(
                "英文冒号后面空一格，把这一行写成：{} {}",
                &bare[..=at],
                &bare[at + 1..]
            )));
            continue;
        }
        if indent == 0
            && let Some((key, value_at)) = key_of(bare)
        {
            let value = bare[value_at..].trim_start();
            let from = start + bare.len() - value.len();
            let value_span = if value.is_empty() { Span::new(start, start + key.len()) } else { Span::new(from, start + bare.len()) };
            if let Some(earlier) = keys.insert(key.to_owned(), value_span) {
                diagnostics.push(
                    Diagnostic::error("key-duplicate", place(0, key.len()), format!("“{key}”写了两次"))
                        .label("第二次")
                        .also(Place::new(source, earlier), "第一次")
                        .help("只留一个"),
                );
            }
        }
        if bare.ends_with(['|', '>']) || bare.ends_with("|-") || bare.ends_with(">-") {
            block_scalar = Some(indent);
        }
    }
    (keys, diagnostics)
}

/// `title：辅食` at the place where a key should end.
fn full_width_colon(line: &str, place: &dyn Fn(usize, usize) -> Place) -> Option<Diagnostic> {
    let body = line.trim_start().trim_start_matches("- ");
    let indent = line.len() - body.len();
    let at = body.find('：')?;
    let key = body[..at].trim();
    // A key is one word; a colon later in a sentence is text.
    if key.is_empty()
        || key.len() > 24
        || key.contains([' ', ':', '"', '\'', '[', '{', '，', '。'])
        || !key.chars().all(char::is_alphanumeric) && !key.contains('_')
    {
        return None;
    }
    if body.starts_with(['"', '\'', '[', '{']) || line.trim_start().starts_with("- ") {
        return None;
    }
    let value = body[at + '：'.len_utf8()..].trim();
    let key = known_alias(key).unwrap_or(key);
    Some(
        Diagnostic::error("yaml-wide-colon", place(indent + at, indent + at + '：'.len_utf8()), "这里的冒号是中文的“：”")
            .label("要换成英文冒号，后面空一格")
            .help(format!("把这一行写成：{key}: {value}")),
    )
}

/// The first key-like word of a line and where its value starts.
fn key_of(line: &str) -> Option<(&str, usize)> {
    let at = line.find(':')?;
    let key = line[..at].trim_end();
    let ends = line[at + 1..].chars().next().is_none_or(char::is_whitespace);
    (ends && !key.is_empty() && !key.starts_with(['-', '"', '\'', '[', '{', '#'])).then_some((key, at + 1))
}

/// The colon of `title:辅食`: at the left margin nothing but a key can stand.
fn missing_space(line: &str) -> Option<usize> {
    let at = line.find(':')?;
    let is_key = at > 0 && line[..at].chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_key && key_of(line).is_none()).then_some(at)
}

/// Where brackets nest deepest on this line, outside quotes, and how deep.
fn deepest_flow(line: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut deepest = None;
    let mut quote = None;
    for (at, byte) in line.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[' | b'{') => {
                depth += 1;
                if deepest.is_none_or(|(_, most)| depth > most) {
                    deepest = Some((at, depth));
                }
            }
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    deepest
}

/// An anchor, alias, tag or directive where a value starts.
fn reference(line: &str) -> Option<(usize, char)> {
    let body = line.trim_start().trim_start_matches("- ");
    let value = match key_of(body) {
        Some((_, at)) => body[at..].trim_start(),
        None => body,
    };
    let first = value.chars().next()?;
    let is_reference = matches!(first, '&' | '*' | '!' | '%' | '@' | '`');
    (is_reference && value.len() > 1).then(|| (line.len() - value.len(), first))
}

/// Turns the parser's English into a Chinese finding at the key it belongs to.
fn explain(source: &Arc<Source>, span: Span, keys: &Keys, error: &serde_yaml::Error) -> Diagnostic {
    let text = &source.text[span.start..span.end];
    let at = error.location().map_or(0, |location| location.index().min(text.len()));
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let whole = error.to_string();
    let message = whole.split(" at line ").next().unwrap_or(&whole);
    let (path, cause) = match message.split_once(": ") {
        Some((path, cause)) if !path.contains(' ') => (path, cause),
        _ => ("", message),
    };
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let trimmed = text[line_start..line_end].trim_end().len() + line_start;
    let mut where_ = Span::new(at, trimmed.max(at)).shifted(span.start);
    // A top-level key named in the message is where the editor must look.
    let top = path.split(['.', '[']).next().unwrap_or_default();
    if let Some(known) = keys.get(top) {
        where_ = if top == path { *known } else { where_ };
    }
    let (code, message, help) = translate(path, if whole.contains("quoted scalar") { "quote" } else { cause });
    if whole.contains("quoted scalar")
        && let Some(span) = open_quote(source, span)
    {
        where_ = span;
    }
    // A day is refused by its own type, which knows no place: it is the value that reads like this.
    if code == "date-invalid"
        && let Some(value) = cause.strip_prefix('“').and_then(|rest| rest.split_once('”'))
        && let Some(known) = keys.values().find(|known| source.text[known.start..known.end].trim_matches(['"', '\'']) == value.0)
    {
        where_ = *known;
    }
    if code == "key-unknown"
        && let Some(key) = quoted(cause).first()
        && let Some(value) = keys.get(*key)
    {
        let line = source.text[..value.start].rfind('\n').map_or(0, |newline| newline + 1);
        where_ = Span::new(line, line + key.len());
    }
    Diagnostic::error(code, Place::new(source, where_), message).help(help)
}

/// The value whose quote is never closed: the last line that opens one more than it closes.
fn open_quote(source: &Source, span: Span) -> Option<Span> {
    let mut offset = span.start;
    for line in source.text[span.start..span.end].split_inclusive('\n') {
        let bare = line.trim_end();
        if let Some((_, at)) = key_of(bare)
            && let value = bare[at..].trim_start()
            && let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
            && value.matches(quote).count() % 2 == 1
        {
            return Some(Span::new(offset + bare.len() - value.len(), offset + bare.len()));
        }
        offset += line.len();
    }
    None
}

fn translate(path: &str, cause: &str) -> (&'static str, String, String) {
    let words = quoted(cause);
    let of = if path.is_empty() || path == "." { String::new() } else { format!("“{path}”") };
    if cause.starts_with("unknown field") {
        let key = words.first().copied().unwrap_or_default();
        let nearest = known_alias(key).or_else(|| nearest(key, &words[1.min(words.len())..]));
        let help = match nearest {
            Some(nearest) => format!("是不是“{nearest}”？"),
            None => format!("能用的有：{}", words[1.min(words.len())..].join("、")),
        };
        return ("key-unknown", format!("没有“{key}”这一项"), help);
    }
    if cause.starts_with("unknown variant") {
        let value = words.first().copied().unwrap_or_default();
        let known = &words[1.min(words.len())..];
        let guess = nearest(value, known).map(|nearest| format!("是不是“{nearest}”？")).unwrap_or_default();
        return ("value-unknown", format!("{of}不能写“{value}”"), format!("{guess}能写的有：{}", known.join("、")));
    }
    if cause.starts_with("missing field") {
        let key = words.first().copied().unwrap_or_default();
        return ("key-missing", format!("{of}缺少“{key}”"), format!("补上一行：{key}: …"));
    }
    if let Some(expected) = cause.strip_prefix("invalid type: ").or_else(|| cause.strip_prefix("invalid value: ")) {
        let (found, wanted) = expected.split_once(", expected ").unwrap_or((expected, ""));
        return ("value-type", format!("{of}写成了{}，这里要的是{}", kind(found), kind(wanted)), example(wanted));
    }
    if cause.contains("不是节日的日期") {
        let help = "能写的有：05-15、08-01至08-07、06月、06-10所在周、05月第二个星期日、农历九月初九";
        return ("date-invalid", cause.to_owned(), help.to_owned());
    }
    if cause.contains("不是时间") {
        return ("date-invalid", cause.to_owned(), "按北京时间写，不写时区，也不写秒；日期和钟点之间空一格".to_owned());
    }
    if cause.contains("不是日期") {
        return ("date-invalid", cause.to_owned(), "例如 2026-01-15；一月写 01，五号写 05".to_owned());
    }
    if cause.contains("untagged enum SourceRef") {
        return ("source-invalid", "出处的写法不对".to_owned(), "写成 sources: [{id: hl66-2024, loc: 第8条}]；loc 可以不写".to_owned());
    }
    let help = if cause.contains("mapping values are not allowed") {
        "同一行里有两个“: ”；把后面的文字放进英文引号里，例如 title: \"喂养: 从辅食开始\"".to_owned()
    } else if cause.contains("quote") || cause.contains("scalar") {
        "引号没有成对；检查这一行和上面几行的 \" 和 '".to_owned()
    } else if cause.contains("sequence") || cause.contains("flow") {
        "方括号或花括号没有成对；列表写成 [甲, 乙]，逗号用英文逗号".to_owned()
    } else if cause.contains("indentation")
        || cause.contains("block mapping")
        || cause.contains("simple key")
        || cause.contains("expected ':'")
    {
        "每一行都写成“名字: 内容”，英文冒号后面空一格，同一级的行首对齐".to_owned()
    } else {
        "对照编辑手册里的例子检查这一行的写法".to_owned()
    };
    ("yaml-syntax", "这里的 YAML 写法不对，读不下去".to_owned(), help)
}

fn kind(english: &str) -> String {
    let known = [
        ("a sequence", "列表"),
        ("sequence", "列表"),
        ("a map", "一组“名字: 内容”"),
        ("map", "一组“名字: 内容”"),
        ("struct", "一组“名字: 内容”"),
        ("a string", "文字"),
        ("a boolean", "true 或 false"),
        ("boolean", "true 或 false"),
        ("u32", "不带小数的数字"),
        ("u64", "不带小数的数字"),
        ("integer", "数字"),
        ("floating point", "小数"),
        ("unit", "空白"),
        ("null", "空白"),
        ("string", "文字"),
    ];
    let text = known.iter().find(|(word, _)| english.starts_with(word)).map_or(english, |(_, chinese)| chinese);
    match quoted_value(english) {
        Some(value) if text == "文字" => format!("文字“{value}”"),
        _ => text.to_owned(),
    }
}

fn example(wanted: &str) -> String {
    if wanted.starts_with("a sequence") {
        "写成 [甲, 乙] 的样子，只有一个也要方括号".to_owned()
    } else if wanted.starts_with("a boolean") {
        "只能写 true 或 false，不加引号".to_owned()
    } else if wanted.starts_with("u32") || wanted.starts_with("u64") {
        "只写阿拉伯数字，例如 12".to_owned()
    } else if wanted.starts_with("struct") || wanted.starts_with("a map") {
        "每一行都写成“名字: 内容”，英文冒号后面空一格".to_owned()
    } else {
        "对照编辑手册里的例子改这一项".to_owned()
    }
}

/// The words between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

fn quoted_value(message: &str) -> Option<&str> {
    let from = message.find('"')? + 1;
    let to = message[from..].rfind('"')? + from;
    Some(&message[from..to])
}

/// Chinese names that people write for keys.
fn known_alias(key: &str) -> Option<&'static str> {
    Some(match key.to_lowercase().as_str() {
        "标题" | "题目" | "名称" => "title",
        "短标题" => "short_title",
        "编号" | "序号" => "number",
        "分类" | "栏目" | "人群" | "组" => "groups",
        "标签" => "tags",
        "摘要" | "简介" => "summary",
        "关键词" => "keywords",
        "别名" => "aliases",
        "作者" => "authors",
        "审核人" | "审稿人" => "reviewers",
        "审核日期" => "reviewed_on",
        "来源" | "出处" => "sources",
        "状态" | "draft" => "status",
        "日期" | "date" => "created",
        "更新" => "updated",
        "description" => "summary",
        "tag" => "tags",
        "group" => "groups",
        "alias" => "aliases",
        "order" | "weight" => "number",
        _ => return None,
    })
}
