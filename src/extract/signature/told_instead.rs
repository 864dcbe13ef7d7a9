//! What stands on a line to sign instead of a name: where it is signed, or that another signed.

use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_likely_name;

/// Characters of the longest words in parentheses that say where it is signed.
const LONGEST_TOLD: usize = 20;
/// Of the longest label with such words.
const LONGEST_LABEL: usize = 36;

/// Words in parentheses that stand alone on a line and say where it is signed, without the parentheses, by which they would be
/// taken for a request: （签字扫描件附后）.
pub fn with_told_open(text: &str) -> String {
    replace_told(text, |before, inside, behind| {
        let alone = |c: Option<char>| !c.is_some_and(char::is_alphabetic);
        let stands_alone =
            alone(before.chars().rfind(|c| !is_invisible(*c))) && alone(behind.chars().find(|c| !is_invisible(*c)));
        (stands_alone && !inside.contains("代签")).then(|| format!(" {inside} "))
    })
}

/// A text without words in parentheses that say that it is signed, where something stands beside them: 阿依古丽（电子签名）.
pub fn without_told(text: &str) -> String {
    replace_told(text, |before, _, behind| {
        let says = |part: &str| part.chars().any(char::is_alphabetic);
        (says(before) || says(behind)).then(|| " ".to_owned())
    })
}

/// 主要负责人签字（签字页附后）: what the parentheses of a label say of where it is signed.
pub fn told_in_label(label: &str) -> Option<&str> {
    let label = Some(label).filter(|label| label.chars().count() <= LONGEST_LABEL);
    label.and_then(next_parentheses).map(|(_, inside, _)| inside).filter(|inside| says_where(inside))
}

/// Replaces the parentheses whose words say where it is signed; `by` gets what stands before, in and behind them.
fn replace_told(text: &str, by: impl Fn(&str, &str, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside, behind)) = next_parentheses(rest) {
        let short = inside.chars().count() <= LONGEST_TOLD && says_where(inside);
        let other = short.then(|| by(before, inside, behind)).flatten();
        out.push_str(before);
        match other {
            Some(other) => out.push_str(&other),
            None => out.push_str(rest.get(before.len()..rest.len() - behind.len()).unwrap_or_default()),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What stands before the first parentheses of a text, in them and behind them.
fn next_parentheses(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(['（', '(', '【', '['])?;
    let (before, tail) = text.split_at(open);
    let mut letters = tail.chars();
    letters.next()?;
    let inside = letters.as_str();
    let close = inside.find(['）', ')', '】', ']'])?;
    let (inside, tail) = inside.split_at(close);
    let mut letters = tail.chars();
    letters.next()?;
    Some((before, inside, letters.as_str()))
}

/// Of what a consent goes on with the words that say where it is signed: 同意申报。盖章见原件。
pub fn told_where(told: &str) -> Option<String> {
    let mut words = told.split(|c: char| is_invisible(c) || "。，；！,;".contains(c));
    words.find(|word| says_where(word)).map(str::to_owned)
}

/// Whether what is typed on a line says of the signature where or that it is, rather than a name: 已签, 见附件.
pub fn says_where(typed: &str) -> bool {
    let core: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    let told = [
        "已签",
        "见",
        "详见",
        "附后",
        "另附",
        "后附",
        "电子签",
        "电子版签",
        "代签",
        "纸质",
        "签字件",
        "签字见",
        "签名见",
    ];
    let names_none = core == "代签" || !is_likely_name(&core);
    let seen_there = ["见原件", "见附件", "见扫描", "见纸质", "见另", "扫描件", "签字页", "签章页", "盖章页"]
        .iter()
        .any(|word| core.contains(word));
    // 请签字后扫描件附后 asks for it.
    let asks = core.starts_with(['请', '须', '需', '应']);
    let told = names_none && (seen_there || told.iter().any(|word| core.starts_with(word)))
        || core.starts_with("原件")
        || ["附件", "附后", "另附", "另报", "另送"].iter().any(|word| core.ends_with(word));
    told && !asks
}

/// Whether what stands on a line says that another signed for the leader: （代签）, 张伟代签, 张伟（代）; but not （不得代签）.
pub fn says_proxy(raw: &str) -> bool {
    const FORBIDDEN: &[&str] = &["不得", "不可", "不能", "严禁", "禁止", "请勿", "勿"];
    let seen: String = raw.chars().filter(|c| !is_invisible(*c)).collect();
    let proxy = ["代签", "代为签", "（代）", "(代)"].iter().find_map(|word| seen.find(word));
    let before = proxy.and_then(|at| seen.get(..at)).unwrap_or("");
    proxy.is_some() && !FORBIDDEN.iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_where_it_is_signed_are_no_name() {
        assert!(
            ["附签字页", "扫描件另附", "见盖章页", "已签（见PDF）", "原件签字", "手写签字另附"]
                .iter()
                .all(|words| says_where(words))
        );
        assert!(!["张伟", "请签字后扫描件附后", "附小校长", "工会主席王强"].iter().any(|words| says_where(words)));
    }

    #[test]
    fn who_signed_for_another_is_told_from_the_ban_on_it() {
        assert!(["（代签）", "张伟（代）", "张伟代签 2026年10月8日"].iter().all(|raw| says_proxy(raw)));
        assert!(!["（不得代签）", "付代强", "严禁代签"].iter().any(|raw| says_proxy(raw)));
    }
}
