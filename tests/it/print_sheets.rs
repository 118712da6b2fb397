//! Booklets on paper. Numbered pages are imposed by the real program, read back from the PDF with `pdftotext`
//! (poppler-utils), and put together the way a person would: cut, stack, fold, leaf through.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::harness::{TempSite, site};
use crate::print::TINY;

const DATE: &str = "2026-11-21";

/// A theme that prints nothing but page numbers: as many as the title says, on the paper the subtitle says.
const NUMBERS: &str = r#"
#import "blocks.typ": *
#let chapter(info, body) = none
#let article(info, body) = none
#let booklet(info, body) = {
  set document(title: info.title, date: info.day)
  let (width, height) = if info.subtitle == "a6" { (105mm, 148mm) } else if info.subtitle == "a4" { (210mm, 297mm) } else { (148mm, 210mm) }
  set page(width: width, height: height, margin: 20mm)
  set text(font: song, lang: "zh", fallback: false)
  let last = int(info.title)
  for at in range(1, last) { page(str(at)) }
  for _ in range(info.notes) { page("笔记") }
  page(str(last))
}
"#;

/// A site with a booklet of numbered pages for each `(pages, paper)`: `5-a6`.
fn numbered(booklets: &[(usize, &str)]) -> TempSite {
    let site = site(
        "-- site.yaml --\ntitle: 试验站\n-- content/ka/_series.yaml --\ntitle: 卡片\n-- content/ka/01-one.md --\n---\ntitle: 一\n---\n\n一句。\n",
    );
    site.write("themes/default/print/booklet-a5.typ", NUMBERS);
    for (pages, paper) in booklets {
        site.write(&format!("content/booklets/{pages}-{paper}.yaml"), format!("title: '{pages}'\nsubtitle: {paper}\nseries: ka\n"));
    }
    site
}

/// What stands on each side of the sheets, row by row from the left.
fn sides(site: &TempSite, name: &str) -> Vec<Vec<String>> {
    let output = Command::new("pdftotext").args(["-layout"]).arg(site.path(&format!("pdf/{name}.pdf"))).arg("-").output();
    let text = String::from_utf8(output.expect("pdftotext is needed (poppler-utils)").stdout).unwrap();
    text.split_terminator('\u{c}').map(|side| side.split_whitespace().map(str::to_owned).collect()).collect()
}

/// A sheet with two pages on each side.
type Strip<'a> = [&'a [String]; 2];

/// The pages in the order of leafing, after folding bundle by bundle.
fn folded(strips: &[Strip]) -> Vec<String> {
    let most = if strips.len() > 16 { 4 } else { strips.len() };
    let bundles = strips.len().div_ceil(most);
    let mut rest = strips;
    let mut leafed = Vec::new();
    for bundle in 0..bundles {
        let (own, others) = rest.split_at(strips.len() / bundles + usize::from(bundle < strips.len() % bundles));
        rest = others;
        leafed.extend(own.iter().flat_map(|[front, back]| [front[1].clone(), back[0].clone()]));
        leafed.extend(own.iter().rev().flat_map(|[front, back]| [back[1].clone(), front[0].clone()]));
    }
    leafed
}

/// Pages in order, with notes before the back cover.
fn book(pages: usize, places: usize) -> Vec<String> {
    let numbers = |range: std::ops::RangeInclusive<usize>| range.map(|page| page.to_string()).collect::<Vec<_>>();
    [numbers(1..=pages - 1), vec!["笔记".to_owned(); places - pages], numbers(pages..=pages)].concat()
}

#[test]
fn folded_sheets_of_1_to_65_pages_read_in_order() {
    let all: Vec<(usize, &str)> = (1..=65).map(|pages| (pages, "a5")).collect();
    let site = numbered(&all);
    site.run(["print", "--imposed", "--date", DATE]).success();
    for pages in 1..=65 {
        let sides = sides(&site, &format!("{pages}-a5-imposed"));
        if pages <= 2 {
            assert_eq!(sides.concat(), book(pages, pages), "one sheet needs no folding");
            continue;
        }
        let strips: Vec<Strip> = sides.chunks(2).map(|sheet| [&sheet[0][..], &sheet[1][..]]).collect();
        assert_eq!(strips.len(), pages.div_ceil(4), "{pages}");
        assert_eq!(folded(&strips), book(pages, pages.next_multiple_of(4)), "{pages}");
    }
}

#[test]
fn pocket_books_lie_four_on_a_side_and_read_in_order_when_cut_across_and_folded() {
    let all: Vec<(usize, &str)> = [3, 8, 9, 31, 32, 33, 64, 65].map(|pages| (pages, "a6")).to_vec();
    let site = numbered(&all);
    site.run(["print", "--imposed", "--date", DATE]).success();
    for (pages, _) in all {
        let sides = sides(&site, &format!("{pages}-a6-imposed"));
        let row = |row: usize| sides.chunks(2).map(move |sheet| [&sheet[0][2 * row..2 * row + 2], &sheet[1][2 * row..2 * row + 2]]);
        let strips: Vec<Strip> = row(0).chain(row(1)).collect();
        assert_eq!(folded(&strips), book(pages, pages.next_multiple_of(8)), "{pages}");
    }
}

#[test]
fn quarters_cut_and_stacked_are_in_order() {
    let site = numbered(&[(5, "a6"), (16, "a6"), (29, "a6")]);
    site.run(["print", "--cut", "--date", DATE]).success();
    for pages in [5, 16, 29_usize] {
        let sides = sides(&site, &format!("{pages}-a6-cut"));
        // Behind the top left quarter lies the top right one of the back.
        let pile = |front: usize, back: usize| sides.chunks(2).flat_map(move |sheet| [sheet[0][front].clone(), sheet[1][back].clone()]);
        let stacked: Vec<String> = pile(0, 1).chain(pile(1, 0)).chain(pile(2, 3)).chain(pile(3, 2)).collect();
        assert_eq!(stacked, book(pages, pages.next_multiple_of(8)), "{pages}");
    }
}

#[test]
fn without_duplex_all_fronts_come_first_then_the_backs_from_the_last() {
    let site = numbered(&[(11, "a5")]);
    site.run(["print", "--imposed", "--date", DATE]).success();
    let told = site.run(["print", "--imposed", "--single-sided", "--date", DATE]).success().stdout;
    assert!(told.contains("先印前 3 面；整叠纸白面朝上原样放回，再印后 3 面"), "{told}");
    let duplex = sides(&site, "11-a5-imposed");
    let expected: Vec<Vec<String>> = [0, 2, 4, 5, 3, 1].map(|side| duplex[side].clone()).to_vec();
    assert_eq!(sides(&site, "11-a5-imposed-single-sided"), expected);
}

#[test]
fn the_paper_follows_from_the_pages() {
    let site = numbered(&[(8, "a4"), (8, "a5"), (8, "a6")]);
    let told = site.run(["print", "--imposed", "--date", DATE]).success().stdout;
    assert!(told.contains("8 页，2 张 A3，双面打印，短边翻转"), "{told}");
    assert!(told.contains("8 页，2 张 A4，双面打印，短边翻转"), "{told}");
    assert!(told.contains("8 页，1 张 A4，双面打印，长边翻转；横着从中间裁开，上面一叠放在下面一叠上，再对折"), "{told}");
}

#[test]
fn a_thick_book_is_printed_in_signatures_and_says_how_to_bind_it() {
    let site = numbered(&[(65, "a5"), (64, "a5")]);
    let told = site.run(["print", "--imposed", "--date", DATE]).success();
    assert_eq!(told.stderr.matches("booklet-thick").count(), 1, "{}", told.stderr);
    assert!(told.stderr.contains("这一册有65页，超过64页，对折成一叠订不牢；大版已经分成5帖，每帖最多16页"), "{}", told.stderr);
    assert!(told.stdout.contains("分 5 帖"), "{}", told.stdout);
}

#[test]
fn a_press_file_says_where_to_cut() {
    let site = numbered(&[(8, "a5")]);
    site.run(["print", "--marks", "--date", DATE]).success();
    let output = Command::new("pdfinfo").arg("-box").arg(site.path("pdf/8-a5-marks.pdf")).output();
    let told = String::from_utf8(output.expect("pdfinfo is needed (poppler-utils)").stdout).unwrap();
    // 148 × 210 mm with 10 mm around it.
    let line = told.lines().find_map(|line| line.strip_prefix("TrimBox:")).expect("no TrimBox");
    let mut numbers = line.split_whitespace().map(|number| number.parse::<f64>().unwrap());
    for expected in [10.0, 10.0, 158.0, 220.0] {
        let millimetres = numbers.next().unwrap() / 72.0 * 25.4;
        assert!((millimetres - expected).abs() < 0.01, "{millimetres} mm instead of {expected}");
    }
}

#[test]
fn test_sheets_are_one_sheet_for_duplex_and_two_without() {
    let site = site(TINY);
    site.run(["print", "--test-sheet", "--date", DATE]).success();
    site.run(["print", "--test-sheet", "--single-sided", "--date", DATE]).success();
    assert_eq!(sides(&site, "test-sheet").len(), 2);
    let firsts: Vec<String> = sides(&site, "test-sheet-single-sided").iter().map(|side| side[..4].concat()).collect();
    for (side, words) in firsts.iter().zip(["正面第1张", "正面第2张", "反面第2张", "反面第1张"]) {
        assert!(side.starts_with(words), "{side}");
    }
}

#[test]
fn the_same_bytes_in_another_time_zone_language_home_folder_and_with_other_threads() {
    let site = site(TINY);
    let print = |out: &str, variables: &[(&str, &str)], cwd: &str| {
        let root = site.path("");
        let args = ["--root", root.to_str().unwrap(), "print", "--imposed", "--date", DATE, "--out", out];
        let args = args.map(|arg| if arg == out { site.path(out).to_str().unwrap().to_owned() } else { arg.to_owned() });
        site.run_with(&args.each_ref().map(String::as_str), |command| {
            command.envs(variables.iter().copied()).current_dir(cwd);
        })
        .success();
        fs::read(site.path(&format!("{out}/small-imposed.pdf"))).unwrap()
    };
    let here = print("one", &[("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8"), ("RAYON_NUM_THREADS", "1")], "/");
    let home = site.top().join("other-home");
    fs::create_dir(&home).unwrap();
    let there =
        print("two", &[("TZ", "America/Lima"), ("LANG", "C"), ("RAYON_NUM_THREADS", "7"), ("HOME", home.to_str().unwrap())], "/tmp");
    assert!(here == there, "the PDFs differ");
}

#[test]
fn a_finished_booklet_is_found_again_and_a_forged_one_is_not_believed() {
    let site = site(TINY);
    let print = || {
        site.run(["print", "--date", DATE]).success();
        fs::read(site.path("pdf/small.pdf")).unwrap()
    };
    let cache = site.top().join("home/.cache/baodian/booklets");
    let kept = || fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let first = print();
    let entry = kept().remove(0);
    let whole = fs::read(&entry).unwrap();
    assert!(first == print(), "the same from the cache");
    for forged in [&b"%PDF-1.7 forged"[..], &whole[..whole.len() - 1], b""] {
        fs::write(&entry, forged).unwrap();
        assert!(first == print(), "made anew");
        assert!(fs::read(&entry).unwrap() == whole, "and kept again");
    }
    fs::remove_dir_all(&cache).unwrap();
    assert!(first == print());
    site.write("content/ka/02-sleep.md", "---\ntitle: 睡觉\n---\n\n换了一句话。\n");
    assert!(first != print());
    assert_eq!(kept().len(), 2);
}

#[test]
fn one_booklet_that_fails_does_not_stop_the_others() {
    let site = site(TINY);
    site.write("content/ka/03-odd.md", "---\ntitle: 怪\n---\n\n打120😀。\n");
    site.write("content/booklets/good.yaml", "title: 好的\nitems: [ka/sleep]\n");
    let run = site.run(["print", "--date", DATE]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("glyph-missing"), "{}", run.stderr);
    assert!(site.path("pdf/good.pdf").exists(), "{}", run.stderr);
    assert!(!site.path("pdf/small.pdf").exists());
}

#[test]
fn a_changed_pagination_is_told_with_the_page_and_the_article() {
    let site = site(TINY);
    let run = site.run(["print", "--check", "--date", DATE]);
    assert_eq!((run.code, run.stderr.contains("booklet-unlocked")), (0, true), "{}", run.stderr);
    site.run(["print", "--lock", "--date", DATE]).success();
    site.run(["print", "--check", "--date", DATE]).success();

    let mut long = String::from("---\ntitle: 血压\n---\n\n");
    for number in 0..60 {
        let _ = writeln!(long, "第{number}段，一句很长的话，长到要占好几行，所以这一篇会排到下一页去，后面的文章都要往后挪。\n");
    }
    site.write("content/ka/01-blood.md", long);
    let before = site.snapshot();
    let run = site.run(["print", "--check", "--date", DATE]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("pagination-changed"), "{}", run.stderr);
    assert!(run.stderr.contains("（血压）起分页变了：原来"), "{}", run.stderr);
    assert_eq!(site.snapshot(), before, "nothing is written");
}
