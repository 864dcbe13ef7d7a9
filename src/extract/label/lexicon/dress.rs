//! Labels in other dress: with a number or a prompt beside them, as a question or a request, with a translation.

use crate::extract::label::label_core::Core;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::request::asked_for;
use crate::extract::label::lexicon::request::is_question;
use crate::extract::label::lexicon::request::may_ask;
use crate::extract::values::prompt::is_prompt;
use crate::policy::FieldKind;

/// What a question ends with, the longer first.
const QUESTION_ENDS: &[&str] = &[
    "有哪几个",
    "有哪几家",
    "有哪些",
    "是什么",
    "叫什么",
    "是多少",
    "是哪家",
    "是哪个",
    "是哪位",
    "是哪些",
    "是谁",
    "怎么样",
    "如何",
    "是",
    "为",
];

/// Whether a character is of a script in which forms of autonomous regions repeat their labels (Arabic letters, Tibetan,
/// Mongolian, Yi, Hangul), or a Latin or Cyrillic letter.
pub fn is_of_other_script(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{1fff}' | '\u{a000}'..='\u{d7a3}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

impl Lexicon {
    /// `项目名称 不超过30字`, `预期效果，300字以内`: the policy's exact words with a prompt behind them on the line.
    pub(super) fn with_prompt_behind(&self, text: &str) -> Option<Label> {
        let text = text.trim();
        let (head, tail) = text.split_once(|c: char| c.is_whitespace() || matches!(c, '，' | ',' | '；' | ';'))?;
        let asks = self.is_exact(head) && (is_prompt(tail, &[]) || tail == "手机");
        asks.then(|| self.label(head)).flatten()
    }

    /// Whether a text is a label only as a request (请填写项目名称, 您的团队人数, which ends as what no policy asks does), which may as well be
    /// the prompt in the room for an answer.
    pub fn is_request(&self, text: &str) -> bool {
        let core = core_of(text);
        matches!(self.named(&core), None | Some(Label::Foreign)) && self.requested(&core).is_some()
    }

    /// 请填写本项目的主要完成人, 准备采取哪些实施措施, 为什么要做（申报理由）: what a request or a question asks for.
    pub(super) fn requested(&self, core: &Core) -> Option<Label> {
        const LONGEST_REQUEST: usize = 30;
        if !may_ask(&core.text) || core.text.chars().count() > LONGEST_REQUEST {
            return None;
        }
        let asked = (!core.hint_ahead && is_question(&core.text))
            .then(|| self.known.get(&core.hint).map(|&(field, _)| vec![field]))
            .flatten();
        let of_words = |words: &String| {
            let core = Core { text: words.clone(), hint: String::new(), hint_ahead: false };
            match self.named(&core)? {
                Label::Fields { fields, .. } => Some(fields),
                Label::Foreign => None,
            }
        };
        let fields = asked.or_else(|| asked_for(&core.text).iter().find_map(of_words))?;
        Some(Label::Fields { fields, rank: Rank::Affixed, hint: core.hint.clone() })
    }

    /// `项目负责人（联系电话）`, `工作单位（联系电话）`: people or a unit with the number that the parenthesis asks for.
    pub(super) fn with_hint(&self, mut fields: Vec<usize>, hint: &str) -> Vec<usize> {
        let kind = |field: &usize| self.kinds.get(*field);
        if let [asked] = fields.as_slice()
            && matches!(kind(asked), Some(FieldKind::People | FieldKind::Organisation))
            && let Some((phone, _)) = self.known.get(hint).filter(|(field, _)| kind(field) == Some(&FieldKind::Phone))
        {
            fields.push(*phone);
        }
        fields
    }

    /// `投入资金/万元`, `投入资金　万元`: the unit of an amount behind its label without parentheses.
    pub(super) fn with_unit_behind(&self, core: &Core) -> Option<Label> {
        const UNITS: &[&str] = &["万元", "千元", "亿元", "元"];
        let (words, unit) = UNITS.iter().find_map(|unit| Some((core.text.strip_suffix(unit)?, unit)))?;
        let words = words.trim_end_matches(['/', ',', ':', ';', '、', '-', '|']);
        let (field, rank) = *self.known.get(words)?;
        let is_money = self.kinds.get(field) == Some(&FieldKind::Money);
        is_money.then(|| Label::Fields { fields: vec![field], rank, hint: (*unit).to_owned() })
    }

    /// `七 实施措施`, `联系电话是`: a number without a mark before the policy's words, or a question's end behind them.
    pub(super) fn in_other_dress(&self, core: &Core) -> Option<Label> {
        let rest = core.text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        let rest =
            ["谁是", "哪位是", "哪个是", "哪家是"].iter().find_map(|begin| rest.strip_prefix(begin)).unwrap_or(rest);
        let bare = QUESTION_ENDS.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
        if bare.len() == core.text.len() {
            return None;
        }
        let (field, rank) = self.known.get(bare).copied().or_else(|| self.affixed(bare))?;
        // 是否采纳 是: the answer.
        let is_answer = self.kinds.get(field) == Some(&FieldKind::Choice) && bare.len() < rest.len();
        if is_answer && rest.ends_with('是') {
            return None;
        }
        Some(Label::Fields { fields: vec![field], rank, hint: core.hint.clone() })
    }

    /// `项目名称 Project Title`, `Tel.联系电话`, 项目名称 with the same in Uyghur or Tibetan: a label with its translation beside
    /// it, or in parentheses behind it (`Signature（领导签字）`); what follows a colon is its value (`领导签字：Li Ming`).
    pub(super) fn translated(&self, core: &Core) -> Option<Label> {
        let foreign = |c: char| (is_of_other_script(c) || c.is_ascii_punctuation()) && c != ':';
        let text = core.text.trim_end_matches(foreign).trim_start_matches(foreign);
        let letters = |text: &str| text.chars().filter(|c| is_of_other_script(*c)).count();
        if text.is_empty() && !core.hint_ahead && !core.hint.is_empty() {
            return self.named(&core_of(&core.hint));
        }
        (!text.is_empty() && letters(&core.text) >= letters(text) + 2)
            .then(|| self.named(&Core { text: text.to_owned(), ..core.clone() }))
            .flatten()
    }
}
