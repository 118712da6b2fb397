//! Tables of directories that a spreadsheet, an editor or a broken disk has spoilt.

use std::time::{Duration, Instant};

use super::{GOOD, refused, refused_with};
use crate::harness::{TempSite, site};

const HEAD: &str = "编号,名称,区划代码,县区,地址,电话,状态,核对日期,核对人\n";

/// The good site with a directory whose table is `table`.
fn with_table(table: impl AsRef<[u8]>) -> TempSite {
    let site = site(GOOD);
    site.write("content/data/directories/xiaowu.yaml", "title: 亲子小屋名录\ntype: sunflower\n");
    site.write("content/data/directories/xiaowu.csv", table);
    site
}

fn row(number: usize) -> String {
    format!("lianjiang-{number},小屋{number},350122,连江县,某路{number}号,0591-2622{number:04},开放,2026-05-01,县计生协\n")
}

#[test]
fn what_excel_and_wps_save_is_read_without_a_word() {
    let table = format!("{HEAD}{}{}", row(1), row(2));
    let with_empty_ends = table.replace('\n', ",,\n") + ",,,,,,,,,,\n";
    for table in [format!("\u{FEFF}{table}"), table.replace('\n', "\r\n"), table.trim_end().to_owned(), with_empty_ends] {
        assert_eq!(with_table(&table).check(), "", "{table}");
    }
}

#[test]
fn a_table_in_gbk_is_recognised() {
    let run = refused_with(
        &with_table(b"id,name\nlianjiang-01,\xD0\xA1\xCE\xDD,\xC1\xAC\xBD\xAD\xCF\xD8\n"),
        &[
            "错误[encoding-not-utf8]: 这个文件不是 UTF-8 编码，看起来像 GBK（旧的中文编码）\n",
            " --> content/data/directories/xiaowu.csv:2:15\n",
            "建议: 用 WPS 或 Excel 打开，“另存为”时文件类型选“CSV UTF-8（逗号分隔）”，再保存一次\n",
        ],
    );
    assert!(run.stderr.ends_with("发现 1 个错误（encoding-not-utf8 1）；没有发布，原来的网站没有动。\n"), "{}", run.stderr);
}

#[test]
fn a_null_character_in_a_table_is_refused() {
    refused_with(
        &with_table(format!("{HEAD}{}", row(1).replace("小屋", "小\0屋"))),
        &["错误[character-forbidden]: 这里有一个看不见的控制字符（U+0000）\n", " --> content/data/directories/xiaowu.csv:2:14\n"],
    );
}

#[test]
fn a_quote_that_is_left_open_hides_no_other_file() {
    refused(
        &with_table(format!("{HEAD}{}{}", row(1).replace("某路", "\"某路"), row(2))),
        "
错误[csv-quote]: 从这里开始的引号没有成对，后面的格子分不开
 --> content/data/directories/xiaowu.csv:2:28
  |
2 | lianjiang-1,小屋1,350122,连江县,\"某路1号,0591-26220001,开放,2026-05-01,县计生协
  |                                 ^
  |
建议: 文字里的英文引号写两遍（\"\"），再看这一格末尾的引号有没有；用 WPS 或 Excel 保存就不会错

发现 1 个错误（csv-quote 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn ten_thousand_rows_are_checked_in_seconds_even_when_all_are_wrong() {
    let rows: String = (0..10_000).map(row).collect();
    let start = Instant::now();
    let good = with_table(format!("{HEAD}{rows}"));
    assert_eq!(good.check(), "");
    let bad = with_table(format!("{HEAD}{}", rows.replace("0591-", "05").replace("2026-05-01", "2024/5/1")));
    let run = bad.run(["check", "--format", "json"]);
    assert_eq!(
        (run.code, run.stdout.matches("phone-invalid").count(), run.stdout.matches("facility-unverified").count()),
        (1, 10_000, 10_000)
    );
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn ten_thousand_ragged_rows_are_told_in_one_screen() {
    let rows: String = (0..10_000).map(|number| row(number).replace("号,", "号,二楼,")).collect();
    let run = refused_with(
        &with_table(format!("{HEAD}{rows}")),
        &[
            "错误[csv-ragged]: 这一行有 10 格，表头有 9 格，对不上\n",
            "content/data/directories/xiaowu.csv：这样的问题（csv-ragged）还有 9950 处，没有一一列出\n",
            "发现 10000 个错误（csv-ragged 10000）；没有发布",
        ],
    );
    assert!(run.stderr.lines().count() < 500);
}
