//! Quizzes, lessons, words, and what somebody who wants to apply has to know.

use serde::Serialize;

use crate::pages::view::{NamedLink, PageView, Seal};

#[derive(Serialize)]
pub struct QuizzesPage<'a> {
    pub page: PageView,
    pub quizzes: Vec<QuizLine<'a>>,
}

/// A quiz in a list.
#[derive(Serialize)]
pub struct QuizLine<'a> {
    pub title: &'a str,
    pub href: String,
    pub intro: Option<&'a str>,
    pub count: usize,
    pub series: Option<&'a str>,
    pub groups: Vec<Seal<'a>>,
}

#[derive(Serialize)]
pub struct QuizPage<'a> {
    pub page: PageView,
    pub quiz: QuizView<'a>,
    pub questions: Vec<QuestionView<'a>>,
    pub qr_html: Option<String>,
    pub address: Option<String>,
}

#[derive(Serialize)]
pub struct QuizView<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub intro: Option<&'a str>,
    pub count: usize,
    pub series: Option<NamedLink>,
    pub groups: Vec<Seal<'a>>,
    pub updated: Option<String>,
    /// Changes with the questions.
    pub stamp: String,
}

#[derive(Serialize)]
pub struct QuestionView<'a> {
    pub number: usize,
    pub text: &'a str,
    /// How many options are to be chosen.
    pub choose: u32,
    pub options: Vec<OptionView<'a>>,
    /// `C`, `A、B`
    pub answer: String,
    /// `2`, `0 1`: the right options by their place.
    pub right: String,
    pub explanation: &'a str,
    /// The article that says so.
    pub article: NamedLink,
}

#[derive(Serialize)]
pub struct OptionView<'a> {
    pub letter: char,
    pub text: &'a str,
}

#[derive(Serialize)]
pub struct GlossaryPage<'a> {
    pub page: PageView,
    pub words: Vec<WordView<'a>>,
}

/// A word with its explanation.
#[derive(Serialize)]
pub struct WordView<'a> {
    pub id: String,
    pub term: &'a str,
    pub means: &'a str,
    pub article: Option<NamedLink>,
}

/// A lesson of a course.
#[derive(Serialize)]
pub struct LessonView<'a> {
    pub id: &'a str,
    pub course: &'a str,
    pub course_href: String,
}

/// What somebody who wants to apply has to know.
#[derive(Serialize)]
pub struct PolicyView<'a> {
    #[serde(rename = "for")]
    pub who: Option<&'a str>,
    pub gives: Option<&'a str>,
    pub how: Option<&'a str>,
    #[serde(rename = "where")]
    pub place: Option<&'a str>,
    pub papers: &'a [String],
    pub phones: Vec<PhoneView<'a>>,
    pub basis: Option<&'a str>,
    pub region: Option<&'a str>,
    pub doc_no: Option<&'a str>,
    pub from: Option<String>,
    pub until: Option<String>,
    /// The last day had passed when the site was built.
    pub expired: bool,
}

/// A number to ring, with the name of its hotline.
#[derive(Serialize)]
pub struct PhoneView<'a> {
    pub number: &'a str,
    /// Its digits, for `tel:`.
    pub digits: String,
    pub name: Option<&'a str>,
}
