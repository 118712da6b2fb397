//! Quizzes, lessons and words.

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
    pub qr_svg: Option<String>,
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
