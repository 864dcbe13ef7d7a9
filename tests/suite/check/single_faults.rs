//! Every code of the built-in measure: one fault in a clean application gives this finding and no other.

use std::collections::BTreeSet;

use jiff::civil::date;
use shenping::check::Arrival;
use shenping::check::EarlierProject;
use shenping::check::assess_file;
use shenping::model::DigitalSignature;
use shenping::model::FileOutcome;
use shenping::model::Located;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::Period;
use shenping::model::SignatureState;
use shenping::model::SignedReference;
use shenping::model::TroubleKind;
use shenping::model::Unclaimed;
use shenping::model::Value;
use shenping::model::Verdict;
use shenping::policy::RosterUnit;
use shenping::policy::builtin;

use crate::check::scene::PROJECT;
use crate::check::scene::Scene;
use crate::check::scene::UNIT;
use crate::check::scene::at;
use crate::check::scene::clean_application;
use crate::check::scene::instant;
use crate::check::scene::prose;
use crate::check::scene::received;

use Outcome::Fail;
use Outcome::Manual;

/// Code, subject, outcome, what follows, and how to spoil the clean scene.
type Fault = (&'static str, Option<&'static str>, Outcome, OnFail, fn(&mut Scene));

const FAULTS: &[Fault] = &[
    ("form-missing", None, Fail, OnFail::Correct, |scene| {
        let one = scene.one();
        one.form = None;
        one.signature = None;
        for key in one.fields.keys().cloned().collect::<Vec<String>>() {
            scene.remove(&key);
        }
    }),
    ("form-repeated", None, Manual, OnFail::Decide, |scene| {
        scene.one().other_forms.push(at("海港区总工会/申报表2.xlsx", 0));
    }),
    ("field-missing", Some("project"), Fail, OnFail::Correct, |scene| scene.empty("project", None)),
    ("field-missing", Some("reason"), Fail, OnFail::Correct, |scene| scene.empty("reason", Some("限600字"))),
    ("field-missing", Some("phone"), Fail, OnFail::Correct, |scene| scene.remove("phone")),
    ("field-unrecognised", Some("effect"), Manual, OnFail::Decide, |scene| {
        scene.remove("effect");
        let raw = "干了些什么：建了一个家".to_owned();
        scene.one().unclaimed.push(Located {
            value: Unclaimed::Unknown,
            raw,
            place: at("海港区总工会/申报表.xlsx", 9),
        });
    }),
    ("field-ambiguous", Some("project"), Manual, OnFail::Decide, |scene| {
        let rival = scene.field("project").read.with(Value::Text("职工书屋".to_owned()));
        scene.field("project").rivals.push(rival);
    }),
    ("field-ambiguous", Some("reason"), Manual, OnFail::Decide, |scene| {
        scene.fill("reason", Value::Text("详见文字说明".to_owned()));
    }),
    ("field-ambiguous", Some("joint_units"), Manual, OnFail::Decide, |scene| {
        scene.fill("joint_units", Value::Text("见附件".to_owned()));
    }),
    ("form-repeated", Some("description"), Manual, OnFail::Decide, |scene| {
        let other = at("海港区总工会/说明2.docx", 1);
        scene.one().documents.get_mut("description").expect("one").others.push(other);
    }),
    ("prompt-left-in", Some("measures"), Fail, OnFail::Note, |scene| {
        let place = at("海港区总工会/申报表.xlsx", 7);
        scene.field("measures").prompt = Some(Located { value: (), raw: "（限600字）".to_owned(), place });
    }),
    ("leaders-over-limit", Some("leaders"), Fail, OnFail::Correct, |scene| {
        scene.fill("leaders", Value::People(["甲某", "乙某", "丙某", "丁某"].map(str::to_owned).to_vec()));
    }),
    ("joint-units-over-limit", Some("joint_units"), Fail, OnFail::Decide, |scene| {
        let units = ["抚宁区总工会", "昌黎县总工会", "卢龙县总工会", "山海关区总工会"];
        scene.fill("joint_units", Value::Organisations(units.map(str::to_owned).to_vec()));
    }),
    ("joint-lead-unclear", Some("unit"), Manual, OnFail::Decide, |scene| {
        scene.field("unit").lead_named = Some(false);
        scene.field("unit").read.raw = "秦皇岛市海港区总工会、抚宁区总工会".to_owned();
    }),
    ("phone-invalid", Some("phone"), Fail, OnFail::Correct, |scene| {
        scene.fill("phone", Value::Phones(vec!["1380000111".to_owned()]));
    }),
    ("unit-unknown", Some("unit"), Manual, OnFail::Decide, |scene| {
        scene.roster.push(RosterUnit { name: "抚宁区总工会".to_owned(), short_names: vec![], category: None });
    }),
    ("unit-disagrees", Some("unit"), Manual, OnFail::Decide, |scene| {
        scene.description().unit.as_mut().expect("it names one").value = "昌黎县总工会".to_owned();
    }),
    ("project-disagrees", Some("project"), Manual, OnFail::Decide, |scene| {
        scene.description().project.as_mut().expect("it names one").value = "智慧工会云平台".to_owned();
    }),
    ("description-missing", Some("description"), Fail, OnFail::Correct, |scene| scene.one().documents.clear()),
    ("evidence-missing", Some("evidence"), Fail, OnFail::Correct, |scene| scene.one().evidence.clear()),
    ("description-over-length", Some("description"), Fail, OnFail::Correct, |scene| {
        scene.description().words = 2001;
        scene.description().words_other_reading = 2001;
    }),
    ("description-over-length", Some("description"), Manual, OnFail::Correct, |scene| {
        scene.description().words = 2000;
        scene.description().words_other_reading = 2001;
    }),
    ("description-section-missing", Some("innovation"), Fail, OnFail::Correct, |scene| {
        scene.description().sections.retain(|section| section.key != "innovation");
    }),
    ("description-section-missing", Some("project_name"), Fail, OnFail::Correct, |scene| {
        scene.description().sections.retain(|section| section.key != "project_name");
        scene.description().project = None;
    }),
    ("signature-missing", Some("signature"), Fail, OnFail::Correct, |scene| {
        scene.signature().state = SignatureState::Absent;
        scene.signature().look = None;
    }),
    ("signature-typed-only", Some("signature"), Manual, OnFail::Decide, |scene| {
        scene.signature().state = SignatureState::Typed;
        scene.signature().signer = Some("甲某".to_owned());
    }),
    ("signature-blank-picture", Some("signature"), Fail, OnFail::Correct, |scene| {
        scene.signature().state = SignatureState::BlankPicture;
    }),
    ("signature-reused", Some("signature"), Manual, OnFail::Decide, |scene| {
        let mut other = clean_application("抚宁区总工会", "抚宁区总工会", "职工书屋", 1);
        let look = scene.signature().look.clone();
        other.signature.as_mut().expect("it is signed").look = look;
        scene.applications.push(other);
    }),
    ("signature-scan-only", Some("signature"), Manual, OnFail::Decide, |scene| {
        scene.signature().state = SignatureState::Scan;
    }),
    ("signature-broken", Some("signature"), Fail, OnFail::Correct, |scene| {
        let references = vec![SignedReference { part: "/xl/worksheets/sheet1.xml".to_owned(), holds: Some(false) }];
        scene.signature().state = SignatureState::Digital;
        scene.signature().digital.push(DigitalSignature {
            signer: None,
            signed_at: None,
            line: None,
            value_holds: Some(true),
            valid_then: None,
            references,
            uncovered: vec![],
        });
    }),
    ("sign-date-missing", Some("sign_date"), Fail, OnFail::Correct, |scene| {
        scene.empty("sign_date", None);
        scene.signature().date = None;
    }),
    ("sign-date-implausible", Some("sign_date"), Fail, OnFail::Correct, |scene| {
        scene.fill("sign_date", Value::Text("2026年13月40日".to_owned()));
    }),
    ("sign-date-implausible", Some("sign_date"), Fail, OnFail::Correct, |scene| {
        scene.fill("sign_date", Value::Date(date(2026, 11, 21)));
    }),
    ("sign-date-implausible", Some("sign_date"), Manual, OnFail::Correct, |scene| {
        scene.fill("sign_date", Value::Text("同上".to_owned()));
    }),
    ("sign-date-implausible", Some("sign_date"), Manual, OnFail::Correct, |scene| {
        scene.fill("sign_date", Value::Text("09/11/2026".to_owned()));
    }),
    ("outside-year", Some("period"), Manual, OnFail::Decide, |scene| {
        let period = Period { from: Some(date(2024, 3, 1)), to: Some(date(2024, 12, 31)) };
        scene.fill("period", Value::Period(period));
    }),
    ("outside-year", Some("period"), Manual, OnFail::Decide, |scene| {
        scene.description().text.push_str("2024年3月，我们建成了职工之家样板间并全面推广。");
        scene.description().text.push_str("2024年，我们走访职工。");
    }),
    ("submitted-late", None, Fail, OnFail::Reject, |scene| {
        let received = Some(instant("2026-11-20T17:30:01+08:00"));
        scene.arrivals = vec![Arrival { submission: "海港区总工会".to_owned(), number: None, received }];
    }),
    ("duplicate-submission", None, Manual, OnFail::Decide, |scene| {
        scene.applications.push(clean_application("海港区总工会（2）", "海港区总工会", "五心职工之家建设", 1));
    }),
    ("similar-project", None, Manual, OnFail::Decide, |scene| {
        let mut other = clean_application("抚宁区总工会", "抚宁区总工会", "职工书屋", 0);
        other.signature.as_mut().expect("it is signed").look = None;
        scene.applications.push(other);
    }),
    ("repeated-from-earlier-year", None, Manual, OnFail::Decide, |scene| {
        let (number, unit, project) = ("2025-004".to_owned(), UNIT.to_owned(), PROJECT.to_owned());
        scene.earlier = vec![EarlierProject { number, year: 2025, unit, project, texts: prose(9, 40) }];
    }),
    ("file-unreadable", None, Fail, OnFail::Correct, |scene| {
        scene.add_unread("附件.docx", Some("evidence"), TroubleKind::Unreadable);
    }),
    ("file-encrypted", None, Fail, OnFail::Correct, |scene| {
        scene.add_unread("附件.docx", Some("evidence"), TroubleKind::Encrypted);
    }),
    ("file-unsupported", None, Fail, OnFail::Correct, |scene| {
        scene.add_unread("附件.rar", None, TroubleKind::Unsupported);
    }),
    ("file-unsafe", None, Fail, OnFail::Correct, |scene| {
        scene.add_unread("附件.zip", None, TroubleKind::Unsafe);
    }),
    ("file-disguised", None, Manual, OnFail::Note, |scene| {
        scene.add_unread("申报表.doc", Some("form"), TroubleKind::Disguised);
    }),
    ("file-has-macros", None, Manual, OnFail::Note, |scene| {
        scene.add_unread("申报表.xlsm", Some("form"), TroubleKind::Macros);
    }),
];

#[test]
fn a_clean_application_has_no_finding() {
    let assessment = Scene::clean().assess_one();
    assert_eq!(assessment.findings, []);
    assert_eq!(assessment.verdict, Verdict::Qualified);
    assert_eq!(assessment.outcomes.len(), builtin().rules.len());
    assert!(assessment.outcomes.iter().all(|rule| matches!(rule.outcome, Outcome::Pass | Outcome::NotApplicable)));
}

#[test]
fn each_single_fault_gives_its_finding_and_no_other() {
    for (code, subject, outcome, on_fail, spoil) in FAULTS {
        let mut scene = Scene::clean();
        spoil(&mut scene);
        let assessment = scene.assess_one();
        let found: Vec<_> = assessment
            .findings
            .iter()
            .map(|finding| (finding.code.as_str(), finding.subject.as_deref(), finding.outcome, finding.on_fail))
            .collect();
        assert_eq!(found, [(*code, *subject, *outcome, *on_fail)], "{code}: {:#?}", assessment.findings);
        let finding = assessment.findings.first().expect("one");
        assert!(finding.help.is_some(), "{code} says no next step");
        assert!(finding.basis.is_some(), "{code} cites no article");
        assert_eq!(assessment.verdict, finding.verdict(), "{code}");
        let ruled = assessment.outcomes.iter().filter(|rule| &*rule.code == *code);
        let ruled: Vec<Outcome> = ruled.map(|rule| rule.outcome).filter(|ruled| ruled == outcome).collect();
        assert_eq!(ruled.len(), 1, "{code}: its rule does not say so: {:?}", assessment.outcomes);
    }
}

#[test]
fn every_code_of_the_measure_has_a_fault() {
    let met: BTreeSet<&str> = FAULTS.iter().map(|(code, ..)| *code).chain(["file-unassigned"]).collect();
    let codes: BTreeSet<&str> = builtin().rules.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(codes.difference(&met).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert_eq!(met.difference(&codes).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn messages_are_chinese_and_show_no_key() {
    for (code, _, _, _, spoil) in FAULTS {
        let mut scene = Scene::clean();
        spoil(&mut scene);
        let finding = scene.findings().swap_remove(0);
        let message = &finding.message;
        assert!(message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{code}: {message}");
        let key = finding.subject.as_deref().unwrap_or_default();
        assert!(key.is_empty() || !message.contains(key), "{code} shows a key: {message}");
    }
}

#[test]
fn a_file_that_belongs_nowhere_is_for_people() {
    let mut file = received("无名.docx", TroubleKind::Macros);
    file.troubles.clear();
    assert_eq!(assess_file(&file, builtin()), []);
    file.outcome = FileOutcome::Unassigned;
    file.reason = Some("没有写单位和项目".to_owned());
    let findings = assess_file(&file, builtin());
    let found: Vec<_> =
        findings.iter().map(|finding| (finding.code.as_str(), finding.outcome, finding.on_fail)).collect();
    assert_eq!(found, [("file-unassigned", Manual, OnFail::Decide)]);
}
