//! The editors' writing manual that runs: each document of `tests/spec` holds examples (a fenced block
//! `markdown`) followed by the HTML they become (`html`), what a public account gets (`wechat`), what stands in an electronic book (`xhtml`), the findings they cause (`text`), what
//! `check --fix` makes of them (`mended`), or several of these.
//! A block `article` is a whole file with its front matter, a block `site` several files below `-- path --`
//! lines: these are read in a site with `preset: health`.
//! How the documents are written stands in `tests/spec/README.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use baodian::markup::html::{self, Href};
use baodian::markup::{wechat, xhtml};
use baodian::model::date::Date;
use baodian::model::document::LinkId;
use baodian::model::path::{percent_encode, relative};
use baodian::model::picture::Fault;
use baodian::model::site::{ArticleId, Asset, Site, Target};
use baodian::site::Wishes;
use baodian::source::Source;
use baodian::{check, content, diagnostic, fix, site};

use crate::harness::{TODAY, split};
use crate::xml;

/// What stands in the site of every example besides the example itself.
const NEIGHBOURS: [(&str, &str); 3] = [
    ("site.yaml", "title: 试\ngroups:\n  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}\n"),
    (
        "content/shouce/02-xueya.md",
        "---\ntitle: 量血压\naliases: [血压怎么量]\n---\n\n## 准备\n\n坐五分钟。\n\n## 怎么绑袖带 {#xiudai}\n\n绑在上臂。\n",
    ),
    ("content/pages/about.md", "---\ntitle: 关于我们\n---\n\n介绍。\n"),
];
/// The example's own file.
const OWN: &str = "content/shouce/01-li.md";
/// Its front matter: the example begins on line 4.
const FRONT: &str = "---\ntitle: 例\n---\n";

/// What a site of health texts has besides.
const HEALTH: [(&str, &str); 4] = [
    ("site.yaml", include_str!("../spec/check/site.yaml")),
    ("content/data/hotlines.yaml", include_str!("../spec/check/hotlines.yaml")),
    ("content/data/sources.yaml", "sources:\n  - {id: zhinan, title: 《指南》}\n"),
    ("content/data/lint-terms.yaml", include_str!("../../content/data/lint-terms.yaml")),
];

/// How much of the site an example brings along.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brings {
    /// The body of its own file.
    Body,
    /// Its own file.
    Article,
    /// Files below `-- path --` lines.
    Files,
}

/// One example of a document.
struct Example {
    line: usize,
    brings: Brings,
    markdown: String,
    /// The body it becomes, where the document says so.
    html: Option<String>,
    /// What a public account gets, where the document says so.
    wechat: Option<String>,
    /// What stands in an electronic book, where the document says so.
    xhtml: Option<String>,
    /// The findings it causes; none when the document is silent.
    findings: String,
    /// What `check --fix` makes of it; the same when the document is silent.
    mended: Option<String>,
}

#[test]
fn paragraphs() {
    check_spec("01-paragraphs.md");
}

#[test]
fn emphasis() {
    check_spec("02-emphasis.md");
}

#[test]
fn lists() {
    check_spec("03-lists.md");
}

#[test]
fn tables() {
    check_spec("04-tables.md");
}

#[test]
fn links() {
    check_spec("05-links.md");
}

#[test]
fn footnotes() {
    check_spec("06-footnotes.md");
}

#[test]
fn key_points_and_care_cards() {
    check_spec("07-care-cards.md");
}

#[test]
fn other_boxes() {
    check_spec("08-boxes.md");
}

#[test]
fn headings() {
    check_spec("09-headings.md");
}

#[test]
fn pictures() {
    check_spec("10-pictures.md");
}

#[test]
fn raw_html() {
    check_spec("11-html.md");
}

#[test]
fn code() {
    check_spec("12-code.md");
}

#[test]
fn captioned_tables() {
    check_spec("13-captions.md");
}

#[test]
fn videos() {
    check_spec("14-videos.md");
}

#[test]
fn exercises() {
    check_spec("15-exercises.md");
}

#[test]
fn public_account_articles() {
    check_spec("16-wechat.md");
}

#[test]
fn electronic_books() {
    check_spec("17-epub.md");
}

#[test]
fn lessons() {
    check_spec("18-lessons.md");
}

#[test]
fn policies_and_words() {
    check_spec("check/policies-and-words.md");
}

/// The 84 edge cases of Chinese Markdown, by their numbers.
#[test]
fn chinese_edge_cases() {
    check_spec("20-chinese-emphasis.md");
    check_spec("21-chinese-softbreak.md");
    check_spec("22-chinese-autolink.md");
    check_spec("23-chinese-link.md");
    check_spec("24-chinese-heading.md");
    check_spec("25-chinese-table-list.md");
    check_spec("26-chinese-number-tilde.md");
    check_spec("27-chinese-note-alert.md");
    check_spec("28-chinese-escape.md");
}

#[test]
fn directives_gone_wrong() {
    check_spec("check/directives.md");
}

#[test]
fn review() {
    check_spec("check/review.md");
}

#[test]
fn front_matter_of_health_articles() {
    check_spec("check/fields.md");
}

#[test]
fn easy_reading() {
    check_spec("check/text.md");
}

#[test]
fn headings_tables_and_copies() {
    check_spec("check/structure.md");
}

#[test]
fn numbers_people_act_on() {
    check_spec("check/numbers.md");
}

#[test]
fn words_to_beware_of() {
    check_spec("check/terms.md");
}

#[test]
fn pictures_of_people_and_places() {
    check_spec("check/pictures.md");
}

#[test]
fn privacy() {
    check_spec("check/privacy.md");
}

#[test]
fn words_readers_use() {
    check_spec("check/synonyms.md");
}

#[test]
fn addresses_that_were_published() {
    check_spec("check/addresses.md");
}

#[test]
fn quizzes() {
    check_spec("check/quiz.md");
}

#[test]
fn booklets() {
    check_spec("check/booklet.md");
}

#[test]
fn directories() {
    check_spec("check/directory.md");
}

#[test]
fn directory_tables() {
    check_spec("check/table.md");
}

#[test]
fn events_and_days_of_the_year() {
    check_spec("check/event.md");
}

#[test]
fn levels_of_checks() {
    check_spec("check/levels.md");
}

#[test]
fn mended_marks() {
    check_spec("fix/01-marks.md");
}

#[test]
fn mended_numbers() {
    check_spec("fix/02-numbers.md");
}

#[test]
fn mended_lines() {
    check_spec("fix/03-lines.md");
}

#[test]
fn left_as_it_is() {
    check_spec("fix/04-untouched.md");
}

#[test]
fn every_document_is_read_by_a_test() {
    let tests = include_str!("spec.rs");
    for prefix in ["", "check/", "fix/"] {
        for entry in fs::read_dir(folder().join(prefix)).unwrap() {
            let name = format!("{prefix}{}", entry.unwrap().file_name().into_string().unwrap());
            let is_document = name.ends_with(".md") && name != "README.md";
            assert!(!is_document || tests.contains(&format!("check_spec(\"{name}\")")), "no test reads {name}");
        }
    }
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/spec"))
}

/// Compares every example of the document `name` with what the program makes of it.
fn check_spec(name: &str) {
    let document = fs::read_to_string(folder().join(name)).unwrap();
    let examples = examples(name, &document);
    assert!(examples.len() >= 3, "{name} has only {} examples", examples.len());
    let mut wrong = String::new();
    for example in &examples {
        let Rendered { html, wechat, xhtml, findings } = render(example.brings, &example.markdown);
        let expected = example.html.as_deref().unwrap_or(&html);
        let expected_wechat = example.wechat.as_deref().unwrap_or(&wechat);
        let expected_xhtml = example.xhtml.as_deref().unwrap_or(&xhtml);
        if let Err(problem) = xml::elements(&format!("<body>{xhtml}</body>")) {
            let _ = write!(wrong, "\n{name}:{}\n{}\nin a book is no XML: {problem}\n{xhtml}\n", example.line, example.markdown);
        }
        let source = Arc::new(Source { path: OWN.to_owned(), text: format!("{FRONT}{}", example.markdown) });
        // A whole file brings its own front matter; what is mended is shown on bodies.
        let edits = if example.brings == Brings::Body { fix::edits(&source) } else { Vec::new() };
        let mended = fix::apply(&source.text, &edits);
        let mended_as = example.mended.as_ref().unwrap_or(&example.markdown);
        for (is, should) in [
            (html.as_str(), expected),
            (&wechat, expected_wechat),
            (&xhtml, expected_xhtml),
            (&findings, &example.findings),
            (&mended[FRONT.len()..], mended_as),
        ] {
            if is.trim_end() != should.trim_end() {
                let _ = write!(wrong, "\n{name}:{}\n{}\nshould give\n{should}\nbut gives\n{is}\n", example.line, example.markdown);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The files of an example's site.
fn files(brings: Brings, text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = NEIGHBOURS.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    if brings != Brings::Body {
        files.remove("content/pages/about.md");
        files.remove("content/shouce/02-xueya.md");
        files.extend(HEALTH.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    }
    match brings {
        Brings::Body => drop(files.insert(OWN.to_owned(), format!("{FRONT}{text}"))),
        Brings::Article => drop(files.insert(OWN.to_owned(), text.to_owned())),
        Brings::Files => files.extend(split(text)),
    }
    files
}

/// What an example becomes.
struct Rendered {
    html: String,
    wechat: String,
    xhtml: String,
    findings: String,
}

/// The pictures of the examples about checks: their names, weights, and what is wrong with the files.
fn kept_pictures() -> [(&'static str, usize, Vec<Fault>); 9] {
    [
        ("paizhao.jpg", 10 << 10, vec![]),
        ("dizhi.jpg", 10 << 10, vec![Fault::Position]),
        ("datu.png", 250 << 10, vec![]),
        ("zhongtu.png", 150 << 10, vec![]),
        ("huai.jpg", 1, vec![Fault::Unreadable("它已经损坏，或者没有存完整".to_owned())]),
        ("haibao.jpg", 0, vec![Fault::ManyBytes(31 << 20)]),
        ("quanjing.jpg", 9 << 20, vec![Fault::ManyPixels(100_000_000)]),
        ("mingzi.png", 10 << 10, vec![Fault::OtherFormat("JPEG", "jpg")]),
        ("donghua.svg", 10 << 10, vec![Fault::Cleaned(vec!["动画", "脚本"])]),
    ]
}

/// The example's body as HTML and for a public account, and the findings of its site.
fn render(brings: Brings, text: &str) -> Rendered {
    let (texts, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
        files(brings, text).into_iter().partition(|(path, _)| [".md", ".yaml", ".csv"].iter().any(|ending| path.ends_with(ending)));
    let texts: Vec<Arc<Source>> = texts.into_iter().map(|(path, text)| Arc::new(Source { path, text })).collect();
    let (mut folder, mut diagnostics) = content::declare("试", &texts);
    let mut articles = Vec::new();
    for source in texts.iter().filter(|source| source.path.ends_with(".md")) {
        let reading = content::read(source);
        diagnostics.extend(fix::findings(source, &reading));
        diagnostics.extend(reading.findings);
        articles.extend(reading.article.map(Arc::new));
    }
    for (name, size) in [("mifen.png", Some((640, 480))), ("biaoge.pdf", None)] {
        let source = format!("content/shouce/{name}");
        folder.names.insert(source.clone());
        folder.attachments.insert(source.clone(), Asset::new(source, Arc::new([]), size));
    }
    folder.names.extend(others.into_keys());
    for (name, bytes, faults) in kept_pictures() {
        let source = format!("content/shouce/{name}");
        folder.names.insert(source.clone());
        folder.attachments.insert(source.clone(), Asset { faults, ..Asset::new(source, vec![0; bytes].into(), Some((640, 480))) });
    }
    let (site, findings) = site::assemble(articles, &folder, Wishes { date: Date::parse(TODAY).unwrap(), drafts: false });
    diagnostics.extend(findings);
    diagnostics.extend(check::run(&site, &folder));
    check::adjust(&mut diagnostics, &folder);
    diagnostic::sort(&mut diagnostics);
    let findings = diagnostic::human(&diagnostics, false);
    let Some(at) = site.entries.iter().position(|entry| entry.article.source.path == OWN) else {
        return Rendered { html: String::new(), wechat: String::new(), xhtml: String::new(), findings };
    };
    let document = &site.entries[at].article.document;
    let href = |link| href(&site, ArticleId(at), link);
    let html = html::lead(document, &href).unwrap_or_default() + &html::body(document, &href);
    Rendered { html, wechat: wechat::fragment(document, &href), xhtml: xhtml::body(document, &href), findings }
}

/// Where a link leads, as pages name it.
fn href(site: &Site, own: ArticleId, link: LinkId) -> Href {
    let entry = site.entry(own);
    let page = |permalink: &str, fragment: &Option<String>| {
        let href = percent_encode(&relative(&entry.permalink, &format!("{permalink}index.html")));
        Href::Inside(fragment.as_ref().map_or(href.clone(), |fragment| format!("{href}#{fragment}")))
    };
    match &entry.targets[link.0] {
        Target::Article { id, fragment } => page(&site.entry(*id).permalink, fragment),
        Target::Page { permalink, fragment } => page(permalink, fragment),
        Target::Anchor(fragment) => Href::Inside(format!("#{fragment}")),
        Target::Asset(at) => Href::File(percent_encode(&relative(&entry.permalink, &site.assets[*at].path)), site.assets[*at].size),
        Target::External(address) => Href::Outside(address.clone()),
        Target::Broken => Href::Nowhere,
    }
}

/// The examples of a document, in their order.
fn examples(name: &str, document: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = document.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        if ticks < 3 {
            continue;
        }
        let (fence, kind) = line.split_at(ticks);
        let mut block = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| line.trim_end() != fence) {
            block += line;
            block.push('\n');
        }
        match (kind, examples.last_mut()) {
            ("markdown" | "article" | "site", _) => {
                let brings = match kind {
                    "article" => Brings::Article,
                    "site" => Brings::Files,
                    _ => Brings::Body,
                };
                examples.push(Example {
                    line: at + 1,
                    brings,
                    markdown: block,
                    html: None,
                    wechat: None,
                    xhtml: None,
                    findings: String::new(),
                    mended: None,
                });
            }
            ("html", Some(example)) if example.html.is_none() && example.findings.is_empty() => example.html = Some(block),
            ("wechat", Some(example)) if example.wechat.is_none() && example.findings.is_empty() => example.wechat = Some(block),
            ("xhtml", Some(example)) if example.xhtml.is_none() && example.findings.is_empty() => example.xhtml = Some(block),
            ("text", Some(example)) if example.findings.is_empty() => example.findings = block,
            ("mended", Some(example)) if example.mended.is_none() => example.mended = Some(block),
            _ => panic!("{name}:{}: a block “{kind}” is not expected here", at + 1),
        }
    }
    for example in &examples {
        // Nothing is said about a whole article only when nothing is wrong with it; what stays as it is has nothing to show.
        let may_be_silent = example.brings != Brings::Body || name == "fix/04-untouched.md";
        assert!(
            may_be_silent || example.html.is_some() || example.wechat.is_some() || example.xhtml.is_some() || !example.findings.is_empty(),
            "{name}:{}: this example has no result",
            example.line
        );
    }
    examples
}
