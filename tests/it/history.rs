//! What git knows about the articles: days of last changes, and changes after a review.

use std::path::Path;
use std::process::Command;

use baodian::history::{self, History};

use crate::harness::{TempSite, site};

const SITE: &str = "\
-- site.yaml --
title: 试
-- content/血压/01-liang.md --
---
title: 量血压
reviewed_on: 2026-03-02
---

坐五分钟。
-- content/血压/02-\"yin\" 号.md --
---
title: 引号
slug: yin
---

正文。
";

/// Runs git in `folder` as on `day` at half past midnight in China: another day in Greenwich.
fn git(folder: &Path, day: &str, args: &[&str]) {
    let when = format!("{day}T00:30:00+08:00");
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=甲", "-c", "user.email=jia@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
        .args(args)
        .envs([("GIT_AUTHOR_DATE", &when), ("GIT_COMMITTER_DATE", &when)])
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(site: &TempSite, day: &str) {
    git(&site.root, day, &["add", "-A"]);
    git(&site.root, day, &["commit", "-q", "-m", "改"]);
}

/// The site, committed on 2026-03-01.
fn committed() -> TempSite {
    let site = site(SITE);
    git(&site.root, "2026-03-01", &["init", "-q"]);
    commit(&site, "2026-03-01");
    site
}

fn days(root: &Path) -> Vec<(String, String)> {
    match history::read(root) {
        History::Known(changes) => changes.iter().map(|(path, change)| (path.clone(), change.day().to_string())).collect(),
        History::Unknown(reason) => panic!("{reason}"),
    }
}

fn reason(root: &Path) -> String {
    match history::read(root) {
        History::Known(changes) => panic!("{changes:?}"),
        History::Unknown(reason) => reason,
    }
}

const WARNING: &str = "\
警告[changed-since-review]: 这篇文章审核以后又改过，改动还没有人审
 --> content/血压/01-liang.md:3:14
  |
3 | reviewed_on: 2026-03-02
  |              ^^^^^^^^^^ 2026-04-05 又改过
  |
建议: 请审稿人看一遍 2026-03-02 以后的改动，然后把 reviewed_on 改成看完的那一天

";

#[test]
fn days_are_those_in_china_and_chinese_names_are_right() {
    let site = committed();
    site.write("content/血压/01-liang.md", "---\ntitle: 量血压\n---\n\n坐十分钟。\n");
    commit(&site, "2026-04-05");
    let days = days(&site.root);
    let days: Vec<(&str, &str)> = days.iter().map(|(path, day)| (path.as_str(), day.as_str())).collect();
    assert_eq!(
        days,
        [("content/血压/01-liang.md", "2026-04-05"), ("content/血压/02-\"yin\" 号.md", "2026-03-01"), ("site.yaml", "2026-03-01")]
    );
}

#[test]
fn a_site_in_a_folder_of_a_larger_repository_has_its_own_paths() {
    let site = site(SITE);
    git(site.top(), "2026-03-01", &["init", "-q"]);
    commit(&site, "2026-03-01");
    assert_eq!(days(&site.root).iter().map(|(path, _)| path.as_str()).next_back(), Some("site.yaml"));
}

#[test]
fn an_article_changed_after_its_review_is_a_warning() {
    let site = committed();
    assert_eq!(site.run(["check"]).success().stderr, "");
    site.write("content/血压/01-liang.md", site.read("content/血压/01-liang.md").replace("五分钟", "十分钟"));
    commit(&site, "2026-04-05");
    let run = site.run(["check"]);
    assert_eq!((run.stderr.as_str(), run.stdout.as_str(), run.code), (WARNING, "发现 1 个警告（changed-since-review 1）。\n", 0));
    assert_eq!(site.run(["check", "--strict"]).code, 1);
    site.write("site.yaml", "title: 试\nrules:\n  levels:\n    changed-since-review: off\n");
    assert_eq!(site.run(["check", "--strict"]).success().stderr, "");
}

#[test]
fn the_figures_name_what_was_changed_after_its_review() {
    let site = committed();
    site.write("content/血压/01-liang.md", site.read("content/血压/01-liang.md").replace("五分钟", "十分钟"));
    commit(&site, "2026-04-05");
    let run = site.run(["stats", "--date", "2026-06-01"]).success();
    assert!(run.stdout.contains("\n审核以后又改过：1 篇\n  xue-ya/liang  2026-03-02 审  2026-04-05 改\n"), "{}", run.stdout);
}

#[test]
fn writing_down_the_day_of_a_review_is_no_change_after_it() {
    let site = committed();
    site.write("content/血压/01-liang.md", site.read("content/血压/01-liang.md").replace("2026-03-02", "2026-04-01"));
    commit(&site, "2026-04-05");
    assert_eq!(site.run(["check"]).success().stderr, "");
}

#[test]
fn what_is_published_does_not_depend_on_git() {
    let site = committed();
    let before = site.build();
    site.write("content/血压/01-liang.md", site.read("content/血压/01-liang.md").replace("五分钟", "十分钟"));
    commit(&site, "2026-04-05");
    site.write("content/血压/01-liang.md", site.read("content/血压/01-liang.md").replace("十分钟", "五分钟"));
    assert_eq!(site.build(), before);
}

#[test]
fn a_shallow_clone_says_so_instead_of_guessing() {
    let site = committed();
    site.write("content/血压/01-liang.md", site.read("content/血压/01-liang.md").replace("五分钟", "十分钟"));
    commit(&site, "2026-04-05");
    let clone = site.top().join("clone");
    git(site.top(), "2026-05-01", &["clone", "-q", "--depth", "1", &format!("file://{}", site.root.display()), "clone"]);
    assert_eq!(reason(&clone), "这是不完整的克隆（浅克隆），看不出文章哪天改过；运行 git fetch --unshallow 取回全部历史");
    let run = site.run(["--root", "../clone", "check"]).success();
    assert_eq!(
        run.stderr,
        "没有检查“审核以后又改过”：这是不完整的克隆（浅克隆），看不出文章哪天改过；运行 git fetch --unshallow 取回全部历史。\n"
    );
}

#[test]
fn a_folder_without_git_and_a_repository_without_commits_say_so() {
    let site = site(SITE);
    assert_eq!(reason(&site.root), "这个文件夹没有用 git 管理，看不出文章哪天改过");
    git(&site.root, "2026-03-01", &["init", "-q"]);
    assert_eq!(reason(&site.root), "还没有提交过，看不出文章哪天改过；先用 git commit 提交一次");
}

#[test]
fn a_computer_without_git_says_so() {
    let site = committed();
    let run = site.run_with(&["check"], |command| {
        command.env("PATH", "");
    });
    assert_eq!(run.stderr, "没有检查“审核以后又改过”：这台电脑没有装 git，看不出文章哪天改过。\n");
}
