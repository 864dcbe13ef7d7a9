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
        let keys: Vec<&str> = self.field_keys().chain(self.document_keys()).chain(sections).collect();
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
        let (kinds, documents) = match spec.subject {
            SubjectOf::Submission => {
                let message = format!("kind = \"{}\" 管整份申报，不带 subject", spec.name);
                section.reading.error_with_help(&subject.span(), message, "去掉 subject");
                return None;
            }
            SubjectOf::Field(kinds) | SubjectOf::FieldOrAll(kinds) => (Some(kinds), false),
            SubjectOf::Document => (None, true),
            SubjectOf::DocumentOrField(kinds) => (Some(kinds), true),
        };
        if documents && self.document_keys().any(|key| key == subject.get_ref()) {
            return Some(subject.into_inner());
        }
        if let Some(field) = self.fields.iter().find(|field| field.key == *subject.get_ref()) {
            return self.fit_field(section, spec, field, kinds.unwrap_or(&[]), &subject);
        }
        let fields = self.field_keys().filter(|_| kinds.is_some());
        let papers = self.document_keys().filter(|_| documents);
        let keys: Vec<&str> = fields.chain(papers).collect();
        let what = match (kinds, documents) {
            (Some(_), true) => "栏或材料",
            (None, _) => "材料",
            (Some(_), false) => "栏",
        };
        refuse(section, &subject, what, &keys);
        None
    }

    fn fit_field(
        &self,
        section: &Section<'_>,
        spec: &KindSpec,
        field: &FieldSpec,
        kinds: &[FieldKind],
        subject: &Spanned<String>,
    ) -> Option<String> {
        if kinds.contains(&field.kind) {
            return Some(field.key.clone());
        }
        let fitting: Vec<&str> = self.fields_of(kinds).map(|field| field.key.as_str()).collect();
        let help = match (kinds.is_empty(), fitting.is_empty()) {
            (true, _) => format!("这里要一项材料：{}", self.document_keys().collect::<Vec<_>>().join("、")),
            (false, true) => format!("这里要一个 {} 栏", kind_words(kinds)),
            (false, false) => format!("可用：{}", fitting.join("、")),
        };
        let message = format!("{}是 {} 栏，不能用 kind = \"{}\"", field.label, field.kind.name(), spec.name);
        section.reading.error_with_help(&subject.span(), message, help);
        None
    }

    /// The only field or document of the kind; `required` and `document-present` may be about all.
    fn find_only(&self, section: &Section<'_>, spec: &KindSpec, code: &str) -> Option<String> {
        if spec.name == "document-present" {
            return self.document_of(code);
        }
        if spec.name == "required" || spec.subject == SubjectOf::Submission {
            return None;
        }
        let narrative = |document: &&DocumentSpec| !matches!(document.key.as_str(), "form" | "evidence");
        let papers = || self.documents.iter().filter(narrative).map(|document| document.key.as_str());
        let candidates: Vec<&str> = match spec.subject {
            SubjectOf::Submission => Vec::new(),
            SubjectOf::Field(kinds) | SubjectOf::FieldOrAll(kinds) => {
                self.fields_of(kinds).map(|field| field.key.as_str()).collect()
            }
            SubjectOf::Document | SubjectOf::DocumentOrField(_) => papers().collect(),
        };
        match (candidates.as_slice(), spec.subject) {
            ([only], _) => Some((*only).to_owned()),
            (_, SubjectOf::FieldOrAll(_)) => None,
            ([], SubjectOf::Field(kinds)) => {
                let message = format!("kind = \"{}\" 要一个 {} 栏，这里一个也没有", spec.name, kind_words(kinds));
                section.reading.error(&section.span, message);
                None
            }
            (several, _) => {
                let message = format!("kind = \"{}\" 缺少 subject：能管的不止一个", spec.name);
                let help = format!("写明是哪一个：{}", several.join("、"));
                section.reading.error_with_help(&section.span, message, help);
                None
            }
        }
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

    fn field_keys(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.key.as_str())
    }

    /// Keys of the documents.
    pub(super) fn document_keys(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|document| document.key.as_str())
    }

    fn fields_of(&self, kinds: &[FieldKind]) -> impl Iterator<Item = &FieldSpec> {
        self.fields.iter().filter(|field| kinds.contains(&field.kind))
    }
}

fn kind_words(kinds: &[FieldKind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" 或 ")
}

fn refuse(section: &Section<'_>, subject: &Spanned<String>, what: &str, keys: &[&str]) {
    let message = format!("没有“{}”这一{what}", subject.get_ref());
    section.reading.unknown_word(&subject.span(), message, subject.get_ref(), keys);
}
