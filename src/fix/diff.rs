//! Before and after → a unified diff. Mending never adds or removes a line, so lines face each other by number.

use std::fmt::Write as _;

/// Lines shown around a change, as `diff -u` does.
const AROUND: usize = 3;

/// What changes in the file `path`, in the form that `patch -p1` reads; empty when nothing does.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
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

fn line(out: &mut String, mark: char, text: &str) {
    out.push(mark);
    out.push_str(text);
    if !text.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}
