//! Articles whose characters follow each other as in real ones: for measuring the search, whose lists are as long
//! as pairs of characters are frequent. The sentences of `corpus` repeat too much for that.
//!
//! An article has three of the repository's own articles for its subject. Half of its clauses are theirs; the others
//! are the beginning of one clause and the end of another from anywhere, or have a made-up name in them: so pairs
//! stay as frequent as they are, articles differ by subject, and new pairs never cease to come.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::corpus::{self, Dice, GROUPS};

const SURNAMES: &str = "陈林黄张吴李郑王刘苏蔡杨叶许庄江谢周洪赖";
const GIVEN: &str = "秀英建国玉兰志强淑珍文华美玲海明丽春生金福桂香德胜月娥宝珠水木天佑雨欣子涵梓轩诗琪晓东伟忠惠芳碧云锦绣鹭岚榕";

/// The clauses of the repository's articles, file by file.
struct Clauses(Vec<Vec<Vec<char>>>);

/// Writes a site of `count` articles below `root`.
pub fn write(root: &Path, count: usize) -> io::Result<()> {
    let clauses = Clauses::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))?;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for at in 0..count {
        let folder = root.join("content").join(format!("{}-series", GROUPS[at % GROUPS.len()].0));
        if at < GROUPS.len() {
            fs::create_dir_all(&folder)?;
        }
        fs::write(folder.join(format!("a{at:06}.md")), clauses.article(&mut dice, at))?;
    }
    corpus::declare(root)
}

impl Clauses {
    fn read(folder: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        markdown(folder, &mut paths)?;
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let text = fs::read_to_string(path)?;
            let body = text.rsplit_once("\n---\n").map_or(text.as_str(), |(_, body)| body);
            let parts = body.split(|c: char| c.is_ascii() && !c.is_ascii_digit() || "，。；：！？、“”（）《》\u{3000}".contains(c));
            let clauses: Vec<Vec<char>> = parts.map(|part| part.chars().collect()).filter(|part: &Vec<char>| part.len() > 3).collect();
            if clauses.len() > 20 {
                files.push(clauses);
            }
        }
        Ok(Self(files))
    }

    fn article(&self, dice: &mut Dice, at: usize) -> String {
        let subject = [(); 3].map(|()| dice.roll(self.0.len()));
        let mut words = |dice: &mut Dice| self.clause(dice, subject);
        let list = |dice: &mut Dice, words: &mut dyn FnMut(&mut Dice) -> String| (0..5).map(|_| words(dice)).collect::<Vec<_>>().join(", ");
        let mut text = format!("---\ntitle: {}，{}\nnumber: {}\n", words(dice), words(dice), at / GROUPS.len() + 1);
        let _ = writeln!(text, "aliases: [{}]\nkeywords: [{}]", list(dice, &mut words), list(dice, &mut words));
        let _ =
            writeln!(text, "summary: {}，{}，{}。\ncreated: 2026-01-15\nstatus: published\n---\n", words(dice), words(dice), words(dice));
        for _ in 0..3 + dice.roll(4) {
            let _ = writeln!(text, "## {}\n", words(dice));
            for _ in 0..1 + dice.roll(3) {
                for _ in 0..2 + dice.roll(4) {
                    let _ = write!(text, "{}，{}，{}。", words(dice), words(dice), words(dice));
                }
                text.push_str("\n\n");
            }
            for _ in 0..dice.roll(5) {
                let _ = writeln!(text, "- {}，{}。", words(dice), words(dice));
            }
            text.push('\n');
        }
        text
    }

    fn clause(&self, dice: &mut Dice, subject: [usize; 3]) -> String {
        let own = subject[dice.roll(3)];
        let kind = dice.roll(20);
        let file = if kind < 13 { own } else { dice.roll(self.0.len()) };
        let clause = pick(dice, &self.0[file]);
        match kind {
            0..10 => clause.iter().collect(),
            10..19 => {
                let other = dice.roll(self.0.len());
                let other = pick(dice, &self.0[other]);
                clause[..clause.len() / 2 + dice.roll(2)].iter().chain(&other[other.len() / 2..]).collect()
            }
            _ => format!("{}{}{}{}", letter(dice, SURNAMES), letter(dice, GIVEN), letter(dice, GIVEN), clause.iter().collect::<String>()),
        }
    }
}

fn pick<'a>(dice: &mut Dice, clauses: &'a [Vec<char>]) -> &'a [char] {
    &clauses[dice.roll(clauses.len())]
}

fn letter(dice: &mut Dice, letters: &str) -> char {
    letters.chars().nth(dice.roll(letters.chars().count())).expect("within")
}

fn markdown(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            markdown(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    Ok(())
}
