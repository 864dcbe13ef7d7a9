//! What `check --format json` prints, as check.schema.json fixes it.

use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;
use serde::ser::SerializeMap;
use serde::ser::SerializeSeq;
use serde_json::Map;
use serde_json::Value as Json;
use serde_json::json;

use crate::model::Application;
use crate::model::Assessment;
use crate::model::Coverage;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Finding;
use crate::model::NarrativeDocument;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::model::Shelf;
use crate::model::Signature;
use crate::model::Value;
use crate::pipeline::Checked;

/// The key of the description, which stands apart from a policy's other documents.
const DESCRIPTION: &str = "description";

/// The whole result, made as it is printed: application by application, file by file.
pub struct Printed<'c>(pub &'c Checked);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let checked = self.0;
        let mut object = serializer.serialize_map(Some(6))?;
        object.serialize_entry("schema", &1)?;
        object.serialize_entry("program", concat!("shenping ", env!("CARGO_PKG_VERSION")))?;
        object.serialize_entry("policy", &checked.policy)?;
        object.serialize_entry("year", &checked.year)?;
        object.serialize_entry("applications", &Applications(checked))?;
        object.serialize_entry("files", &Files(checked))?;
        object.end()
    }
}

/// The applications, each fetched when its turn comes.
struct Applications<'c>(&'c Checked);

impl Serialize for Applications<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Checked { applications, assessments, .. } = self.0;
        let mut list = serializer.serialize_seq(Some(assessments.len()))?;
        for (at, assessment) in assessments.iter().enumerate() {
            let application = applications.fetch(at).map_err(S::Error::custom)?;
            list.serialize_element(&application_json(&application, assessment))?;
        }
        list.end()
    }
}

struct Files<'c>(&'c Checked);

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.files.iter().map(|(file, findings)| file_json(file, findings)))
    }
}

fn application_json(application: &Application, assessment: &Assessment) -> Json {
    let mut fields = Map::new();
    for (key, reading) in &application.fields {
        if let FieldReading::Read(field) = reading
            && application.signature.as_ref().is_none_or(|_| !matches!(key.as_str(), "signature"))
        {
            fields.insert(key.clone(), field_json(field));
        }
    }
    let mut json = json!({
        "id": application.id,
        "verdict": assessment.verdict.name(),
        "fields": fields,
        "signature": application.signature.as_ref().map(signature_json),
        "description": application.documents.get(DESCRIPTION).map(narrative_json),
    });
    let others: Map<String, Json> = application
        .documents
        .iter()
        .filter(|(key, _)| *key != DESCRIPTION)
        .map(|(key, document)| (key.clone(), narrative_json(document)))
        .collect();
    if let Some(object) = json.as_object_mut() {
        if !others.is_empty() {
            object.insert("documents".to_owned(), Json::Object(others));
        }
        object.insert("findings".to_owned(), assessment.findings.iter().map(finding_json).collect());
        let unclaimed = application
            .unclaimed
            .iter()
            .map(|text| json!({"text": text.raw, "file": text.place.file, "at": text.place.spot_text()}));
        object.insert("unclaimed".to_owned(), unclaimed.collect());
        let coverage = application.form.as_ref().map(|_| coverage_json(application.characters));
        object.insert("coverage".to_owned(), json!(coverage));
    }
    json
}

fn field_json(field: &FieldValue) -> Json {
    let mut json = json!({
        "value": value_json(&field.read.value),
        "raw": field.read.raw,
        "file": field.read.place.file,
        "at": spot(&field.read.place),
    });
    if let (Some(canonical), Some(object)) = (&field.canonical, json.as_object_mut()) {
        object.insert("canonical".to_owned(), json!(canonical));
    }
    json
}

fn spot(place: &Place) -> String {
    place.spot_text().unwrap_or_default()
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Organisations(list) | Value::People(list) | Value::Phones(list) => json!(list),
        Value::Period(period) => json!({"from": period.from, "to": period.to}),
        other => json!(other.to_string()),
    }
}

fn signature_json(signature: &Signature) -> Json {
    json!({
        "state": signature.state.name(),
        "signer": signature.signer,
        "date": signature.date,
        "file": signature.place.as_ref().map(|place| &place.file),
        "at": signature.place.as_ref().and_then(Place::spot_text),
    })
}

fn narrative_json(document: &NarrativeDocument) -> Json {
    json!({
        "file": document.place.file,
        "words": document.words,
        "words_other_reading": document.words_other_reading,
        "characters": document.characters,
        "coverage": coverage_json(document.coverage),
        "sections": document.sections.iter().map(|section| &section.key).collect::<Vec<_>>(),
    })
}

fn coverage_json(coverage: Coverage) -> Json {
    json!({"held": coverage.held, "claimed": coverage.claimed, "left": coverage.left()})
}

fn finding_json(finding: &Finding) -> Json {
    json!({
        "code": finding.code,
        "subject": finding.subject,
        "outcome": finding.outcome.name(),
        "on_fail": finding.on_fail.name(),
        "message": finding.message,
        "help": finding.help,
        "basis": finding.basis,
        "file": finding.place.as_ref().map(|place| &place.file),
        "at": finding.place.as_ref().and_then(Place::spot_text),
    })
}

fn file_json(file: &ReceivedFile, findings: &[Finding]) -> Json {
    json!({
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "format": file.format.map(crate::model::Format::name),
        "role": file.role,
        "application": file.applications.first(),
        "outcome": file.outcome.name(),
        "reason": file.reason,
        "findings": findings.iter().map(finding_json).collect::<Vec<_>>(),
    })
}
