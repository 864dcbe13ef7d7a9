//! signed: the signature line bears a mark that the measure accepts (article 6: 经本单位主要负责人签字确认).
//!
//! Nothing on or by the line, a blank picture and a digital signature over parts that have changed are certain. A typed
//! name, a scan alone and one picture used by two units are for people, as is always whether a mark is genuine.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::files::name_of;
use crate::check::registry::Kind;
use crate::check::registry::is_companion;
use crate::check::sketch::unit_of;
use crate::check::unread::find_unread_page;
use crate::check::unrecognised::explain_unrecognised;
use crate::check::unrecognised::find_line_to_sign;
use crate::model::DigitalSignature;
use crate::model::Finding;
use crate::model::OnFail;
use crate::model::Place;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::china_time;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "signed", check };

/// Only a typed name.
pub(in crate::check) const TYPED_ONLY: &str = "signature-typed-only";
/// A picture of one colour.
pub(in crate::check) const BLANK_PICTURE: &str = "signature-blank-picture";
/// One picture for two units.
pub(in crate::check) const REUSED: &str = "signature-reused";
/// Only a scan of the signed page.
pub(in crate::check) const SCAN_ONLY: &str = "signature-scan-only";
/// A digital signature whose parts have changed.
pub(in crate::check) const BROKEN: &str = "signature-broken";

/// So many other units are named where a picture is used again.
const NAMED: usize = 3;

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let (RuleKind::Signed { accept }, Some(signature)) = (&rule.kind, &case.application.signature) else {
        return Judgement::not_applicable();
    };
    let place = signature.place.as_ref().or(case.application.form.as_ref());
    let mut findings = Vec::new();
    if signature.digital.iter().any(is_broken) {
        findings.extend(broken(rule, case, signature, place));
    }
    if signature.state == SignatureState::Picture {
        findings.extend(reused(rule, case, place));
    }
    let damaged = case.application.form.as_ref().is_some_and(|form| case.facts.is_damaged(&form.file));
    match signature.state {
        SignatureState::Absent if damaged => return Judgement::unread(),
        state if accept.contains(&state) => findings.extend(doubtful(rule, case, signature, place)),
        state => findings.extend(refused(rule, case, state, signature, place)),
    }
    Judgement::of(findings)
}

/// A state that the rule does not accept.
fn refused(
    rule: &Rule,
    case: &Case<'_>,
    state: SignatureState,
    signature: &Signature,
    place: Option<&Place>,
) -> Option<Finding> {
    let label = case.subject_label(rule);
    let form = case.label("form");
    let sign = format!("请主要负责人在“{label}”处签字后重新报送");
    let draft = match state {
        SignatureState::Absent if !signature.doubts.is_empty() => {
            let message = format!("“{label}”处没有签字；{}", signature.doubts.join("；"));
            Draft::manual(own(rule)?, message).help(format!("请打开看是不是主要负责人的签字；不是的，{sign}"))
        }
        SignatureState::Absent => match find_unread_page(case.facts, case.index).map(name_of) {
            Some(name) => {
                let message = format!("“{label}”处没有签字；而“{name}”没能读出，签字页可能就是或者就在其中");
                Draft::manual(own(rule)?, message).help(format!("请打开该文件查看；其中没有签字页的，{sign}"))
            }
            None => match find_line_to_sign(case.application) {
                Some(text) => {
                    let message = explain_unrecognised(label, &text.raw);
                    let help = format!("请打开{form}看这是不是签字处；不是的，或者没有签字的，{sign}");
                    return Some(Draft::manual(own(rule)?, message).help(help).at(&text.place).done());
                }
                None => Draft::fail(own(rule)?, format!("“{label}”处没有签字，也没有收到签字页扫描件")).help(sign),
            },
        },
        SignatureState::Typed => {
            let name = signature.signer.as_deref().map(|name| format!("（{name}）")).unwrap_or_default();
            let rule = case.companion(TYPED_ONLY, rule, OnFail::Decide);
            let message = match signature.doubts.first() {
                Some(words) => format!("“{label}”处没有手写签字：{words}"),
                None => format!("“{label}”处只有打印的姓名{name}，没有手写签字"),
            };
            Draft::manual(&rule, message).help("请核实是否本人签字；不认可的，请单位签字后重新报送")
        }
        SignatureState::BlankPicture => {
            let rule = case.companion(BLANK_PICTURE, rule, OnFail::Correct);
            Draft::fail(&rule, format!("“{label}”处的图片是空白的，看不出签字")).help(sign)
        }
        SignatureState::Scan => {
            let rule = case.companion(SCAN_ONLY, rule, OnFail::Decide);
            let own = case.application.form.as_ref().map(|form| &form.file);
            let message = match place {
                Some(place) if Some(&place.file) == own => format!("{form}是 PDF，有没有签字、是不是本人签的要看原件"),
                _ => format!("{form}上没有签字，只有签字页的扫描件{}", named(place)),
            };
            Draft::manual(&rule, message).help(format!("请打开扫描件，核对签字和签字日期，并看内容与{form}是否一致"))
        }
        SignatureState::Unreadable => {
            Draft::manual(own(rule)?, format!("“{label}”处的签字无法读取{}", because(signature)))
                .help(format!("请打开{form}看有没有签字；没有的，请单位签字后重新报送"))
        }
        SignatureState::Picture | SignatureState::Ink | SignatureState::Digital => {
            Draft::manual(own(rule)?, format!("“{label}”处{}，规定不认可这种签字", state.chinese()))
                .help("请核定是否认可；不认可的，请单位重新签字")
        }
    };
    Some(draft.at(place).done())
}

fn because(signature: &Signature) -> String {
    signature.doubts.iter().map(|doubt| format!("；{doubt}")).collect()
}

/// The rule itself, unless its code is one of those that come beside and mean one fault alone.
fn own(rule: &Rule) -> Option<&Rule> {
    (!is_companion(&rule.code)).then_some(rule)
}

/// An accepted mark of which the reader is not sure that it is the signature, a digital one that could not be verified, or
/// one that leaves out something that stands on the form.
fn doubtful(rule: &Rule, case: &Case<'_>, signature: &Signature, place: Option<&Place>) -> Option<Finding> {
    let digital = signature.digital.iter().filter(|_| signature.state == SignatureState::Digital);
    let unverified = digital.clone().any(|digital| digital.holds().is_none());
    let unverified =
        unverified.then(|| "数字签名没有经过核验，请用 Office（PDF 的用 PDF 阅读器）打开，看签名是否有效".to_owned());
    let lapsed = digital.clone().any(|digital| digital.valid_then == Some(false));
    let lapsed = lapsed.then(|| "数字签名的日期不在证书的有效期内".to_owned());
    let today = china_time(case.context.as_of).date();
    let signed_on = |digital: &DigitalSignature| digital.signed_at.as_deref()?.get(..10)?.parse::<Date>().ok();
    let ahead = digital.clone().filter_map(signed_on).any(|day| day > today);
    let ahead = ahead.then(|| "数字签名的日期还没有到".to_owned());
    let uncovered: BTreeSet<String> = digital.flat_map(uncovered_content).map(name_part).collect();
    let uncovered = (!uncovered.is_empty()).then(|| {
        let parts = uncovered.into_iter().collect::<Vec<String>>().join("、");
        format!("数字签名没有覆盖表内的部分内容（{parts}），可能是签名以后加的")
    });
    let doubts: Vec<String> =
        signature.doubts.iter().cloned().chain(unverified).chain(lapsed).chain(ahead).chain(uncovered).collect();
    if doubts.is_empty() {
        return None;
    }
    let form = case.label("form");
    let message = format!("签字需要人工确认：{}", doubts.join("；"));
    let draft = Draft::manual(own(rule)?, message)
        .help(format!("请打开{form}看这是不是主要负责人的签字；不是的，请单位签字后重新报送"));
    Some(draft.at(place).done())
}

fn reused(rule: &Rule, case: &Case<'_>, place: Option<&Place>) -> Option<Finding> {
    let reused = case.facts.reused_signatures.get(case.index).filter(|reused| !reused.others.is_empty())?;
    let rule = case.companion(REUSED, rule, OnFail::Decide);
    let mut names: Vec<&str> = Vec::new();
    for other in reused.others.iter().filter_map(|&other| case.facts.sketch(other)) {
        let name = other.unit.as_deref().unwrap_or(&other.id);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = match names.len() {
        count if reused.more => format!("等至少 {count} 个单位"),
        count if count > NAMED => format!("等 {count} 个单位"),
        _ => String::new(),
    };
    let own_unit = unit_of(case.application, case.context.policy).unwrap_or(&case.application.id);
    names.truncate(NAMED);
    let message = format!("“{own_unit}”的签字图片与“{}”{more}的是同一张", names.join("”“"));
    let draft = Draft::manual(&rule, message).help("请向两个单位核实签字；不是本单位主要负责人签字的，请重新签字报送");
    Some(draft.at(place).done())
}

fn is_broken(signature: &DigitalSignature) -> bool {
    signature.holds() == Some(false)
}

/// Where what stands on a form is stored; what only says how it looks may go unsigned.
const CONTENT: &[&str] = &[
    "word/document",
    "word/footnotes",
    "word/endnotes",
    "word/media/",
    "xl/workbook.",
    "xl/worksheets/sheet",
    "xl/sharedStrings",
    "xl/drawings/",
    "xl/media/",
    "content.xml",
    "Pictures/",
];

/// The parts with content that a signature does not cover.
fn uncovered_content(signature: &DigitalSignature) -> impl Iterator<Item = &str> {
    let holds_content = |part: &&str| CONTENT.iter().any(|start| part.starts_with(start)) && !part.ends_with(".rels");
    signature.uncovered.iter().map(String::as_str).filter(holds_content)
}

/// A part of a package as staff know it, with its own name.
fn name_part(part: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("word/document", "正文"),
        ("content.xml", "正文"),
        ("xl/worksheets/", "工作表"),
        ("xl/sharedStrings", "表内文字"),
        ("xl/workbook", "工作簿"),
        ("word/media/", "图片"),
        ("xl/media/", "图片"),
        ("Pictures/", "图片"),
        ("xl/drawings/", "图片位置"),
        ("word/styles", "样式"),
        ("xl/styles", "样式"),
    ];
    let word = WORDS.iter().find(|(start, _)| part.starts_with(start)).map(|(_, word)| *word);
    word.map_or_else(|| part.to_owned(), |word| format!("{word} {part}"))
}

fn broken(rule: &Rule, case: &Case<'_>, signature: &Signature, place: Option<&Place>) -> Option<Finding> {
    let rule = case.companion(BROKEN, rule, OnFail::Correct);
    let broken: Vec<&DigitalSignature> = signature.digital.iter().filter(|digital| is_broken(digital)).collect();
    let signers: BTreeSet<&str> = broken.iter().filter_map(|digital| digital.signer.as_deref()).collect();
    let signers = signers.into_iter().collect::<Vec<&str>>().join("、");
    let signers = if signers.is_empty() {
        signers
    } else {
        format!("（证书上的签名人：{signers}，证书未经核验）")
    };
    let changed = broken.iter().flat_map(|digital| &digital.references).filter(|part| part.holds == Some(false));
    let changed: BTreeSet<String> = changed.map(|part| name_part(&part.part)).collect();
    let form = case.label("form");
    let message = match changed.into_iter().collect::<Vec<String>>().join("、") {
        none if none.is_empty() => format!("数字签名{signers}本身被改动过，或与证书不符，签名已失效"),
        parts => format!("数字签名{signers}之后{form}又被改动，签名已失效（改动的部分：{parts}）"),
    };
    Some(Draft::fail(&rule, message).help("请单位对最后的版本重新签字后报送").at(place).done())
}

fn named(place: Option<&Place>) -> String {
    let name = place.and_then(|place| place.file.rsplit('/').next());
    name.map(|name| format!("“{name}”")).unwrap_or_default()
}
