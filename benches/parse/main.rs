//! The Markdown reader beside the parser below it and beside comrak, on one core and the same texts: the articles
//! of this repository, each parsed by itself, and 1 MB of generated Chinese with a line break after every sentence.
//!
//! `cargo bench --no-default-features --bench parse` prints the throughputs, then the ratios; only the ratios
//! mean anything on another machine.

#[path = "../build/corpus.rs"]
#[expect(dead_code, reason = "the other benchmark writes whole sites")]
mod corpus;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use baodian::source::{Source, Span};
use baodian::{content, markdown};
use comrak::Arena;
use divan::Bencher;
use divan::counter::BytesCount;
use pulldown_cmark::Parser;

/// Documents that are parsed one by one.
struct Texts {
    name: &'static str,
    bodies: Vec<(Arc<Source>, Span)>,
}

static TEXTS: LazyLock<[Texts; 2]> = LazyLock::new(|| {
    let generated = Arc::new(Source { path: "a.md".to_owned(), text: corpus::text(1 << 20) });
    let whole = Span::new(0, generated.text.len());
    [Texts { name: "本站文章", bodies: articles() }, Texts { name: "生成 1 MB", bodies: vec![(generated, whole)] }]
});

fn articles() -> Vec<(Arc<Source>, Span)> {
    let mut paths = Vec::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content")), &mut paths);
    paths.sort();
    let read = |path: String| {
        let text = fs::read_to_string(&path).expect("an article is text");
        let source = Arc::new(Source { path, text });
        let body = content::cut(&source).ok()?.body;
        Some((source, body))
    };
    paths.into_iter().filter_map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("content/ is readable") {
        let path = entry.expect("content/ is readable").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path.to_str().expect("paths are UTF-8").to_owned());
        }
    }
}

impl Texts {
    fn bytes(&self) -> usize {
        self.bodies.iter().map(|(_, body)| body.end - body.start).sum()
    }

    fn each(&self) -> impl Iterator<Item = &str> {
        self.bodies.iter().map(|(source, body)| &source.text[body.start..body.end])
    }
}

/// Shield, events, soft breaks, anchors, spans: everything up to the finished document.
fn ours(texts: &Texts) {
    for (source, body) in &texts.bodies {
        black_box(markdown::parse(source, *body));
    }
}

/// The parser alone, with the same extensions.
fn events(texts: &Texts) {
    for text in texts.each() {
        for event in Parser::new_ext(text, markdown::options()).into_offset_iter() {
            black_box(event);
        }
    }
}

fn html(texts: &Texts) {
    for text in texts.each() {
        let mut html = String::with_capacity(text.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, markdown::options()));
        black_box(html);
    }
}

fn comrak_tree(texts: &Texts) {
    for text in texts.each() {
        black_box(comrak::parse_document(&Arena::new(), text, &comrak_options()));
    }
}

fn comrak_html(texts: &Texts) {
    for text in texts.each() {
        black_box(comrak::markdown_to_html(text, &comrak_options()));
    }
}

fn comrak_options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options.extension.wikilinks_title_before_pipe = true;
    options
}

/// Its name, and what is measured.
type Reader = (&'static str, fn(&Texts));

const READERS: [Reader; 5] = [
    ("baodian：文字 → Document", ours),
    ("pulldown-cmark：只走完事件", events),
    ("pulldown-cmark：到 HTML", html),
    ("comrak（CJK）：只到语法树", comrak_tree),
    ("comrak（CJK）：到 HTML", comrak_html),
];

#[divan::bench(args = READERS.iter().map(|(name, _)| *name))]
fn articles_of_this_site(bencher: Bencher, reader: &str) {
    throughput(bencher, &TEXTS[0], reader);
}

#[divan::bench(args = READERS.iter().map(|(name, _)| *name))]
fn generated(bencher: Bencher, reader: &str) {
    throughput(bencher, &TEXTS[1], reader);
}

fn throughput(bencher: Bencher, texts: &Texts, reader: &str) {
    let read = READERS.iter().find(|(name, _)| *name == reader).expect("a name of the list").1;
    bencher.counter(BytesCount::new(texts.bytes())).bench(|| read(texts));
}

fn main() {
    divan::main();
    for texts in TEXTS.iter() {
        println!("\n{}，{:.2} MB，{} 个文件（一个核）", texts.name, texts.bytes() as f64 / 1e6, texts.bodies.len());
        // Turn by turn, so that whatever else the machine does hits all alike; the best turn counts.
        let mut best = [Duration::MAX; READERS.len()];
        for _ in 0..60 {
            for (best, (_, read)) in best.iter_mut().zip(READERS) {
                let began = Instant::now();
                read(texts);
                *best = began.elapsed().min(*best);
            }
        }
        for ((name, _), took) in READERS.iter().zip(best) {
            let speed = texts.bytes() as f64 / 1e6 / took.as_secs_f64();
            println!("  {speed:6.1} MB/s  {:4.2} 倍  {name}", best[0].as_secs_f64() / took.as_secs_f64());
        }
    }
}
