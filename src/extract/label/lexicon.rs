//! Which texts are labels: the policy's labels and aliases, with what people put before and behind them; and the labels of
//! things that the policy does not ask (备注, 传真), which end a value and begin one of no concern.

pub mod brackets;
mod composed;
mod dress;
mod plain_words;
mod request;
pub mod set_off;

use std::collections::HashMap;
use std::sync::Arc;

pub use self::composed::may_go_on_as_label;
pub use self::dress::is_of_other_script;

use crate::extract::description::NameLabels;
use crate::extract::label::form_words::LONGEST_TITLE;
use crate::extract::label::form_words::heads_others_opinion;
use crate::extract::label::kin::KinWords;
use crate::extract::label::label_core::Core;
use crate::extract::label::label_core::Folded;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::FOREIGN;
use crate::extract::label::label_words::FOREIGN_ENDINGS;
use crate::extract::label::label_words::OTHER_PEOPLE;
use crate::extract::label::label_words::PERSON_DETAILS;
use crate::extract::label::label_words::PROMISING;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::last_words::LastWord;
use crate::extract::label::last_words::last_words;
use crate::extract::label::lexicon::brackets::is_answered_in_brackets;
use crate::extract::label::lexicon::plain_words::own_words;
use crate::extract::paper_names::PaperNames;
use crate::extract::signature::signing_parts::is_signed_label;
use crate::extract::values::blank::is_invisible;
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

/// General words for a phone: a measure that asks for one alone by one of them asks by each.
pub const PHONE_WORDS: [&str; 6] = ["电话", "联系电话", "手机", "手机号码", "手机号", "联系方式"];

/// Bytes of a text that is longer than any label with what stands in its parentheses.
const PAGE: usize = 2_000;

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

/// The labels of one policy.
#[derive(Clone)]
pub struct Lexicon {
    known: HashMap<String, (usize, Rank)>,
    order: HashMap<String, usize>,
    kinds: Vec<FieldKind>,
    own_words: Arc<Vec<Vec<String>>>,
    last_words: Arc<Vec<Vec<LastWord>>>,
    kin: Arc<Vec<KinWords>>,
    titles: Vec<String>,
    longest: usize,
    papers: Vec<PaperNames>,
    names: NameLabels,
    /// Whether the document at hand is answered in parentheses behind its labels.
    answered_in_parentheses: bool,
    /// What its answers are set off from their labels by, where few do so.
    set_off: Option<&'static [char]>,
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
        let mut phones = policy.fields.iter().enumerate().filter(|(_, field)| field.kind == FieldKind::Phone);
        if let (Some((only, field)), None) = (phones.next(), phones.next())
            && PHONE_WORDS.contains(&core_of(&field.label).text.as_str())
        {
            for word in PHONE_WORDS {
                known.entry(word.to_owned()).or_insert((only, Rank::Affixed));
            }
        }
        known.remove("");
        let longest = known.keys().map(|label| label.chars().count()).max().unwrap_or(0) + 12;
        let labels = || known.iter().map(|(label, (field, _))| (label.as_str(), *field));
        let last_words = Arc::new(last_words(labels(), policy.fields.len()));
        let kin = Arc::new(KinWords::of(labels(), policy.fields.len()));
        Self {
            own_words: Arc::new(own_words(&known, policy.fields.len())),
            known,
            last_words,
            kin,
            order,
            kinds: policy.fields.iter().map(|field| field.kind).collect(),
            titles: policy.form_titles.iter().map(|title| core_of(title).text).collect(),
            longest,
            papers: policy.documents.iter().map(PaperNames::of).collect(),
            names: NameLabels::of(policy),
            answered_in_parentheses: false,
            set_off: None,
        }
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
        if is_answered_in_brackets(text, self) || self.begins_answer(text) {
            return None;
        }
        let lines = text.contains('\n');
        if !lines && folded.is_longer_than(self.longest) {
            return None;
        }
        let parted = lines || text.contains(['\t', '\u{3000}']) || text.contains("   ");
        if parted && let Some((fields, rank)) = self.side_by_side(text) {
            return Some(Label::Fields { fields, rank, hint: String::new() });
        }
        if let Some(label) = self.label_of_core(folded.core()) {
            // 主要负责人（签字）　张伟, 负责人签名 张伟（签字）: signed already.
            let is_signed = self.is_signature(&label) && is_signed_label(text);
            let is_answered = is_signed || self.is_answered_behind_gap(text, &folded.core().text);
            return (!is_answered).then_some(label);
        }
        if !lines {
            return self.with_prompt_behind(text);
        }
        // 项目名称 / 不超过30字: a prompt in a line of its own below the label.
        let kept: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty() && !is_prompt(line, &[])).collect();
        if kept.len() < text.lines().count() && !kept.is_empty() {
            self.label_of_core(&core_of(&kept.concat()))
        } else {
            None
        }
    }

    /// The same for a text that `core_of` has been over.
    pub fn label_of_core(&self, core: &Core) -> Option<Label> {
        match self.named(core) {
            // 请填写团队人数 ends as what no policy asks does.
            Some(Label::Foreign) => self.requested(core).or(Some(Label::Foreign)),
            named => named.or_else(|| self.requested(core)),
        }
    }

    /// What a core is as a label in so many words.
    fn named(&self, core: &Core) -> Option<Label> {
        let length = core.text.chars().count();
        if length == 0 {
            return None;
        }
        if length > self.longest {
            return self.translated(core);
        }
        let signed = signed_core(core);
        let dated = self.signed_and_dated(core);
        let joined = dated.as_deref().unwrap_or(&core.text);
        let found = self
            .in_so_many_words(joined)
            .or_else(|| self.field_of(&signed).map(|(field, rank)| (vec![field], rank)))
            .or_else(|| self.shared(joined))
            .or_else(|| {
                (signed != core.text)
                    .then(|| self.field_of(&core.text))
                    .flatten()
                    .map(|(field, rank)| (vec![field], rank))
            })
            .or_else(|| self.borrowed_in_parentheses(core));
        match found {
            Some((fields, rank)) => {
                let fields = self.with_hint(fields, &core.hint);
                Some(Label::Fields { fields, rank, hint: core.hint.clone() })
            }
            None => self
                .in_other_dress(core)
                .or_else(|| self.with_unit_behind(core))
                .or_else(|| is_foreign(&core.text).then_some(Label::Foreign))
                .or_else(|| self.translated(core)),
        }
    }

    /// The place of a label's words among its field's aliases, 0 for the label itself: of two labels that differ the earlier
    /// leads.
    pub fn order_of(&self, label: &str) -> usize {
        self.order.get(label).copied().unwrap_or(0)
    }

    /// Whether this is exactly a label or alias of the policy.
    pub fn is_exact(&self, text: &str) -> bool {
        text.len() <= PAGE && !self.begins_answer(text) && self.known.contains_key(&signed_core(&core_of(text)))
    }

    /// Whether this is a label or alias of the policy, bare or with the words that people put about one: 项目实施效果 beside 实施效果.
    pub fn is_plainly_asked(&self, text: &str) -> bool {
        if text.len() > PAGE {
            return false;
        }
        let core = core_of(text);
        self.known.contains_key(&signed_core(&core)) || self.affixed(&core.text).is_some()
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

    /// Whether a label asks for one unit.
    pub fn asks_for_unit(&self, label: &Label) -> bool {
        let unit = |field: &usize| self.kinds.get(*field) == Some(&FieldKind::Organisation);
        matches!(label, Label::Fields { fields, .. } if fields.iter().all(unit))
    }

    /// Whether a label asks for one unit, a day or a time from and to: for what no label stands within.
    pub fn asks_unit_or_day(&self, label: &Label) -> bool {
        let one = |kind: &FieldKind| matches!(kind, FieldKind::Organisation | FieldKind::Date | FieldKind::Period);
        let asks = |field: &usize| self.kinds.get(*field).is_some_and(one);
        matches!(label, Label::Fields { fields, .. } if fields.iter().all(asks))
    }

    /// Whether a label asks for text alone.
    pub fn asks_text(&self, label: &Label) -> bool {
        let text = |field: &usize| self.kinds.get(*field) == Some(&FieldKind::Text);
        matches!(label, Label::Fields { fields, .. } if fields.iter().all(text))
    }

    /// Whether a label asks for what is told of a project rather than of who applies: other units, a time, an amount.
    pub fn asks_detail(&self, label: &Label) -> bool {
        use FieldKind::Choice;
        use FieldKind::Money;
        use FieldKind::Number;
        use FieldKind::Organisations;
        use FieldKind::Period;
        let detail = |kind: &FieldKind| matches!(kind, Organisations | Period | Money | Number | Choice);
        let asks = |field: &usize| self.kinds.get(*field).is_some_and(detail);
        matches!(label, Label::Fields { fields, .. } if fields.iter().all(asks))
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
            .or_else(|| self.signed_when(core))
            .or_else(|| self.opinion(core))
            .or_else(|| self.numbered(core))
            .or_else(|| self.grouped(core))
            .or_else(|| self.reworded(core))
    }
}

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
    // 签字、盖章, 签字加盖公章
    let unsealed = ["盖章", "公章"].iter().find_map(|seal| core.text.strip_suffix(seal));
    let unsealed =
        unsealed.map(|head| head.trim_end_matches(['、', '和', '或', '并', '及', '与', '加', '盖', '单', '位']));
    if let Some(signed) = unsealed.filter(|head| head.ends_with("签字") || head.ends_with("签名")) {
        return signed_core(&Core { text: signed.to_owned(), hint: String::new(), hint_ahead: false });
    }
    for word in ["签名", "签章", "签字盖章", "签字并盖章", "签字确认"] {
        if let Some(head) = core.text.strip_suffix(word) {
            return format!("{head}签字");
        }
    }
    let is_told = ["签字", "签名", "签章"].iter().any(|word| core.text.ends_with(word));
    // 声明人（主要负责人签字）: who it is who answers for what the form says
    if PROMISING.iter().any(|who| core.text.ends_with(who)) && names_signer(&core.hint) && asks_for_hand(&core.hint) {
        return signed_core(&core_of(&core.hint));
    }
    match !is_told && asks_for_hand(&core.hint) {
        true => format!("{}签字", core.text),
        false => core.text.clone(),
    }
}

/// 签字, 手签, 亲笔签署, 签: whether what stands in parentheses behind a label asks for a signature; but not 签约单位.
pub(super) fn asks_for_hand(hint: &str) -> bool {
    ["签字", "签名", "签章", "签署", "签印"].iter().any(|word| hint.contains(word)) || hint.ends_with('签')
}

fn is_foreign(core: &str) -> bool {
    if FOREIGN.contains(&core) {
        return true;
    }
    FOREIGN_ENDINGS.iter().any(|ending| core.ends_with(ending)) && core.chars().count() <= 14
        || heads_others_opinion(core)
        || OTHER_PEOPLE
            .iter()
            .any(|person| core.strip_prefix(person).is_some_and(|rest| PERSON_DETAILS.contains(&rest)))
}

/// Whether a label names another person than the one in charge, so that a phone beside it is theirs.
pub fn names_other_person(text: &str) -> bool {
    let core = core_of(text).text;
    OTHER_PEOPLE.iter().any(|person| core == *person || core.strip_suffix("姓名") == Some(person))
}

/// 市总工会研究室　电话：…: whether the words before a phone's label name an office, whose number it is.
pub fn names_office(before: &str) -> bool {
    const OFFICES: &[char] = &['室', '部', '科', '处', '办', '局', '会', '组', '心'];
    let name = before.trim_matches(|c: char| is_invisible(c) || matches!(c, '：' | ':' | '，' | ',' | '。' | '；'));
    let name = name.rsplit(['：', ':', '，', ',', '。', '；', '\n']).next().unwrap_or(name);
    name.chars().count() > 3 && name.ends_with(OFFICES)
}

/// Whether a label asks for a seal alone: no text stands behind it.
pub fn asks_for_seal(text: &str) -> bool {
    let core = core_of(text).text;
    let core = core.strip_suffix('处').unwrap_or(&core);
    core.chars().count() <= 8 && ["公章", "盖章", "印章", "章"].iter().any(|word| core.ends_with(word))
}
