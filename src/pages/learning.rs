//! Quizzes and the list of words.

use crate::markup::qr;
use crate::model::exercise::letter;
use crate::model::glossary::Word;
use crate::model::quiz::{Question, Quiz};
use crate::model::site::ArticleId;
use crate::model::slug::slug;
use crate::pages::article::short;
use crate::pages::common::Frame;
use crate::pages::view::{
    GlossaryPage, NamedLink, OptionView, QuestionView, QuizLine, QuizPage, QuizView, QuizzesPage, WordView,
};

/// The context of `quizzes.html`.
pub fn quizzes<'a>(frame: &Frame<'a>) -> QuizzesPage<'a> {
    let mut page = frame.page("quizzes", "自测题", "做几道题，看看记住了多少");
    page.breadcrumb = frame.crumbs(&[]);
    QuizzesPage { page, quizzes: lines(frame, |_| true) }
}

/// The quizzes that are `wanted`, as a list shows them.
pub fn lines<'a>(frame: &Frame<'a>, wanted: impl Fn(&Quiz) -> bool) -> Vec<QuizLine<'a>> {
    let quizzes = frame.site.quizzes.iter().filter(|quiz| wanted(quiz));
    quizzes
        .map(|quiz| QuizLine {
            title: &quiz.file.title,
            href: frame.page_href(&quiz.permalink()),
            intro: quiz.file.intro.as_deref(),
            count: quiz.file.questions.len(),
            series: quiz.series.map(|id| frame.site.series[id.0].title.as_str()),
            groups: frame.seals(&quiz.groups),
        })
        .collect()
}

/// The context of `quiz.html`.
pub fn quiz<'a>(frame: &Frame<'a>, at: usize) -> QuizPage<'a> {
    let quiz = &frame.site.quizzes[at];
    let file = &quiz.file;
    let series = quiz.series.map(|id| &frame.site.series[id.0]);
    let intro = file.intro.as_deref();
    let mut page = frame.page("quiz", &file.title, intro.unwrap_or(&file.title));
    page.breadcrumb = frame.crumbs(&[("自测题", "quiz/")]);
    if let [only] = quiz.groups.as_slice() {
        let group = &frame.site.config.groups[only.0];
        page.group = Some(group.slug.clone());
        page.muted = group.muted;
    }
    QuizPage {
        page,
        quiz: QuizView {
            id: &quiz.id,
            title: &file.title,
            intro,
            count: file.questions.len(),
            series: series.map(|series| NamedLink { title: series.title.clone(), href: frame.page_href(&series.permalink) }),
            groups: frame.seals(&quiz.groups),
            updated: file.updated.map(crate::model::date::Date::in_chinese),
            stamp: quiz.stamp(),
        },
        questions: file.questions.iter().zip(&quiz.articles).enumerate().map(|(at, (asked, source))| question(frame, at + 1, asked, *source)).collect(),
        qr_svg: frame.canonical().map(|address| qr::svg(&address)),
        address: frame.canonical().map(|address| short(&address)),
    }
}

fn question<'a>(frame: &Frame<'a>, number: usize, question: &'a Question, source: ArticleId) -> QuestionView<'a> {
    let right = question.right();
    let joined = |words: Vec<String>, between: &str| words.join(between);
    QuestionView {
        number,
        text: &question.question,
        choose: question.choose,
        options: question.options.iter().enumerate().map(|(at, text)| OptionView { letter: letter(at), text }).collect(),
        answer: joined(right.iter().map(|at| letter(*at).to_string()).collect(), "、"),
        right: joined(right.iter().map(ToString::to_string).collect(), " "),
        explanation: &question.explanation,
        article: link(frame, source),
    }
}

fn link(frame: &Frame<'_>, id: ArticleId) -> NamedLink {
    let entry = frame.site.entry(id);
    NamedLink { title: entry.article.title.clone(), href: frame.page_href(&entry.permalink) }
}

/// The context of `glossary.html`.
pub fn glossary<'a>(frame: &Frame<'a>) -> GlossaryPage<'a> {
    let mut page = frame.page("glossary", "词语解释", "文章里不好懂的词，用大白话说一说");
    page.breadcrumb = frame.crumbs(&[]);
    GlossaryPage { page, words: frame.site.glossary.iter().map(|word| explained(frame, word)).collect() }
}

/// `word` as the page at hand explains it.
pub fn explained<'a>(frame: &Frame<'a>, word: &'a Word) -> WordView<'a> {
    let article = word.article.as_ref().and_then(|wanted| frame.site.entries.iter().position(|entry| entry.id == *wanted)).map(ArticleId);
    WordView { id: format!("ci-{}", slug(&word.term)), term: &word.term, means: &word.means, article: article.map(|id| link(frame, id)) }
}
