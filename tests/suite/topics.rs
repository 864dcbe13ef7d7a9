//! Grounds for going first and areas: keywords found in fields, descriptions and evidence names, quoted with their place.

use std::sync::Arc;

use shenping::extract::TopicFinder;
use shenping::extract::TopicMentions;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Evidence;
use shenping::model::Format;
use shenping::model::Paragraph;
use shenping::model::Place;
use shenping::model::Spot;
use shenping::model::StoryKind;
use shenping::model::Value;
use shenping::policy::builtin;

use crate::check::scene::Scene;

/// A scene whose own texts hold no keyword.
fn plain() -> Scene {
    let mut scene = Scene::clean();
    scene.one().evidence.clear();
    scene.fill("project", Value::Text("某某工程".to_owned()));
    scene.description().text = "无".to_owned();
    scene
}

fn find(scene: &Scene, papers: &[&Document]) -> TopicMentions {
    TopicFinder::new(builtin()).find(&scene.applications[0], papers)
}

fn keys(mentions: &[shenping::model::Mention]) -> Vec<&str> {
    mentions.iter().map(|mention| mention.key.as_str()).collect()
}

#[test]
fn a_ground_is_quoted_with_the_place_of_its_field() {
    let mut scene = plain();
    scene.fill("effect", Value::Text("职工满意。做法获市委书记批示肯定，并在全省推广。效果好。".to_owned()));
    let mentions = find(&scene, &[]);
    assert_eq!(keys(&mentions.priorities), ["endorsed", "promoted"]);
    let first = mentions.priorities.first().expect("one");
    assert_eq!(first.quote, "做法获市委书记批示肯定，并在全省推广");
    assert_eq!(first.place.spot_text().as_deref(), Some("申报表!B3"));
}

#[test]
fn the_name_of_evidence_is_a_mention_of_its_own() {
    let mut scene = plain();
    let place = Place::whole(&Arc::from("海港区总工会/证明材料/秦皇岛日报刊发报道.jpg"));
    scene.one().evidence.push(Evidence { role: "evidence".to_owned(), place: place.clone() });
    let mentions = find(&scene, &[]);
    assert_eq!(keys(&mentions.priorities), ["media"]);
    let only = mentions.priorities.first().expect("one");
    assert_eq!((only.quote.as_str(), &only.place), ("秦皇岛日报刊发报道", &place));
}

#[test]
fn a_line_of_the_description_is_the_place_where_its_document_is_at_hand() {
    let mut scene = plain();
    scene.description().text = "一、工作成效\n在市委会议上作典型发言。".to_owned();
    let file = scene.description().place.file.clone();
    let mut document = Document::empty(&file, Format::Docx);
    for (number, text) in (1..).zip(["一、工作成效", "在市委会议上作典型发言。"]) {
        let spot = Spot::Paragraph { story: StoryKind::Body, number };
        let text = text.to_owned();
        let paragraph = Paragraph { spot, text, heading: None, bold: false, numbered: false, underlined_blank: false };
        document.body.push(Block::Paragraph(paragraph));
    }
    let spot = |papers: &[&Document]| find(&scene, papers).priorities.first().and_then(|one| one.place.spot_text());
    assert_eq!(spot(&[&document]).as_deref(), Some("段落2"));
    assert_eq!(spot(&[]), None);
}

#[test]
fn the_sentence_with_most_keywords_comes_first_and_no_quote_twice() {
    let mut scene = plain();
    let text = "媒体来过。媒体来过。河北工人报、中工网刊发报道。媒体又来。媒体再来。";
    scene.fill("effect", Value::Text(text.to_owned()));
    let quotes: Vec<String> = find(&scene, &[]).priorities.into_iter().map(|mention| mention.quote).collect();
    assert_eq!(quotes, ["河北工人报、中工网刊发报道", "媒体来过", "媒体又来"]);
}

#[test]
fn a_negation_is_left_to_people() {
    let mut scene = plain();
    scene.fill("effect", Value::Text("未获领导批示".to_owned()));
    assert_eq!(keys(&find(&scene, &[]).priorities), ["endorsed"]);
}

#[test]
fn the_area_with_most_keywords_comes_first() {
    let mut scene = plain();
    scene.fill("reason", Value::Text("破解难点。推进职工之家建设，加强基层组织，组建工会。".to_owned()));
    assert_eq!(keys(&find(&scene, &[]).areas), ["grassroots", "difficulties"]);
}

#[test]
fn an_application_without_keywords_has_no_mention() {
    let mentions = find(&plain(), &[]);
    assert_eq!(mentions, TopicMentions::default());
}
