//! The search index, read back by a second reader written from the format's description alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baodian::model::article::{Article, FrontMatter};
use baodian::model::config::Config;
use baodian::model::date::Date;
use baodian::model::document::{Block, Document, Heading, Inline};
use baodian::model::site::{ArticleId, Entry, Site};
use baodian::search;
use baodian::search::bits::BitWriter;
use baodian::search::normalize::{is_break, normalize};
use baodian::search::sound::{Sounds, fold};
use baodian::source::{Source, Span};
use proptest::prelude::*;

use reader::{Bits, Index, key};

mod reader;

#[test]
fn normalisation_gives_the_golden_answers() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/normalize.json");
    let cases: Vec<BTreeMap<String, String>> = serde_json::from_slice(&std::fs::read(golden).unwrap()).unwrap();
    assert!(cases.len() > 20);
    for case in cases {
        let units = String::from_utf16(&normalize(&case["text"])).unwrap();
        assert_eq!(units, case["units"], "{}", case["why"]);
    }
}

#[test]
fn syllables_are_folded_as_the_golden_list_says() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/syllables.json");
    let folded: BTreeMap<String, String> = serde_json::from_slice(&std::fs::read(golden).unwrap()).unwrap();
    let syllables: Vec<String> = Sounds::new().syllables.into_iter().map(str::to_owned).collect();
    assert_eq!(folded.keys().cloned().collect::<Vec<_>>(), syllables);
    for (syllable, folded) in folded {
        assert_eq!(fold(&syllable), folded, "{syllable}");
    }
}

#[test]
fn every_substring_of_the_real_content_is_found() {
    let site = site(content());
    let files = search::index(&site).files;
    let index = Index::read(&files);
    let text: usize = site.entries.iter().map(|entry| runs(entry).iter().map(String::len).sum::<usize>()).sum();
    let packed: usize = index.shards.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{} documents, {text} bytes of text, {packed} packed, {} shards", site.entries.len(), index.shards.len());

    let mut random = Random(20_261_121);
    let documents: Vec<Vec<String>> = site.entries.iter().filter(|entry| !entry.is_sample()).map(runs).collect();
    for length in 1..=6 {
        let (mut wanted, mut found) = (0, 0);
        for _ in 0..300 {
            let runs = &documents[random.below(documents.len())];
            let run: Vec<char> = runs[random.below(runs.len())].chars().collect();
            if run.len() < length {
                continue;
            }
            let start = random.below(run.len() - length + 1);
            let words: String = run[start..start + length].iter().collect();
            if normalize(&words).is_empty() {
                continue;
            }
            let holders = documents.iter().enumerate().filter(|(_, runs)| runs.iter().any(|run| run.contains(&words)));
            let answer = index.query(&words);
            for (number, _) in holders {
                wanted += 1;
                assert!(answer.contains(&(number as u32)), "“{words}” stands in document {number} and was not found");
            }
            found += answer.len();
        }
        println!("length {length}: {wanted} of {wanted} found, precision {:.1} %", 100.0 * wanted as f64 / found as f64);
    }
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let first = search::index(&site(content())).files;
    assert_eq!(first, search::index(&site(content())).files);
    let paths: BTreeSet<&str> = first.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), first.len(), "two files at one path");
}

#[test]
fn a_small_edit_that_brings_no_new_character_leaves_most_files_alone() {
    let before = search::index(&site(generated(400))).files;
    let mut articles = generated(400);
    articles[200].1.push(("".into(), vec!["老人户外活动，清淡饮食。".into()]));
    let after = search::index(&site(articles)).files;
    let kept = before.iter().filter(|file| after.contains(file)).count();
    println!("{kept} of {} files stay as they are", before.len());
    assert!(kept * 2 > before.len(), "{kept} of {}", before.len());
}

#[test]
fn a_record_written_in_symbols_reads_as_it_was() {
    let text = "“血压”90/60mmHg\\、it's <b>\"A\"</b>，🙂𠀀㎎\u{2028}的";
    let index = Index::read(&search::index(&site(vec![article("量血压", text), article("刷牙", "早晚刷牙")])).files);
    assert_eq!(index.record(0), serde_json::json!([["0/", "量血压", -1, 0, "", "", "", [["", "", text]], "lxy"]]));
    assert_eq!(index.record(1), serde_json::json!([["1/", "刷牙", -1, 0, "", "", "", [["", "", "早晚刷牙"]], "sy"]]));
}

#[test]
fn the_home_text_is_no_document_and_an_empty_site_has_a_manifest() {
    let mut site = site(vec![article("首页", "欢迎"), article("刷牙", "早晚刷牙")]);
    site.home = Some(ArticleId(0));
    let index = Index::read(&search::index(&site).files);
    assert_eq!(index.query("刷牙"), BTreeSet::from([0]));
    assert_eq!(index.query("欢迎"), BTreeSet::new());

    site.entries.clear();
    site.home = None;
    let files = search::index(&site).files;
    assert!(files.iter().all(|file| !file.path.starts_with("search/s/") && !file.path.starts_with("search/d/")));
    assert_eq!(Index::read(&files).query("刷牙"), BTreeSet::new());
}

#[test]
fn pairs_never_cross_runs_and_title_pairs_have_the_top_level() {
    let site = site(vec![article("近视防控", "多到户外\n活动"), article("户外活动", "预防近视")]);
    let index = Index::read(&search::index(&site).files);
    let pair = |text: &str| {
        let units = normalize(text);
        index.list(u32::from(units[0]) << 16 | u32::from(units[1]))
    };
    assert_eq!(pair("外活"), [(1, 2)]);
    assert_eq!(pair("近视").iter().map(|(number, level)| (*number, *level == 2)).collect::<Vec<_>>(), [(0, true), (1, false)]);
}

#[test]
fn a_giant_list_loses_its_impacts_and_no_document() {
    let mut random = Random(7);
    let articles: Vec<_> = (0..90_000)
        .map(|number| article(if number % 1000 == 3 { "健康" } else { "" }, if random.below(2) == 0 { "健康" } else { "" }))
        .collect();
    let truth: Vec<(u32, bool)> = articles
        .iter()
        .enumerate()
        .filter(|(_, (front, sections))| front.title.as_deref() == Some("健康") || sections[0].1[0] == "健康")
        .map(|(number, (front, _))| (number as u32, front.title.as_deref() == Some("健康")))
        .collect();
    let index = Index::read(&search::index(&site(articles)).files);
    let list: Vec<(u32, bool)> =
        index.list(u32::from('健') << 16 | u32::from('康')).iter().map(|(number, level)| (*number, *level == 2)).collect();
    assert!(list == truth);
    assert!(index.shards.iter().all(|(_, bytes)| bytes.len() < 17 * 1024), "a list over 16 KB");
}

proptest! {
    #[test]
    fn numbers_written_are_the_numbers_read(
        gammas in prop::collection::vec(1_u32..1 << 30, 0..20),
        choices in prop::collection::vec((1_u32..1 << 20).prop_flat_map(|choices| (0..choices, Just(choices))), 0..20),
        list in prop::collection::btree_set(5_u32..3000, 0..400),
        ranks in prop::collection::vec(0_u32..8, 0..20),
    ) {
        let list: Vec<u32> = list.into_iter().collect();
        let mut writer = BitWriter::default();
        gammas.iter().for_each(|value| writer.gamma(*value));
        choices.iter().for_each(|(value, choices)| writer.choice(*value, *choices));
        writer.ascending(&list, 5, 2999);
        ranks.iter().for_each(|rank| writer.unary(*rank, 7));
        let mut reader = Bits { bytes: &writer.into_bytes(), at: 0 };
        for value in gammas {
            prop_assert_eq!(reader.gamma(), value);
        }
        for (value, choices) in choices {
            prop_assert_eq!(reader.choice(choices), value);
        }
        prop_assert_eq!(reader.ascending(list.len() as u32, 5, 2999), list);
        for rank in ranks {
            prop_assert_eq!(reader.unary(7), rank);
        }
    }

    #[test]
    fn the_index_holds_each_pair_of_each_document_and_no_other(
        texts in prop::collection::vec("[一丁七万丈三上下Aa1 ，\n𠀀]{0,40}", 1..60)
    ) {
        let index = Index::read(&search::index(&site(texts.iter().map(|text| article("题", text)).collect())).files);
        let mut truth: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (number, text) in texts.iter().enumerate() {
            let mut keys = BTreeSet::from([u32::from('题')]);
            for run in text.split('\n').map(normalize) {
                keys.extend(run.iter().filter(|unit| !is_break(**unit)).map(|unit| u32::from(*unit)));
                keys.extend(run.windows(2).filter(|pair| !pair.iter().any(|unit| is_break(*unit))).map(key));
            }
            for key in keys {
                truth.entry(key).or_default().push(number as u32);
            }
        }
        let mut all = BTreeMap::new();
        for number in 0..index.shards.len() {
            all.extend(index.shard(number).into_iter().map(|(key, list)| (key, list.iter().map(|hit| hit.0).collect::<Vec<_>>())));
        }
        prop_assert_eq!(all, truth);
    }
}

// Sites to index.

type Draft = (FrontMatter, Vec<(String, Vec<String>)>);

fn article(title: &str, text: &str) -> Draft {
    let front = FrontMatter { title: Some(title.into()), ..FrontMatter::default() };
    (front, vec![(String::new(), text.split('\n').map(str::to_owned).collect())])
}

/// `count` articles of sentences put together by chance.
fn generated(count: usize) -> Vec<Draft> {
    const WORDS: [&str; 24] = [
        "发热",
        "孩子",
        "老人",
        "多喝水",
        "看医生",
        "血压",
        "刷牙",
        "户外",
        "活动",
        "接种",
        "疫苗",
        "每天",
        "一次",
        "不要",
        "及时",
        "家长",
        "睡眠",
        "饮食",
        "清淡",
        "HPV",
        "39度",
        "安全",
        "的",
        "是",
    ];
    let mut random = Random(1);
    let mut sentence = |words: usize| (0..words).map(|_| WORDS[random.below(WORDS.len())]).collect::<String>();
    (0..count).map(|_| article(&sentence(4), &(0..12).map(|_| sentence(15)).collect::<Vec<_>>().join("\n"))).collect()
}

/// The Markdown files of `content/`, read crudely: front matter, headings, lines.
fn content() -> Vec<Draft> {
    let mut drafts = Vec::new();
    for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content/")).sort_by_file_name() {
        let file = file.unwrap();
        if file.path().extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).unwrap();
        let mut parts = text.splitn(3, "---\n");
        let (Some(""), Some(front), Some(body)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let Ok(front) = serde_yaml::from_str::<FrontMatter>(front) else { continue };
        let mut sections = vec![(String::new(), Vec::new())];
        for line in body.lines().map(|line| line.replace("**", "")) {
            if line.starts_with('#') {
                sections.push((line.trim_start_matches('#').trim().to_owned(), Vec::new()));
            } else if !line.trim().is_empty() && !line.starts_with(":::") {
                sections.last_mut().unwrap().1.extend(line.split('|').map(|cell| cell.trim().to_owned()));
            }
        }
        drafts.push((front, sections));
    }
    assert!(!drafts.is_empty(), "no content to test with");
    drafts
}

fn site(drafts: Vec<Draft>) -> Site {
    Site {
        config: Config::default(),
        date: Date::parse("2026-11-21").unwrap(),
        series: Vec::new(),
        entries: drafts.into_iter().enumerate().map(|(number, draft)| entry(number, draft)).collect(),
        home: None,
        tags: Vec::new(),
        booklets: Vec::new(),
        quizzes: Vec::new(),
        directories: Vec::new(),
        events: Vec::new(),
        calendar: Vec::new(),
        milestones: Vec::new(),
        hotlines: Vec::new(),
        glossary: Vec::new(),
        references: BTreeMap::new(),
        synonyms: baodian::model::synonyms::Synonyms::default(),
        assets: Vec::new(),
        forwards: Vec::new(),
        short: BTreeMap::new(),
    }
}

fn entry(number: usize, (front, sections): Draft) -> Entry {
    let mut blocks = Vec::new();
    for (place, (heading, lines)) in sections.into_iter().enumerate() {
        if !heading.is_empty() {
            let content = vec![Inline::Text(heading)];
            blocks.push(Block::Heading(Heading { level: 2, id: format!("s{place}"), content, span: Span::default() }));
        }
        blocks.extend(lines.into_iter().map(|line| Block::Paragraph(vec![Inline::Text(line)])));
    }
    let article = Article {
        source: Arc::new(Source { path: String::new(), text: String::new() }),
        title: front.title.clone().unwrap_or_default(),
        summary: front.summary.clone().unwrap_or_default(),
        slug: number.to_string(),
        front,
        keys: BTreeMap::new(),
        document: Document { blocks, ..Document::default() },
    };
    Entry {
        article: Arc::new(article),
        id: number.to_string(),
        series: None,
        groups: Vec::new(),
        everyone: false,
        permalink: format!("{number}/"),
        targets: Vec::new(),
        previous: None,
        next: None,
        related: Vec::new(),
    }
}

/// All a reader could search of an entry, as written.
fn runs(entry: &Entry) -> Vec<String> {
    let article = &entry.article;
    let front = &article.front;
    let mut runs = vec![article.title.clone(), article.summary.clone()];
    runs.extend(front.short_title.clone());
    runs.extend([&front.aliases, &front.keywords, &front.tags].into_iter().flatten().cloned());
    for section in baodian::markup::text::sections(&article.document) {
        runs.push(section.heading);
        runs.extend(section.runs);
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// A linear congruential generator (Knuth's MMIX constants): the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}
