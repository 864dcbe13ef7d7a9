//! words-at-most: a written paper, or a field, has no more 字 than the measure allows (article 6: 2000字以内, 2000 included).
//!
//! Programs count dashes, ellipses, circled digits and text boxes differently. Where the two readings give different
//! verdicts the outcome is for people, and both figures are shown.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Place;
use crate::model::WordCount;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "words-at-most", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let RuleKind::WordsAtMost { limit, .. } = rule.kind else { return Judgement::not_applicable() };
    let label = case.subject_label(rule);
    let Some((words, other, place)) = count(rule, case, limit) else {
        return match rule.subject.as_deref().and_then(|key| case.textless(key)) {
            None => Judgement::not_applicable(),
            Some(place) if case.facts.is_damaged(&place.file) => Judgement::unread(),
            Some(place) => Draft::manual(
                rule,
                format!("{label}里没有可以读出的文字（是空白文件，或者只有图片、扫描件），字数无法统计"),
            )
            .help(format!("请打开{label}，核对字数和应有的内容；或请单位补送 Word 文档"))
            .at(place)
            .into(),
        };
    };
    match (words > limit, other > limit) {
        (false, false) if case.facts.is_damaged(&place.file) => Judgement::unread(),
        (false, false) => Judgement::pass(),
        (true, true) => {
            let other = if other == words { String::new() } else { format!("（另一种计数 {other} 字）") };
            let message = format!("{label} {words} 字{other}，上限 {limit} 字，超出 {} 字", words - limit);
            // Of two papers that differ the other may be the one that counts.
            let paper = rule.subject.as_deref().and_then(|key| case.application.documents.get(key));
            let draft = match paper.is_some_and(|paper| !paper.others.is_empty()) {
                true => Draft::manual(rule, message),
                false => Draft::fail(rule, message),
            };
            draft.help(format!("请单位压缩到 {limit} 字以内后重新报送")).at(place).into()
        }
        _ => {
            let message =
                format!("{label}按一种计数 {words} 字，按另一种 {other} 字，上限 {limit} 字，两种计数结论不同");
            let help = "两种计数的差别在破折号、省略号、带圈数字和文本框、脚注；请用 Word“字数统计”核对后认定";
            Draft::manual(rule, message).help(help).at(place).into()
        }
    }
}

/// Both readings of the subject, and where it stands.
fn count<'c>(rule: &Rule, case: &'c Case<'_>, limit: usize) -> Option<(usize, usize, &'c Place)> {
    let key = rule.subject.as_deref()?;
    if let Some(paper) = case.application.documents.get(key) {
        return Some((paper.words, paper.words_other_reading, &paper.place));
    }
    let field = case.application.value(key)?;
    let lines = field.read.value.to_string();
    let count = lines.lines().map(WordCount::of).fold(WordCount::default(), std::ops::Add::add);
    Some((count.words, count.other_reading(Some(limit)), &field.read.place))
}
