//! What clap finds wrong with a command line, in Chinese.

use std::io::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Prints help, version or the complaint, and returns the exit code.
pub fn explain(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            return 0;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stdout(), "{}", error.render());
            return 0;
        }
        _ => {}
    }
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join("、"),
        _ => String::new(),
    };
    let argument = word(ContextKind::InvalidArg);
    let value = word(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", word(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面要写内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if word(ContextKind::ValidValue).is_empty() => {
            format!("“{argument}”不能写“{value}”")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{argument}”不能写“{value}”；能写的有：{}", word(ContextKind::ValidValue))
        }
        ErrorKind::ArgumentConflict => format!("“{argument}”不能和“{}”一起用", word(ContextKind::PriorArg)),
        ErrorKind::MissingRequiredArgument => format!("还少了：{argument}"),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        _ => "命令行看不懂".to_owned(),
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(word)
        .find(|word| !word.is_empty());
    let guess = suggested.map(|word| format!("。是不是“{word}”？")).unwrap_or_default();
    let _ = writeln!(std::io::stderr(), "错误：{message}{guess}\n运行 baodian --help 看全部说明");
    2
}
