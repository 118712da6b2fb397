//! Same input, same bytes: no clock, no thread, no language, no place on the disk shows in the output.

use std::collections::BTreeMap;
use std::process::Command;

use crate::harness::{TempSite, empty_site, site, tree};

/// Enough articles that threads really share the work.
fn sample() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let groups = "groups:\n  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}\n  - {slug: xiao, char: 小, title: 婴幼儿, order: 2, who: 宝宝}\n";
    files.insert("site.yaml".to_owned(), format!("title: 试\nbase_url: https://example.org/zk/\n{groups}"));
    for series in ["a", "b", "c"] {
        files.insert(format!("content/{series}/_series.yaml"), format!("title: 系列{series}\ngroups: [lao]\n"));
        for number in 1..=12 {
            let code = if number == 3 { "```rust\nfn main() {}\n```\n" } else { "" };
            let text = format!(
                "---\ntitle: {series}的第{number}篇\nnumber: {number}\ntags: [水, 标签{}]\ncreated: 2026-0{}-01\n---\n\n## 小标题\n\n第{number}篇的正文，讲{}。[第一篇](01-x.md)\n\n{code}",
                number % 5,
                number % 5 + 1,
                "喝水、走路、睡觉".repeat(number),
            );
            files
                .insert(format!("content/{series}/{number:02}-x{}.md", if number == 1 { String::new() } else { number.to_string() }), text);
        }
    }
    files.insert("static/logo.txt".to_owned(), "标".to_owned());
    files
}

fn written(files: &BTreeMap<String, String>) -> TempSite {
    let site = empty_site();
    for (path, text) in files {
        site.write(path, text);
    }
    site
}

/// What the program publishes after `change`.
fn published(site: &TempSite, change: impl FnOnce(&mut Command)) -> BTreeMap<String, Vec<u8>> {
    let _ = std::fs::remove_dir_all(site.path("public"));
    site.run_with(&["build", "--date", "2026-06-01"], change).success();
    tree(&site.path("public"))
}

fn same(one: &BTreeMap<String, Vec<u8>>, two: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (path, bytes) in one {
        assert!(two[path] == *bytes, "{path} differs");
    }
}

#[test]
fn two_builds_give_the_same_bytes() {
    let site = written(&sample());
    let first = published(&site, |_| {});
    assert!(first.len() > 60);
    same(&first, &published(&site, |_| {}));
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let site = written(&sample());
    let one = published(&site, |command| _ = command.env("RAYON_NUM_THREADS", "1"));
    for threads in ["2", "7"] {
        same(&one, &published(&site, |command| _ = command.env("RAYON_NUM_THREADS", threads)));
    }
}

#[test]
fn time_zone_language_home_and_working_folder_do_not_show() {
    let site = written(&sample());
    let here = published(&site, |_| {});
    let elsewhere = published(&site, |command| {
        command
            .env_clear()
            .env("TZ", "Pacific/Kiritimati")
            .env("LANG", "tr_TR.UTF-8")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("HOME", "/nonexistent");
    });
    same(&here, &elsewhere);
    let out = site.top().join("anderswo");
    site.run_with(&["--root", "site", "build", "--date", "2026-06-01", "--out", "anderswo"], |command| _ = command.current_dir(site.top()))
        .success();
    same(&here, &tree(&out));
}

#[test]
fn the_order_in_which_files_were_made_does_not_show() {
    let files = sample();
    let first = published(&written(&files), |_| {});
    let shuffled = empty_site();
    // Backwards, with gaps made and filled: another order on the disk.
    for (path, text) in files.iter().rev() {
        shuffled.write(&format!("{path}.weg"), "x");
        shuffled.write(path, text);
    }
    for path in files.keys() {
        shuffled.remove(&format!("{path}.weg"));
    }
    same(&first, &published(&shuffled, |_| {}));
}

#[test]
fn a_remembered_parse_gives_the_same_bytes() {
    let site = written(&sample());
    let mut memo = baodian::build::Memo::default();
    let first = site.build_with(&site.request(), &mut memo);
    assert_eq!(first, site.build_with(&site.request(), &mut memo));
    assert_eq!(first, site.build());
}

#[test]
fn the_day_shows_only_where_it_is_told() {
    let site = site("-- site.yaml --\ntitle: 试\n-- content/a/01-b.md --\n---\ntitle: 乙\n---\n\n正文。\n");
    let one = published(&site, |_| {});
    std::fs::remove_dir_all(site.path("public")).unwrap();
    site.run(["build", "--date", "2026-06-02"]).success();
    for (path, bytes) in tree(&site.path("public")) {
        let then = String::from_utf8_lossy(&one[&path]).replace("2026-06-01", "2026-06-02");
        assert!(then.as_bytes() == bytes || one[&path] == bytes, "{path} differs in more than the day");
    }
}
