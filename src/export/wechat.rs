//! An article → a page to copy into the editor of a WeChat public account, and the pictures to upload there.

use crate::export::words::{self, address};
use crate::markup::escape::escaped;
use crate::markup::html::Href;
use crate::markup::wechat::{fragment, remark};
use crate::model::document::{LinkId, LinkKind};
use crate::model::site::{ArticleId, Asset, Site, Target};
use crate::output::OutputFile;

/// `<slug>.html` and its pictures, all in one folder.
#[must_use]
pub fn files(site: &Site, id: ArticleId) -> Vec<OutputFile> {
    let article = &site.entry(id).article;
    let links = article.document.links.iter().zip(&site.entry(id).targets);
    let pictures = links.filter_map(|(link, target)| {
        let Target::Asset(at) = target else { return None };
        (link.kind == LinkKind::Image).then(|| &site.assets[*at])
    });
    let mut files: Vec<OutputFile> = pictures.map(|asset| OutputFile { path: picture(asset), bytes: asset.bytes.to_vec() }).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup();
    let page = page(site, id, !files.is_empty());
    files.insert(0, OutputFile { path: format!("{}.html", article.slug), bytes: page.into_bytes() });
    files
}

fn page(site: &Site, id: ArticleId, has_pictures: bool) -> String {
    let entry = site.entry(id);
    let title = escaped(&entry.article.title);
    // What cannot be selected is not copied with the rest.
    let mut hints = vec![format!("全选、复制，粘贴到公众号编辑器。标题另外填：{title}")];
    hints.extend(address(site, &entry.permalink, None).map(|address| format!("“原文链接”填：{}", escaped(&address))));
    if has_pictures {
        hints.push("图片和这个文件放在一起，粘贴以后没有显示的，一张一张上传。".to_owned());
    }
    let hints: String =
        hints.iter().map(|hint| format!("<p style=\"user-select:none;-webkit-user-select:none;color:#666666\">{hint}</p>\n")).collect();
    let body = before(site, id) + &fragment(&entry.article.document, &|link| href(site, id, link)) + &after(site, id);
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n</head>\n<body>\n{hints}{body}</body>\n</html>\n"
    )
}

/// What a reader must know first, as on the page: who to call, and whether an expert has seen it.
fn before(site: &Site, id: ArticleId) -> String {
    let entry = site.entry(id);
    let help = words::help(site, entry).into_iter().map(|hotline| format!("现在就需要帮助：{} {}", hotline.number, hotline.name));
    let standing = words::standing(entry.article.front.status).map(str::to_owned);
    help.chain(standing).map(|line| remark(&line)).collect()
}

/// Where it comes from and what it cannot replace, as on the page.
fn after(site: &Site, id: ArticleId) -> String {
    let entry = site.entry(id);
    let front = &entry.article.front;
    let mut lines = Vec::new();
    lines.extend(Some(words::disclaimer(site, entry).to_owned()).filter(|sentence| !sentence.is_empty()));
    for source in &front.sources {
        let Some(reference) = site.references.get(source.id()) else { continue };
        let parts = [reference.issuer.as_deref(), Some(reference.title.as_str()), source.location()];
        lines.push(format!("依据：{}", parts.into_iter().flatten().collect::<Vec<_>>().join(" ")));
    }
    lines.iter().map(|line| remark(line)).collect()
}

/// Full addresses only: nothing else works outside the site.
fn href(site: &Site, id: ArticleId, link: LinkId) -> Href {
    let entry = site.entry(id);
    let inside = |permalink: &str, fragment: Option<&str>| address(site, permalink, fragment).map_or(Href::Nowhere, Href::Inside);
    match &entry.targets[link.0] {
        Target::Article { id, fragment } => inside(&site.entry(*id).permalink, fragment.as_deref()),
        Target::Page { permalink, fragment } => inside(permalink, fragment.as_deref()),
        Target::Asset(at) if entry.article.document.links[link.0].kind == LinkKind::Image => {
            Href::File(picture(&site.assets[*at]), site.assets[*at].size)
        }
        Target::Asset(at) => inside(&site.assets[*at].path, None),
        Target::External(address) => Href::Outside(address.clone()),
        Target::Anchor(_) | Target::Broken => Href::Nowhere,
    }
}

/// The name of a picture beside the page: its whole path, so that no two share one.
fn picture(asset: &Asset) -> String {
    asset.path.replace('/', "-")
}
