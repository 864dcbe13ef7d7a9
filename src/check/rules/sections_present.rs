//! sections-present: a written paper has all the sections that the measure names (article 6: 明确项目名称、主要内容、创新特点、
//! 工作成效).
//!
//! Only a paper whose other sections stand under headings can be said to lack one. In running text, or where a heading that is
//! not known may be the section's, or where several headings stand one below another before their texts, people look; so they do
//! at a paper that is called the form while no other was found. A heading with nothing below it is a section that is missing.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::check::unread::Unread;
use crate::check::unread::find_unread;
use crate::model::Finding;
use crate::model::Located;
use crate::model::NarrativeDocument;
use crate::model::Outcome;
use crate::model::project_key;
use crate::policy::Rule;
use crate::policy::SectionSpec;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "sections-present", check };

/// Pairs of characters that say nothing of what a section is about.
const GENERAL: &[&str] =
    &["工作", "项目", "主要", "情况", "内容", "名称", "具体", "基本", "简介", "介绍", "社会", "经验"];

/// What headings speak of that belong to none of the sections.
const OTHERWISE: &[&str] = &[
    "背景",
    "打算",
    "计划",
    "下一步",
    "保障",
    "附",
    "参考",
    "结语",
    "意义",
    "启示",
    "体会",
    "建议",
    "推广",
    "目录",
    "问题",
];

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let spec = rule.subject.as_deref().and_then(|key| case.context.policy.document(key));
    let paper = rule.subject.as_deref().and_then(|key| case.application.documents.get(key));
    let (Some(spec), Some(paper)) = (spec, paper) else {
        // a scan: people look at it when they count its length
        let textless = rule.subject.as_deref().is_some_and(|key| case.textless(key).is_some());
        return if textless { Judgement::unread() } else { Judgement::not_applicable() };
    };
    let lacking: Vec<&SectionSpec> = spec.sections.iter().filter(|section| !stands_in(paper, section)).collect();
    if !lacking.is_empty() && case.facts.is_damaged(&paper.place.file) {
        return Judgement::unread();
    }
    let present = spec.sections.iter().filter(|section| stands_in(paper, section)).collect();
    let reading = Reading { rule, case, paper, present };
    let mut findings: Vec<Finding> = lacking.into_iter().map(|section| reading.describe(section)).collect();
    // Of two papers that differ the other may have the section.
    if case.facts.is_approximate(&paper.place.file) || !paper.others.is_empty() || may_be_form(case, paper) {
        findings.iter_mut().for_each(|finding| finding.outcome = Outcome::Manual);
    }
    Judgement::of(findings)
}

/// Whether the paper is called a form and no other was found: what nobody knew as a form passes for running text.
fn may_be_form(case: &Case<'_>, paper: &NarrativeDocument) -> bool {
    let policy = case.context.policy;
    let Some(form) = policy.document("form").filter(|_| case.application.form.is_none()) else { return false };
    let called = find_unread(case.facts, case.index, form, policy);
    matches!(called, Unread::Called(file) if *file.path == *paper.place.file)
}

fn stands_in(paper: &NarrativeDocument, section: &SectionSpec) -> bool {
    paper.sections.iter().any(|read| read.key == section.key && read.characters > 0)
}

/// A paper and the sections that stand in it.
struct Reading<'r> {
    rule: &'r Rule,
    case: &'r Case<'r>,
    paper: &'r NarrativeDocument,
    present: Vec<&'r SectionSpec>,
}

impl Reading<'_> {
    fn describe(&self, section: &SectionSpec) -> Finding {
        let Self { rule, case, paper, present } = self;
        let (document, label) = (case.subject_label(rule), &section.label);
        let help = format!("请单位在{document}中写明“{label}”后重新报送");
        if let Some(read) = paper.sections.iter().find(|read| read.key == section.key) {
            let message = format!("{document}“{}”标题下没有内容", read.heading);
            if read.text_may_follow {
                let message = format!("{message}，几个标题连在一起，正文可能都在后面");
                let help = format!("请看后面的正文里有没有“{label}”；没有的，{help}");
                return Draft::manual(rule, message).about(&section.key).help(help).at(&read.place).done();
            }
            return Draft::fail(rule, message).about(&section.key).help(help).at(&read.place).done();
        }
        let likely = paper.other_headings.iter().find(|heading| speaks_of(&heading.raw, section));
        let likely = likely.or_else(|| self.heading_in_place_of(section));
        let draft = match likely {
            Some(heading) => {
                let message = format!("{document}没有“{label}”标题，“{}”可能就是这一部分", heading.raw);
                let help = format!("请看该标题下写的是不是{label}；不是的，{help}");
                Draft::manual(rule, message).help(help).at(&heading.place)
            }
            None if present.iter().any(|section| !self.is_title(section)) => {
                let found: Vec<&str> = present.iter().map(|section| section.label.as_str()).collect();
                let message = format!("{document}没有“{label}”部分（已有：{}）", found.join("、"));
                Draft::fail(rule, message).help(help).at(&paper.place)
            }
            None => {
                let message = format!("{document}没有可以认出的标题，不能确定写没写“{label}”");
                let help = format!("请通读{document}；没有写明{label}的，{help}");
                Draft::manual(rule, message).help(help).at(&paper.place)
            }
        };
        draft.about(&section.key).done()
    }

    /// A heading that is not known: 二、新在哪里 between the nearest sections before and behind that stand in the paper, of several for as many
    /// lacking sections each for one, in order; else one elsewhere, for not all keep the order.
    fn heading_in_place_of(&self, section: &SectionSpec) -> Option<&Located<()>> {
        let spec = self.case.context.policy.document(self.rule.subject.as_deref()?)?;
        let own = spec.sections.iter().position(|one| one.key == section.key)?;
        let place_of = |one: &SectionSpec| {
            self.paper.sections.iter().find(|read| read.key == one.key).map(|read| &read.place.spot)
        };
        let (before, behind) = spec.sections.split_at_checked(own)?;
        let from = before.iter().rev().find_map(place_of);
        let end = behind.get(1..)?.iter().find_map(place_of);
        let lacking_before = before.iter().rev().take_while(|one| place_of(one).is_none()).count();
        let unknown = || {
            let told = |heading: &&Located<()>| !OTHERWISE.iter().any(|word| heading.raw.contains(word));
            self.paper.other_headings.iter().filter(told)
        };
        let mut within = unknown().filter(|heading| {
            let spot = &heading.place.spot;
            from.is_none_or(|from| spot > from) && end.is_none_or(|end| spot < end)
        });
        let Some(first) = within.next() else { return unknown().next() };
        Some(lacking_before.checked_sub(1).and_then(|further| within.nth(further)).unwrap_or(first))
    }

    /// A title that is the project's name is no heading by which other sections could be known.
    fn is_title(&self, section: &SectionSpec) -> bool {
        let policy = self.case.context.policy;
        let title = policy.roles.title.as_deref().and_then(|key| policy.field(key));
        title.is_some_and(|title| title.label == section.label || title.aliases.contains(&section.label))
    }
}

/// Whether a heading shares with the section's names two characters in a row that mean something.
fn speaks_of(heading: &str, section: &SectionSpec) -> bool {
    let heading = project_key(heading);
    let names = std::iter::once(&section.label).chain(&section.aliases);
    names.map(|name| project_key(name).chars().collect::<Vec<char>>()).any(|name| {
        name.windows(2)
            .map(|pair| pair.iter().collect::<String>())
            .any(|pair| !GENERAL.contains(&pair.as_str()) && heading.contains(&pair))
    })
}
