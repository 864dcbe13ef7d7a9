//! Labels composed of the policy's own and other words: 主要创新内容简述, 第二负责人, 联系人电话, 负责人及联系电话.

use crate::extract::candidate::tab_columns::columns_of;
use crate::extract::label::form_words::body_of_opinion;
use crate::extract::label::form_words::heads_others_opinion;
use crate::extract::label::form_words::is_opinion_of_leader;
use crate::extract::label::form_words::is_own_unit;
use crate::extract::label::label_core::Core;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::OTHER_PEOPLE;
use crate::extract::label::label_words::PERSON_DETAILS;
use crate::extract::label::label_words::PREFIXES;
use crate::extract::label::label_words::PROMISING;
use crate::extract::label::label_words::SUFFIXES;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::asks_for_hand;
use crate::extract::label::lexicon::signed_core;
use crate::extract::label::lexicon::split_ordinal;
use crate::policy::FieldKind;

/// The longest word that a form adds to a label of the policy's (及推广价值), in characters.
const LONGEST_ADDITION: usize = 6;

/// Whether words behind a label may be more of it, or an answer that only begins so: 与成效, 与社区共建.
pub fn may_go_on_as_label(words: &str) -> bool {
    ["以及", "及", "和", "与"].iter().any(|joining| words.starts_with(joining))
}

impl Lexicon {
    /// 第二负责人, 负责人2, 联合单位二: one of several people in charge, or of several partners.
    pub(super) fn numbered(&self, core: &str) -> Option<(usize, Rank)> {
        let (field, _) = *self.known.get(split_ordinal(core)?.1)?;
        let listed = matches!(self.kinds.get(field), Some(FieldKind::People | FieldKind::Organisations));
        listed.then_some((field, Rank::Affixed))
    }

    /// 项目负责人情况 over 姓名: what a group is of, and what is asked of it.
    pub(super) fn grouped(&self, core: &str) -> Option<(usize, Rank)> {
        let (head, detail) = ["基本情况", "基本信息", "情况", "信息"].iter().find_map(|word| core.split_once(word))?;
        let (field, _) = *self.known.get(&format!("{head}{detail}")).filter(|_| PERSON_DETAILS.contains(&detail))?;
        Some((field, Rank::Affixed))
    }

    /// 申报的理由; 实施措施及进度: the policy's exact words with others about them; what is added behind only for text.
    pub(super) fn reworded(&self, core: &str) -> Option<(usize, Rank)> {
        if !core.contains(['的', '及', '和', '与']) {
            return None;
        }
        let is_text = |field: &usize| self.kinds.get(*field) == Some(&FieldKind::Text);
        let any = |words: &str| self.known.get(words).map(|(field, _)| *field);
        let known = |words: &str| any(words).filter(is_text);
        // 项目的负责人; 申报项目的理由 is 申报理由.
        let plain = core.split_once('的').and_then(|(head, tail)| {
            let of_project = || known(&format!("{}{tail}", head.strip_suffix("项目").filter(|act| !act.is_empty())?));
            any(&format!("{head}{tail}")).or_else(of_project)
        });
        let joined = || {
            let (head, tail) = ["以及", "及", "和", "与"].iter().find_map(|word| core.split_once(word))?;
            let short = (1..=LONGEST_ADDITION).contains(&tail.chars().count()) && tail.chars().all(char::is_alphabetic);
            known(head).filter(|_| short)
        };
        plain.or_else(joined).map(|field| (field, Rank::Affixed))
    }

    /// `创新内容　与社区共建`: a label, a wide gap and an answer that only begins as if it went on with the label (创新内容 与成效).
    pub(super) fn is_answered_behind_gap(&self, text: &str, core: &str) -> bool {
        let wide = |(at, gap): &(usize, &str)| {
            matches!(*gap, "\t" | "\u{3000}") || text.get(at + gap.len()..).is_some_and(|rest| rest.starts_with(' '))
        };
        let joins = |(at, _): (usize, &str)| {
            let (head, rest) = text.split_at(at);
            may_go_on_as_label(rest.trim_start()) && self.is_exact(head)
        };
        let gaps = text.match_indices(['\t', ' ', '\u{3000}']);
        self.reworded(core).is_some() && self.shared(core).is_none() && gaps.filter(wide).any(joins)
    }

    /// 项目申报理由, 申报单位名称, 主要创新内容简述.
    pub(super) fn affixed(&self, core: &str) -> Option<(usize, Rank)> {
        for suffix in std::iter::once("").chain(SUFFIXES.iter().map(|(suffix, _)| *suffix)) {
            let Some(head) = core.strip_suffix(suffix) else { continue };
            for prefix in std::iter::once("").chain(PREFIXES.iter().map(|(prefix, _)| *prefix)) {
                let Some(middle) = head.strip_prefix(prefix) else { continue };
                if let Some(&(field, rank)) = self.known.get(middle)
                    && !self.stands_only_alone(field, rank)
                    && self.fits(field, PREFIXES, prefix)
                    && self.fits(field, SUFFIXES, suffix)
                {
                    return Some((field, Rank::Affixed));
                }
            }
        }
        None
    }

    /// 成果, a plain word for what is expected, is no part of 成果简介.
    fn stands_only_alone(&self, field: usize, rank: Rank) -> bool {
        rank == Rank::Borrowed && self.kinds.get(field) == Some(&FieldKind::Text)
    }

    pub(super) fn fits(&self, field: usize, affixes: &[(&str, &[FieldKind])], affix: &str) -> bool {
        affix.is_empty()
            || affixes.iter().any(|(word, kinds)| {
                *word == affix && (kinds.is_empty() || self.kinds.get(field).is_some_and(|kind| kinds.contains(kind)))
            })
    }

    /// 联系人电话, 填表人手机: somebody else's number.
    pub(super) fn borrowed(&self, core: &str) -> Option<(usize, Rank)> {
        let rest = OTHER_PEOPLE.iter().find_map(|person| core.strip_prefix(person))?;
        self.number_of_another(rest.trim_start_matches(['的', '及', '和', '与', '/', '、']))
    }

    /// 联系人（电话）.
    pub(super) fn borrowed_in_parentheses(&self, core: &Core) -> Option<(Vec<usize>, Rank)> {
        let person = OTHER_PEOPLE.contains(&core.text.as_str());
        let (field, rank) = self.number_of_another(&core.hint).filter(|_| person)?;
        Some((vec![field], rank))
    }

    fn number_of_another(&self, words: &str) -> Option<(usize, Rank)> {
        let (field, _) = self.known.get(words).copied().or_else(|| self.field_in_short(words))?;
        (self.kinds.get(field) == Some(&FieldKind::Phone)).then_some((field, Rank::Borrowed))
    }

    /// 工会主席签字, 单位主管领导签字: a signature of the unit's, whoever signs for it.
    pub(super) fn signed_by(&self, core: &str) -> Option<(usize, Rank)> {
        let signer = core.strip_suffix("签字")?;
        // 主要负责人审核签字: what whoever signs does; but 审核签字 is another's.
        let acts = ["审核", "审定", "审批", "审查", "审阅"];
        let signer = acts.iter().find_map(|act| signer.strip_suffix(act)).unwrap_or(signer);
        let field = self.kinds.iter().position(|kind| *kind == FieldKind::Signature)?;
        let plain = signer.chars().count() <= 12
            && !signer.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | ',' | '、' | '。'));
        let promises = || PROMISING.iter().any(|who| signer.ends_with(who));
        (plain && (names_signer(signer) || promises())).then_some((field, Rank::Affixed))
    }

    /// 签字时间 is 签字日期, and so is 签名日期.
    pub(super) fn signed_when(&self, core: &str) -> Option<(usize, Rank)> {
        const DAYS: [&str; 2] = ["日期", "时间"];
        const SIGNED: [&str; 4] = ["签字", "签名", "签章", "签署"];
        DAYS.iter().any(|day| core.strip_suffix(day).is_some_and(|signed| SIGNED.contains(&signed))).then_some(())?;
        let mut written = SIGNED.iter().flat_map(|word| DAYS.iter().map(move |day| format!("{word}{day}")));
        let (field, _) = written.find_map(|label| self.known.get(&label))?;
        (self.kinds.get(*field) == Some(&FieldKind::Date)).then_some((*field, Rank::Affixed))
    }

    /// 申报单位审核意见, 基层工会意见: what the applicant itself says, over the line where it is signed.
    pub(super) fn opinion(&self, core: &str) -> Option<(usize, Rank)> {
        let body = body_of_opinion(core).filter(|_| !heads_others_opinion(core))?;
        let asks_unit = |body: &str| {
            self.known.get(body).is_some_and(|(field, _)| self.kinds.get(*field) == Some(&FieldKind::Organisation))
        };
        let field = self.kinds.iter().position(|kind| *kind == FieldKind::Signature)?;
        (is_own_unit(body, asks_unit) || is_opinion_of_leader(core)).then_some((field, Rank::Affixed))
    }

    /// 负责人及联系电话: one cell for several fields.
    pub(super) fn shared(&self, core: &str) -> Option<(Vec<usize>, Rank)> {
        // Nearly no label holds any of them, and to look for each takes longer than for all.
        if !core.contains(['及', '和', '与', '或', '/', '、', '·', '|', '(', ',']) {
            return None;
        }
        for word in ["及其", "及", "和", "与", "或", "/", "、", "·", "|", "(", ","] {
            let Some((left, right)) = core.split_once(word) else { continue };
            // 主要负责人（签字）及日期
            let signed = signed_core(&core_of(left));
            let first = Some(signed).filter(|signed| signed != left).and_then(|signed| self.field_of(&signed));
            let (first, second) = (first.or_else(|| self.field_of(left)), self.field_of(right));
            let whole = match (first, second) {
                (Some(first), Some(second)) => Some((first, second)),
                // 理由及创新内容: one of the two in short.
                (None, Some(second)) => self.field_in_short(left).map(|first| (first, second)),
                (Some(first), None) => self.field_in_short(right).map(|second| (first, second)),
                (None, None) => None,
            };
            if let Some(((first, rank), (second, other))) = whole {
                let fields = if first == second { vec![first] } else { vec![first, second] };
                return Some((fields, rank.max(other)));
            }
            // 实施措施/做法: a word that labels of other fields end with as well.
            if let Some((first, _)) =
                first.filter(|(field, _)| ["/", "、", "或"].contains(&word) && self.may_end_so(*field, right))
            {
                return Some((vec![first], Rank::Affixed));
            }
            // 负责人姓名/职务: what is asked of a person beside the name.
            if let Some((first, rank)) = first.filter(|_| PERSON_DETAILS.contains(&right) || right == "职称")
                && self.kinds.get(first) == Some(&FieldKind::People)
            {
                return Some((vec![first], rank));
            }
        }
        None
    }

    /// 负责人（签字）及日期 is 负责人签字及日期, no name of who leads the project.
    pub(super) fn signed_and_dated(&self, core: &Core) -> Option<String> {
        let (who, day) = ["及", "和", "与", "/", "、"].iter().find_map(|word| core.text.split_once(word))?;
        let (field, _) = self.known.get(day).filter(|_| asks_for_hand(&core.hint))?;
        (self.kinds.get(*field) == Some(&FieldKind::Date)).then(|| format!("{who}签字及{day}"))
    }

    /// 联系人及联系电话: two labels of the policy, each word for word, that are no label as a whole.
    pub(super) fn in_so_many_words(&self, core: &str) -> Option<(Vec<usize>, Rank)> {
        const JOINING: [&str; 7] = ["及", "和", "与", "/", "、", "·", "|"];
        let (left, right) = JOINING.iter().find_map(|word| core.split_once(word))?;
        let ((first, rank), (second, other)) = (*self.known.get(left)?, *self.known.get(right)?);
        (first != second && !self.known.contains_key(core)).then(|| (vec![first, second], rank.max(other)))
    }

    /// `竞赛负责人` / `负责人电话`, `竞赛负责人　　负责人电话`: labels of the policy in lines of one cell, or two parted by a wide gap, each bare
    /// and word for word.
    pub(super) fn side_by_side(&self, text: &str) -> Option<(Vec<usize>, Rank)> {
        const MOST: usize = 4;
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let words = if let [line] = lines.as_slice() { columns_of(line) } else { lines };
        if !(2..=MOST).contains(&words.len()) || words.iter().any(|line| line.ends_with([':', '：'])) {
            return None;
        }
        let cores: Vec<String> = words.iter().map(|line| core_of(line).text).collect();
        if self.known.contains_key(&cores.concat()) {
            return None;
        }
        let found: Option<Vec<(usize, Rank)>> = cores.iter().map(|core| self.known.get(core).copied()).collect();
        let (fields, ranks): (Vec<usize>, Vec<Rank>) = found?.into_iter().unzip();
        let is_twice = |(at, field): (usize, &usize)| fields.iter().take(at).any(|other| other == field);
        let several = !fields.iter().enumerate().any(is_twice);
        Some((fields, ranks.into_iter().max()?)).filter(|_| several)
    }

    /// Whether a label of this field that asks for text ends so.
    pub(super) fn may_end_so(&self, field: usize, word: &str) -> bool {
        let is_text = self.kinds.get(field) == Some(&FieldKind::Text);
        let ends = |(label, (own, _)): (&String, &(usize, Rank))| *own == field && label.ends_with(word);
        is_text && word.chars().count() >= 2 && self.known.iter().any(ends)
    }

    /// The only field with a label that ends so: 理由 for 项目申报理由.
    pub(super) fn field_in_short(&self, word: &str) -> Option<(usize, Rank)> {
        if word.chars().count() < 2 {
            return None;
        }
        let mut fields = self.known.iter().filter(|(label, _)| label.ends_with(word)).map(|(_, (field, _))| *field);
        let first = fields.next()?;
        fields.all(|field| field == first).then_some((first, Rank::Affixed))
    }
}
