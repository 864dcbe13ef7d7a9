//! `[[priorities]]` and `[[areas]]`, looked for in texts, and `[[by_hand]]`, what only people can judge.

use toml::Spanned;

use crate::policy::HandCheck;
use crate::policy::Rule;
use crate::policy::Topic;
use crate::policy::load::fields::is_word;
use crate::policy::load::fields::read_key;
use crate::policy::load::fields::read_optional;
use crate::policy::load::raw::Section;

/// `[[priorities]]` or `[[areas]]`.
pub(super) fn read_topics(file: &Section<'_>, name: &str) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for section in file.sections(name) {
        let key = read_key(&section);
        if topics.iter().any(|topic| topic.key == *key.get_ref()) {
            file.reading.error(&key.span(), format!("[[{name}]] 的 key“{}”写了两次", key.get_ref()));
        }
        let label = section.required_text("label");
        let keywords = section.texts("keywords");
        if keywords.is_empty() && !section.has("keywords") {
            section.reading.warn(&section.span, format!("{} 没有 keywords", label.get_ref()), "没有词就不会被找到");
        }
        topics.push(Topic {
            key: key.into_inner(),
            label: label.into_inner(),
            keywords: keywords.into_iter().map(Spanned::into_inner).collect(),
            basis: read_optional(&section, "basis"),
        });
        section.close();
    }
    topics
}

/// `[[by_hand]]`
pub(super) fn read_by_hand(file: &Section<'_>, rules: &[Rule]) -> Vec<HandCheck> {
    let mut checks: Vec<HandCheck> = Vec::new();
    for section in file.sections("by_hand") {
        let code = section.required_text("code");
        if !code.get_ref().is_empty() && !is_word(code.get_ref(), &['-'], false) {
            let message = format!("[[by_hand]] 的 code“{}”应为小写英文单词，以连字符相连", code.get_ref());
            section.reading.error_with_help(&code.span(), message, "如 code = \"eligible-applicant\"");
        }
        let taken = rules.iter().map(|rule| &rule.code).chain(checks.iter().map(|check| &check.code));
        if taken.clone().any(|taken| taken == code.get_ref()) {
            section.reading.error(&code.span(), format!("code“{}”已有规则用了", code.get_ref()));
        }
        checks.push(HandCheck {
            code: code.into_inner(),
            label: section.required_text("label").into_inner(),
            question: section.required_text("question").into_inner(),
            basis: read_optional(&section, "basis"),
        });
        section.close();
    }
    checks
}
