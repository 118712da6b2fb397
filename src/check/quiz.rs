//! Quizzes a reader can trust: V23.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::codes::finding;
use crate::diagnostic::Diagnostic;
use crate::model::folder::{Declared, Folder};
use crate::model::nearest::nearest;
use crate::model::quiz::{Question, QuizFile};
use crate::model::site::{Entry, Site};

/// The findings about all quizzes.
pub fn check(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let entries: BTreeMap<&str, &Entry> = site.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut diagnostics = Vec::new();
    for declared in folder.records.quizzes.values() {
        if declared.value.questions.is_empty() {
            diagnostics.push(
                finding("quiz-empty", declared.place_of("questions"), format!("“{}”里一道题也没有", declared.value.title))
                    .help("至少写一道题；暂时没有，就先删掉这个文件"),
            );
        }
        for (at, question) in declared.value.questions.iter().enumerate() {
            let sheet = Sheet { declared, at, question };
            sheet.options(&mut diagnostics);
            sheet.answers(&mut diagnostics);
            sheet.explanation(entries.get(question.article.as_str()).copied(), &mut diagnostics);
        }
    }
    diagnostics
}

/// One question in its file.
struct Sheet<'a> {
    declared: &'a Declared<QuizFile>,
    at: usize,
    question: &'a Question,
}

impl Sheet<'_> {
    fn finding(&self, code: &'static str, word: &str, message: &str) -> Diagnostic {
        finding(code, self.declared.place_in("questions", self.at, word), format!("第 {} 题{message}", self.at + 1))
    }

    fn options(&self, diagnostics: &mut Vec<Diagnostic>) {
        let options = &self.question.options;
        let mut seen = BTreeSet::new();
        if let Some(twice) = options.iter().find(|option| !seen.insert(option.trim())) {
            let message = format!("有两个一样的选项“{twice}”，读者不知道选哪个");
            diagnostics.push(self.finding("quiz-options", twice, &message).help("改掉其中一个"));
        } else if options.len() < 2 {
            let message = format!("只有 {} 个选项，没有可选的", options.len());
            diagnostics.push(self.finding("quiz-options", &self.question.question, &message).help("至少写两个选项，一般写三四个"));
        }
    }

    fn answers(&self, diagnostics: &mut Vec<Diagnostic>) {
        let question = self.question;
        let known: Vec<&str> = question.options.iter().map(String::as_str).collect();
        let strange = question.answers.iter().find(|answer| !known.contains(&answer.as_str()));
        if let Some(answer) = strange {
            let letter = (answer.len() == 1).then(|| answer.to_ascii_uppercase().bytes().next()).flatten();
            let meant = letter.and_then(|letter| known.get(usize::from(letter.checked_sub(b'A')?)));
            let help = match (meant, nearest(answer, &known)) {
                (Some(option), _) => format!("答案照抄选项的原文，不写字母：写成“{option}”"),
                (None, Some(near)) => format!("是不是“{near}”？要和选项一字不差，标点也一样"),
                (None, None) => format!("答案照抄选项的原文。选项有：{}", known.join("、")),
            };
            diagnostics.push(self.finding("quiz-answer", answer, &format!("的答案“{answer}”不在选项里，没有人能答对")).help(help));
            return;
        }
        let (count, choose) = (question.right().len(), question.choose as usize);
        if count != choose {
            let message = format!("要选 {choose} 项，可是有 {count} 个正确答案");
            let help = format!("答案对的话，写 choose: {count}；不对，就改 answers（单选题不用写 choose）");
            let help = if count == 0 { "在 answers: 里照抄正确的选项" } else { &help };
            diagnostics.push(self.finding("quiz-count", "answers:", &message).help(help));
        }
    }

    fn explanation(&self, entry: Option<&Entry>, diagnostics: &mut Vec<Diagnostic>) {
        if self.question.explanation.trim().is_empty() {
            diagnostics.push(
                self.finding("quiz-explanation", &self.question.question, "没有解释，答错的人还是不明白")
                    .help("加一行 explanation: 用一两句话说为什么，只说文章里有的"),
            );
        }
        let open = entry.map_or(0, |entry| entry.article.front.verify.len());
        if open > 0 {
            let message = format!("出自还有 {open} 处没核实的文章，答案可能会变");
            diagnostics
                .push(self.finding("quiz-open", &self.question.article, &message).help("换一篇 verify 已经清空的文章；或者先核实，再出题"));
        }
    }
}
