//! Cover pages left empty: below a label with nothing behind it the next line asks for something else (联系电话：, then 推荐部门：), or is
//! no answer of its kind (填表日期：, then the name of the office). And headings that ask the next thing in words nobody knows.

use super::LineReader;
use super::Open;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::answer::answers_not;
use crate::extract::candidate::answer::answers_under_stroke;
use crate::extract::page::Page;
use crate::extract::values::blank::is_bare_blank;
use crate::policy::FieldSpec;

/// A numbered line longer than this is a sentence, in characters.
pub(super) const LONGEST_HEADING: usize = 16;

/// The longest heading of a part of the form: 四、项目的承担单位、参加单位及主要研究人员.
const LONGEST_PART: usize = 30;

impl LineReader<'_, '_> {
    /// 六、…… below 五、申报理由: the form asks the next thing, in words that the measure does not know. So does 三、审核签字 where
    /// 二、项目信息 headed the labels before.
    pub(super) fn asks_next(&self, text: &str, number: Option<(char, u32)>) -> bool {
        let follows = |before: &(char, u32)| number == Some((before.0, before.1 + 1));
        let known = self.last_number.iter().chain(&self.last_part);
        let is_part = number.is_some_and(|(way, _)| way == '一') && !text.contains(['。', '；', '：', ':']);
        let longest = if is_part { LONGEST_PART } else { LONGEST_HEADING };
        text.trim().chars().count() <= longest && known.into_iter().any(follows)
    }

    /// Whether a line does not answer the label above it, which has no answer yet.
    pub(super) fn asks_on(&self, page: &Page<'_>, open: &Open, text: &str) -> bool {
        let asked: Vec<_> = open.candidates.iter().filter_map(|&at| self.candidates.get(at)).collect();
        let unanswered = asked.iter().all(|candidate| is_bare_blank(&candidate.raw));
        let specs = asked.iter().filter_map(|candidate| self.policy.fields.get(candidate.field));
        // 项目类别： over 学科分类：社会学; a text that the form must hold may begin so.
        let answers_another = |spec: &FieldSpec| match open.running {
            true => !spec.required && is_short_line(text) && answers_not(spec.kind, text),
            false => answers_not(spec.kind, text),
        };
        // 项目名称：＿＿＿: the room for the answer is printed behind the label.
        let has_room = |candidate: &&Candidate<'_>| {
            let label = page.pieces.get(candidate.label_piece);
            let printed = label.is_some_and(|label| label.underlined_blank || label.text.contains("__"));
            let spec = self.policy.fields.get(candidate.field);
            !open.running && printed && !spec.is_some_and(|spec| answers_under_stroke(spec.kind, text, self.policy))
        };
        let others = specs.clone().next().is_some() && specs.clone().all(answers_another);
        unanswered && (others || asked.iter().any(has_room))
    }
}

/// 申报人（盖章）：东湖区机械厂: whether a line asks somebody to seal or sign by words that nobody knows, with or without an answer.
pub(super) fn asks_for_seal_of(text: &str) -> bool {
    const LONGEST: usize = 16;
    const MARKS: [&str; 5] = ["盖章", "公章", "签章", "签字", "签名"];
    let head = text.split_once(['：', ':']).map_or("", |(head, _)| head.trim());
    let inside =
        head.strip_suffix(['）', ')']).and_then(|head| head.rsplit_once(['（', '('])).map(|(_, inside)| inside);
    head.chars().count() <= LONGEST && inside.is_some_and(|inside| MARKS.contains(&inside.trim()))
}

/// Whether a line holds no sentence.
fn is_short_line(text: &str) -> bool {
    const LONGEST: usize = 24;
    text.trim().chars().count() <= LONGEST && !text.contains(['。', '；'])
}
