//! Sections of a description: missing for certain only where no heading may be theirs.

use shenping::model::Located;
use shenping::model::Outcome;
use shenping::model::Place;
use shenping::model::Spot;
use shenping::model::StoryKind;

use crate::check::scene::Scene;

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
