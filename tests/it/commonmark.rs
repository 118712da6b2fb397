//! CommonMark stays CommonMark: its own 652 examples come through the shield as they come without it.

use baodian::markdown;
use baodian::markdown::shield::{clean, shield};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag};

const SPEC: &str = include_str!("../spec/commonmark/spec.txt");

/// The examples that the shield changes, each with its reason: none, for no example has emphasis beside Chinese.
const CHANGED: [usize; 0] = [];

/// The Markdown and the HTML of each example.
fn examples() -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let (begin, end) = (format!("\n{fence} example\n"), format!("\n{fence}\n"));
    let example = |part: &str| {
        let (example, _) = part.split_once(&end).expect("an example ends");
        let (markdown, html) = example.split_once("\n.\n").or_else(|| example.split_once("\n.")).expect("a dot between Markdown and HTML");
        (format!("{markdown}\n").replace('→', "\t"), html.replace('→', "\t"))
    };
    SPEC.split(&begin).skip(1).map(example).collect()
}

fn html<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

fn bare(text: &str, options: Options) -> String {
    html(Parser::new_ext(text, options))
}

fn shielded(text: &str, options: Options) -> String {
    let shielded = shield(text);
    html(Parser::new_ext(&shielded.text, options).map(without_marks))
}

fn without_marks(event: Event<'_>) -> Event<'static> {
    let clear = |text: &CowStr<'_>| CowStr::from(clean(text).into_owned());
    let tag = |tag: Tag<'_>| match tag {
        Tag::Link { link_type, dest_url, title, id } => {
            Tag::Link { link_type, dest_url: clear(&dest_url), title: clear(&title), id: clear(&id) }
        }
        Tag::Image { link_type, dest_url, title, id } => {
            Tag::Image { link_type, dest_url: clear(&dest_url), title: clear(&title), id: clear(&id) }
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(clear(&info))),
        other => other.into_static(),
    };
    match event {
        Event::Text(text) => Event::Text(clear(&text)),
        Event::Code(text) => Event::Code(clear(&text)),
        Event::Html(text) => Event::Html(clear(&text)),
        Event::InlineHtml(text) => Event::InlineHtml(clear(&text)),
        Event::Start(start) => Event::Start(tag(start)),
        other => other.into_static(),
    }
}

#[test]
fn the_shield_changes_no_example_of_commonmark() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    for options in [Options::empty(), markdown::options()] {
        let is_changed = |(_, (markdown, _)): &(usize, &(String, String))| bare(markdown, options) != shielded(markdown, options);
        let changed: Vec<usize> = (1..).zip(&examples).filter(is_changed).map(|(number, _)| number).collect();
        assert_eq!(changed, CHANGED, "with {options:?}");
    }
}

/// Otherwise the test above would compare nothing with nothing.
#[test]
fn the_examples_are_read_and_rendered_as_the_specification_says() {
    let same = examples().iter().filter(|(markdown, html)| bare(markdown, Options::empty()).trim_end() == html.trim_end()).count();
    assert_eq!(same, 630, "pulldown-cmark's own HTML, letter by letter");
}

#[test]
fn between_chinese_characters_the_shield_does_change_something() {
    let text = "它叫**重点：**说明";
    assert_eq!(bare(text, Options::empty()), "<p>它叫**重点：**说明</p>\n");
    assert_eq!(shielded(text, Options::empty()), "<p>它叫<strong>重点：</strong>说明</p>\n");
}
