//! What a publication leaves on the disk: the whole old site or the whole new one, and nothing of anybody else's.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::harness::{TempSite, Thing, site, tree};

const TWO: &str = "\
-- site.yaml --
title: 试
base_url: https://example.org/
-- content/a/01-jia.md --
---
title: 甲
tags: [水]
created: 2026-01-01
---

正文里的话。
-- content/a/02-yi.md --
---
title: 乙
created: 2026-01-02
---

另一篇。
";

/// Path → inode of everything published.
fn inodes(site: &TempSite) -> BTreeMap<String, u64> {
    let published = site.snapshot().into_iter().filter_map(|(path, thing)| match thing {
        Thing::File(_, inode) => path.strip_prefix("site/public/").map(|path| (path.to_owned(), inode)),
        Thing::Link(_) | Thing::Folder | Thing::Special => None,
    });
    published.collect()
}

fn build(site: &TempSite) -> String {
    site.run(["build", "--date", "2026-06-01"]).success().stdout
}

#[test]
fn the_list_names_exactly_what_stands_there() {
    let site = site(TWO);
    build(&site);
    let list = site.read("public/.baodian-manifest");
    let mut lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.remove(0), "baodian-manifest 1");
    assert!(lines.is_sorted());
    let files = tree(&site.path("public"));
    let there: Vec<&str> = files.keys().map(String::as_str).filter(|path| *path != ".baodian-manifest").collect();
    assert_eq!(lines, there);
}

#[test]
fn what_stands_on_the_disk_is_what_was_built() {
    let site = site(TWO);
    build(&site);
    let mut files = tree(&site.path("public"));
    files.remove(".baodian-manifest");
    assert_eq!(files, site.build().files);
}

#[test]
fn a_second_build_of_the_same_writes_nothing() {
    let site = site(TWO);
    build(&site);
    let before = site.snapshot();
    let folder = fs::metadata(site.path("public")).unwrap();
    let report = build(&site);
    assert!(site.snapshot() == before);
    let after = fs::metadata(site.path("public")).unwrap();
    assert_eq!((folder.ino(), folder.mtime_nsec()), (after.ino(), after.mtime_nsec()));
    assert!(report.contains("新写 0，") && report.contains("删去 0"), "{report}");
}

#[test]
fn unchanged_files_are_the_same_files_as_before() {
    let site = site(TWO);
    build(&site);
    let before = inodes(&site);
    site.write("content/a/02-yi.md", site.read("content/a/02-yi.md").replace("另一篇", "改过的一篇"));
    build(&site);
    let after = inodes(&site);
    for path in ["404.html", "a/jia/index.html", "tags/shui/index.html", "robots.txt"] {
        assert_eq!(before[path], after[path], "{path} was written again");
    }
    assert_ne!(before["a/yi/index.html"], after["a/yi/index.html"], "a published file was changed in place");
    assert!(site.read("public/a/yi/index.html").contains("改过的一篇"));
}

#[test]
fn a_hard_link_somebody_made_keeps_the_old_bytes() {
    let site = site(TWO);
    build(&site);
    let backup = site.top().join("backup.html");
    fs::hard_link(site.path("public/a/yi/index.html"), &backup).unwrap();
    let old = fs::read(&backup).unwrap();
    site.write("content/a/02-yi.md", site.read("content/a/02-yi.md").replace("另一篇", "改过的一篇"));
    build(&site);
    assert_eq!(fs::read(&backup).unwrap(), old);
    assert_eq!(fs::metadata(&backup).unwrap().nlink(), 1);
}

#[test]
fn pages_of_removed_articles_go_and_their_folders_too() {
    let site = site(TWO);
    build(&site);
    site.remove("content/a/01-jia.md");
    let report = build(&site);
    assert!(!site.path("public/a/jia").exists());
    assert!(!site.path("public/tags").exists(), "the last tag is gone, its folder stays");
    assert!(site.path("public/a/yi/index.html").exists());
    assert!(!report.contains("删去 0"), "{report}");
}

#[test]
fn a_file_somebody_put_there_stops_the_build_and_stays() {
    let site = site(TWO);
    build(&site);
    site.write("public/a/notiz.txt", "von Hand");
    site.write("content/a/02-yi.md", site.read("content/a/02-yi.md").replace("另一篇", "改过的一篇"));
    let before = site.snapshot();
    let run = site.run(["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("里面有不是本程序生成的文件：\n  a/notiz.txt\n"), "{}", run.stderr);
    assert!(site.snapshot() == before);
}

#[test]
fn files_of_the_host_are_carried_over() {
    let site = site(TWO);
    build(&site);
    site.write("public/CNAME", "www.example.org\n");
    site.write("public/.nojekyll", "");
    site.write("content/a/02-yi.md", site.read("content/a/02-yi.md").replace("另一篇", "改过的一篇"));
    build(&site);
    build(&site);
    assert_eq!(site.read("public/CNAME"), "www.example.org\n");
    assert!(site.path("public/.nojekyll").exists());
}

#[test]
fn the_staging_folder_of_a_killed_build_is_cleared() {
    let site = site(TWO);
    site.write(".public.new-4194303/a/index.html", "halb");
    site.write(".public.new-x/wichtig", "nicht unseres");
    build(&site);
    assert!(!site.path(".public.new-4194303").exists());
    assert!(site.path(".public.new-x/wichtig").exists());
    let left: Vec<_> = fs::read_dir(&site.root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!left.iter().any(|name| name.starts_with(".public") && name != ".public.new-x"), "{left:?}");
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_works() {
    let site = site(TWO);
    build(&site);
    let published = || {
        let mut files = tree(&site.path("public"));
        assert!(files.remove(".baodian-manifest").is_some());
        files
    };
    let old = published();
    site.write("content/a/02-yi.md", site.read("content/a/02-yi.md").replace("另一篇", "改过的一篇"));
    let new = site.build().files;
    for pause in 0..12 {
        let mut child = site
            .command()
            .args(["build", "--date", "2026-06-01"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(std::time::Duration::from_millis(pause * 6));
        let _ = child.kill();
        child.wait().unwrap();
        let now = published();
        assert!(now == old || now == new, "killed after {} ms: neither the old nor the new site", pause * 6);
    }
    build(&site);
    assert!(published() == new);
    let left = fs::read_dir(&site.root).unwrap().filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(left.count(), 0, "a staging folder is left");
}

#[test]
fn a_reader_sees_the_old_page_or_the_new_one_at_every_moment() {
    let site = site(TWO);
    build(&site);
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = 0;
            while !stop.load(Ordering::Relaxed) {
                let page = fs::read_to_string(site.path("public/a/yi/index.html")).expect("the page is always there");
                assert!(page.ends_with("</html>\n"), "half a page");
                seen += 1;
            }
            seen
        });
        for round in 0..8 {
            site.write("content/a/02-yi.md", format!("---\ntitle: 乙\n---\n\n第{round}次改。\n"));
            build(&site);
        }
        stop.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
    });
}

/// A site with a draft, an article of tomorrow, and words in each that must not be found anywhere.
const SECRETS: &str = "\
-- site.yaml --
title: 试
base_url: https://example.org/
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
-- content/a/_series.yaml --
title: 系列
groups: [lao]
-- content/a/01-jia.md --
---
title: 公开的一篇
tags: [水]
---

公开的正文。
-- content/a/02-cao.md --
---
title: 草稿题目
status: draft
tags: [草稿标签, 水]
summary: 草稿摘要
aliases: [草稿别名]
---

## 草稿小标题

草稿正文。

![草稿图说](caogao.svg)
-- content/a/caogao.svg --
<svg xmlns='http://www.w3.org/2000/svg'><text>草稿图片</text></svg>
-- content/a/03-mingtian.md --
---
title: 明天题目
created: 2026-06-02
tags: [明天标签]
---

明天正文。
-- content/pages/caogao-ye.md --
---
title: 草稿单页
status: draft
---

草稿单页正文。
";

const NEVER: [&str; 7] = ["草稿", "明天", "caogao", "02-cao", "a/cao/", "mingtian", "ming-tian"];

#[test]
fn drafts_and_later_articles_leak_nowhere() {
    let site = site(SECRETS);
    let built = site.build();
    assert_eq!(built.codes(), [""; 0]);
    for (path, bytes) in &built.files {
        if path.starts_with("assets/") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        for word in NEVER {
            assert!(!path.contains(word), "{path} is published");
            assert!(!text.contains(word), "{path} contains “{word}”");
            let escaped: String = word.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            assert!(!text.contains(&escaped), "{path} contains “{word}”, escaped");
        }
    }
    for path in
        ["sitemap.xml", "feed.xml", "lao/feed.xml", "a/feed.xml", "a/index.html", "lao/index.html", "tags/index.html", "search/index.html"]
    {
        assert!(built.files.contains_key(path), "no {path}: the test looks at nothing");
    }
}

#[test]
fn the_same_words_are_there_in_a_preview() {
    let site = site(SECRETS);
    let request = baodian::build::Request { drafts: true, ..site.request() };
    let built = site.build_with(&request, &mut baodian::build::Memo::default());
    assert!(built.page("/a/cao/").contains("草稿正文"));
    assert!(built.page("/a/cao/").contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(built.page("/a/mingtian/").contains("明天正文"));
    assert!(built.page("/a/").contains("草稿题目"));
}

#[test]
fn an_article_appears_on_its_day() {
    let site = site(SECRETS);
    let request = baodian::build::Request { date: baodian::model::date::Date::parse("2026-06-02").unwrap(), ..site.request() };
    let built = site.build_with(&request, &mut baodian::build::Memo::default());
    assert!(built.page("/a/mingtian/").contains("明天正文"));
    assert!(!built.files.contains_key("a/cao/index.html"));
}

#[test]
fn a_preview_with_drafts_lands_in_a_folder_of_its_own() {
    let site = site(SECRETS);
    site.run(["build", "--drafts"]).success();
    assert!(!site.path("public").exists());
    assert!(site.path("public-preview/a/cao/index.html").exists());
}

#[test]
fn a_link_to_a_draft_is_told_before_readers_find_it() {
    let site = site(SECRETS);
    site.write("content/a/01-jia.md", "---\ntitle: 公开的一篇\n---\n\n看[下一篇](02-cao.md)。\n");
    let said = site.check();
    assert!(said.contains("错误[link-to-draft]: 链接指向的文章还没有发布（草稿或日期未到）\n --> content/a/01-jia.md:5:2\n"), "{said}");
}

#[test]
fn check_writes_nothing() {
    let site = site(TWO);
    let before = site.snapshot();
    site.run(["check"]).success();
    assert!(site.snapshot() == before);
}
