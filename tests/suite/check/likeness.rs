//! What recurs: signatures, projects, texts; among few and among thousands.

use shenping::check::EarlierProject;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::Value;
use shenping::policy::Rule;
use shenping::policy::RuleKind;

use crate::check::scene::PROJECT;
use crate::check::scene::Scene;
use crate::check::scene::UNIT;
use crate::check::scene::clean_application;
use crate::check::scene::prose;

/// A scene with a second application of another unit.
fn two(seed: u32) -> Scene {
    let mut scene = Scene::clean();
    scene.applications.push(clean_application("抚宁区总工会", "抚宁区总工会", "职工书屋", seed));
    scene
}

fn codes_of_all(scene: &Scene) -> Vec<Vec<String>> {
    let assessments = scene.assess();
    assessments.into_iter().map(|one| one.findings.into_iter().map(|finding| finding.code).collect()).collect()
}

#[test]
fn the_same_unit_may_use_its_signature_again() {
    let mut scene = Scene::clean();
    let mut other = clean_application("海港区2", "海港区总工会", "职工书屋", 1);
    other.signature = scene.one().signature.clone();
    scene.applications.push(other);
    assert_eq!(codes_of_all(&scene), [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn a_joint_project_that_two_of_its_units_sent_in_is_told_of_both() {
    let mut scene = Scene::clean();
    scene.applications.push(clean_application("抚宁区总工会", "抚宁区总工会", PROJECT, 1));
    assert_eq!(codes_of_all(&scene), [Vec::<String>::new(), Vec::new()], "another unit's project of the same name");
    scene.fill("joint_units", Value::Organisations(vec!["抚宁区总工会".to_owned()]));
    assert_eq!(codes_of_all(&scene), [["duplicate-submission"], ["duplicate-submission"]]);
    let finding = scene.findings().remove(0);
    assert_eq!(finding.outcome, Outcome::Manual);
    assert!(finding.message.contains("联合项目由几个单位分别报了，另见抚宁区总工会"), "{}", finding.message);
}

#[test]
fn a_unit_with_more_projects_than_allowed_is_told_of_each() {
    let mut scene = Scene::clean();
    let rule = scene.policy.rules.first().expect("a rule").clone();
    let kind = RuleKind::PerUnitAtMost { limit: 2 };
    let (code, on_fail) = ("unit-over-limit".to_owned(), OnFail::Decide);
    scene.policy.rules.push(Rule { code, kind, subject: None, on_fail, ..rule });
    for (seed, project) in (1..).zip(["职工书屋", "职工书屋"]) {
        scene.applications.push(clean_application(&format!("海港区{seed}"), UNIT, project, seed));
    }
    let found = |scene: &Scene| -> Vec<bool> {
        codes_of_all(scene).iter().map(|codes| codes.iter().any(|code| code == "unit-over-limit")).collect()
    };
    assert_eq!(found(&scene), [false; 3], "one project twice is one");
    scene.applications.push(clean_application("海港区3", UNIT, "法律援助", 3));
    assert_eq!(found(&scene), [true; 4]);
    let findings = scene.findings();
    let finding = findings.iter().find(|finding| finding.code == "unit-over-limit").expect("found");
    assert_eq!(finding.outcome, Outcome::Fail);
    assert!(finding.message.contains("共申报 3 项，一个单位不超过 2 项"), "{}", finding.message);
}

#[test]
fn one_mark_on_a_list_form_is_not_used_twice() {
    let mut scene = two(1);
    let signature = scene.one().signature.clone();
    let other = scene.applications.get_mut(1).expect("the other");
    other.signature = signature;
    assert_eq!(codes_of_all(&scene), [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn alike_texts_name_each_other_and_say_how_much() {
    let scene = two(0);
    let mut scene = scene;
    scene.applications.get_mut(1).expect("the other").signature.as_mut().expect("signed").look = None;
    let assessments = scene.assess();
    for (assessment, other) in assessments.iter().zip(["抚宁区总工会的“职工书屋”", "海港区总工会的"])
    {
        let message = assessment.findings.first().map(|finding| finding.message.as_str()).unwrap_or_default();
        assert!(message.contains(other) && message.contains("相似 100%") && message.contains("80%"), "{message}");
    }
}

#[test]
fn the_similarity_asked_for_is_the_boundary() {
    // fields and description of seed 1, with a part of the description of seed 0
    for (taken, alike) in [(60, true), (52, true), (20, false), (0, false)] {
        let mut scene = two(1);
        let (first, second) = scene.applications.split_at_mut(1);
        let (first, second) = (&mut first[0], &mut second[0]);
        for key in ["reason", "innovation", "measures", "effect"] {
            let field = first.fields.get(key).cloned().expect("a field");
            second.fields.insert(key.to_owned(), field);
        }
        let text = format!("{}{}", prose(5, taken), prose(77, 60 - taken));
        second.documents.get_mut("description").expect("one").text = text;
        let codes = codes_of_all(&scene);
        let found = codes.iter().all(|codes| codes.contains(&"similar-project".to_owned()));
        assert_eq!(found, alike, "{taken}: {codes:?}");
    }
}

#[test]
fn short_texts_are_not_compared() {
    let mut scene = two(1);
    for application in &mut scene.applications {
        application.documents.get_mut("description").expect("one").text = "无".to_owned();
        for key in ["reason", "innovation", "measures", "effect"] {
            if let Some(shenping::model::FieldReading::Read(field)) = application.fields.get_mut(key) {
                field.read.value = Value::Text("按方案推进。".to_owned());
            }
        }
    }
    assert_eq!(codes_of_all(&scene), [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn an_earlier_project_is_known_by_its_texts_under_another_name() {
    let mut scene = Scene::clean();
    let texts: String = (1..=5).map(|part| prose(part, if part == 5 { 60 } else { 12 })).collect::<Vec<_>>().join("\n");
    let earlier = EarlierProject {
        number: "2025-009".to_owned(),
        year: 2025,
        unit: "别的单位".to_owned(),
        project: "别的项目".to_owned(),
        texts,
    };
    scene.earlier = vec![earlier];
    assert_eq!(scene.codes(), ["repeated-from-earlier-year"]);
}

#[test]
fn the_same_title_of_another_unit_is_no_duplicate() {
    let mut scene = Scene::clean();
    scene.applications.push(clean_application("抚宁", "抚宁区总工会", PROJECT, 1));
    assert_eq!(codes_of_all(&scene), [Vec::<String>::new(), Vec::new()]);
    scene.applications.push(clean_application("海港", UNIT, PROJECT, 2));
    let codes = codes_of_all(&scene);
    assert_eq!(codes[0], ["duplicate-submission"]);
    assert_eq!(codes[1], Vec::<String>::new());
    assert_eq!(codes[2], ["duplicate-submission"]);
}

#[test]
fn one_copy_is_found_among_many_and_the_order_does_not_matter() {
    let mut scene = Scene::clean();
    scene.applications = (1..300)
        .map(|seed| {
            clean_application(&format!("单位{seed}"), &format!("第{seed}职工工会"), &format!("项目甲{seed}"), seed)
        })
        .collect();
    let mut copy = clean_application("抄", "某抄录厂工会", "另一名称", 150);
    copy.signature.as_mut().expect("signed").look = None;
    scene.applications.push(copy);
    let flagged = |scene: &Scene| {
        let ids = scene.applications.iter().map(|application| application.id.clone());
        let mut ids: Vec<String> =
            ids.zip(codes_of_all(scene)).filter(|(_, codes)| !codes.is_empty()).map(|(id, _)| id).collect();
        ids.sort();
        ids
    };
    assert_eq!(flagged(&scene), ["单位150", "抄"]);
    scene.applications.reverse();
    assert_eq!(flagged(&scene), ["单位150", "抄"]);
}

#[test]
fn a_version_that_is_named_as_the_correction_of_another_is_not_there_twice() {
    for (id, day, twice) in [("海港区总工会（补正）", 20, 0), ("海港区总工会（补正）", 1, 2), ("海港区总工会二", 20, 2)]
    {
        let mut scene = Scene::clean();
        let mut other = clean_application(id, UNIT, PROJECT, 0);
        for (application, day) in [(&mut scene.applications[0], 10), (&mut other, day)] {
            application.signature.as_mut().expect("signed").date = Some(jiff::civil::date(2026, 10, day));
        }
        scene.applications.push(other);
        let codes: Vec<String> = codes_of_all(&scene).concat();
        assert_eq!(codes.iter().filter(|code| *code == "duplicate-submission").count(), twice, "{id} {day}: {codes:?}");
        assert!(!codes.contains(&"similar-project".to_owned()), "{codes:?}");
    }
}
