//! document-present: a paper that the measure asks for is there (article 6: 文字说明, 相关证明材料).
//!
//! A file that could not be read may be the paper: by its name it is, and its own finding is enough; else a person looks. So
//! with scanned pages where no form came, with papers of the same folder that could not be placed, with another project's paper
//! of the same unit that names this one in a line of its own, with a line in the form's file that is the paper's name alone, and with
//! what may be evidence though nothing calls it so.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::files::name_of;
use crate::check::registry::Kind;
use crate::check::unread::Unread;
use crate::check::unread::find_unread;
use crate::model::FileOutcome;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::policy::DocumentSpec;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "document-present", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let spec = rule.subject.as_deref().and_then(|key| case.context.policy.document(key));
    let Some(spec) = spec else { return Judgement::not_applicable() };
    let key = spec.key.as_str();
    let application = case.application;
    let is_form = key == "form" && application.form.is_some();
    if is_form || application.documents.contains_key(key) || application.evidence.iter().any(|paper| paper.role == key)
    {
        return Judgement::pass();
    }
    let label = &spec.label;
    let help = format!("请单位补送{label}");
    let unread = find_unread(case.facts, case.index, spec, case.context.policy);
    match (&unread, unread.explain(label)) {
        (_, Some((message, file))) => Draft::manual(rule, message)
            .help(format!("请打开该文件查看；其中没有{label}的，{help}"))
            .at(&Place::whole(&file.path))
            .into(),
        (Unread::Surely, None) => Judgement::unread(),
        (_, None) if let Some(file) = find_unplaced(case, key) => {
            let message = format!("没有收到写明属于本项目的{label}；同一处的“{}”没能确定归属，可能就是", name_of(file));
            Draft::manual(rule, message)
                .help(format!("请打开该文件，确定属于哪个项目；都不是的，{help}"))
                .at(&Place::whole(&file.path))
                .into()
        }
        (_, None) if let Some(paper) = case.facts.told_beside(case.index).filter(|_| !spec.sections.is_empty()) => {
            let file = paper.file.rsplit('/').next().unwrap_or(&paper.file);
            Draft::manual(
                rule,
                format!("没有收到只写本项目的{label}；同一单位的“{file}”里有本项目的名称，可能写在一起"),
            )
            .help(format!("请打开该文件查看；其中没有写本项目的，{help}"))
            .at(paper)
            .into()
        }
        (_, None) if let Some(place) = find_headed(case, spec) => {
            Draft::manual(rule, format!("没有单独的{label}；申报表的文件里有“{label}”字样，可能写在一起"))
                .help(format!("请打开该文件查看；其中没有{label}的，{help}"))
                .at(place)
                .into()
        }
        (_, None) if let Some((message, place)) = find_unnamed(case, spec) => {
            Draft::manual(rule, message).help(format!("请打开该文件查看；其中没有{label}的，{help}")).at(&place).into()
        }
        (_, None) => Draft::fail(rule, format!("报送材料中没有{label}")).help(help).into(),
    }
}

/// What may be the paper though nothing calls it so, where the paper is one that is kept, not read: a file of the submission that is
/// nothing else, and photographs inside the form's file or a written paper.
fn find_unnamed(case: &Case<'_>, spec: &DocumentSpec) -> Option<(String, Place)> {
    if !spec.sections.is_empty() {
        return None;
    }
    let label = &spec.label;
    let is_other = |file: &&ReceivedFile| file.role.as_deref() == Some("other") && file.outcome == FileOutcome::Kept;
    let other = case.facts.files_of(case.index).filter(is_other).min_by_key(|file| file.path.as_ref());
    if let Some(file) = other {
        let message = format!("没有写明是{label}的材料；“{}”没有认出是什么，可能就是", name_of(file));
        return Some((message, Place::whole(&file.path)));
    }
    let place = case.application.photograph.clone()?;
    let message =
        format!("没有单独的{label}；“{}”里有图片，可能就是", place.file.rsplit('/').next().unwrap_or_default());
    Some((message, place))
}

/// Where the name of the paper stands as a line of its own in the form's file: its pictures may follow there.
fn find_headed<'a>(case: &Case<'a>, spec: &DocumentSpec) -> Option<&'a Place> {
    const ANNEX: &str = "附件一二三四五六七八九十";
    let form = &case.application.form.as_ref()?.file;
    let heads = |line: &str| {
        let words: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
        let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || ANNEX.contains(c));
        std::iter::once(&spec.label).chain(&spec.aliases).any(|name| name == words)
    };
    let written = case.application.documents.values().filter(|paper| paper.place.file == *form);
    let headed = written.filter(|paper| paper.text.lines().any(heads)).map(|paper| &paper.place);
    let left = case.application.unclaimed.iter().filter(|left| left.raw.lines().any(heads)).map(|left| &left.place);
    headed.chain(left).next()
}

/// A paper of this kind that lies where the application's form does and could not be placed for certain: it may be this
/// project's. Where several forms lie in one folder that may be one of several for each kind of paper (甲/申报表, 甲/证明材料). Of
/// several the one whose name begins most like the form's.
fn find_unplaced<'a>(case: &Case<'a>, key: &str) -> Option<&'a ReceivedFile> {
    let form = &case.application.form.as_ref()?.file;
    let folder = form.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_one_of_several = case.application.id.starts_with(form.as_ref());
    let own = folder.rsplit_once('/').filter(|_| is_one_of_several).map_or(folder, |(above, _)| above);
    let below = |path: &str| {
        own.is_empty() && !path.contains('/') || path.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'))
    };
    let shared = |path: &str| path.chars().zip(form.chars()).take_while(|(one, other)| one == other).count();
    let unplaced = case.facts.unassigned.iter().copied();
    let unplaced = unplaced.filter(|file| file.role.as_deref() == Some(key) && below(&file.path));
    unplaced.min_by_key(|file| std::cmp::Reverse(shared(&file.path)))
}
