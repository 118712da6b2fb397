//! `check --fix`: what it writes, what it leaves alone, and that once is enough.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::Arc;

use baodian::markdown::{self, PieceKind};
use baodian::source::{Source, Span};
use baodian::{content, fix};
use proptest::prelude::*;

use crate::harness::{TempSite, site};
use crate::props::{awkward, config};

const WRONG: &str = "---\ntitle: 量血压,先坐好\n---\n\n##准备\n\n坐5-10分钟,手臂放平。\n\n看`a,乙`。\n";
const RIGHT: &str = "---\ntitle: 量血压，先坐好\n---\n\n## 准备\n\n坐5—10分钟，手臂放平。\n\n看`a,乙`。\n";

/// A site with one article.
fn with(article: &str) -> TempSite {
    let site = site("-- site.yaml --\ntitle: 试\n");
    site.write("content/a/01-jia.md", article);
    site
}

/// The article after mending, without a disk.
fn mended(article: &str) -> String {
    let source = Arc::new(Source { path: "content/a/01-jia.md".into(), text: article.to_owned() });
    fix::apply(&source.text, &fix::edits(&source))
}

#[test]
fn fix_mends_and_then_tells_what_is_left() {
    let site = with(&format!("{WRONG}\n[没有](nichts.md)\n"));
    let run = site.run(["check", "--fix"]);
    assert_eq!(run.stdout, "改好了 4 处，在 1 个文件里。\n发现 1 个错误（link-missing 1）。\n");
    assert!(run.stderr.starts_with("错误[link-missing]"), "{}", run.stderr);
    assert_eq!((run.code, site.read("content/a/01-jia.md")), (1, format!("{RIGHT}\n[没有](nichts.md)\n")));
    assert_eq!(site.run(["check", "--fix"]).stdout, "没有能自动改的地方。\n发现 1 个错误（link-missing 1）。\n");
}

#[test]
fn a_dry_run_shows_a_diff_and_writes_nothing() {
    let site = with(WRONG);
    let before = site.snapshot();
    let run = site.run(["check", "--fix", "--dry-run"]).success();
    assert_eq!(
        run.stdout,
        "\
--- a/content/a/01-jia.md
+++ b/content/a/01-jia.md
@@ -1,9 +1,9 @@
 ---
-title: 量血压,先坐好
+title: 量血压，先坐好
 ---
 
-##准备
+## 准备
 
-坐5-10分钟,手臂放平。
+坐5—10分钟，手臂放平。
 
 看`a,乙`。
"
    );
    assert_eq!(run.stderr, "能改 4 处，在 1 个文件里；现在还没有改，去掉 --dry-run 再运行一次就改好。\n");
    assert!(site.snapshot() == before);
    assert_eq!(site.run(["check", "--fix", "--dry-run", "--strict"]).code, 1);
}

#[test]
fn far_changes_stand_in_hunks_of_their_own_and_a_missing_last_line_end_is_told() {
    let lines = |mark: char| format!("甲{mark}\n{}乙{mark}", "丙\n".repeat(9));
    assert_eq!(
        fix::unified("a.md", &lines(','), &lines('，')),
        "--- a/a.md\n+++ b/a.md\n@@ -1,4 +1,4 @@\n-甲,\n+甲，\n 丙\n 丙\n 丙\n@@ -8,4 +8,4 @@\n 丙\n 丙\n 丙\n-乙,\n\\ No newline at end of file\n+乙，\n\\ No newline at end of file\n"
    );
    assert_eq!(fix::unified("a.md", "甲\n", "甲\n"), "");
}

#[test]
fn a_dry_run_without_fix_is_no_command() {
    let run = with(WRONG).run(["check", "--dry-run"]);
    assert_eq!((run.stderr.as_str(), run.code), ("错误：还少了：--fix\n运行 baodian --help 看全部说明\n", 2));
}

#[test]
fn only_the_files_asked_for_are_mended() {
    let site = with(WRONG);
    site.write("content/a/02-yi.md", WRONG);
    site.run(["check", "--fix", "content/a/02-yi.md"]).success();
    assert_eq!((site.read("content/a/01-jia.md"), site.read("content/a/02-yi.md")), (WRONG.to_owned(), RIGHT.to_owned()));
}

#[test]
fn machines_still_read_only_findings_on_stdout() {
    let run = with(WRONG).run(["check", "--fix", "--format", "json"]).success();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("[]\n", "改好了 4 处，在 1 个文件里。\n"));
}

#[test]
fn line_ends_byte_order_mark_permissions_and_links_stay() {
    let site = with("");
    let windows = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n").replacen("\r\n\r\n", "\r\n\n", 1));
    site.write("content/a/01-jia.md", windows(WRONG));
    fs::set_permissions(site.path("content/a/01-jia.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("01-jia.md", site.path("content/a/02-yi.md")).unwrap();
    site.run(["check", "--fix", "content/a/02-yi.md"]).success();
    assert_eq!(site.read("content/a/01-jia.md"), windows(RIGHT));
    assert_eq!(fs::metadata(site.path("content/a/01-jia.md")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_link(site.path("content/a/02-yi.md")).unwrap().to_str(), Some("01-jia.md"));
    assert_eq!(fs::read_dir(site.path("content/a")).unwrap().count(), 2);
}

#[test]
fn a_protected_file_is_left_and_named() {
    let site = with(WRONG);
    fs::set_permissions(site.path("content/a/01-jia.md"), fs::Permissions::from_mode(0o440)).unwrap();
    let run = site.run(["check", "--fix"]);
    assert_eq!((run.stderr.as_str(), run.code), ("错误：改不了 ./content/a/01-jia.md：没有写入的权限；这个文件没有动\n", 2));
    assert_eq!(site.read("content/a/01-jia.md"), WRONG);
}

#[test]
fn a_title_that_others_link_by_name_stays() {
    let site = with("---\ntitle: 血压(家用),怎么量\n---\n\n正文。\n");
    site.write("content/a/02-yi.md", "---\ntitle: 乙\n---\n\n看[[血压(家用),怎么量]]。\n");
    assert_eq!(site.run(["check", "--fix"]).success().stdout.lines().next(), Some("没有能自动改的地方。"));
}

#[test]
fn of_the_front_matter_only_plain_sentences_are_touched() {
    let front = |comma: &str, range: &str| {
        format!(
            "---
title: \"甲{comma}乙\"
short_title: 甲{comma}乙 # 注,解
summary: 给1{range}3岁{comma}看
tags: [甲(1), 乙]
aliases: [怎么量(上)X, 一\"二\"三]
keywords: [甲:乙]
verify:
  - 数字,未核{comma}
  - \"引号{comma}内\"
  - 'it''s,乙'
  - {{id: 甲,乙}}
sources:
  - {{id: x, loc: \"第1-3条,表2\"}}
number: 3
---
"
        )
    };
    let (before, after) = (front(",", "-"), front("，", "—"));
    let expected = after
        .replace("[怎么量(上)X, 一\"二\"三]", "[怎么量（上）X, 一“二”三]")
        .replace("数字,未核", "数字，未核")
        .replace("short_title: 甲，乙 #", "short_title: 甲,乙 #");
    assert_eq!(mended(&before), expected);
    for odd in [
        "---\ntitle: １２３\n---\n",
        "---\ntitle: |\n  甲,乙\n---\n",
        "---\ntitle: 甲,乙\n  接着,写\n---\n",
        "---\ntitle: 甲: 乙,丙\n---\n",
    ] {
        assert_eq!(mended(odd), odd);
    }
}

/// Pieces that the rules look for.
const SLIPS: [&str; 32] = [
    ",",
    ";",
    ":",
    "!",
    "?",
    ".",
    "(",
    ")",
    "（",
    "）",
    "\"",
    "甲",
    "乙丙",
    "1",
    "3",
    "-",
    "岁",
    "１",
    "３",
    "．",
    "Ａ",
    "°",
    "C",
    "℃",
    "、",
    "##",
    "\n",
    "\n\n",
    " ",
    "1、",
    "https://a.cn/b,c",
    "word ",
];

fn slips() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(&SLIPS[..]).prop_map(str::to_owned), 1 => awkward().prop_map(|text| text.chars().take(6).collect())];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Bytes of `text` that are no prose, in their order, joined.
fn untouchable(source: &Source) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for piece in markdown::prose(source, Span::new(0, source.text.len()))
        .iter()
        .flat_map(|run| &run.pieces)
        .filter(|piece| piece.kind == PieceKind::Words)
    {
        rest.push_str(&source.text[at..piece.span.start]);
        at = piece.span.end;
    }
    rest + &source.text[at..]
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn once_is_enough(text in slips()) {
        let once = mended(&text);
        prop_assert_eq!(mended(&once), once);
    }

    #[test]
    fn code_links_and_marks_are_not_touched(text in slips()) {
        let before = Source { path: "a.md".into(), text };
        let body_only = content::cut(&Arc::new(before.clone())).is_ok_and(|cut| cut.front.is_none());
        prop_assume!(body_only);
        let source = Arc::new(before);
        let edits = fix::edits(&source);
        let prose = markdown::prose(&source, Span::new(0, source.text.len()));
        let words: Vec<Span> = prose.iter().flat_map(|run| &run.pieces).filter(|piece| piece.kind == PieceKind::Words).map(|piece| piece.span).collect();
        for edit in &edits {
            prop_assert!(words.iter().any(|span| span.start <= edit.span.start && edit.span.end <= span.end), "{edit:?} leaves the words of {:?}", source.text);
        }
        let after = Source { path: "a.md".into(), text: fix::apply(&source.text, &edits) };
        prop_assert_eq!(source.text.lines().count(), after.text.lines().count());
        if edits.iter().all(|edit| edit.code != "heading-space" && edit.code != "list-comma") {
            prop_assert_eq!(untouchable(&source), untouchable(&after), "{:?} became {:?}", source.text, after.text);
        }
    }

    #[test]
    fn line_ends_come_back_as_they_were(lines in prop::collection::vec(("[甲,a]{0,3}", prop::sample::select(&["\n", "\r\n", "\r"][..])), 0..8), mark in any::<bool>(), last in "[乙]{0,2}") {
        let old: String = lines.iter().map(|(line, end)| format!("{line}{end}")).collect::<String>() + &last;
        let bytes = if mark { format!("\u{FEFF}{old}") } else { old.clone() };
        let text = old.replace("\r\n", "\n").replace('\r', "\n");
        let back = content::encode_like(bytes.as_bytes(), &text);
        prop_assert_eq!(back.as_deref(), Some(bytes.as_bytes()));
    }
}

#[test]
fn fix_writes_new_addresses_down_and_never_changes_a_row() {
    let site = site(
        "-- site.yaml --\ntitle: 试\n-- content/a/01-jia.md --\n---\ntitle: 甲\n---\n\n文。\n-- content/a/02-yi.md --\n---\ntitle: 乙\n---\n\n字。\n",
    );
    site.write("content/data/addresses.yaml", "# 地址\naddresses: []\n");
    let diff = site.run(["check", "--fix", "--dry-run"]).success().stdout;
    assert_eq!(
        diff,
        "\
--- a/content/data/addresses.yaml
+++ b/content/data/addresses.yaml
@@ -1,2 +1,4 @@
 # 地址
+addresses:
+  - {address: a/jia/, id: a/jia, code: \"67tn\"}
+  - {address: a/yi/, id: a/yi, code: \"4zrv\"}
-addresses: []
"
    );
    assert_eq!(site.run(["check", "--fix"]).success().stdout, "改好了 2 处，在 1 个文件里。\n没有发现问题。\n");
    let first = "# 地址\naddresses:\n  - {address: a/jia/, id: a/jia, code: \"67tn\"}\n  - {address: a/yi/, id: a/yi, code: \"4zrv\"}\n";
    assert_eq!(site.read("content/data/addresses.yaml"), first);
    assert_eq!(site.run(["check", "--fix"]).success().stdout, "没有能自动改的地方。\n没有发现问题。\n");
    site.write("content/a/03-ke.md", "---\ntitle: 课\nid: san\n---\n\n话。\n");
    site.write("content/a/04-zu.md", "---\ntitle: 组\nstatus: draft\n---\n\n没写完。\n");
    site.run(["check", "--fix"]).success();
    let (head, tail) = first.split_at(first.find("  - {address: a/yi").unwrap());
    let row = "  - {address: a/ke/, id: san, code: \"mhs5\"}\n";
    assert_eq!(site.read("content/data/addresses.yaml"), format!("{head}{row}{tail}"));
}

#[test]
fn fix_writes_down_quizzes_as_it_does_articles() {
    let site = site(
        "-- site.yaml --\ntitle: 试\n-- content/a/01-jia.md --\n---\ntitle: 甲\n---\n\n文。\n-- content/quiz/ce.yaml --\ntitle: 测一测\nquestions:\n  - {question: 一加一等于几？, options: [一, 二], answers: [二], explanation: 一加一等于二。, article: a/jia}\n",
    );
    site.write("content/data/addresses.yaml", "addresses: []\n");
    site.run(["check", "--fix"]).success();
    assert_eq!(
        site.read("content/data/addresses.yaml"),
        "addresses:\n  - {address: a/jia/, id: a/jia, code: \"67tn\"}\n  - {address: quiz/ce/, id: quiz/ce, code: \"mrcn\"}\n"
    );
}

#[test]
fn an_article_that_cannot_be_read_has_not_vanished() {
    let site = with("---\ntitle: 甲\n---\n\n文。\n");
    site.write("content/data/addresses.yaml", "addresses:\n  - {address: a/jia/, id: a/jia, code: \"2b3c\"}\n");
    site.run(["check"]).success();
    site.write("content/a/01-jia.md", "---\ntitle: [甲\n---\n\n文。\n");
    assert_eq!(site.run(["check"]).stdout, "发现 1 个错误（value-type 1）。\n");
    site.write("content/a/01-jia.md", "---\ntitle: 甲\ncreated: 2999-01-01\n---\n\n文。\n");
    site.run(["check"]).success();
    site.write("content/a/01-jia.md", "---\ntitle: 甲\nstatus: draft\n---\n\n文。\n");
    assert_eq!(site.run(["check"]).stdout, "发现 1 个错误（address-gone 1）。\n");
}
