//! Rows decided by the pages and scripts themselves.

use std::collections::BTreeMap;

use crate::audit::html::Element;
use crate::audit::{Finding, Page, Published};

/// `path:line` of each element that is wanted, page by page.
fn places(site: &Published, wanted: impl Fn(&Page, &Element) -> bool) -> Vec<String> {
    let of_page = |page: &Page| {
        page.elements
            .iter()
            .filter(|element| wanted(page, element))
            .map(|element| format!("{}:{}", page.path, element.line))
            .collect::<Vec<_>>()
    };
    site.pages.iter().flat_map(of_page).collect()
}

/// The pages for which something does not hold.
fn pages(site: &Published, is_wrong: impl Fn(&Page) -> bool) -> Vec<String> {
    site.pages.iter().filter(|page| is_wrong(page)).map(|page| page.path.clone()).collect()
}

fn count(site: &Published, wanted: impl Fn(&Element) -> bool) -> usize {
    site.pages.iter().flat_map(|page| &page.elements).filter(|element| wanted(element)).count()
}

fn is_inside(page: &Page, element: &Element, wanted: impl Fn(&Element) -> bool) -> bool {
    element.parents.iter().any(|parent| wanted(&page.elements[*parent]))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Row 4.
pub(super) fn colour_alone(site: &Published) -> Finding {
    // Words beside the seal: in what holds it, there is more than the seal's one character.
    let is_bare_seal = |page: &Page, element: &Element| {
        let beside = element.parents.last().map_or(0, |parent| letters(&page.elements[*parent].text));
        element.has_class("seal") && beside <= letters(&element.text)
    };
    let is_bare_card = |page: &Page, element: &Element| {
        let has_title = || {
            page.elements.iter().any(|title| {
                (title.has_class("callout-title") || title.name == "summary")
                    && letters(&title.text) > 0
                    && title.parents.last().is_some_and(|parent| std::ptr::eq(&raw const page.elements[*parent], element))
            })
        };
        element.has_class("callout") && !has_title()
    };
    let bare = places(site, |page, element| is_bare_seal(page, element) || is_bare_card(page, element));
    let (seals, cards) = (count(site, |element| element.has_class("seal")), count(site, |element| element.has_class("callout")));
    Finding::unless(bare, format!("{seals} 枚印章旁边都有字，{cards} 张卡片都有标题"), |count| {
        format!("{count} 处只有颜色，没有字")
    })
}

/// Row 6.
pub(super) fn intrusions(site: &Published) -> Finding {
    let mut found = places(site, |_, element| match element.name.as_str() {
        "dialog" => element.get("open").is_some(),
        "iframe" | "embed" | "object" => true,
        "video" | "audio" => element.get("autoplay").is_some(),
        "script" => element.get("src").is_some_and(|src| src.starts_with("http") || src.starts_with("//")),
        _ => false,
    });
    // The bar with the page's own actions may stay in sight, and what a reader has opened himself.
    let fixed = |(path, rules): &(String, Vec<crate::audit::css::Rule>)| {
        let fixed: Vec<String> = rules
            .iter()
            .filter(|rule| rule.get("position") == Some("fixed") && !rule.is_within("print"))
            .map(|rule| format!("{path} 的样式 {}", rule.selectors.join("，")))
            .collect();
        fixed.into_iter().filter(|place| ![".bar", "dialog", ".search", ".skip", "[popover]"].iter().any(|own| place.contains(own)))
    };
    found.extend(site.sheets.iter().flat_map(fixed));
    Finding::unless(
        found,
        format!("{} 页里没有弹窗、外来的框和自动播放；固定的只有底部操作条", site.pages.len()),
        |count| format!("{count} 处"),
    )
}

/// Row 7.
pub(super) fn large_entry(site: &Published) -> Finding {
    let stop = |page: &Page| {
        page.elements.iter().filter(|element| element.is_stop()).position(|element| element.get("data-set-dz").is_some()).map(|at| at + 1)
    };
    let late = pages(site, |page| stop(page).is_none_or(|at| at > 3));
    let latest = site.pages.iter().filter_map(stop).max().unwrap_or(0);
    Finding::unless(late, format!("{} 页都在第 {latest} 次 Tab 之内", site.pages.len()), |count| {
        format!("{count} 页没有，或在三次以后")
    })
}

/// Row 8.
pub(super) fn large_kept(site: &Published) -> Finding {
    let missing: Vec<String> = [("localStorage", "把选择存起来"), ("location.search", "读网址里的 dz")]
        .into_iter()
        .filter(|(word, _)| !(site.scripts.contains(word) && site.scripts.contains("dz")))
        .map(|(_, what)| format!("脚本里没有{what}"))
        .collect();
    if !missing.is_empty() {
        return Finding::failed("翻页以后不会还是大字", missing);
    }
    Finding::look("脚本会存下选择，也读网址里的 dz；看一看：打开首页，网址后面加 ?dz=1，再点进两页，字都是大的")
}

/// Row 9.
pub(super) fn keyboard(site: &Published) -> Finding {
    let native = ["a", "button", "input", "select", "textarea", "summary", "label", "option"];
    let mut found = places(site, |_, element| {
        let jumps_queue = element.get("tabindex").and_then(|index| index.parse::<i32>().ok()).is_some_and(|index| index > 0);
        let acts = element.attributes.keys().any(|name| name.starts_with("on"))
            || matches!(element.get("role"), Some("button" | "link" | "checkbox"));
        let empty_link = element.name == "a" && element.get("href").is_none() && element.get("id").is_none();
        jumps_queue || (acts && !native.contains(&element.name.as_str()) && !element.is_stop()) || empty_link
    });
    for (path, rules) in &site.sheets {
        let shows = rules.iter().any(|rule| {
            rule.selectors.iter().any(|selector| selector.contains(":focus"))
                && rule.get("outline").is_some_and(|outline| !outline.starts_with(['0', 'n']))
        });
        if !shows {
            found.push(format!("{path} 的样式里没有焦点的样子"));
        }
        let hides = rules.iter().filter(|rule| matches!(rule.get("outline"), Some("none" | "0")));
        found.extend(hides.map(|rule| format!("{path} 的样式 {} 去掉了焦点的框", rule.selectors.join("，"))));
        let is_padded = rules.iter().any(|rule| rule.declarations.iter().any(|(name, _)| name.starts_with("scroll-padding")));
        if rules.iter().any(|rule| rule.get("position") == Some("fixed")) && !is_padded {
            found.push(format!("{path} 的样式里，固定的条会盖住焦点（没有 scroll-padding）"));
        }
    }
    let stops = count(site, Element::is_stop);
    Finding::unless(
        found,
        format!("{stops} 个能操作的地方都是原生的，顺序就是书写的顺序；焦点有框，底部操作条让出了位置"),
        |count| format!("{count} 处"),
    )
}

/// Row 10.
pub(super) fn read_aloud(site: &Published) -> Finding {
    if !site.scripts.contains("speechSynthesis") {
        return Finding::failed("脚本里没有朗读", Vec::new());
    }
    if !site.scripts.contains("getVoices") {
        return Finding::failed("脚本没有看有没有中文语音", Vec::new());
    }
    Finding::look("脚本里有朗读，也看有没有中文语音；在手机上听一篇：一句一句读、标出读到哪里、能暂停、能调快慢")
}

/// Row 11.
pub(super) fn obstacles(site: &Published) -> Finding {
    let found = places(site, |_, element| {
        let words = element.attributes.values().any(|value| value.to_ascii_lowercase().contains("captcha"));
        let refreshes = element.name == "meta"
            && element.get("http-equiv").is_some_and(|value| {
                value.eq_ignore_ascii_case("refresh")
                    && element.get("content").is_some_and(|content| !content.trim_start().starts_with("0"))
            });
        let locked = element.name == "input" && element.get("type") == Some("password");
        words || refreshes || locked
    });
    let gestures = ["touches.length", "gesturestart"].iter().any(|word| site.scripts.contains(word));
    if gestures {
        return Finding::failed("脚本里有多指手势", found);
    }
    Finding::unless(
        found,
        format!("{} 页里没有验证码、登录、定时跳转；脚本里没有多指手势", site.pages.len()),
        |count| format!("{count} 处"),
    )
}

/// Row 12.
pub(super) fn reflow(site: &Published) -> Finding {
    let mut found = places(site, |page, element| {
        let locks_zoom = element.name == "meta"
            && element.get("name") == Some("viewport")
            && element.get("content").is_some_and(|content| content.contains("user-scalable=no") || content.contains("maximum-scale"));
        let in_region = |parent: &Element| parent.get("tabindex") == Some("0") && parent.get("role") == Some("region");
        locks_zoom || (element.name == "table" && !is_inside(page, element, in_region))
    });
    found
        .extend(pages(site, |page| !page.elements.iter().any(|element| element.name == "meta" && element.get("name") == Some("viewport"))));
    let tables = count(site, |element| element.name == "table");
    if !found.is_empty() {
        return Finding::failed(format!("{} 处不能放大，或表格没有自己的滚动区", found.len()), found);
    }
    Finding::look(format!("都能放大，{tables} 张表格各有自己的滚动区；把窗口缩到 320 px 宽，选特大字，看有没有左右滚动"))
}

/// Row 13.
pub(super) fn language(site: &Published) -> Finding {
    let mut wrong = pages(site, |page| {
        !page.elements.iter().any(|element| element.name == "html" && element.get("lang").is_some_and(|lang| lang.starts_with("zh")))
    });
    wrong.extend(places(site, |page, element| {
        element.name == "ruby"
            && !page.elements.iter().any(|rt| {
                rt.name == "rt" && rt.parents.last().is_some_and(|parent| std::ptr::eq(&raw const page.elements[*parent], element))
            })
    }));
    let rubies = count(site, |element| element.name == "ruby");
    Finding::unless(wrong, format!("{} 页都写明是中文；{rubies} 处注音", site.pages.len()), |count| {
        format!("{count} 处没有写明")
    })
}

/// Row 14.
pub(super) fn outline(site: &Published) -> Finding {
    let level = |element: &Element| {
        element.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()).filter(|level| (1..=6).contains(level))
    };
    let mut wrong = Vec::new();
    for page in &site.pages {
        let has = |name: &str| page.elements.iter().filter(|element| element.name == name).count();
        for (name, what) in [("h1", "大标题"), ("main", "正文地标"), ("title", "网页标题")] {
            let number = page
                .elements
                .iter()
                .filter(|element| element.name == name && !is_inside(page, element, |parent| parent.name == "svg"))
                .count();
            if number != 1 {
                wrong.push(format!("{} 有 {number} 个{what}", page.path));
            }
        }
        if has("header") == 0 || has("footer") == 0 {
            wrong.push(format!("{} 没有页头或页脚的地标", page.path));
        }
        let first = page.elements.iter().find(|element| element.is_stop());
        if !first.is_some_and(|first| first.get("href").is_some_and(|href| href.starts_with('#'))) {
            wrong.push(format!("{} 开头没有跳到正文的链接", page.path));
        }
        let mut last = 0;
        for element in &page.elements {
            if let Some(level) = level(element) {
                if last > 0 && level > last + 1 {
                    wrong.push(format!("{}:{} 小标题从 {last} 级跳到 {level} 级", page.path, element.line));
                }
                last = level;
            }
            if element.name == "th" && element.get("scope").is_none() {
                wrong.push(format!("{}:{} 表头没有写 scope", page.path, element.line));
            }
        }
    }
    Finding::unless(wrong, format!("{} 页都合格", site.pages.len()), |count| format!("{count} 处"))
}

/// Row 15.
pub(super) fn alternatives(site: &Published) -> Finding {
    let is_hidden = |page: &Page, element: &Element| {
        element.get("aria-hidden") == Some("true") || is_inside(page, element, |parent| parent.get("aria-hidden") == Some("true"))
    };
    let is_named =
        |element: &Element| element.get("aria-label").is_some() || element.get("aria-labelledby").is_some() || letters(&element.text) > 0;
    let in_named = |page: &Page, element: &Element| {
        is_inside(page, element, |parent| parent.name == "svg" || (parent.get("role") == Some("img") && is_named(parent)))
    };
    let mute = places(site, |page, element| match element.name.as_str() {
        "img" => element.get("alt").is_none(),
        "svg" => !is_hidden(page, element) && !is_named(element) && !in_named(page, element),
        "area" => element.get("alt").is_none(),
        _ => false,
    });
    let images = count(site, |element| element.name == "img");
    let decorative = count(site, |element| element.name == "img" && element.get("alt") == Some(""));
    Finding::unless(mute, format!("{images} 张图都有说明，其中 {decorative} 张是装饰"), |count| {
        format!("{count} 张图没有说明")
    })
}

/// Row 16.
pub(super) fn videos(site: &Published) -> Finding {
    let inside = |page: &Page, video: &Element, wanted: &dyn Fn(&Element) -> bool| {
        page.elements.iter().any(|element| wanted(element) && is_inside(page, element, |parent| std::ptr::eq(parent, video)))
    };
    let poor = places(site, |page, element| {
        let is_video = element.name == "video" || (element.name == "figure" && element.has_class("video"));
        let has_words = inside(page, element, &|inner| matches!(inner.name.as_str(), "details" | "track"));
        is_video && !(has_words && element.text.contains(['秒', '分']) && element.text.contains('B'))
    });
    let videos = count(site, |element| element.name == "figure" && element.has_class("video"));
    if videos == 0 && poor.is_empty() {
        return Finding::pass("没有视频");
    }
    Finding::unless(poor, format!("{videos} 个视频都有文字稿、时长和大小"), |count| {
        format!("{count} 个视频没有文字稿，或没有写时长和大小")
    })
}

/// Row 18.
pub(super) fn consistent_help(site: &Published) -> Finding {
    let help = |page: &Page| {
        let block = page.elements.iter().position(|element| element.get("id") == Some("hotlines"))?;
        let element = &page.elements[block];
        let landmark = element
            .parents
            .iter()
            .rev()
            .map(|parent| page.elements[*parent].name.clone())
            .find(|name| ["header", "footer", "main", "nav"].contains(&name.as_str()))?;
        let numbers: Vec<String> = page
            .elements
            .iter()
            .filter(|link| link.parents.contains(&block))
            .filter_map(|link| link.get("href"))
            .filter(|href| href.starts_with("tel:"))
            .map(str::to_owned)
            .collect();
        Some((landmark, numbers)).filter(|(_, numbers)| !numbers.is_empty())
    };
    let mut kinds: BTreeMap<Option<(String, Vec<String>)>, Vec<String>> = BTreeMap::new();
    site.pages.iter().for_each(|page| kinds.entry(help(page)).or_default().push(page.path.clone()));
    let usual = kinds.iter().filter(|(kind, _)| kind.is_some()).max_by_key(|(_, pages)| pages.len()).map(|(kind, _)| kind.clone());
    let Some(usual) = usual else { return Finding::failed("没有一页写着求助电话（id=\"hotlines\"）", Vec::new()) };
    let other: Vec<String> = kinds.iter().filter(|(kind, _)| **kind != usual).flat_map(|(_, pages)| pages.clone()).collect();
    let numbers = usual.map_or(0, |(_, numbers)| numbers.len());
    Finding::unless(other, format!("{} 页都在页脚，同样 {numbers} 个号码", site.pages.len()), |count| {
        format!("{count} 页没有，或不一样")
    })
}
