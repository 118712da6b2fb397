//! What becomes of pictures on their way to readers.

use std::fs;

use baodian::build::Memo;

use crate::harness::{Pages, TempSite, site};
use crate::pictures::{drawing, exif, jpeg, photograph, png, scene, webp, with_chunk, with_segments};

/// A site with one article.
fn with_body(body: &str) -> TempSite {
    site(&format!("-- site.yaml --\ntitle: 试\n-- content/a/01-b.md --\n---\ntitle: 乙\n---\n\n{body}\n"))
}

fn with_picture(name: &str, bytes: impl AsRef<[u8]>) -> TempSite {
    let site = with_body(&format!("前面一段。\n\n![图]({name})"));
    site.write(&format!("content/a/{name}"), bytes);
    site
}

/// The pictures on the page, with the hashes in their names left out.
fn tags(built: &Pages) -> Vec<String> {
    assert_eq!(built.codes(), [""; 0]);
    let page = built.page("/a/b/");
    let tag = |rest: &str| without_hashes(&rest[..=rest.find('>').unwrap()]);
    page.match_indices("<img").map(|(at, _)| tag(&page[at..])).collect()
}

fn without_hashes(text: &str) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive('-') {
        let hash = piece.get(..8).filter(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && piece[8..].starts_with('.'));
        out.push_str(&hash.map_or(piece.to_owned(), |hash| piece.replacen(hash, "#", 1)));
    }
    out
}

/// Name, size and weight of each published picture.
fn weights(built: &Pages) -> Vec<String> {
    let is_picture = |path: &str| path.starts_with("a/") && [".jpg", ".png", ".webp"].iter().any(|ending| path.ends_with(ending));
    let pictures = built.files.iter().filter(|(path, _)| is_picture(path));
    let line = |(path, bytes): (&String, &Vec<u8>)| {
        let image = decoded(bytes);
        format!("{} {}×{} {} KB", without_hashes(path.trim_start_matches("a/")), image.width(), image.height(), bytes.len().div_ceil(1024))
    };
    pictures.map(line).collect()
}

fn decoded(bytes: &[u8]) -> image::RgbImage {
    if bytes.starts_with(&[0xFF, 0xD8]) {
        let mut decoder = zune_jpeg::JpegDecoder::new(zune_jpeg::zune_core::bytestream::ZCursor::new(bytes));
        let pixels = decoder.decode().unwrap();
        let (width, height) = decoder.dimensions().unwrap();
        return image::RgbImage::from_raw(u32::try_from(width).unwrap(), u32::try_from(height).unwrap(), pixels).unwrap();
    }
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

#[test]
fn a_photograph_comes_in_the_widths_of_phones_and_pages() {
    let site = with_body("前面一段。\n\n![一](yi.jpg)\n\n![二](yi.jpg)");
    site.write("content/a/yi.jpg", photograph(1600, 800));
    let built = site.build();
    assert_eq!(
        tags(&built),
        [
            // The first picture of an article offers light forms only.
            "<img src=\"../yi-720-#.jpg\" srcset=\"../yi-360-#.jpg 360w, ../yi-720-#.jpg 720w\" sizes=\"(max-width: 40rem) calc(100vw - 2rem), 38rem\" \
             alt=\"一\" width=\"1080\" height=\"540\" loading=\"lazy\" decoding=\"async\">",
            "<img src=\"../yi.jpg\" srcset=\"../yi-360-#.jpg 360w, ../yi-720-#.jpg 720w, ../yi.jpg 1080w\" sizes=\"(max-width: 40rem) calc(100vw - 2rem), 38rem\" \
             alt=\"二\" width=\"1080\" height=\"540\" loading=\"lazy\" decoding=\"async\">",
        ]
    );
    assert_eq!(weights(&built), ["yi-360-#.jpg 360×180 11 KB", "yi-720-#.jpg 720×360 28 KB", "yi.jpg 1080×540 61 KB"]);
}

#[test]
fn a_small_picture_is_published_as_it_is() {
    let built = with_picture("yi.png", drawing(300, 200)).build();
    assert_eq!(tags(&built), ["<img src=\"../yi.png\" alt=\"图\" width=\"300\" height=\"200\" loading=\"lazy\" decoding=\"async\">"]);
    assert_eq!(built.files["a/yi.png"], drawing(300, 200));
}

#[test]
fn a_photograph_saved_as_png_becomes_a_jpeg_and_a_drawing_stays_one() {
    let photo = with_picture("yi.png", png(1600, 800, &scene(1600, 800))).build();
    assert_eq!(weights(&photo), ["yi.png-360-#.jpg 360×180 11 KB", "yi.png-720-#.jpg 720×360 28 KB", "yi.png.jpg 1080×540 60 KB"]);
    let drawn = with_picture("yi.png", drawing(1600, 800)).build();
    assert_eq!(weights(&drawn), ["yi-360-#.png 360×180 2 KB", "yi-720-#.png 720×360 8 KB", "yi.png 1080×540 11 KB"]);
}

#[test]
fn a_picture_at_the_very_beginning_does_not_wait_for_scrolling() {
    let site = with_body("![图](yi.png)\n\n后面。\n\n![图](yi.png)");
    site.write("content/a/yi.png", drawing(30, 20));
    assert_eq!(
        tags(&site.build()),
        [
            "<img src=\"../yi.png\" alt=\"图\" width=\"30\" height=\"20\">",
            "<img src=\"../yi.png\" alt=\"图\" width=\"30\" height=\"20\" loading=\"lazy\" decoding=\"async\">",
        ]
    );
}

#[test]
fn what_cameras_and_programs_wrote_stays_behind_and_the_pixels_stay_as_they_are() {
    let secret = b"http://ns.adobe.com/xap/1.0/\0SECRET".as_slice();
    let photo = photograph(300, 200);
    let mut noted = with_segments(&photo, &[(0xE1, &exif(1, false)), (0xE1, secret), (0xED, b"Photoshop SECRET"), (0xFE, b"SECRET")]);
    noted.extend(b"SECRET film after the end");
    let drawn = png(300, 200, &scene(300, 200));
    let noted_png = with_chunk(&with_chunk(&drawn, b"tEXt", b"Author\0SECRET"), b"eXIf", b"SECRET");
    let web = webp(300, 200, &scene(300, 200));
    let mut noted_webp = web.clone();
    noted_webp.extend(b"EXIF\x06\0\0\0SECRET");
    let length = u32::try_from(noted_webp.len() - 8).unwrap();
    noted_webp[4..8].copy_from_slice(&length.to_le_bytes());
    for (name, plain, noted) in [("yi.jpg", photo, noted), ("yi.png", drawn, noted_png), ("yi.webp", web, noted_webp)] {
        let built = with_picture(name, &noted).build();
        assert_eq!(built.codes(), [""; 0], "{name}");
        for (path, bytes) in built.files.iter().filter(|(path, _)| path.starts_with("a/yi")) {
            assert!(!bytes.windows(6).any(|word| word == b"SECRET"), "{path}");
        }
        let plainly = with_picture(name, &plain).build();
        assert_eq!(built.files, plainly.files, "{name}");
    }
}

#[test]
fn a_photograph_taken_sideways_stands_upright() {
    // Left half red, right half blue; turned a quarter to the right, red is above.
    let pixels: Vec<u8> = (0..200).flat_map(|_| (0..300).flat_map(|x| if x < 150 { [200, 0, 0] } else { [0, 0, 200] })).collect();
    for (orientation, size, is_red) in [
        (1, (300, 200), [true, false, true, false]),
        (3, (300, 200), [false, true, false, true]),
        (6, (200, 300), [true, true, false, false]),
        (8, (200, 300), [false, false, true, true]),
    ] {
        let photo = with_segments(&jpeg(300, 200, &pixels), &[(0xE1, &exif(orientation, false))]);
        let built = with_picture("yi.jpg", photo).build();
        let image = decoded(&built.files["a/yi.jpg"]);
        assert_eq!((image.width(), image.height()), size);
        let (right, bottom) = (size.0 - 20, size.1 - 20);
        let corners = [(20, 20), (right, 20), (20, bottom), (right, bottom)].map(|(x, y)| image.get_pixel(x, y)[0] > 100);
        assert_eq!(corners, is_red, "orientation {orientation}");
        assert!(tags(&built)[0].contains(&format!("width=\"{}\" height=\"{}\"", size.0, size.1)));
    }
}

#[test]
fn a_place_in_any_kind_of_picture_is_found() {
    let gps = exif(1, true);
    let photo = with_segments(&photograph(30, 20), &[(0xE1, &gps)]);
    let xmp = with_segments(&photograph(30, 20), &[(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='26,4N'/>")]);
    let drawn = with_chunk(&drawing(30, 20), b"eXIf", &gps[6..]);
    for (name, bytes) in [("yi.jpg", photo), ("yi.jpg", xmp), ("yi.png", drawn)] {
        assert_eq!(with_picture(name, bytes).build().codes(), ["image-gps"]);
    }
}

/// The first finding, without its excerpt.
fn told(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let text = with_picture(name, bytes).check();
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains('|')).collect();
    lines.join("\n").trim_end().to_owned()
}

#[test]
fn pictures_that_cannot_be_opened_are_named_with_their_place() {
    let huge = png_header(10_000, 10_000);
    let whole = photograph(300, 200);
    assert_eq!(told("yi.jpg", &whole[..whole.len() / 2]), "");
    assert_eq!(
        told("yi.jpg", &whole[..100]),
        "错误[image-unreadable]: 图片打不开：它没有存完整，读者只能看到说明的文字\n --> content/a/01-b.md:7:1\n建议: 用看图软件打开原来的图，另存为 JPG（照片）或 PNG（图画），再换上"
    );
    assert_eq!(
        told("yi.png", ""),
        "错误[image-unreadable]: 图片打不开：这个文件是空的，读者只能看到说明的文字\n --> content/a/01-b.md:7:1\n建议: 用看图软件打开原来的图，另存为 JPG（照片）或 PNG（图画），再换上"
    );
    assert_eq!(
        told("yi.heic", b"\0\0\0\x18ftypheic"),
        "错误[image-unreadable]: 图片打不开：它是 HEIC 图片或视频（苹果手机拍的），多数手机和电脑打不开，读者只能看到说明的文字\n --> content/a/01-b.md:7:1\n建议: 用看图软件打开原来的图，另存为 JPG（照片）或 PNG（图画），再换上"
    );
    assert_eq!(
        told("yi.png", huge),
        "错误[image-huge]: 这张图有 10000 万个像素，一般电脑的内存装不下，没有处理\n --> content/a/01-b.md:7:1\n建议: 用看图软件把长边缩到 4000 像素以内，另存，再换上；印刷也够用"
    );
    assert_eq!(
        told("yi.jpg", vec![0; 30 << 20]),
        "错误[image-huge]: 这张图有 30 MB，太大，没有发布\n --> content/a/01-b.md:7:1\n建议: 用看图软件把长边缩到 4000 像素以内，另存为 JPG，再换上；印刷也够用"
    );
    assert_eq!(
        told("yi.png", photograph(30, 20)),
        "错误[image-format]: yi.png 其实是 JPEG 图片，后缀不对，有的程序打不开\n --> content/a/01-b.md:7:1\n建议: 把文件名改成 yi.jpg，文章里也跟着改"
    );
    let mut broken = drawing(300, 200);
    let middle = broken.len() / 2;
    broken[middle..middle + 20].fill(0xAA);
    assert_eq!(
        told("yi.png", broken),
        "错误[image-unreadable]: 图片打不开：它已经损坏，或者没有存完整，读者只能看到说明的文字\n --> content/a/01-b.md:7:1\n建议: 用看图软件打开原来的图，另存为 JPG（照片）或 PNG（图画），再换上"
    );
}

/// The frame of a PNG that claims this size.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let small = drawing(1, 1);
    let mut bytes = small.clone();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

#[test]
fn a_page_with_a_broken_picture_still_says_what_it_shows() {
    let site = site("-- a.md --\n# 甲\n\n![一碗米粉](yi.png)\n");
    site.write("yi.png", "x");
    let built = site.build();
    assert_eq!(built.codes(), ["image-unreadable"]);
    assert!(built.page("/a/").contains("<figure>一碗米粉</figure>"));
}

#[test]
fn any_bytes_at_all_are_a_picture_or_a_finding() {
    let samples = [
        ("yi.jpg", with_segments(&photograph(40, 30), &[(0xE1, &exif(6, true))])),
        ("yi.png", with_chunk(&drawing(40, 30), b"tEXt", b"a\0b")),
        ("yi.webp", webp(40, 30, &scene(40, 30))),
    ];
    let mut seed = 1_u32;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % most
    };
    for (name, whole) in &samples {
        for _ in 0..120 {
            let mut bytes = whole[..whole.len() - if next(2) == 0 { next(whole.len()) } else { 0 }].to_vec();
            for _ in 0..next(4) {
                if let Some(at) = (!bytes.is_empty()).then(|| next(bytes.len())) {
                    bytes[at] = u8::try_from(next(256)).unwrap();
                }
            }
            let path = format!("content/a/{name}");
            let asset = baodian::model::site::Asset::new(path, bytes.into(), Some((40, 30)));
            if let baodian::picture::Step::Open(closed) = baodian::picture::begin(asset) {
                let _ = closed.open();
            }
        }
    }
}

#[test]
fn a_drawing_keeps_what_draws_and_nothing_that_acts() {
    let cases = [
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 4\"><defs><g id=\"a\"/></defs><use href=\"#a\" fill=\"url(#b)\"/><text>1 &lt; 2</text></svg>",
            "",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 4\"><defs><g id=\"a\"/></defs><use href=\"#a\" fill=\"url(#b)\"/><text>1 &lt; 2</text></svg>",
        ),
        (
            "<?xml version=\"1.0\"?><!-- C:\\Users\\wang --><!DOCTYPE svg><svg inkscape:export-filename=\"/home/wang/a.png\"><metadata>x</metadata><sodipodi:namedview/></svg>",
            "",
            "<svg></svg>",
        ),
        ("<svg onload=\"a()\"><script>b()</script><g OnClick='c()'/></svg>", "事件、脚本", "<svg><g/></svg>"),
        ("<svg><foreignObject><p>x</p></foreignObject><path d=\"M0 0\"/></svg>", "网页内容", "<svg><path d=\"M0 0\"/></svg>"),
        ("<svg><a href=\"javascript:a()\"><path d=\"M0 0\"/></a></svg>", "链接", "<svg><path d=\"M0 0\"/></svg>"),
        (
            "<svg><use xlink:href=\"https://e.org/a.svg#b\"/><image href=\"&#104;ttps://e.org/a.png\"/><image href=\"data:image/png;base64,AA\"/></svg>",
            "外面的文件",
            "<svg><use/><image/><image href=\"data:image/png;base64,AA\"/></svg>",
        ),
        (
            "<svg><use href=\"#a\"><set attributeName=\"href\" to=\"javascript:a()\"/><animate/></use></svg>",
            "动画",
            "<svg><use href=\"#a\"></use></svg>",
        ),
        (
            "<svg><style>@import 'a.css';</style><style>path{fill:red}</style><path style=\"fill:url( 'https://e.org/')\"/><path style=\"fill:u\\72l(x)\"/></svg>",
            "外面的文件",
            "<svg><style></style><style>path{fill:red}</style><path/><path/></svg>",
        ),
        (
            "<svg><![CDATA[<script>]]><s:script xmlns:s=\"http://www.w3.org/2000/svg\">a()</s:script></svg>",
            "脚本",
            "<svg>&lt;script&gt;</svg>",
        ),
    ];
    for (text, removed, expected) in cases {
        let built = with_picture("yi.svg", text).build();
        let message: Vec<&str> = built.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
        let wanted =
            if removed.is_empty() { vec![] } else { vec![format!("图里有{removed}，可能害到读者，发布时已经去掉")] };
        assert_eq!(message, wanted, "{text}");
        assert_eq!(std::str::from_utf8(&built.files["a/yi.svg"]).unwrap(), expected);
    }
    for (text, why) in [
        ("<svg><g></svg>", "这个 SVG 文件</svg> 没有对应的开头"),
        ("<svg>", "这个 SVG 文件<svg> 没有结束"),
        ("<html><svg/></html>", "这个 SVG 文件最外面不是一个 <svg>"),
        ("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>", "这个 SVG 文件自己定义了实体（<!ENTITY>）"),
        ("<svg a=b/>", "这个 SVG 文件<svg> 写得不对"),
        ("<html>", "它是网页，多半是下载时没有存对"),
    ] {
        assert!(
            told("yi.svg", text).starts_with(&format!("错误[image-unreadable]: 图片打不开：{why}，")),
            "{text}: {}",
            told("yi.svg", text)
        );
    }
}

#[test]
fn a_drawing_says_how_large_it_is_before_it_is_there() {
    for (attributes, size) in [
        ("width=\"300\" height=\"150px\"", "width=\"300\" height=\"150\""),
        ("viewBox=\"0 0 640 480\" width=\"100%\"", "width=\"640\" height=\"480\""),
    ] {
        let built = with_picture("yi.svg", format!("<svg {attributes}></svg>")).build();
        assert!(tags(&built)[0].contains(size), "{attributes}");
    }
}

#[test]
fn a_picture_is_opened_once_and_found_again_ever_after() {
    let site = with_picture("yi.jpg", photograph(1500, 500));
    let cache = site.top().join("home/.cache/baodian");
    let mut request = site.request();
    request.cache = Some(cache.clone());
    let first = site.build_with(&request, &mut Memo::default());
    assert_eq!(first, site.build(), "with and without a place to keep it");
    let kept: Vec<_> = fs::read_dir(cache.join("pictures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [kept] = kept.as_slice() else { panic!("{kept:?}") };
    let before = fs::metadata(kept).unwrap().modified().unwrap();
    assert_eq!(first, site.build_with(&request, &mut Memo::default()));
    assert_eq!(before, fs::metadata(kept).unwrap().modified().unwrap());
    // What somebody else wrote there is not believed.
    fs::write(kept, "x").unwrap();
    assert_eq!(first, site.build_with(&request, &mut Memo::default()));
}

#[test]
fn every_machine_makes_the_same_bytes() {
    let built = with_picture("yi.jpg", photograph(1500, 500)).build();
    let mut hasher = blake3::Hasher::new();
    built.files.iter().filter(|(path, _)| path.starts_with("a/yi")).for_each(|(_, bytes)| _ = hasher.update(bytes));
    assert_eq!(hasher.finalize().to_hex()[..16].to_owned(), "9bdc8870cd6af455");
}
