//! The output of `git log --format=%x00%ct --name-only` → last change by path.

use std::collections::BTreeMap;

use crate::history::Change;

/// Each record is a NUL, the seconds of the commit, and one path a line. The latest commit of a path counts:
/// commits are not always in the order of their dates.
pub fn parse(log: &[u8]) -> BTreeMap<String, Change> {
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    for record in log.split(|byte| *byte == 0) {
        let mut lines = record.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let Some(change) = lines.next().and_then(seconds) else { continue };
        for path in lines.filter_map(path) {
            changes.entry(path).and_modify(|known| *known = change.max(*known)).or_insert(change);
        }
    }
    changes
}

fn seconds(line: &[u8]) -> Option<Change> {
    let seconds = std::str::from_utf8(line).ok()?.trim().parse().ok()?;
    // A commit of the year 10000 is a joke or a mistake: no calendar holds it.
    (0..=253_370_000_000).contains(&seconds).then_some(Change { seconds })
}

/// A path as git prints it: in quotes with backslashes when it holds `"`, `\` or control characters.
fn path(line: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(line).ok()?;
    let Some(quoted) = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) else { return Some(line.to_owned()) };
    let mut path = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            path.push(character);
            continue;
        }
        match characters.next()? {
            't' => path.push('\t'),
            'n' => path.push('\n'),
            plain @ ('"' | '\\') => path.push(plain),
            // Other control characters: no editor's file.
            _ => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_commit_of_a_path_counts_whatever_the_order() {
        let changes = parse(
            "\x00200\n\ncontent/甲/01 血压.md\nsite.yaml\n\x00300\n\nsite.yaml\n\x00100\n\nsite.yaml\n\"a\\\"b\\\\c.md\"\n".as_bytes(),
        );
        let seconds: Vec<(&str, i64)> = changes.iter().map(|(path, change)| (path.as_str(), change.seconds)).collect();
        assert_eq!(seconds, [("a\"b\\c.md", 100), ("content/甲/01 血压.md", 200), ("site.yaml", 300)]);
    }
}
