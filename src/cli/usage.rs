//! What clap has to say of the command line, in Chinese: help, and what is wrong with it.

use std::process::ExitCode;

use clap::Error;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

use crate::cli::render::print_line;
use crate::cli::render::print_message;

/// Words of clap's help pages, each with ours.
const WORDS: [(&str, &str); 9] = [
    ("Usage:", "用法："),
    ("Commands:", "命令："),
    ("Options:", "选项："),
    ("Arguments:", "参数："),
    ("[COMMAND]", "[命令]"),
    ("<COMMAND>", "<命令>"),
    ("[OPTIONS]", "[选项]"),
    ("Print help", "显示用法"),
    ("Print version", "显示版本"),
];

/// Prints help where it was asked for, else what is wrong.
pub fn answer(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print_line(translate(&error.render().to_string()).trim_end());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            print_message(translate(&error.render().to_string()).trim_end());
            ExitCode::from(2)
        }
        _ => {
            print_message(&explain(error));
            ExitCode::from(2)
        }
    }
}

fn translate(page: &str) -> String {
    let page = WORDS.iter().fold(page.to_owned(), |page, (theirs, ours)| page.replace(theirs, ours));
    let page = page.replace(" (see a summary with '-h')", "").replace(" (see more with '--help')", "");
    page.replace("[default: ", "[默认：").replace("[possible values: ", "[可选：").replace("Possible values:", "可选：")
}

fn explain(error: &Error) -> String {
    let told = |kind: ContextKind| error.get(kind).map(show).filter(|text| !text.is_empty());
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    let wrong = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("命令没有写全，缺少 {argument}"),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", told(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "没有写要做什么".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match told(ContextKind::InvalidValue) {
            Some(value) => format!("{argument} 不能是“{value}”"),
            None => format!("{argument} 后面没有写内容"),
        },
        ErrorKind::ArgumentConflict => {
            format!("{argument} 不能与 {} 同时使用", told(ContextKind::PriorArg).unwrap_or_default())
        }
        _ => format!("命令写得不对：{}", error.kind()),
    };
    let mut lines = vec![format!("错误 {wrong}")];
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    lines.extend(suggested.into_iter().find_map(told).map(|word| format!("  是不是“{word}”？")));
    lines.extend(told(ContextKind::ValidValue).map(|words| format!("  可以写：{words}")));
    if argument.starts_with("--as-of") {
        lines.push("  写法如 2026-12-01T09:00:00+08:00".to_owned());
    }
    lines.extend(told(ContextKind::Usage).map(|usage| format!("  {}", translate(usage.trim()))));
    lines.push("  查看用法：shenping --help，或在命令后面加 --help".to_owned());
    lines.join("\n")
}

fn show(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
