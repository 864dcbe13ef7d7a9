//! Findings on files: what was wrong with a file, by the troubles that the inbox and the readers saw; always on, each under
//! its code of the contract.

use crate::check::case::Draft;
use crate::model::FileOutcome;
use crate::model::Finding;
use crate::model::Format;
use crate::model::OnFail;
use crate::model::Outcome;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::policy::Policy;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// In which order the troubles of one file are told.
const TROUBLES: [TroubleKind; 8] = [
    TroubleKind::Unreadable,
    TroubleKind::Incomplete,
    TroubleKind::Encrypted,
    TroubleKind::Unsupported,
    TroubleKind::Elsewhere,
    TroubleKind::Unsafe,
    TroubleKind::Disguised,
    TroubleKind::Macros,
];

/// What is wrong with one file, each kind of trouble once.
pub fn assess_file(file: &ReceivedFile, policy: &Policy) -> Vec<Finding> {
    let encrypted = file.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Encrypted);
    let mut findings = Vec::new();
    for kind in TROUBLES {
        // under a password every Office file looks like another format
        if encrypted && kind == TroubleKind::Disguised {
            continue;
        }
        let troubles: Vec<&Trouble> = file.troubles.iter().filter(|trouble| trouble.kind == kind).collect();
        if let Some(first) = troubles.first() {
            let mut details: Vec<&str> = troubles.iter().map(|trouble| trouble.detail.as_str()).collect();
            details.dedup();
            let spot = first.spot.clone();
            let place = Place { file: std::sync::Arc::clone(&file.path), spot };
            findings.push(describe_trouble(kind, file, &details.join("；"), policy).at(&place).done());
        }
    }
    if file.outcome == FileOutcome::Unassigned {
        let rule = intrinsic("file-unassigned", OnFail::Decide, policy);
        let reason = file.reason.as_deref().map(|reason| format!("：{reason}")).unwrap_or_default();
        let message = format!("“{}”不能确定属于哪一项申报{reason}", name_of(file));
        let help = "请打开文件看是哪个单位、哪个项目的，移入该申报的文件夹后重新收件";
        findings.push(Draft::manual(&rule, message).help(help).at(&Place::whole(&file.path)).done());
    }
    findings
}

fn describe_trouble(kind: TroubleKind, file: &ReceivedFile, detail: &str, policy: &Policy) -> Draft {
    let name = name_of(file);
    let (usual, outcome, says, help) = match kind {
        TroubleKind::Unreadable => (
            OnFail::Correct,
            Outcome::Fail,
            "无法读取",
            "请用原来的程序打开，另存一份后重新报送；打不开的请单位重新提供",
        ),
        TroubleKind::Incomplete => (
            OnFail::Decide,
            Outcome::Manual,
            "可能没有读全",
            match file.format.is_some_and(Format::is_workbook) {
                true => "请打开原件，与读出的内容对照；确有遗漏的，请单位另存为 .xlsx 后重新报送",
                false => "请打开原件，与读出的内容对照；确有遗漏的，请单位另存为 .docx 后重新报送",
            },
        ),
        TroubleKind::Encrypted => {
            (OnFail::Correct, Outcome::Fail, "设有密码，无法读取", "请单位去掉打开密码，另存后重新报送")
        }
        TroubleKind::Unsupported => (
            OnFail::Correct,
            Outcome::Fail,
            "的格式不能读取",
            "请另存为 .xlsx、.docx 或 .pdf，压缩包请用 .zip，再重新报送",
        ),
        TroubleKind::Elsewhere => describe_link(file),
        TroubleKind::Unsafe => {
            // up to a limit something may have been read all the same
            let is_read = file.outcome == FileOutcome::Read;
            let says = if is_read { "不安全，可能没有读全" } else { "不安全，没有读取" };
            (OnFail::Correct, Outcome::Fail, says, "请单位不压缩或重新压缩后，只报送需要的文件")
        }
        TroubleKind::Disguised => {
            (OnFail::Note, Outcome::Manual, "的内容与扩展名不符", "已按实际内容处理；如打不开，请改正扩展名")
        }
        TroubleKind::Macros => {
            (OnFail::Note, Outcome::Manual, "带有宏，宏没有运行", "打开时请不要启用宏；必要时请单位另存为不带宏的格式")
        }
    };
    let rule = match kind {
        // the measure's word on what cannot be read is not on what was read in doubt
        TroubleKind::Incomplete | TroubleKind::Elsewhere if outcome == Outcome::Manual => {
            Rule { on_fail: usual, ..intrinsic(kind.code(), usual, policy) }
        }
        _ => intrinsic(kind.code(), usual, policy),
    };
    // a password and macros are told whole by their name
    let told = detail.is_empty() || matches!(kind, TroubleKind::Encrypted | TroubleKind::Macros);
    let detail = if told { String::new() } else { format!("：{detail}") };
    let message = format!("“{name}”{says}{detail}");
    let draft = if outcome == Outcome::Fail { Draft::fail(&rule, message) } else { Draft::manual(&rule, message) };
    draft.help(help)
}

/// A shortcut in the place of a paper that the measure asks for is for the unit to mend; beside papers that came, whether anything is
/// missing is for people.
fn describe_link(file: &ReceivedFile) -> (OnFail, Outcome, &'static str, &'static str) {
    let is_asked_for = !matches!(file.role.as_deref(), None | Some("other" | "evidence"));
    if is_asked_for {
        return (OnFail::Correct, Outcome::Fail, "的格式不能读取", "请单位放入它所指的原文件后重新报送");
    }
    let help = "看它所指的文件是否已在材料中；确实缺少的，请单位补送原文件";
    (OnFail::Decide, Outcome::Manual, "没有带来所指的文件", help)
}

/// The policy's rule of a code that is always on; as the contract has it where the policy says nothing.
pub(super) fn intrinsic(code: &str, usual: OnFail, policy: &Policy) -> Rule {
    policy.rule(code, None).cloned().map(|rule| Rule { subject: None, ..rule }).unwrap_or_else(|| Rule {
        code: code.to_owned(),
        kind: RuleKind::Intrinsic,
        subject: None,
        on_fail: usual,
        basis: None,
        line: None,
    })
}

/// The last part of the path.
pub(super) fn name_of(file: &ReceivedFile) -> &str {
    file.path.rsplit('/').next().unwrap_or(&file.path)
}
