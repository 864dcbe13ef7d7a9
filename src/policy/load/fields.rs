//! Fields, documents and roles of a measure: what is asked for, under which labels, and which field plays which part.

use std::collections::BTreeMap;

use toml::Spanned;

use crate::policy::DocumentSpec;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Roles;
use crate::policy::SectionSpec;
use crate::policy::label::LabelShape;
use crate::policy::label::shape_label;
use crate::policy::load::raw::Reading;
use crate::policy::load::raw::Section;

/// Which label is whose, so that no two claim the same. Of what stands in a label's parentheses only that it asks for a
/// signature sets it apart: 负责人（签字） is not 负责人, 申报单位（盖章） is 申报单位.
#[derive(Default)]
struct Claims(BTreeMap<(String, bool), String>);

impl Claims {
    /// Notes a label for its owner; a second owner, or the same label twice, is a problem.
    fn claim(&mut self, reading: &Reading<'_>, label: &Spanned<String>, owner: &str) {
        let LabelShape { stem, hint } = shape_label(label.get_ref());
        let shape = (stem, hint.contains('签'));
        match self.0.get(&shape) {
            Some(other) if other == owner => {
                let message = format!("“{}”在 {owner} 里写了两次", label.get_ref());
                reading.warn(&label.span(), message, "去掉一个即可");
            }
            Some(other) => {
                let message = format!("“{}”已是 {other} 的名称或别名，不能又归 {owner}", label.get_ref());
                reading.error_with_help(&label.span(), message, "一个名称只能归一项，请从其中一项去掉");
            }
            None => {
                self.0.insert(shape, owner.to_owned());
            }
        }
    }
}

/// Keys that are already taken, with what they are called in messages.
fn claim_key(reading: &Reading<'_>, taken: &mut Vec<String>, key: &Spanned<String>, what: &str) {
    if taken.contains(key.get_ref()) {
        reading.error(&key.span(), format!("{what}“{}”写了两次", key.get_ref()));
    }
    taken.push(key.get_ref().clone());
}

/// Whether a word is lower-case English words joined by one of the signs.
pub(super) fn is_word(text: &str, joints: &[char], digits: bool) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || (digits && c.is_ascii_digit());
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split(joints).all(|part| !part.is_empty() && part.chars().all(letter))
}

/// A key of fields, sections, criteria, topics: `joint_units`.
pub(super) fn read_key(section: &Section<'_>) -> Spanned<String> {
    let key = section.required_text("key");
    if !key.get_ref().is_empty() && !is_word(key.get_ref(), &['_', '-'], true) {
        let message = format!("key“{}”应为小写英文字母、数字和下划线", key.get_ref());
        section.reading.error_with_help(&key.span(), message, "如 key = \"joint_units\"");
    }
    key
}

/// The measure's id.
pub(super) fn read_id(file: &Section<'_>) -> String {
    let id = file.required_text("id");
    if !id.get_ref().is_empty() && !is_word(id.get_ref(), &['-', '_'], true) {
        let message = format!("id“{}”应为小写英文字母、数字，以连字符相连", id.get_ref());
        file.reading.error_with_help(&id.span(), message, "如 id = \"qinhuangdao-2020\"");
    }
    id.into_inner()
}

/// An optional text of a table.
pub(super) fn read_optional(section: &Section<'_>, key: &str) -> Option<String> {
    section.text(key).map(Spanned::into_inner)
}

/// The label and aliases of a table, claimed for its key.
fn read_labels(section: &Section<'_>, claims: &mut Claims, key: &str) -> (String, Vec<String>) {
    let label = section.required_text("label");
    let aliases = section.texts("aliases");
    let owner = if key.is_empty() { label.get_ref().clone() } else { key.to_owned() };
    if !label.get_ref().is_empty() {
        claims.claim(section.reading, &label, &owner);
    }
    for alias in &aliases {
        claims.claim(section.reading, alias, &owner);
    }
    (label.into_inner(), aliases.into_iter().map(Spanned::into_inner).collect())
}

/// `[[fields]]`
pub(super) fn read_fields(file: &Section<'_>) -> Vec<FieldSpec> {
    let mut claims = Claims::default();
    let mut taken = Vec::new();
    let sections = file.sections("fields");
    if sections.is_empty() {
        file.reading.error(&file.span, "没有一个 [[fields]]：办法至少要有申报单位和项目名称两栏");
    }
    sections.into_iter().map(|section| read_field(section, &mut claims, &mut taken)).collect()
}

fn read_field(section: Section<'_>, claims: &mut Claims, taken: &mut Vec<String>) -> FieldSpec {
    let key = read_key(&section);
    claim_key(section.reading, taken, &key, "栏 ");
    let (label, aliases) = read_labels(&section, claims, key.get_ref());
    if !section.has("kind") {
        section.missing("kind");
    }
    let kind = section.word("kind", &FieldKind::ALL).map_or(FieldKind::Text, Spanned::into_inner);
    let options = section.texts("options");
    if kind != FieldKind::Choice {
        if let Some(option) = options.first() {
            let message = format!("{label} 是 {} 栏，不能有 options", kind.name());
            section.reading.error_with_help(&option.span(), message, "有选项的栏写成 kind = \"choice\"");
        }
    } else if options.is_empty() {
        section.reading.error(&section.span, format!("{label} 是 choice 栏，缺少 options"));
    }
    let field = FieldSpec {
        key: key.into_inner(),
        label,
        aliases,
        kind,
        required: section.flag("required").unwrap_or(false),
        basis: read_optional(&section, "basis"),
        options: distinct(section.reading, options),
        prompts: section.texts("prompts").into_iter().map(Spanned::into_inner).collect(),
    };
    section.close();
    field
}

fn distinct(reading: &Reading<'_>, options: Vec<Spanned<String>>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for option in options {
        if kept.contains(option.get_ref()) {
            reading.error(&option.span(), format!("选项“{}”写了两次", option.get_ref()));
        } else {
            kept.push(option.into_inner());
        }
    }
    kept
}

/// `[[documents]]`; form, description and evidence are always there.
pub(super) fn read_documents(file: &Section<'_>, fields: &[FieldSpec]) -> Vec<DocumentSpec> {
    const KNOWN: [(&str, &str); 3] = [("form", "申报表"), ("description", "文字说明"), ("evidence", "证明材料")];
    let mut claims = Claims::default();
    let mut taken: Vec<String> = fields.iter().map(|field| field.key.clone()).collect();
    let sections = file.sections("documents");
    let mut documents: Vec<DocumentSpec> =
        sections.into_iter().map(|section| read_document(section, &mut claims, &mut taken)).collect();
    for (key, label) in KNOWN {
        if !documents.iter().any(|document| document.key == key) {
            documents.push(DocumentSpec {
                key: key.to_owned(),
                label: label.to_owned(),
                aliases: Vec::new(),
                required: key == "form",
                basis: None,
                sections: Vec::new(),
            });
        }
    }
    documents
}

fn read_document(section: Section<'_>, claims: &mut Claims, taken: &mut Vec<String>) -> DocumentSpec {
    let key = section.required_text("key");
    if !key.get_ref().is_empty() && !is_word(key.get_ref(), &['_', '-'], false) {
        let message = format!("材料的 key“{}”应为小写英文字母，可用下划线相连", key.get_ref());
        section.reading.error_with_help(&key.span(), message, "如 key = \"description\"");
    }
    if ["scan", "roster", "archive", "other"].contains(&key.get_ref().as_str()) {
        let message = format!("材料不能叫“{}”：程序自己用这个词", key.get_ref());
        section.reading.error(&key.span(), message);
    }
    claim_key(section.reading, taken, &key, "材料或栏 ");
    let (label, aliases) = read_labels(&section, claims, key.get_ref());
    let document = DocumentSpec {
        key: key.into_inner(),
        label,
        aliases,
        required: section.flag("required").unwrap_or(false),
        basis: read_optional(&section, "basis"),
        sections: read_document_sections(&section),
    };
    section.close();
    document
}

fn read_document_sections(document: &Section<'_>) -> Vec<SectionSpec> {
    let mut claims = Claims::default();
    let mut taken = Vec::new();
    let mut sections = Vec::new();
    for section in document.sections("sections") {
        let key = read_key(&section);
        claim_key(section.reading, &mut taken, &key, "部分 ");
        let (label, aliases) = read_labels(&section, &mut claims, key.get_ref());
        sections.push(SectionSpec { key: key.into_inner(), label, aliases });
        section.close();
    }
    sections
}

/// Roles without which nobody knows who applies with what.
const NEEDED_ROLES: [&str; 2] = ["applicant", "title"];

/// `[roles]`; a role that the file leaves out falls to the only field of its kind (of days to the only one that reads like that of a
/// signature), an empty one to none.
pub(super) fn read_roles(file: &Section<'_>, fields: &[FieldSpec]) -> Roles {
    use FieldKind as F;
    let section = file.section("roles");
    let role = |name: &str, kinds: &[FieldKind]| read_role(section.as_ref(), fields, name, kinds);
    let roles = Roles {
        applicant: role("applicant", &[F::Organisation, F::Organisations]),
        title: role("title", &[F::Text]),
        people: role("people", &[F::People]),
        partners: role("partners", &[F::Organisations]),
        category: role("category", &[F::Choice, F::Text]),
        phone: role("phone", &[F::Phone]),
        period: role("period", &[F::Period]),
        signature: role("signature", &[F::Signature]),
        sign_date: role("sign_date", &[F::Date]),
    };
    for (name, what, held) in [("applicant", "申报单位", &roles.applicant), ("title", "项目名称", &roles.title)]
    {
        if held.is_none() && !section.as_ref().is_some_and(|section| section.has(name)) {
            let span = section.as_ref().map_or_else(|| file.span.clone(), |section| section.span.clone());
            let message = format!("[roles] 缺少 {name}：不知道哪一栏是{what}");
            file.reading.error_with_help(&span, message, format!("在 [roles] 里写 {name} = \"那一栏的 key\""));
        }
    }
    if let Some(section) = section {
        section.close();
    }
    roles
}

/// 签字日期, 填报时间, 日期: whether a day may be that of the signature; 完成日期 and 成立时间 are others.
fn is_day_of_signing(label: &str) -> bool {
    label == "日期" || ["签", "填", "报", "申", "提出", "落款"].iter().any(|word| label.contains(word))
}

fn read_role(section: Option<&Section<'_>>, fields: &[FieldSpec], name: &str, kinds: &[FieldKind]) -> Option<String> {
    // The only date of a form may be another than that of the signature.
    if section.is_some_and(|section| section.is_left_blank(name)) && !NEEDED_ROLES.contains(&name) {
        return None;
    }
    let Some(key) = section.and_then(|section| section.text(name)) else {
        let first = kinds.first()?;
        let may_be = |field: &&FieldSpec| name != "sign_date" || is_day_of_signing(&field.label);
        let mut alike = fields.iter().filter(|field| field.kind == *first).filter(may_be);
        let only = alike.next()?;
        return alike.next().is_none().then(|| only.key.clone());
    };
    let reading = section.map(|section| section.reading)?;
    let Some(field) = fields.iter().find(|field| field.key == *key.get_ref()) else {
        let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
        let message = format!("[roles] {name}：没有“{}”这一栏", key.get_ref());
        reading.unknown_word(&key.span(), message, key.get_ref(), &keys);
        return None;
    };
    if !kinds.contains(&field.kind) {
        let wanted: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let message = format!("[roles] {name}：{} 是 {} 栏", field.key, field.kind.name());
        reading.error_with_help(&key.span(), message, format!("这里要一个 {} 栏", wanted.join(" 或 ")));
        return None;
    }
    Some(key.into_inner())
}
