//! A smaller PDF of the same: the thousands of small dictionaries that tagging needs are written into compressed
//! object streams (ISO 32000-1, 7.5.7), with a cross-reference stream in place of the table (7.5.8). PDF/A-2 and
//! PDF/UA-1 allow both. Streams, already compressed, are copied as they are.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects in one object stream; readers unpack a whole one to look at any of its objects.
const TOGETHER: usize = 200;

/// Packs a PDF as the engine writes it: one table of cross-references, objects numbered from 1 without gaps that
/// matter, no updates. Anything else comes back unchanged.
#[must_use]
pub fn pack(pdf: Vec<u8>) -> Vec<u8> {
    packed(&pdf).unwrap_or(pdf)
}

/// Where an object stands in the packed file.
#[derive(Clone, Copy)]
enum At {
    Free,
    Offset(usize),
    In { stream: usize, index: usize },
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let (offsets, trailer) = table(pdf)?;
    let bodies: Vec<(usize, Range<usize>)> = offsets.iter().map(|(id, offset)| Some((*id, body(pdf, *offset)?))).collect::<Option<_>>()?;
    let highest = bodies.iter().map(|(id, _)| *id).max()?;
    let mut places = vec![At::Free; highest + 1];
    let first = offsets.iter().map(|(_, offset)| *offset).min()?;
    let mut out = pdf[..first].to_vec();
    let (plain, small): (Vec<_>, Vec<_>) = bodies.into_iter().partition(|(_, body)| stays_plain(&pdf[body.clone()]));
    for (id, body) in plain {
        places[id] = At::Offset(out.len());
        object(&mut out, id, &pdf[body]);
    }
    for group in small.chunks(TOGETHER) {
        let stream = places.len();
        let (mut head, mut objects) = (String::new(), Vec::new());
        for (index, (id, body)) in group.iter().enumerate() {
            places[*id] = At::In { stream, index };
            let _ = write!(head, "{id} {} ", objects.len());
            objects.extend_from_slice(&pdf[body.clone()]);
            objects.push(b'\n');
        }
        let keys = format!("/Type/ObjStm/N {}/First {}", group.len(), head.len());
        let content = [head.as_bytes(), objects.as_slice()].concat();
        places.push(At::Offset(out.len()));
        object(&mut out, stream, &stream_of(&keys, &content));
    }
    let (own, start) = (places.len(), out.len());
    places.push(At::Offset(start));
    let mut rows = Vec::with_capacity(places.len() * 7);
    for place in &places {
        let (kind, second, third) = match *place {
            At::Free => (0, 0, 0),
            At::Offset(offset) => (1, offset, 0),
            At::In { stream, index } => (2, stream, index),
        };
        rows.push(kind);
        rows.extend(u32::try_from(second).ok()?.to_be_bytes());
        rows.extend(u16::try_from(third).ok()?.to_be_bytes());
    }
    let keys = format!("/Type/XRef/Size {}/W[1 4 2]{}", places.len(), std::str::from_utf8(trailer).ok()?);
    object(&mut out, own, &stream_of(&keys, &rows));
    let _ = write!(out, "startxref\n{start}\n%%EOF");
    Some(out)
}

/// Streams must; the catalogue and the pages do, so that simple tools still find the language and the paper.
fn stays_plain(body: &[u8]) -> bool {
    body.ends_with(b"endstream") || find(body, b"/Type/Page").is_some() || find(body, b"/Type/Catalog").is_some()
}

/// Objects in use by number, with their offsets; and the keys of the trailer but `Size`.
type Table<'a> = (Vec<(usize, usize)>, &'a [u8]);

fn table(pdf: &[u8]) -> Option<Table<'_>> {
    let tail = &pdf[pdf.len().saturating_sub(64)..];
    let start = std::str::from_utf8(&tail[find(tail, b"startxref")? + 9..]).ok()?.split_whitespace().next()?.parse::<usize>().ok()?;
    let rest = pdf.get(start..)?.strip_prefix(b"xref\n0 ")?;
    let end = find(rest, b"trailer")?;
    let mut lines = std::str::from_utf8(&rest[..end]).ok()?.lines();
    let count: usize = lines.next()?.trim().parse().ok()?;
    let mut offsets = Vec::with_capacity(count);
    for (id, line) in lines.enumerate() {
        if line.trim_end().ends_with('n') {
            offsets.push((id, line.get(..10)?.parse().ok()?));
        }
    }
    let keys = &rest[end + find(&rest[end..], b"<<")? + 2..];
    let keys = &keys[..keys.windows(2).rposition(|pair| pair == b">>")?];
    let keys = keys.trim_ascii_start().strip_prefix(b"/Size ")?;
    let digits = keys.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some((offsets, &keys[digits..]))
}

/// What stands between `obj` and `endobj`. A stream says how long it is, so no word inside is taken for its end.
fn body(pdf: &[u8], offset: usize) -> Option<Range<usize>> {
    let start = offset + find(pdf.get(offset..)?, b" obj")? + 4;
    let dictionary_end = start + find(&pdf[start..], b"endobj")?;
    let end = match find(&pdf[start..dictionary_end], b"stream") {
        Some(at) if find(&pdf[start..start + at], b"/Length ").is_some() => {
            let length = start + find(&pdf[start..start + at], b"/Length ")? + 8;
            let digits: Vec<u8> = pdf[length..].iter().copied().take_while(u8::is_ascii_digit).collect();
            let content = start + at + std::str::from_utf8(&digits).ok()?.parse::<usize>().ok()?;
            content + find(&pdf[content..], b"endstream")? + 9
        }
        Some(_) | None => dictionary_end,
    };
    let trimmed = |range: Range<usize>| {
        let bytes = &pdf[range.clone()];
        range.start + bytes.len() - bytes.trim_ascii_start().len()..range.end - (bytes.len() - bytes.trim_ascii_end().len())
    };
    Some(trimmed(start..end))
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn object(out: &mut Vec<u8>, id: usize, body: &[u8]) {
    let _ = writeln!(out, "{id} 0 obj");
    out.extend_from_slice(body);
    out.extend_from_slice(b"\nendobj\n");
}

fn stream_of(keys: &str, content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).expect("this is a bug in baodian: memory that cannot be written");
    let packed = encoder.finish().expect("this is a bug in baodian: memory that cannot be written");
    let mut out = format!("<<{keys}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len()).into_bytes();
    out.extend_from_slice(&packed);
    out.extend_from_slice(b"\nendstream");
    out
}
