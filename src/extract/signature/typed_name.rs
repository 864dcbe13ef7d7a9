//! The name typed on a signature line, out of all that is written there: posts, brackets, words of consent, requests to sign.

use crate::extract::label::form_words::is_own_unit;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::signature::lost_picture::is_error_value;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::request_to_sign::asks_to_be_signed;
use crate::extract::signature::signing_parts::of_signer;
use crate::extract::signature::told_instead::says_where;
use crate::extract::signature::told_instead::told_where;
use crate::extract::signature::told_instead::with_told_open;
use crate::extract::signature::told_instead::without_told;
use crate::extract::values::blank::clean;
use crate::extract::values::blank::holds_stand_in;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people::may_be_name;
use crate::extract::values::people::parse_people;
use crate::extract::values::people_words::TITLES;
use crate::extract::values::prompt::asks_for_mark;
use crate::extract::values::prompt::is_prompt;

/// Chinese characters of the longest words that may be a name with posts beside it; what is longer is a sentence.
const LONGEST_NAMED: usize = 16;

/// Of the longest words behind 签字： within an opinion that are shown as they stand: 胡英燕代傅博辉, 纸质版已签字.
const LONGEST_BEHIND: usize = 16;

/// Characters of the longest label that asks for a signature within an opinion: 单位主要负责人签字（盖章）.
const LONGEST_LINE: usize = 16;

/// The name typed on a line, or, where nothing there reads like a name, the words that stand there. None where there are only
/// blanks, requests to sign and words of consent.
pub fn typed_name(rest: &str) -> Option<String> {
    // 基层单位（盖章）: whose seal is asked for
    let is_unit = |name: &String| is_own_unit(name, |body| body.chars().count() > 2 && body.ends_with("单位"));
    words_signed_with(rest).filter(|name| !is_unit(name))
}

fn words_signed_with(rest: &str) -> Option<String> {
    let rest = with_told_open(&without_ticks(rest));
    let told = without_marks_asked(&words_beside_day(&of_signer(&rest)));
    // 经办人签字　　日期: headings of the names in the row below
    let words = told.split(is_invisible).filter(|word| !(word.contains('签') && signs_beside(word)));
    let told = words.map(without_label_before).collect::<Vec<&str>>().join(" ");
    let text = without_consent(&told);
    let text = text.trim_matches(|c: char| is_invisible(c) || c.is_ascii_punctuation() || "，。；：、—·".contains(c));
    let consents = CONSENTING.iter().any(|word| told.contains(word)) && !text.is_empty();
    let hanzi = text.chars().filter(|&c| is_han(c)).count();
    let is_sentence = hanzi > LONGEST_NAMED && !is_post_and_name(text);
    if consents || is_sentence || text.contains(['。', '，', '；', '！', '：', ':']) {
        // 经研究，情况属实，请审批: consent in words of its own, with a name behind it or none.
        return named_behind_line(text)
            .or_else(|| name_among_sentences(text))
            .or_else(|| short_word_behind(&told))
            .or_else(|| word_beside_consent(text))
            .or_else(|| latin_name_behind(text))
            .or_else(|| told_where(&told))
            .or_else(|| named_by_proxy(text));
    }
    let text = without_word_of_signing(text);
    if says_nothing(text) || asks_for_signature(text) || is_post(text) || is_prompt(text, &[]) {
        return None;
    }
    let names = names_in(text);
    if names.is_empty() && asks_to_be_signed(text) {
        return None;
    }
    Some(if names.is_empty() { without_posts(&without_told(text)) } else { names.join("、") })
}

/// 党支部书记兼工会主席努尔古丽·麦麦提: one long word that is a name behind posts.
fn is_post_and_name(text: &str) -> bool {
    !text.contains(is_invisible)
        && matches!(names_in(text).as_slice(), [name] if name != text && text.ends_with(name.as_str()))
}

/// 谢国新 签字, 才让·多杰签: a name without the word behind it that says that it is signed; but 代签 and 已签 stay whole.
fn without_word_of_signing(text: &str) -> &str {
    const SIGNED: &[&str] = &["签于", "亲笔签字", "亲笔", "亲签", "手签", "签字", "签名", "签"];
    let signed = SIGNED.iter().find_map(|word| text.strip_suffix(word)).map(|name| name.trim_end_matches(is_invisible));
    let named = signed.filter(|name| {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let for_another = name.char_indices().any(|(at, c)| at > 0 && c == '代');
        let is_told = name.ends_with(['请', '待', '未', '补', '已', '需', '须', '免', '不']);
        letters >= 2 && !for_another && !is_told && !asks_for_signature(name) && !signs_below(name)
    });
    named.filter(|_| !says_where(text)).unwrap_or(text)
}

/// Without what people put beside a name: ticks, quotation marks, a phone.
fn without_ticks(rest: &str) -> String {
    const PHONE: usize = 7;
    let is_tick = |c: char| "√✓✔☑「」『』！".contains(c);
    // 同意!王芳, but #VALUE!
    let seen: String = rest.replace("意!", "意 ").chars().map(|c| if is_tick(c) { ' ' } else { c }).collect();
    let mut kept = String::with_capacity(seen.len());
    for run in seen.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        // eight digits may be a day, and a number behind it is one
        let is_phone = digits.len() > PHONE + 1 || digits.len() == PHONE;
        kept.push_str(if is_phone { run.trim_start_matches(|c: char| c.is_ascii_digit()) } else { run });
    }
    kept
}

/// 师明　工会主席, 主席平海洁: the only word beside posts, whatever it begins with; else all that stands there.
fn without_posts(text: &str) -> String {
    let mut words = text.split(is_invisible).filter(|word| !word.is_empty() && !is_post(word));
    match (words.next(), words.next()) {
        (Some(word), None) => behind_post(word).unwrap_or(word).to_owned(),
        _ => text.trim_matches(is_invisible).to_owned(),
    }
}

/// 工会主席平海洁: the two or three characters behind the last post of a word.
fn behind_post(word: &str) -> Option<&str> {
    let ends = TITLES.iter().filter_map(|title| word.rfind(title).map(|at| at + title.len()));
    let name = word.get(ends.max()?..)?;
    let is_name = (2..=3).contains(&name.chars().count()) && name.chars().all(is_han) && !is_post(name);
    (is_name && !["助理", "代表"].contains(&name)).then_some(name)
}

/// 同意。负责人签字：雷明: what stands behind the line within an opinion is a name, whatever it begins with.
fn named_behind_line(text: &str) -> Option<String> {
    let colons = text.char_indices().filter(|(_, c)| matches!(c, '：' | ':')).map(|(at, c)| (at, at + c.len_utf8()));
    let lines = colons.filter_map(|(at, behind)| {
        let label = text.get(..at)?.trim_end_matches(|c: char| is_invisible(c) || "）)".contains(c));
        let word = label.rsplit(|c: char| is_invisible(c) || "。，；：:".contains(c)).next().unwrap_or("");
        let asks = word.chars().count() <= LONGEST_LINE
            && word.chars().any(is_han)
            && (asks_for_signature(word) || is_post(word) || signs_below(word));
        asks.then(|| (word, label.len() - word.len(), behind))
    });
    let lines: Vec<(&str, usize, usize)> = lines.collect();
    // 丁杰梅　　科室负责人：邓勇永: behind the name of the one who signs, who signs below.
    let lead = lines.first().and_then(|(_, first, _)| text.get(..*first)).unwrap_or("");
    if is_name_alone(lead) && lines.iter().all(|(word, ..)| signs_below(word)) {
        return Some(lead.chars().filter(|c| !is_invisible(*c)).collect());
    }
    // 主要负责人签字：张伟　分管负责人签字：李明: who signs below the leader signs beside.
    let of_leader = || lines.iter().enumerate().rfind(|(_, (word, ..))| !signs_below(word));
    let mut told = of_leader().into_iter().chain(lines.iter().enumerate().next_back());
    told.find_map(|(number, (.., behind))| {
        let end = lines.get(number + 1).map_or(text.len(), |(_, next, _)| *next);
        named_at(text.get(*behind..end)?)
    })
}

/// The name that the words behind one line to sign are.
fn named_at(behind: &str) -> Option<String> {
    let word =
        behind.split(is_invisible).find(|word| !word.is_empty())?.trim_matches(|c: char| "（）()【】[]".contains(c));
    // 签字：董事长 韩若思: a post stands before the name; 签字：朱　宁 is one name.
    let begins = || parse_people(word).is_empty() || word.chars().count() == 1;
    if let Some(name) = names_in(behind).into_iter().next().filter(|_| begins()) {
        return Some(name);
    }
    let hanzi = word.chars().filter(|&c| is_han(c)).count();
    // 负责人签字：Zhang Wei
    if hanzi == 0
        && word.chars().filter(|c| c.is_ascii_alphabetic()).count() >= 2
        && !says_nothing(word)
        && !is_prompt(behind, &[])
    {
        return Some(behind.trim_matches(is_invisible).to_owned());
    }
    if is_masked_name(word) {
        return Some(word.to_owned());
    }
    let alone = behind.split(is_invisible).filter(|word| !word.is_empty()).count() == 1;
    let longest = if alone { LONGEST_BEHIND } else { 4 };
    let word = without_word_of_signing(word);
    let posted = || names_in(word).pop().filter(|name| word.strip_suffix(name.as_str()).is_some_and(ends_in_post));
    let is_name = (2..=longest).contains(&hanzi)
        && word.chars().all(|c| c.is_alphanumeric() || c == '·')
        && !asks_for_signature(word)
        && !says_nothing(word)
        && !is_prompt(word, &[])
        && !is_post(word);
    is_name.then(|| {
        let told = posted().or_else(|| behind_post(word).map(str::to_owned));
        told.unwrap_or_else(|| without_word_behind(word.to_owned()))
    })
}

/// 海港区总工会主席: whether the words before a name end in a post.
fn ends_in_post(words: &str) -> bool {
    TITLES.iter().any(|title| words.ends_with(title))
}

/// 负责人签字程杰: a name that stands right behind its label.
fn without_label_before(word: &str) -> &str {
    let asks = |&(at, mark): &(usize, &str)| word.get(..at + mark.len()).is_some_and(asks_for_signature);
    let mut marks = ["签字", "签名", "签章"].iter().filter_map(|mark| word.find(mark).map(|at| (at, *mark)));
    let behind = marks.find(asks).and_then(|(at, mark)| word.get(at + mark.len()..));
    behind.filter(|name| is_told_name(name)).unwrap_or(word)
}

/// The last name that begins or ends the words between two stops: 经研究同意，工会主席罗海; but not 惠及职工1.2万人次.
fn name_among_sentences(text: &str) -> Option<String> {
    let words = text.split(|c: char| is_invisible(c) || "。，；！：:,;、".contains(c));
    let short = words.filter(|word| {
        let hanzi = word.chars().filter(|&c| is_han(c)).count();
        hanzi <= LONGEST_NAMED && !word.chars().any(|c| c.is_ascii_digit())
    });
    let mut named = short.filter_map(|word| {
        let name = names_in(word).pop()?;
        let alone = word.trim_matches(|c: char| !c.is_alphanumeric());
        let stands_apart = alone.starts_with(&name) || alone.ends_with(&name) || alone.contains(['（', '(', '【']);
        (stands_apart && !["人次", "余人", "多人"].iter().any(|count| name.ends_with(count))).then_some(name)
    });
    named.next_back()
}

/// 同意上报 师建明: two or three characters in a word of their own behind a consent that are none of its words; a name, whatever
/// it begins with. `told` is all that stands there.
fn short_word_behind(told: &str) -> Option<String> {
    let mut words = told.split(|c: char| is_invisible(c) || "。，；！".contains(c)).filter(|word| !word.is_empty());
    let word = words.next_back().filter(|_| words.next().is_some())?;
    let is_short = (2..=3).contains(&word.chars().count()) && word.chars().all(is_han);
    let consents = word.contains(|c: char| "请批审报准荐阅示办理意见属实同推送行可核定上予".contains(c));
    (is_short && !consents && !says_nothing(word) && !asks_for_signature(word) && !is_post(word))
        .then(|| word.to_owned())
}

/// 阿依古丽　同意: the only word beside a consent, of as many characters as names without a Han surname have, and none of those
/// that bodies and consents are made of. `text` is what stands there without the consent's own words.
fn word_beside_consent(text: &str) -> Option<String> {
    const OF_BODIES: &str = "我本该经拟已予讨论会组党委单位研究工部门局处科室一致决定特此上报审批请准意见属实情况全体";
    // 请上报。乌云其木格
    let text = text.rsplit(|c: char| is_invisible(c) || "。，；！".contains(c)).find(|part| !part.is_empty())?;
    let is_name = may_be_name(text) && !text.contains(|c: char| OF_BODIES.contains(c));
    // 同意。法人代表签字：
    let asks = asks_for_mark(text) || names_signer(text) || asks_for_signature(text);
    (is_name && !says_nothing(text) && !asks).then(|| text.to_owned())
}

/// 同意申报。Zhang Wei: what stands in Latin letters behind the last stop.
fn latin_name_behind(text: &str) -> Option<String> {
    const LONGEST: usize = 24;
    let last = text.rsplit(['。', '，', '；', '！', '\n']).next()?.trim_matches(is_invisible);
    let is_latin = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | ',');
    let letters = last.chars().filter(char::is_ascii_alphabetic).count();
    let is_name = last.starts_with(|c: char| c.is_ascii_uppercase()) && last.chars().all(is_latin);
    (is_name && letters >= 2 && last.len() <= LONGEST && !says_nothing(last) && !is_prompt(last, &[]))
        .then(|| last.to_owned())
}

/// 代：斯琴高娃: who signed for another.
fn named_by_proxy(text: &str) -> Option<String> {
    let behind = text.trim_start_matches(is_invisible).strip_prefix('代')?.trim_start_matches([':', '：']);
    let name: String = behind.chars().filter(|c| !is_invisible(*c)).collect();
    (is_told_name(&name) || may_be_name(&name)).then_some(name)
}

/// The words on a line without those that belong to its day, and without underscores and the form's own prompts.
pub(super) fn words_beside_day(rest: &str) -> String {
    let rest = rest.split(is_invisible).filter(|word| !is_error_value(word)).collect::<Vec<&str>>().join(" ");
    let is_of_day = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        OF_DAYS.contains(&word) || word.starts_with("星期") && word.chars().count() == 3
    };
    let cleaned = clean(&rest, &[]).text;
    let words = cleaned.split(is_invisible).filter(|word| !word.is_empty() && !is_of_day(word));
    words.collect::<Vec<&str>>().join(" ")
}

/// The names among the words on a line, without the posts beside them; a name in brackets where it alone stands there.
fn names_in(text: &str) -> Vec<String> {
    let likely = |text: &str| {
        let names = parse_people(text).into_iter().map(without_word_behind);
        names
            .filter(|name| is_likely_name(name) && !asks_for_signature(name) && !says_nothing(name) && name != "经研究")
            .collect::<Vec<String>>()
    };
    let names = likely(text);
    if !names.is_empty() {
        return names;
    }
    likely(&text.replace(|c: char| "（）()【】[]〔〕<>《》".contains(c), " "))
}

/// 黄文振于2026年10月8日, where the day has gone and the word before it is left; 黄文振代, 黄文振代签.
fn without_word_behind(name: String) -> String {
    let named = ["代签", "于", "代", "亲笔", "亲签", "手签", "签字", "签名", "签"]
        .iter()
        .find_map(|word| name.strip_suffix(word));
    match named.filter(|named| is_likely_name(named) && !is_told_name(&name)) {
        Some(named) => named.to_owned(),
        None => name,
    }
}

/// Whether a text is one name and nothing else: 花秋, 张　伟.
pub fn is_name_alone(text: &str) -> bool {
    let name: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    is_told_name(&name) && !asks_for_signature(&name) && !is_post(&name) && !consents_at_all(&name)
}

/// Words by which what stands on a line consents.
const CONSENTING: &[&str] = &["同意", "属实"];

/// Whether words are those of a consent, and nobody's name: 工会同意申报。
pub fn consents(words: &str) -> bool {
    consents_at_all(words) && typed_name(words).is_none()
}

/// Whether words consent, with a name behind or without.
pub fn consents_at_all(words: &str) -> bool {
    CONSENTING.iter().any(|word| words.contains(word))
}

/// A text without the phrases by which leaders consent and the words that forms print beside a line.
fn without_consent(text: &str) -> String {
    const PHRASES: &[&str] = &[
        "同意申报",
        "同意推荐",
        "情况属实",
        "同意上报",
        "同意",
        "年 月 日",
        "年月日",
        "单位公章",
        "单位盖章",
        "加盖公章",
        "日期:",
        "日期：",
        "盖章",
        "公章",
        "日期",
    ];
    PHRASES.iter().fold(text.to_owned(), |text, phrase| text.replace(phrase, " "))
}

/// Blanks, also with the year printed in them (2026年　月　日), words that say that there is no signature, and letters that stand
/// for a name.
fn says_nothing(text: &str) -> bool {
    let undated: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let stands_in = |c: char| is_invisible(c) || "X×╳✕x*＊某○△".contains(c);
    is_bare_blank(&undated)
        || undated.chars().all(|c| is_invisible(c) || "年月日号".contains(c))
        || says_unsigned(text)
        || text == "略"
        || holds_stand_in(text) && !is_masked_name(text)
        || text.chars().all(stands_in)
        || !text.chars().any(char::is_alphabetic)
}

/// Words that say that nobody signed, or what a seal's room is called.
pub fn says_unsigned(text: &str) -> bool {
    const NOTHING: &[&str] =
        &["无", "暂无", "未签", "未签字", "待签", "待签字", "空", "空白", "N/A", "n/a", "印", "印鉴", "私印"];
    NOTHING.contains(&text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// 张XX, 王**: a surname with the rest of the name covered, which people must ask after.
fn is_masked_name(text: &str) -> bool {
    let mut letters = text.chars();
    let surname = letters.next().is_some_and(|c| is_han(c) && c != '某');
    surname && (1..=2).contains(&letters.clone().count()) && letters.all(|c| "X×╳✕x*＊Ｘ".contains(c))
}

/// Whether posts alone stand on a line: 董事长　　　（签字）.
pub fn is_post(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| TITLES.contains(&word))
}

/// Words beside a day that are nobody's name.
const OF_DAYS: &[&str] = &[
    "上午", "下午", "公元", "签于", "填于", "填", "填写", "填报", "签", "周一", "周二", "周三", "周四", "周五", "周六",
    "周日", "时间", "日期",
];

/// A text without `（签字）`, `（加盖单位公章）`, `（本人手签）`.
pub(super) fn without_marks_asked(text: &str) -> String {
    let mut rest = text.to_owned();
    while let Some(open) = rest.find(['（', '('])
        && let Some(close) = rest.get(open..).and_then(|tail| tail.find(['）', ')'])).map(|at| at + open)
        && let Some(inside) = rest.get(open..close).filter(|inside| asks_for_mark(inside))
        && (!says_where(inside) || inside.contains("代签"))
    {
        let after = close + rest.get(close..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8);
        let (inside, head) = (inside.len(), rest.get(..open).unwrap_or("").to_owned());
        if inside > 60 {
            break;
        }
        rest = format!("{head} {}", rest.get(after..).unwrap_or(""));
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_on_a_line_is_told_from_posts_brackets_and_consent_beside_it() {
        for (text, want) in [
            ("（主席）张建国", "张建国"),
            ("张建国（工会主席）", "张建国"),
            ("常务副主席 张杰", "张杰"),
            ("/s/ 李军梅", "李军梅"),
            ("【徐娟梅】", "徐娟梅"),
            ("尉迟杰（已签）", "尉迟杰"),
            ("黄文振于", "黄文振"),
            ("黄新燕亲笔", "黄新燕"),
            ("同意申报。\n\n负责人签字：朱　宁　", "朱宁"),
            ("同意申报。\n领导签字（签章）：已阅，同意。周国梅", "周国梅"),
            ("同意申报。\n领导签字：胡英燕代傅博辉", "胡英燕代傅博辉"),
            ("同意申报。罗海（书记）", "罗海"),
            ("张子雪 2026年 月 日", "张子雪"),
            ("李永秀 （星期日）", "李永秀"),
            ("董事长 韩若思", "韩若思"),
            ("同意申报。\n\n领导签字：董事长 韩若思   ", "韩若思"),
            ("同意申报。董事长 韩若思", "韩若思"),
            ("张建国、李明", "张建国、李明"),
            ("王建国代", "王建国"),
            ("John Smith", "John Smith"),
            ("同意申报。Zhang Wei", "Zhang Wei"),
            ("经研究，同意上报。\n\nW. Zhang ", "W. Zhang"),
            ("同意上报 师建明 ", "师建明"),
            ("经研究，同意上报。 师建明", "师建明"),
            ("经研究，情况属实，同意申报，请予审批。工会主席罗海", "罗海"),
            ("同意推荐。\n负责人签字：工会主席苏海", "苏海"),
            ("工会主席柏秋向", "柏秋向"),
            ("党支部书记兼工会主席努尔古丽·麦麦提", "努尔古丽·麦麦提"),
            ("阿依古丽　同意", "阿依古丽"),
            ("阿依古丽（电子签名）", "阿依古丽"),
            ("沈兰签", "沈兰"),
            ("胡英燕代傅博辉签", "胡英燕代傅博辉签"),
            ("无需签字", "无需签字"),
            ("才让·多杰签", "才让·多杰"),
            ("谢国新 签字", "谢国新"),
            ("张XX", "张XX"),
            ("姓名：斯琴高娃", "斯琴高娃"),
            ("同意申报。\n主要负责人（签字）：尤 国 生", "尤国生"),
            ("同意申报。\n领导签字：孙文娟孙文娟孙文娟孙文娟", "孙文娟孙文娟孙文娟孙文娟"),
            ("同意申报。\n领导签字：张XX  上午", "张XX"),
            ("（签字扫描件附后）", "签字扫描件附后"),
            ("代：斯琴高娃", "斯琴高娃"),
        ] {
            assert_eq!(typed_name(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn requests_blanks_and_letters_that_stand_for_a_name_are_no_name() {
        for text in [
            "须本人签字",
            "（手写）",
            "此处由主要负责人亲笔签字",
            "请签字 （星期日）",
            "X",
            "×××",
            "2026年 月 日",
            "2026年",
            " 日",
            "同意申报。",
            "同意申报。负责人签字：某某某",
            "待补签",
            "后补签字",
            "尚未签字",
            "（空白）",
            "同意申报。（空白）",
            "同意申报。N/A",
            "同意申报 ERP 系统上线",
            "同意上报 请批示",
            "党委同意上报",
            "同意申报 工会",
            "董事长：　　　（签字）",
            "N/A",
            "（需手写，打印无效）",
            "姓名",
            "（姓名）",
            "（印）",
            "选择一项。",
            "同意申报。\n领导签字：请选择",
            "同意申报。\n领导签字：Click here to enter text.",
            "我们一致同意",
            "情况属实，同意申报。\n    法人代表签字：",
            "同意。法人代表：",
        ] {
            assert_eq!(typed_name(text), None, "{text}");
        }
    }
}
