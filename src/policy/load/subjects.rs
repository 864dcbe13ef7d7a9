//! What a rule is about: the field or document that it names, or the only one that it could mean.

use toml::Spanned;

use crate::policy::DocumentSpec;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::kinds::KindSpec;
use crate::policy::kinds::SubjectOf;
use crate::policy::load::raw::Section;

/// The fields and documents that rules may be about.
pub(super) struct Subjects<'policy> {
    pub(super) fields: &'policy [FieldSpec],
    pub(super) documents: &'policy [DocumentSpec],
}

impl Subjects<'_> {
    /// The subject of a rule of the program's own: any field, document or section, or none.
    pub(super) fn read_any(&self, section: &Section<'_>) -> Option<String> {
        let subject = section.text("subject")?;
        let sections = self.documents.iter().flat_map(|document| &document.sections).map(|part| part.key.as_str());
        let fields = self.fields.iter().map(|field| field.key.as_str());
        let keys: Vec<&str> = fields.chain(self.document_keys()).chain(sections).collect();
        if keys.contains(&subject.get_ref().as_str()) {
            return Some(subject.into_inner());
        }
        refuse(section, &subject, "栏、材料或部分", &keys);
        None
    }

    /// The subject of a rule of a kind: as written, or the only one it could be; says what is wrong with it.
    pub(super) fn read_for(&self, section: &Section<'_>, spec: &KindSpec, code: &str) -> Option<String> {
        let Some(subject) = section.text("subject") else {
            return if section.has("subject") { None } else { self.find_only(section, spec, code) };
        };
        if spec.subject == SubjectOf::Submission {
            let message = format!("kind = \"{}\" 管整份申报，不带 subject", spec.name);
            section.reading.error_with_help(&subject.span(), message, "去掉 subject");
            return None;
        }
        let fitting = self.fitting(spec.subject);
        if fitting.contains(&subject.get_ref().as_str()) {
            return Some(subject.into_inner());
        }
        if let Some(field) = self.fields.iter().find(|field| field.key == *subject.get_ref()) {
            let message = format!("{} 是 {} 栏，不能用 kind = \"{}\"", field.key, field.kind.name(), spec.name);
            let help = match fitting.as_slice() {
                [] => "这里没有一栏能用这个 kind".to_owned(),
                fitting => format!("可用：{}", fitting.join("、")),
            };
            section.reading.error_with_help(&subject.span(), message, help);
            return None;
        }
        refuse(section, &subject, if spec.subject.takes_document() { "材料或栏" } else { "栏" }, &fitting);
        None
    }

    /// Keys of all that a kind of rule could be about.
    fn fitting(&self, subject: SubjectOf) -> Vec<&str> {
        let fields = self.fields.iter().filter(|field| subject.takes_field(field.kind)).map(|field| field.key.as_str());
        fields.chain(self.document_keys().filter(|_| subject.takes_document())).collect()
    }

    /// The only field or document of the kind; `required` and `document-present` may be about all.
    fn find_only(&self, section: &Section<'_>, spec: &KindSpec, code: &str) -> Option<String> {
        if spec.name == "document-present" {
            return self.document_of(code);
        }
        let of_kinds = |kinds: &[FieldKind]| -> Vec<&str> {
            let fields = self.fields.iter().filter(|field| kinds.contains(&field.kind));
            fields.map(|field| field.key.as_str()).collect()
        };
        let candidates: Vec<&str> = match spec.subject {
            SubjectOf::Submission => return None,
            SubjectOf::Field(_) if spec.name == "required" => return None,
            SubjectOf::Field(kinds) | SubjectOf::FieldAlso(kinds, _) | SubjectOf::FieldOrAll(kinds, _) => {
                of_kinds(kinds)
            }
            SubjectOf::Document | SubjectOf::DocumentOrField(_) => {
                self.document_keys().filter(|key| !matches!(*key, "form" | "evidence")).collect()
            }
        };
        match candidates.as_slice() {
            [only] => return Some((*only).to_owned()),
            _ if matches!(spec.subject, SubjectOf::FieldOrAll(..)) => {}
            [] => {
                let message = format!("kind = \"{}\" 在这里没有可管的栏", spec.name);
                section.reading.error(&section.span, message);
            }
            several => {
                let message = format!("kind = \"{}\" 缺少 subject：能管的不止一个", spec.name);
                let help = format!("写明是哪一个：{}", several.join("、"));
                section.reading.error_with_help(&section.span, message, help);
            }
        }
        None
    }

    /// The kind that follows from a code alone: `field-missing`, `description-missing`.
    pub(super) fn implied_by(&self, code: &str) -> Option<&'static str> {
        let stem = code.strip_suffix("-missing")?;
        let paper = self.document_keys().any(|key| key.replace('_', "-") == stem);
        if stem == "field" { Some("required") } else { paper.then_some("document-present") }
    }

    /// The document that a code such as `description-missing` speaks of.
    fn document_of(&self, code: &str) -> Option<String> {
        let stem = code.strip_suffix("-missing")?;
        self.document_keys().find(|key| key.replace('_', "-") == stem).map(str::to_owned)
    }

    /// Keys of the documents.
    pub(super) fn document_keys(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|document| document.key.as_str())
    }
}

fn refuse(section: &Section<'_>, subject: &Spanned<String>, what: &str, keys: &[&str]) {
    let message = format!("没有“{}”这一{what}", subject.get_ref());
    section.reading.unknown_word(&subject.span(), message, subject.get_ref(), keys);
}
