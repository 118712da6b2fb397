//! Quizzes, lessons, words, and what somebody who wants to apply has to know.

use crate::markup::html::Term;
use crate::markup::text;
use crate::model::article::Article;
use crate::model::date::Date;
use crate::model::document::Block;
use crate::model::exercise::letter;
use crate::model::glossary::Word;
use crate::model::quiz::{Question, Quiz};
use crate::model::series::SeriesKind;
use crate::model::site::{ArticleId, Entry};
use crate::pages::common::Frame;
use crate::pages::view::{
    GlossaryPage, LessonView, NamedLink, OptionView, PolicyPhone, PolicyView, QuestionView, QuizLine, QuizPage, QuizView, QuizzesPage,
    WordView,
};

/// The context of `quizzes.html`.
pub fn quizzes<'a>(frame: &Frame<'a>) -> QuizzesPage<'a> {
    let page = frame.page_below("quizzes", "自测题", "做几道题，看看记住了多少", &[]);
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
    let mut page = frame.page_below("quiz", &file.title, intro.unwrap_or(&file.title), &[("自测题", "quiz/")]);
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
            updated: file.updated.map(Date::in_chinese),
            stamp: quiz.stamp(),
        },
        questions: file
            .questions
            .iter()
            .zip(&quiz.articles)
            .enumerate()
            .map(|(at, (asked, source))| question(frame, at + 1, asked, *source))
            .collect(),
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
    let page = frame.page_below("glossary", "词语解释", "文章里不好懂的词，用大白话说一说", &[]);
    GlossaryPage { page, words: frame.site.glossary.iter().map(|word| explained(frame, word)).collect() }
}

fn address(word: &Word) -> String {
    format!("ci-{}", word.term.replace(char::is_whitespace, "-"))
}

/// `word` as the page at hand explains it.
pub fn explained<'a>(frame: &Frame<'a>, word: &'a Word) -> WordView<'a> {
    let article = word
        .article
        .as_ref()
        .and_then(|wanted| frame.site.entries.iter().position(|entry| entry.id == *wanted && entry.permalink != frame.permalink))
        .map(ArticleId);
    WordView { id: address(word), term: &word.term, means: &word.means, article: article.map(|id| link(frame, id)) }
}

/// The words that the text of `entry` explains, with their places in `Site::glossary`.
pub fn terms<'a>(frame: &Frame<'a>, entry: &'a Entry) -> (Vec<usize>, Vec<Term<'a>>) {
    let glossary = &frame.site.glossary;
    let plain = if glossary.is_empty() { String::new() } else { text::plain(&entry.article.document) };
    // The article about a word explains it itself.
    let wanted = |word: &Word| plain.contains(&word.term) && word.article.as_deref() != Some(&entry.id);
    let shown: Vec<usize> = (0..glossary.len()).filter(|at| wanted(&glossary[*at])).collect();
    if shown.is_empty() {
        return (shown, Vec::new());
    }
    let known = frame.words.iter().copied().chain(glossary.iter().map(|word| word.term.as_str())).collect();
    let terms = shown.iter().map(|at| Term::new(&glossary[*at].term, address(&glossary[*at]), &known)).collect();
    (shown, terms)
}

/// The questions about the article `id`.
pub fn quiz_about(frame: &Frame<'_>, id: ArticleId) -> Option<NamedLink> {
    let about = |quiz: &Quiz| quiz.articles.iter().position(|article| *article == id);
    frame.site.quizzes.iter().find_map(|quiz| {
        let href = format!("{}#q{}", frame.page_href(&quiz.permalink()), about(quiz)? + 1);
        Some(NamedLink { title: quiz.file.title.clone(), href })
    })
}

/// The lesson that `entry` is.
pub fn lesson<'a>(frame: &Frame<'a>, entry: &'a Entry) -> Option<LessonView<'a>> {
    let series = frame.site.series_of(entry).filter(|series| series.file.kind == SeriesKind::Course)?;
    Some(LessonView { id: &entry.id, course: &series.id, course_href: frame.page_href(&series.permalink) })
}

/// Length and size of the first video of `article`.
pub fn video(article: &Article) -> Option<String> {
    let video = article.document.blocks.iter().find_map(|block| if let Block::Video(video) = block { Some(video) } else { None })?;
    Some(video.particulars()).filter(|words| !words.is_empty())
}

/// What somebody who wants to apply has to know, where the article says so.
pub fn policy<'a>(frame: &Frame<'a>, entry: &'a Entry) -> Option<PolicyView<'a>> {
    let front = &entry.article.front;
    let (policy, effective) = (front.policy.as_ref(), front.effective.as_ref());
    if policy.is_none() && effective.is_none() {
        return None;
    }
    let name_of =
        |number: &str| frame.site.hotlines.iter().find(|line| line.verified && line.number == number).map(|line| line.name.as_str());
    Some(PolicyView {
        who: policy.and_then(|policy| policy.who.as_deref()),
        gives: policy.and_then(|policy| policy.gives.as_deref()),
        how: policy.and_then(|policy| policy.how.as_deref()),
        place: policy.and_then(|policy| policy.place.as_deref()),
        papers: policy.map_or(&[], |policy| &policy.papers),
        phones: policy
            .iter()
            .flat_map(|policy| policy.phones())
            .map(|number| PolicyPhone { number, digits: digits(number), name: name_of(number) })
            .collect(),
        basis: policy.and_then(|policy| policy.basis.as_deref()),
        region: effective.and_then(|effective| effective.region.as_deref()),
        doc_no: effective.and_then(|effective| effective.doc_no.as_deref()),
        from: effective.and_then(|effective| effective.from).map(Date::in_chinese),
        until: effective.and_then(|effective| effective.until).map(Date::in_chinese),
        expired: effective.and_then(|effective| effective.until).is_some_and(|until| until < frame.site.date),
    })
}

/// What a telephone is told to ring; an extension is asked for by voice.
fn digits(number: &str) -> String {
    number.split(['转', '*']).next().unwrap_or(number).chars().filter(char::is_ascii_digit).collect()
}
