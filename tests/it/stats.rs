//! The figures of a tiny site, whole.

use crate::harness::{TempSite, site};

const SITE: &str = "\
-- site.yaml --
title: 试
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
  - {slug: te, char: 特, title: 特殊家庭关爱, order: 2, who: 家庭}
-- content/_index.md --
---
title: 首页
---

首页的话不算。
-- content/a/_series.yaml --
title: A级·手册
groups: [lao]
declared_total: 6
-- content/a/01-jia.md --
---
title: 甲
reviewed_on: 2026-01-15
review_due: 2026-05-15
verify: [数字, 电话]
---

坐五分钟。再量，量两次！

- 记下来
- 120急救
-- content/a/02-yi.md --
---
title: 乙
status: in-review
groups: [all]
review_due: 2026-07-01
---

一句话，鲶鳙鲶。
-- content/a/03-bing.md --
---
title: 丙
status: draft
verify: [出处]
---

=没写完
-- content/a/04-ding.md --
---
title: 丁
created: 2026-12-01
groups: [lao, te]
review_due: 2026-07-31
---

冬天再看，\"引号\"。
-- content/pages/guanyu.md --
---
title: 关于
status: archived
---

## 只有小标题
";

fn figures(site: &TempSite, format: &str) -> String {
    let run = site.run(["stats", "--date", "2026-06-01", "--format", format]).success();
    assert_eq!(run.stderr, "");
    run.stdout
}

#[test]
fn tables_stand_straight_under_wide_characters() {
    assert_eq!(
        figures(&site(SITE), "human"),
        "\
2026年6月1日，一共 5 篇

按人群
  人群          已发布  待审核  草稿  日期未到  旧文
  老年人             1       -     1         1     -
  特殊家庭关爱       -       -     -         1     -
  所有人             -       1     -         -     -
  没有写人群         -       -     -         -     1

按系列
  系列        已发布  待审核  草稿  日期未到  旧文  应有
  A级·手册         1       1     1         1     -     6
  单独的页面       -       -     -         -     1     -

该复审的月份
  2026-05  1 篇  过期 1
  2026-07  2 篇

审核以后又改过：不知道。这个文件夹没有用 git 管理，看不出文章哪天改过

还没核实：3 处，在 2 篇里
  a/jia   2 处
  a/bing  1 处

好不好读：平均每句 4.6 个字（不算标点）；句子最长的几篇
  a/yi    平均 6.0  最长 6
  a/ding  平均 6.0  最长 6
  a/jia   平均 4.3  最长 5
  a/bing  平均 3.0  最长 3

不常用的字（不在 3500 个常用字里）：1 篇有
  a/yi  2 个  鲶鳙

看全部文章：加 -v；放进表格：--format csv
"
    );
}

#[test]
fn csv_has_a_row_an_article_and_opens_in_a_spreadsheet() {
    assert_eq!(
        figures(&site(SITE), "csv").split("\r\n").collect::<Vec<_>>(),
        [
            "\u{FEFF}id,文件,标题,系列,人群,状态,审核日期,下次审核,最后改动,审核后又改过,待核实,待核实的事,字数,句数,平均句长,最长句,最长的句子,不常用的字",
            "a/jia,content/a/01-jia.md,甲,a,lao,已发布,2026-01-15,2026-05-15,,不知道,2,数字；电话,17,4,4.3,5,再量，量两次！,",
            "a/yi,content/a/02-yi.md,乙,a,all,待审核,,2026-07-01,,不知道,0,,6,1,6.0,6,一句话，鲶鳙鲶。,鲶鳙",
            "a/bing,content/a/03-bing.md,丙,a,lao,草稿,,,,不知道,1,出处,3,1,3.0,3,'=没写完,",
            "a/ding,content/a/04-ding.md,丁,a,lao te,日期未到,,2026-07-31,,不知道,0,,6,1,6.0,6,\"冬天再看，\"\"引号\"\"。\",",
            "guanyu,content/pages/guanyu.md,关于,,,旧文,,,,不知道,0,,0,0,0.0,0,,",
            ""
        ]
    );
}

#[test]
fn json_tells_everything() {
    let value: serde_json::Value = serde_json::from_str(&figures(&site(SITE), "json")).unwrap();
    assert_eq!(value["date"], "2026-06-01");
    assert_eq!(value["history_unknown"], "这个文件夹没有用 git 管理，看不出文章哪天改过");
    assert_eq!(
        value["series"][0],
        serde_json::json!({
            "id": "a", "title": "A级·手册", "declared_total": 6,
            "counts": {"published": 1, "in-review": 1, "draft": 1, "later": 1, "archived": 0},
        })
    );
    assert_eq!(
        value["reviews_due"],
        serde_json::json!([{"month": "2026-05", "articles": ["a/jia"]}, {"month": "2026-07", "articles": ["a/yi", "a/ding"]}])
    );
    assert_eq!(
        value["articles"][0],
        serde_json::json!({
            "id": "a/jia", "path": "content/a/01-jia.md", "title": "甲", "series": "a", "groups": ["lao"], "state": "published",
            "reviewed_on": "2026-01-15", "review_due": "2026-05-15", "changed_on": null, "changed_since_review": null,
            "verify": ["数字", "电话"],
            "characters": 17, "sentences": 4, "average_sentence": 4.3, "longest_sentence": 5, "longest_sentence_text": "再量，量两次！",
            "rare_characters": "",
        })
    );
}

#[test]
fn an_article_that_cannot_be_read_is_missing_and_that_is_said() {
    let site = site(SITE);
    site.write("content/a/05-wu.md", "---\ntitle: [坏\n---\n");
    let run = site.run(["stats", "--date", "2026-06-01"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.starts_with("2026年6月1日，一共 5 篇\n"), "{}", run.stdout);
    assert_eq!(run.stderr, "发现 1 个错误（value-type 1）；读不了的文章没有算进去。先运行 baodian check 改好它们。\n");
}
