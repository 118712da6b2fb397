//! Words the program does not know.

use super::{GOOD, untouched, with_body};
use crate::harness::site;

/// The program answers `args` with exactly this and changes nothing.
fn fault(args: &[&str], words: &str) {
    let run = untouched(&site(GOOD), args);
    assert_eq!((run.stderr.as_str(), run.code, run.stdout.as_str()), (words, 2, ""), "{args:?}");
}

#[test]
fn an_unknown_command_names_the_nearest() {
    fault(&["buidl"], "错误：没有“buidl”这个命令。是不是“build”？\n运行 baodian --help 看全部说明\n");
}

#[test]
fn an_unknown_option_names_the_nearest() {
    fault(&["build", "--drafs"], "错误：没有“--drafs”这个选项。是不是“--drafts”？\n运行 baodian --help 看全部说明\n");
}

#[test]
fn a_missing_folder_is_named() {
    fault(&["--root", "没有", "build"], "错误：找不到文件夹 没有\n");
    fault(&["--root", "site.yaml", "check"], "错误：找不到文件夹 site.yaml\n");
}

#[test]
fn a_date_that_is_none() {
    fault(&["build", "--date", "2026-13-01"], "错误：--date：“2026-13-01”不是日期；要写成 2026-01-15 这样的年-月-日\n");
    fault(&["build", "--date", "明天"], "错误：--date：“明天”不是日期；要写成 2026-01-15 这样的年-月-日\n");
}

#[test]
fn an_option_without_its_value() {
    fault(&["build", "--out", ""], "错误：“--out <文件夹>”后面要写内容\n运行 baodian --help 看全部说明\n");
}

#[test]
fn a_format_that_is_none_lists_those_there_are() {
    fault(
        &["check", "--format", "xml"],
        "错误：“--format <格式>”不能写“xml”；能写的有：human、json、github\n运行 baodian --help 看全部说明\n",
    );
}

#[test]
fn a_port_that_is_none_is_refused_without_an_empty_list() {
    let run = untouched(&site(GOOD), &["serve", "--port", "99999"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("错误：“--port <端口>”不能写“99999”") && !run.stderr.contains("能写的有：\n"), "{}", run.stderr);
}

#[test]
fn checking_a_file_that_is_not_there_is_no_success() {
    let run = untouched(&site(GOOD), &["check", "content/a/09-nichts.md"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("找不到") && run.stderr.contains("content/a/09-nichts.md"), "{}", run.stderr);
}

#[test]
fn checking_one_file_tells_only_about_it() {
    let site = with_body("[甲](bu.md)");
    let run = untouched(&site, &["check", "content/a/01-jia.md"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "没有发现问题。\n", ""));
    assert_eq!(untouched(&site, &["check", "content/a/02-yi.md"]).code, 1);
    assert_eq!(untouched(&site, &["check", "content/a"]).code, 1);
}

#[test]
fn quiet_still_tells_errors() {
    let site = with_body("[甲](bu.md)");
    let run = untouched(&site, &["-q", "build"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("错误[link-missing]: 链接指向的文章不存在\n"), "{}", run.stderr);
}

#[test]
fn help_is_chinese_and_goes_to_stdout() {
    let commands = ["build", "check", "serve", "print", "new", "schema", "stats"].map(|command| [command, "--help"]);
    for args in [&["--help"][..], &[], &["new", "article", "--help"]].into_iter().chain(commands.iter().map(|args| &args[..])) {
        let run = untouched(&site(GOOD), args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
        assert!(run.stdout.contains("用法：baodian"), "{}", run.stdout);
        for english in ["Usage", "Options", "Commands", "Print help", "possible values", "default:"] {
            assert!(!run.stdout.contains(english), "{args:?} says “{english}”");
        }
    }
}

#[test]
fn color_is_for_terminals_unless_asked_for() {
    let site = with_body("[甲](bu.md)");
    assert!(!untouched(&site, &["check"]).stderr.contains('\u{1B}'));
    assert!(untouched(&site, &["check", "--color", "always"]).stderr.contains('\u{1B}'));
}
