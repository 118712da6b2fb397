//! Before and after → a unified diff. Mending never adds or removes a line of an article, so lines face each
//! other by number; only a list that grows (`data/addresses.yaml`) is compared otherwise.

use std::fmt::Write as _;

/// Lines shown around a change, as `diff -u` does.
const AROUND: usize = 3;

/// What changes in the file `path`, in the form that `patch -p1` reads; empty when nothing does.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    if old.len() != new.len() {
        return grown(path, &old, &new);
    }
    let changed: Vec<usize> = (0..old.len().min(new.len())).filter(|at| old[*at] != new[*at]).collect();
    if changed.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    for hunk in changed.chunk_by(|one, next| next - one <= 2 * AROUND) {
        let from = hunk[0].saturating_sub(AROUND);
        let to = (hunk[hunk.len() - 1] + AROUND + 1).min(old.len());
        let _ = writeln!(out, "@@ -{0},{1} +{0},{1} @@", from + 1, to - from);
        let mut at = from;
        while at < to {
            // Lines that change together are shown together.
            let run = (at..to).take_while(|at| old[*at] != new[*at]).count();
            if run == 0 {
                line(&mut out, ' ', old[at]);
            }
            old[at..at + run].iter().for_each(|text| line(&mut out, '-', text));
            new[at..at + run].iter().for_each(|text| line(&mut out, '+', text));
            at += run.max(1);
        }
    }
    out
}

/// One hunk from the first line that differs to the last.
fn grown(path: &str, old: &[&str], new: &[&str]) -> String {
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(one, other)| one == other).count();
    let head = same(&mut old.iter().zip(new));
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(old.len().min(new.len()) - head);
    let from = head.saturating_sub(AROUND);
    let after = tail.min(AROUND);
    let (old_end, new_end) = (old.len() - tail + after, new.len() - tail + after);
    let start = |end: usize| if end > from { from + 1 } else { from };
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    let _ = writeln!(out, "@@ -{},{} +{},{} @@", start(old_end), old_end - from, start(new_end), new_end - from);
    let mut at = from;
    for text in &new[from..new_end] {
        match old[at..old_end].iter().position(|other| other == text) {
            Some(skipped) => {
                old[at..at + skipped].iter().for_each(|text| line(&mut out, '-', text));
                line(&mut out, ' ', text);
                at += skipped + 1;
            }
            None => line(&mut out, '+', text),
        }
    }
    old[at..old_end].iter().for_each(|text| line(&mut out, '-', text));
    out
}

fn line(out: &mut String, mark: char, text: &str) {
    out.push(mark);
    out.push_str(text);
    if !text.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}
