//! What was probably meant: one measure of nearness for every “是不是…？”.

/// The nearest of `known` to `word`, if any is near enough to be meant: at most half of its characters differ
/// (Damerau–Levenshtein; the first by order among equals).
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), *candidate))
        .min()
        .filter(|(distance, candidate)| *distance * 2 <= candidate.chars().count().max(2))
        .map(|(_, candidate)| candidate)
}
