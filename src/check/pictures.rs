//! Pictures: words for those who cannot see them, weight, consent, and where they were taken: V14, V15, V38.

use std::collections::BTreeSet;

use crate::check::codes::finding;
use crate::diagnostic::Diagnostic;
use crate::model::document::{Block, Document, Image, Inline, LinkKind};
use crate::model::picture::{Fault, LIGHT};
use crate::model::site::{Asset, Entry, Site, Target};
use crate::source::{Place, Span};

/// DOMAIN V14, in bytes.
const HEAVY: usize = 200 << 10;
/// DOMAIN V38, in bytes: text and pictures of one page.
const PAGE: usize = 300 << 10;
/// Groups whose pictures of people need a consent record: minors, special families, orphans.
const PROTECTED: [&str; 4] = ["xiao", "qing", "te", "gu"];

/// What holds in every site.
pub fn check_plain(site: &Site, entry: &Entry) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut told = BTreeSet::new();
    for (image, asset, place) in pictures(site, entry) {
        // What is wrong with a file is said once, however often it is shown.
        if told.insert(&asset.source) {
            diagnostics.extend(asset.faults.iter().map(|fault| tell(fault, asset, place.clone())));
        }
        let alt = image.alt.chars().count();
        if alt > 60 {
            diagnostics.push(
                finding("image-alt-long", place, format!("图片说明有 {alt} 字，听书的人要听很久"))
                    .help("方括号里只写图上有什么，60 字以内；其余写进正文"),
            );
        }
    }
    diagnostics
}

/// One fault of a picture file, and what to do about it.
fn tell(fault: &Fault, asset: &Asset, place: Place) -> Diagnostic {
    let name = asset.source.rsplit('/').next().unwrap_or(&asset.source);
    match fault {
        Fault::Unreadable(why) => finding("image-unreadable", place, format!("图片打不开：{why}，读者只能看到说明的文字"))
            .help("用看图软件打开原来的图，另存为 JPG（照片）或 PNG（图画），再换上"),
        Fault::ManyPixels(pixels) => {
            finding("image-huge", place, format!("这张图有 {} 万个像素，一般电脑的内存装不下，没有处理", pixels / 10_000))
                .help("用看图软件把长边缩到 4000 像素以内，另存，再换上；印刷也够用")
        }
        Fault::ManyBytes(bytes) => finding("image-huge", place, format!("这张图有 {} MB，太大，没有发布", bytes >> 20))
            .help("用看图软件把长边缩到 4000 像素以内，另存为 JPG，再换上；印刷也够用"),
        Fault::OtherFormat(format, ending) => {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            finding("image-format", place, format!("{name} 其实是 {format} 图片，后缀不对，有的程序打不开"))
                .help(format!("把文件名改成 {stem}.{ending}，文章里也跟着改"))
        }
        Fault::Position => finding("image-gps", place, "照片里藏着拍摄地点的经纬度，别人能查到是在谁家拍的")
            .help("用看图软件另存一份，去掉“位置信息”，再换上；手机可以先截图，用截图"),
        Fault::Cleaned(what) => finding("image-active", place, format!("图里有{}，可能害到读者，发布时已经去掉", what.join("、")))
            .help("看一看发布出来的图还对不对；对的话，在画图软件里删掉这些，或者另存为“纯 SVG”（Plain SVG），再换上"),
    }
}

/// The findings about one article of a health site.
pub fn check(site: &Site, entry: &Entry) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut weight = entry.article.source.text.len();
    let mut seen = BTreeSet::new();
    let first = entry.article.document.links.iter().find(|link| link.kind == LinkKind::Image);
    for (image, asset, place) in pictures(site, entry) {
        let file = asset.source.rsplit('/').next();
        // `alt: ""` beside the name of a picture says that it is there for its looks.
        let is_decorative =
            entry.article.front.images.iter().any(|note| Some(note.file.as_str()) == file && note.alt.as_deref() == Some(""));
        if !is_decorative && image.alt.trim().is_empty() {
            diagnostics.push(finding("image-alt-missing", place.clone(), "图片没有说明，看不见图的人不知道画的是什么").help(format!(
                "写成 ![图上有什么](图片名)，60 字以内；只是装饰，在文件头写 images: [{{file: {}, alt: \"\"}}]",
                file.unwrap_or_default()
            )));
        }
        if !seen.insert(&asset.source) || !asset.is_usable() {
            continue;
        }
        let lightest = asset.renditions.iter().map(|copy| copy.bytes.len()).chain([asset.bytes.len()]).min().unwrap_or(0);
        if lightest > LIGHT && asset.bytes.len() <= HEAVY && first.is_some_and(|first| first.span == place.span) {
            diagnostics.push(
                finding(
                    "image-first-large",
                    place.clone(),
                    format!("第一张图缩小了还有 {} KB，信号不好时要等很久才看得到", lightest.div_ceil(1024)),
                )
                .help("换一张简单些的，裁掉不要紧的边；照片存成 JPG，图画存成 SVG。30 KB 以下"),
            );
        }
        weight += asset.bytes.len();
        if asset.bytes.len() > HEAVY {
            diagnostics.push(
                finding("image-large", place.clone(), format!("这张图有 {} KB，信号不好的地方打不开", asset.bytes.len().div_ceil(1024)))
                    .help("把长边缩到 1200 像素以内再存，200 KB 以下"),
            );
        }
        consent(site, entry, asset, place, &mut diagnostics);
    }
    if weight > PAGE {
        diagnostics.push(
            finding(
                "page-heavy",
                entry.article.place_of("title"),
                format!("这一页文字和图片一共 {} KB，流量少的人打不开", weight.div_ceil(1024)),
            )
            .help("少放几张图，或者把图缩小；一页不超过 300 KB"),
        );
    }
    diagnostics
}

fn consent(site: &Site, entry: &Entry, asset: &Asset, place: Place, diagnostics: &mut Vec<Diagnostic>) {
    let name = asset.source.rsplit('/').next().unwrap_or(&asset.source);
    let lower = name.to_ascii_lowercase();
    if !(lower.ends_with(".jpg") || lower.ends_with(".jpeg")) {
        return;
    }
    let noted = entry
        .article
        .front
        .images
        .iter()
        .any(|note| note.file == name && note.consent.as_deref().is_some_and(|consent| !consent.trim().is_empty()));
    if noted {
        return;
    }
    let protected = !entry.everyone && entry.groups.iter().any(|group| PROTECTED.contains(&site.config.groups[group.0].slug.as_str()));
    let help = format!("在文件头写 images: [{{file: {name}, consent: 同意书编号}}]；照片上没有人，写 consent: 无人像。画比照片更稳妥");
    diagnostics.push(if protected {
        finding("photo-consent-protected", place, "这一页的读者里有未成年人和特殊家庭，照片没有同意记录不能发").help(help)
    } else {
        finding("photo-consent", place, "照片没有写同意记录，上面的人可能不愿意公开").help(help)
    });
}

/// The pictures of an article that exist, with the place of each.
fn pictures<'a>(site: &'a Site, entry: &'a Entry) -> Vec<(&'a Image, &'a Asset, Place)> {
    let document = &entry.article.document;
    let mut images = Vec::new();
    blocks(&document.blocks, &mut images);
    document.footnotes.iter().for_each(|note| blocks(&note.blocks, &mut images));
    images
        .into_iter()
        .filter_map(|image| match entry.targets.get(image.link.0)? {
            Target::Asset(at) => Some((image, &site.assets[*at], Place::new(&entry.article.source, span(document, image)))),
            Target::Article { .. } | Target::Page { .. } | Target::Anchor(_) | Target::External(_) | Target::Broken => None,
        })
        .collect()
}

fn span(document: &Document, image: &Image) -> Span {
    document.links.get(image.link.0).map(|link| link.span).unwrap_or_default()
}

fn blocks<'a>(list: &'a [Block], images: &mut Vec<&'a Image>) {
    for block in list {
        match block {
            Block::Figure(image) => images.push(image),
            Block::Heading(heading) => inlines(&heading.content, images),
            Block::Paragraph(content) => inlines(content, images),
            Block::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, images)),
            Block::Quote(inside) => blocks(inside, images),
            Block::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell, images)),
            Block::Callout(callout) => blocks(&callout.blocks, images),
            Block::Video(video) => blocks(&video.transcript, images),
            Block::Exercise(exercise) => {
                for question in &exercise.questions {
                    blocks(&question.blocks, images);
                    question.options.iter().for_each(|option| inlines(&option.content, images));
                    blocks(&question.explanation, images);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    inlines(&definition.term, images);
                    definition.details.iter().for_each(|inside| blocks(inside, images));
                }
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn inlines<'a>(content: &'a [Inline], images: &mut Vec<&'a Image>) {
    for inline in content {
        match inline {
            Inline::Image(image) => images.push(image),
            Inline::Emphasis(inside)
            | Inline::Strong(inside)
            | Inline::Strikethrough(inside)
            | Inline::Link(_, inside)
            | Inline::Small(_, inside) => inlines(inside, images),
            Inline::Text(_) | Inline::Code(_) | Inline::Footnote(_) | Inline::LineBreak | Inline::Ruby { .. } => {}
        }
    }
}
