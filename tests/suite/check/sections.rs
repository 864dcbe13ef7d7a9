//! Sections of a description: missing for certain only where no heading may be theirs.

use shenping::model::Located;
use shenping::model::Outcome;
use shenping::model::Place;
use shenping::model::Spot;
use shenping::model::StoryKind;

use crate::check::scene::PROJECT;
use crate::check::scene::Scene;
use crate::check::scene::UNIT;
use crate::check::scene::clean_application;

fn found(scene: &Scene) -> Vec<(String, Outcome)> {
    scene.findings().into_iter().map(|finding| (finding.code, finding.outcome)).collect()
}

#[test]
fn sections_are_missing_for_certain_only_beside_others_under_headings() {
    let mut scene = Scene::clean();
    scene.description().sections.retain(|section| section.key == "project_name");
    let manual = |scene: &Scene| found(scene).iter().filter(|(_, outcome)| *outcome == Outcome::Manual).count();
    assert_eq!(manual(&scene), 3);

    let mut scene = Scene::clean();
    let place = scene.description().place.clone();
    scene.description().sections.retain(|section| section.key != "innovation");
    let heading = |raw: &str| Located { value: (), raw: raw.to_owned(), place: place.clone() };
    scene.description().other_headings = vec![heading("四、推广价值")];
    assert_eq!(found(&scene), [("description-section-missing".to_owned(), Outcome::Fail)]);
    scene.description().other_headings = vec![heading("三、首创之处，新意与特点")];
    assert_eq!(found(&scene), [("description-section-missing".to_owned(), Outcome::Manual)]);
}

#[test]
fn an_unknown_heading_may_be_the_section_that_is_lacking() {
    let file = Scene::clean().description().place.file.clone();
    let line = |number| Place { file: file.clone(), spot: Some(Spot::Paragraph { story: StoryKind::Body, number }) };
    let told = |headings: &[(&str, u32)]| {
        let mut scene = Scene::clean();
        let description = scene.description();
        (0..).zip(&mut description.sections).for_each(|(at, section)| section.place = line(1 + at * 10));
        description.sections.retain(|section| section.key != "innovation");
        let located = headings.iter().map(|(raw, at)| Located { value: (), raw: (*raw).to_owned(), place: line(*at) });
        description.other_headings = located.collect();
        found(&scene)
    };
    let missing = |outcome| vec![("description-section-missing".to_owned(), outcome)];
    for unknown in [&[("二、新在哪里", 20)][..], &[("四、新在哪里", 40)], &[("二、甲", 20), ("三、乙", 22)]]
    {
        assert_eq!(told(unknown), missing(Outcome::Manual), "{unknown:?}");
    }
    assert_eq!(told(&[("二、下一步打算", 20)]), missing(Outcome::Fail));
}

#[test]
fn headings_before_all_their_texts_are_for_people() {
    let lacking = |may_follow: bool| {
        let mut scene = Scene::clean();
        let section = scene.description().sections.iter_mut().find(|section| section.key == "innovation");
        let section = section.expect("a clean description has all");
        (section.characters, section.text_may_follow) = (0, may_follow);
        found(&scene)
    };
    let missing = |outcome| vec![("description-section-missing".to_owned(), outcome)];
    assert_eq!((lacking(false), lacking(true)), (missing(Outcome::Fail), missing(Outcome::Manual)));
}

#[test]
fn a_description_of_two_projects_of_one_unit_is_missing_for_neither_for_certain() {
    let missing = |other_unit: &str, line: &str| {
        let mut scene = Scene::clean();
        scene.one().documents.clear();
        let mut other = clean_application("另一份", other_unit, "流动课堂", 7);
        other.documents.get_mut("description").expect("a clean one").text.push_str(line);
        scene.applications.push(other);
        let findings = found(&scene).into_iter().filter(|(code, _)| code == "description-missing");
        findings.map(|(_, outcome)| outcome).collect::<Vec<Outcome>>()
    };
    let line = format!("\n项目名称：{PROJECT}\n");
    assert_eq!(missing(UNIT, &line), [Outcome::Manual]);
    assert_eq!(missing("抚宁区总工会", &line), [Outcome::Fail]);
    assert_eq!(missing(UNIT, &format!("\n本项目与{PROJECT}相互配合。\n")), [Outcome::Fail]);
}
