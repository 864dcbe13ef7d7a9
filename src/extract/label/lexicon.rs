//! Which texts are labels: the policy's labels and aliases, with what people put before and behind them; and the labels of
//! things that the policy does not ask (备注, 传真), which end a value and begin one of no concern.

use std::collections::HashMap;

use crate::extract::description::NameLabels;
use crate::extract::label::form_words::LONGEST_TITLE;
use crate::extract::label::label_core::Core;
use crate::extract::label::label_core::Folded;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::FOREIGN;
use crate::extract::label::label_words::FOREIGN_ENDINGS;
use crate::extract::label::label_words::OTHER_PEOPLE;
use crate::extract::label::label_words::PERSON_DETAILS;
use crate::extract::label::label_words::PREFIXES;
use crate::extract::label::label_words::SUFFIXES;
use crate::extract::label::label_words::names_signer;
use crate::extract::paper_names::PaperNames;
use crate::extract::values::prompt::is_prompt;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// How sure a label is; the lower leads where two candidates differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The policy's own label, or a defined name of our blank form.
    Own,
    /// One of its aliases.
    Alias,
    /// A label with a customary word before or behind it.
    Affixed,
    /// The label of somebody else's (联系人电话), taken where there is no other.
    Borrowed,
}

/// What a text is as a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// Of one field of the policy, or of several that share a cell (负责人及电话).
    Fields {
        /// Places in [`Policy::fields`].
        fields: Vec<usize>,
        /// How sure.
        rank: Rank,
        /// What stood in parentheses: 不超过3人, 万元.
        hint: String,
    },
    /// Of something that the policy does not ask.
    Foreign,
}

/// Labels of the person at a unit's head, who is in charge of its project where a form asks for nobody else.
const HEADS: &[&str] = &["主要负责人", "单位负责人", "单位主要负责人", "负责同志"];

/// The labels of one policy.
#[derive(Clone)]
pub struct Lexicon {
    known: HashMap<String, (usize, Rank)>,
    order: HashMap<String, usize>,
    kinds: Vec<FieldKind>,
    titles: Vec<String>,
    longest: usize,
    papers: Vec<PaperNames>,
    names: NameLabels,
}

impl Lexicon {
    /// The labels of this policy.
    pub fn new(policy: &Policy) -> Self {
        let mut known = HashMap::new();
        for (index, field) in policy.fields.iter().enumerate() {
            known.insert(core_of(&field.label).text, (index, Rank::Own));
        }
        let mut order = HashMap::new();
        for (index, field) in policy.fields.iter().enumerate() {
            for (place, alias) in field.aliases.iter().enumerate() {
                let core = signed_core(&core_of(alias));
                let borrowed =
                    field.kind == FieldKind::Phone && OTHER_PEOPLE.iter().any(|person| core.starts_with(person));
                let rank = if borrowed { Rank::Borrowed } else { Rank::Alias };
                order.entry(core.clone()).or_insert(place + 1);
                known.entry(core).or_insert((index, rank));
            }
        }
        known.remove("");
        let longest = known.keys().map(|label| label.chars().count()).max().unwrap_or(0) + 12;
        Self {
            known,
            order,
            kinds: policy.fields.iter().map(|field| field.kind).collect(),
            titles: policy.form_titles.iter().map(|title| core_of(title).text).collect(),
            longest,
            papers: policy.documents.iter().map(PaperNames::of).collect(),
            names: NameLabels::of(policy),
        }
    }

    /// The same labels for a form that asks for this field by none of them: by the plain words for it as well.
    pub fn in_plain_words(&self, field: usize) -> Self {
        let mut lexicon = self.clone();
        let (words, rank) = match self.kinds.get(field) {
            Some(FieldKind::People) => (HEADS, Rank::Borrowed),
            Some(FieldKind::Organisation) => (&["单位", "工会"][..], Rank::Affixed),
            Some(FieldKind::Text) => (&["项目", "名称", "题目"][..], Rank::Affixed),
            _ => (&[][..], Rank::Affixed),
        };
        for word in words {
            lexicon.known.entry((*word).to_owned()).or_insert((field, rank));
        }
        lexicon
    }

    /// The names of a document of the policy.
    pub fn paper(&self, key: &str) -> Option<&PaperNames> {
        self.papers.iter().find(|paper| paper.key == key)
    }

    /// The labels under which written papers give names.
    pub fn name_labels(&self) -> &NameLabels {
        &self.names
    }

    /// What a whole text is as a label; None where it is none.
    pub fn label(&self, text: &str) -> Option<Label> {
        self.label_of(&Folded::of(text))
    }

    /// The same for a text that is asked more than this.
    pub fn label_of(&self, folded: &Folded<'_>) -> Option<Label> {
        let text = folded.text;
        if text.is_empty() || text.len() > 240 {
            return None;
        }
        let lines = text.contains('\n');
        if !lines && folded.is_longer_than(self.longest) {
            return None;
        }
        if let Some(label) = self.label_of_core(folded.core()) {
            return Some(label);
        }
        // 项目名称 / 不超过30字: a prompt in a line of its own below the label.
        if !lines {
            return None;
        }
        let kept: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty() && !is_prompt(line, &[])).collect();
        if kept.len() < text.lines().count() && !kept.is_empty() {
            self.label_of_core(&core_of(&kept.concat()))
        } else {
            None
        }
    }

    /// The same for a text that `core_of` has been over.
    pub fn label_of_core(&self, core: &Core) -> Option<Label> {
        let length = core.text.chars().count();
        if length == 0 {
            return None;
        }
        if length > self.longest {
            return self.translated(core);
        }
        let signed = signed_core(core);
        let found = self
            .field_of(&signed)
            .map(|(field, rank)| (vec![field], rank))
            .or_else(|| self.shared(&core.text))
            .or_else(|| {
                (signed != core.text)
                    .then(|| self.field_of(&core.text))
                    .flatten()
                    .map(|(field, rank)| (vec![field], rank))
            });
        match found {
            Some((fields, rank)) => Some(Label::Fields { fields, rank, hint: core.hint.clone() }),
            None => self
                .in_other_dress(core)
                .or_else(|| is_foreign(&core.text).then_some(Label::Foreign))
                .or_else(|| self.translated(core)),
        }
    }

    /// `七 实施措施`, `联系电话是`: a number without a mark before the policy's exact words, or a question's end behind them.
    fn in_other_dress(&self, core: &Core) -> Option<Label> {
        let rest = core.text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        let rest = ["有哪些", "是什么", "叫什么", "是谁", "是多少", "是哪家", "怎么样", "如何", "是", "为"]
            .iter()
            .find_map(|end| rest.strip_suffix(end))
            .unwrap_or(rest);
        let (field, rank) = *self.known.get(rest).filter(|_| rest.len() < core.text.len())?;
        Some(Label::Fields { fields: vec![field], rank, hint: core.hint.clone() })
    }

    /// `项目名称 Project Title`, `Tel.联系电话`: a label with its translation beside it; what follows a colon is its value
    /// (`领导签字：Li Ming`).
    fn translated(&self, core: &Core) -> Option<Label> {
        let latin = |c: char| (c.is_ascii_alphabetic() || c.is_ascii_punctuation()) && c != ':';
        let text = core.text.trim_end_matches(latin).trim_start_matches(latin);
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
        (!text.is_empty() && letters(&core.text) >= letters(text) + 2)
            .then(|| self.label_of_core(&Core { text: text.to_owned(), hint: core.hint.clone() }))
            .flatten()
    }

    /// The place of a label's words among its field's aliases, 0 for the label itself: of two labels that differ the earlier
    /// leads.
    pub fn order_of(&self, label: &str) -> usize {
        self.order.get(label).copied().unwrap_or(0)
    }

    /// Whether this is exactly a label or alias of the policy.
    pub fn is_exact(&self, text: &str) -> bool {
        self.known.contains_key(&signed_core(&core_of(text)))
    }

    /// Whether these words are the label of what no policy asks (职务, 邮箱), word for word.
    pub fn is_foreign_word(&self, text: &str) -> bool {
        FOREIGN.contains(&core_of(text).text.as_str())
    }

    /// Whether a text is no label but for how it ends: 林宁职务, 13800001111邮箱.
    pub fn only_ends_as_foreign(&self, text: &str) -> bool {
        self.label(text) == Some(Label::Foreign) && !self.is_foreign_word(text)
    }

    /// Whether a label asks for a signature.
    pub fn is_signature(&self, label: &Label) -> bool {
        let signs = |field: &usize| self.kinds.get(*field) == Some(&FieldKind::Signature);
        matches!(label, Label::Fields { fields, .. } if fields.iter().any(signs))
    }

    /// Whether a label asks for names, numbers or dates, never for text.
    pub fn asks_short_value(&self, label: &Label) -> bool {
        let short = |field: &usize| self.kinds.get(*field).is_some_and(|kind| *kind != FieldKind::Text);
        matches!(label, Label::Fields { fields, .. } if fields.iter().all(short))
    }

    /// Whether a text is the form's title.
    pub fn is_title(&self, folded: &Folded<'_>) -> bool {
        if folded.text.len() > LONGEST_TITLE || folded.is_longer_than(60) {
            return false;
        }
        let core = folded.core().text.as_str();
        !core.is_empty()
            && core.chars().count() <= 60
            && self
                .titles
                .iter()
                .any(|title| core == title || core.ends_with(title.as_str()) || core.starts_with(title.as_str()))
    }

    fn field_of(&self, core: &str) -> Option<(usize, Rank)> {
        if let Some(found) = self.known.get(core) {
            return Some(*found);
        }
        self.affixed(core)
            .or_else(|| self.borrowed(core))
            .or_else(|| self.signed_by(core))
            .or_else(|| self.numbered(core))
            .or_else(|| self.grouped(core))
            .or_else(|| self.reworded(core))
    }

    /// 第二负责人, 负责人2, 联合单位二: one of several people in charge, or of several partners.
    fn numbered(&self, core: &str) -> Option<(usize, Rank)> {
        let (field, _) = *self.known.get(split_ordinal(core)?.1)?;
        let listed = matches!(self.kinds.get(field), Some(FieldKind::People | FieldKind::Organisations));
        listed.then_some((field, Rank::Affixed))
    }

    /// 项目负责人情况 over 姓名: what a group is of, and what is asked of it.
    fn grouped(&self, core: &str) -> Option<(usize, Rank)> {
        let (head, detail) = ["基本情况", "基本信息", "情况", "信息"].iter().find_map(|word| core.split_once(word))?;
        let (field, _) = *self.known.get(&format!("{head}{detail}")).filter(|_| PERSON_DETAILS.contains(&detail))?;
        Some((field, Rank::Affixed))
    }

    /// 申报的理由; 实施措施及进度: the policy's exact words with others about them, for text.
    fn reworded(&self, core: &str) -> Option<(usize, Rank)> {
        if !core.contains(['的', '及', '和', '与']) {
            return None;
        }
        let is_text = |field: &usize| self.kinds.get(*field) == Some(&FieldKind::Text);
        let known = |words: &str| self.known.get(words).map(|(field, _)| *field).filter(is_text);
        let plain = core.split_once('的').and_then(|(head, tail)| known(&format!("{head}{tail}")));
        let joined = || {
            let (head, tail) = ["以及", "及", "和", "与"].iter().find_map(|word| core.split_once(word))?;
            let short = (1..=LONGEST_ADDITION).contains(&tail.chars().count()) && tail.chars().all(char::is_alphabetic);
            known(head).filter(|_| short)
        };
        plain.or_else(joined).map(|field| (field, Rank::Affixed))
    }

    /// 项目申报理由, 申报单位名称, 主要创新内容简述.
    fn affixed(&self, core: &str) -> Option<(usize, Rank)> {
        for suffix in std::iter::once("").chain(SUFFIXES.iter().map(|(suffix, _)| *suffix)) {
            let Some(head) = core.strip_suffix(suffix) else { continue };
            for prefix in std::iter::once("").chain(PREFIXES.iter().map(|(prefix, _)| *prefix)) {
                let Some(middle) = head.strip_prefix(prefix) else { continue };
                if let Some(&(field, _)) = self.known.get(middle)
                    && self.fits(field, PREFIXES, prefix)
                    && self.fits(field, SUFFIXES, suffix)
                {
                    return Some((field, Rank::Affixed));
                }
            }
        }
        None
    }

    fn fits(&self, field: usize, affixes: &[(&str, &[FieldKind])], affix: &str) -> bool {
        affix.is_empty()
            || affixes.iter().any(|(word, kinds)| {
                *word == affix && (kinds.is_empty() || self.kinds.get(field).is_some_and(|kind| kinds.contains(kind)))
            })
    }

    /// 联系人电话, 填表人手机: somebody else's number.
    fn borrowed(&self, core: &str) -> Option<(usize, Rank)> {
        let rest = OTHER_PEOPLE.iter().find_map(|person| core.strip_prefix(person))?;
        let rest = rest.trim_start_matches(['的', '及', '和', '与', '/', '、']);
        let (field, _) = *self.known.get(rest)?;
        (self.kinds.get(field) == Some(&FieldKind::Phone)).then_some((field, Rank::Borrowed))
    }

    /// 工会主席签字, 单位主管领导签字: a signature of the unit's, whoever signs for it.
    fn signed_by(&self, core: &str) -> Option<(usize, Rank)> {
        let signer = core.strip_suffix("签字")?;
        let field = self.kinds.iter().position(|kind| *kind == FieldKind::Signature)?;
        let plain = signer.chars().count() <= 12
            && !signer.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | ',' | '、' | '。'));
        (plain && names_signer(signer)).then_some((field, Rank::Affixed))
    }

    /// 负责人及联系电话: one cell for several fields.
    fn shared(&self, core: &str) -> Option<(Vec<usize>, Rank)> {
        // Nearly no label holds any of them, and to look for each takes longer than for all.
        if !core.contains(['及', '和', '与', '/', '、', '·', '|', '(', ',']) {
            return None;
        }
        for word in ["及其", "及", "和", "与", "/", "、", "·", "|", "(", ","] {
            let Some((left, right)) = core.split_once(word) else { continue };
            let (first, second) = (self.field_of(left), self.field_of(right));
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
            // 负责人姓名/职务: what is asked of a person beside the name.
            if let Some((first, rank)) = first.filter(|_| PERSON_DETAILS.contains(&right) || right == "职称")
                && self.kinds.get(first) == Some(&FieldKind::People)
            {
                return Some((vec![first], rank));
            }
        }
        None
    }

    /// The only field with a label that ends so: 理由 for 项目申报理由.
    fn field_in_short(&self, word: &str) -> Option<(usize, Rank)> {
        if word.chars().count() < 2 {
            return None;
        }
        let mut fields = self.known.iter().filter(|(label, _)| label.ends_with(word)).map(|(_, (field, _))| *field);
        let first = fields.next()?;
        fields.all(|field| field == first).then_some((first, Rank::Affixed))
    }
}

/// The longest word that a form adds to a label of the policy's (及推广价值), in characters.
const LONGEST_ADDITION: usize = 6;

/// `第二负责人`, `负责人2`, `负责人三`: which of several, and the label without it.
pub fn split_ordinal(core: &str) -> Option<(u32, &str)> {
    const NUMERALS: &str = "一二三四五六七八九";
    let number = |c: char| {
        let numeral = NUMERALS.chars().position(|numeral| numeral == c).and_then(|at| u32::try_from(at + 1).ok());
        numeral.or(c.to_digit(10)).filter(|number| *number > 0)
    };
    let mut letters = core.chars();
    if letters.next() == Some('第') {
        let which = letters.next().and_then(number)?;
        return Some((which, letters.as_str()));
    }
    let mut letters = core.chars();
    let which = letters.next_back().and_then(number)?;
    Some((which, letters.as_str()))
}

/// `负责人（签字）` asks for a signature, `负责人` for a name: what the parenthesis asks for belongs to the label.
fn signed_core(core: &Core) -> String {
    for word in ["签名", "签章", "签字盖章", "签字并盖章"] {
        if let Some(head) = core.text.strip_suffix(word) {
            return format!("{head}签字");
        }
    }
    for word in ["签字", "签名", "签章"] {
        if core.hint.contains(word) && !core.text.ends_with(word) {
            return format!("{}签字", core.text);
        }
    }
    core.text.clone()
}

fn is_foreign(core: &str) -> bool {
    if FOREIGN.contains(&core) {
        return true;
    }
    FOREIGN_ENDINGS.iter().any(|ending| core.ends_with(ending)) && core.chars().count() <= 14
        || OTHER_PEOPLE
            .iter()
            .any(|person| core.strip_prefix(person).is_some_and(|rest| PERSON_DETAILS.contains(&rest)))
}

/// Whether a label names another person than the one in charge, so that a phone beside it is theirs.
pub fn names_other_person(text: &str) -> bool {
    let core = core_of(text).text;
    OTHER_PEOPLE.iter().any(|person| core == *person || core.strip_suffix("姓名") == Some(person))
}

/// Whether a label asks for a seal alone: no text stands behind it.
pub fn asks_for_seal(text: &str) -> bool {
    let core = core_of(text).text;
    core.chars().count() <= 8 && ["公章", "盖章", "印章", "章"].iter().any(|word| core.ends_with(word))
}
