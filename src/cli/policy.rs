//! `shenping policy check` and `policy rules`.

use std::path::Path;

use crate::cli::Ending;
use crate::cli::Failure;
use crate::cli::args::OutputFormat;
use crate::cli::args::PolicyCommand;
use crate::cli::render::print_line;
use crate::model::OnFail;
use crate::pipeline::RuleLine;
use crate::pipeline::Settings;
use crate::pipeline::lint_policy_file;
use crate::pipeline::list_policy_rules;

/// Runs it.
pub fn run(command: &PolicyCommand) -> Result<Ending, Failure> {
    match command {
        PolicyCommand::Check { file } => check(file),
        PolicyCommand::Rules { file, format } => rules(file.as_deref(), *format),
    }
}

fn check(file: &Path) -> Result<Ending, Failure> {
    let Some(problems) = lint_policy_file(file)? else {
        print_line(&format!("{} 没有问题。", file.display()));
        return Ok(Ending::Done);
    };
    for report in problems.reports() {
        print_line(&format!("{report:?}"));
    }
    if problems.is_fatal() {
        Err(format!("{} 共 {} 处问题，不能使用", file.display(), problems.problems().len()).into())
    } else {
        Ok(Ending::Done)
    }
}

fn rules(file: Option<&Path>, format: OutputFormat) -> Result<Ending, Failure> {
    let settings = Settings::of_policy(file)?;
    let lines = list_policy_rules(&settings);
    if format == OutputFormat::Json {
        print_line(&serde_json::to_string_pretty(&lines.iter().map(rule_json).collect::<Vec<_>>())?);
        return Ok(Ending::Done);
    }
    print_line(&format!("{}（{}）", settings.policy.title, settings.policy.document_number));
    for line in &lines {
        let subject = line.subject.as_ref().map(|subject| format!("　{subject}")).unwrap_or_default();
        let limit = if line.limit.is_empty() { String::new() } else { format!("　{}", line.limit) };
        let follows = line.on_fail.map_or("由人判断", OnFail::chinese);
        print_line(&format!("{}{subject}{limit}　→ {follows}", line.code));
        print_line(&format!("    {}　依据：{}", line.finds, line.basis.as_deref().unwrap_or("没有写明")));
    }
    Ok(Ending::Done)
}

fn rule_json(line: &RuleLine) -> serde_json::Value {
    serde_json::json!({
        "code": line.code,
        "kind": line.kind,
        "subject": line.subject,
        "limit": line.limit,
        "on_fail": line.on_fail.map(OnFail::name),
        "basis": line.basis,
        "finds": line.finds,
    })
}
