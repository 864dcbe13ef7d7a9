//! one-of: a field holds one of the options that the measure gives.
//!
//! Words near one of them (革新 for 小革新), or an answer in words to a question of yes or no, are for people.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Value;
use crate::model::project_key;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "one-of", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let key = rule.subject.as_deref();
    let (Some(spec), Some(field)) =
        (key.and_then(|key| case.context.policy.field(key)), key.and_then(|key| case.application.value(key)))
    else {
        return Judgement::not_applicable();
    };
    // What could not be read for certain is for people, not for the unit.
    if !field.doubts.is_empty() {
        return Judgement::not_applicable();
    }
    let text = field.read.value.to_string();
    let is_option = spec.options.iter().any(|option| project_key(option) == project_key(&text));
    if is_option || matches!(field.read.value, Value::Choice(_)) {
        return Judgement::pass();
    }
    let options = spec.options.join("、");
    let message = format!("{}填的是“{text}”，可选项是：{options}", spec.label);
    if let Some(meant) = nearest(&text, &spec.options) {
        let help = format!("请核对是不是“{meant}”；不是的，请单位从可选项中选填一项");
        return Draft::manual(rule, message).help(help).at(&field.read.place).into();
    }
    // 是否推广：已推广
    if spec.options.iter().all(|option| option.chars().count() == 1) {
        return Draft::manual(rule, message).help("请核对填的是哪一项").at(&field.read.place).into();
    }
    Draft::fail(rule, message).help("请单位从可选项中选填一项后重新报送").at(&field.read.place).into()
}

/// The only option that shares as many characters in a row with a text as no other does, two at least.
fn nearest<'o>(text: &str, options: &'o [String]) -> Option<&'o str> {
    const LEAST_SHARED: usize = 2;
    let text: Vec<char> = project_key(text).chars().collect();
    let mut best: Option<(usize, &str)> = None;
    let mut alone = false;
    for option in options {
        let key: Vec<char> = project_key(option).chars().collect();
        let shared = longest_shared(&text, &key);
        match best {
            Some((most, _)) if shared < most => {}
            Some((most, _)) if shared == most => alone = false,
            _ => (best, alone) = (Some((shared, option.as_str())), true),
        }
    }
    best.filter(|(shared, _)| alone && *shared >= LEAST_SHARED).map(|(_, option)| option)
}

/// How many characters two texts share in a row.
fn longest_shared(one: &[char], other: &[char]) -> usize {
    let run = |from: usize, to: usize| {
        let pairs = one.iter().skip(from).zip(other.iter().skip(to));
        pairs.take_while(|(one, other)| one == other).count()
    };
    let starts = (0..one.len()).flat_map(|from| (0..other.len()).map(move |to| (from, to)));
    starts.map(|(from, to)| run(from, to)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_one_option_shares_and_no_other_mean_it() {
        let options = ["小发明", "小改造", "小革新", "小设计", "小建议"].map(str::to_owned);
        for (text, meant) in [
            ("革新", Some("小革新")),
            ("技术革新类", Some("小革新")),
            ("小革", Some("小革新")),
            ("其他", None),
            ("小", None),
        ] {
            assert_eq!(nearest(text, &options), meant, "{text}");
        }
        let alike = ["服务职工", "服务企业"].map(str::to_owned);
        assert_eq!(nearest("服务", &alike), None);
        assert_eq!(nearest("服务职工类", &alike), Some("服务职工"));
    }
}
