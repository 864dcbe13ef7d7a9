//! 字数: the vectors of the field (Word's dialog, LibreOffice), the doubtful characters, and which parts of a paper count.

use std::sync::Arc;

use shenping::extract::count_words;
use shenping::model::Block;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::GridKind;
use shenping::model::Paragraph;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;
use shenping::model::WordCount;

fn paragraph(story: StoryKind, number: u32, text: &str) -> Block {
    Block::Paragraph(Paragraph {
        spot: Spot::Paragraph { story, number },
        text: text.to_owned(),
        heading: None,
        bold: false,
        numbered: false,
        underlined_blank: false,
    })
}

fn table(cells: Vec<Cell>) -> Block {
    let origin = Spot::TableCell { story: StoryKind::Body, path: vec![(1, 0, 0)] };
    Block::Grid(Grid { kind: GridKind::Table, name: "表1".into(), origin, hidden: false, rows: 9, columns: 9, cells })
}

fn cell(row: u32, text: &str, blocks: Vec<Block>) -> Cell {
    let content = CellContent::Text;
    Cell { row, column: 0, height: 1, width: 1, text: text.to_owned(), content, hidden: false, blocks }
}

fn paper(body: Vec<Block>) -> Document {
    let file: Arc<str> = "说明.docx".into();
    Document { body, ..Document::empty(&file, Format::Docx) }
}

#[test]
fn the_vectors_of_words_dialog_hold() {
    let vectors = [
        ("中文测试", 4),
        ("Hello、World。", 4),
        ("东京2024オリンピック", 9),
        ("１２３４５", 5),
        ("①②③④⑤", 1),
        ("「こんにちは」", 7),
        ("foo\u{200b}bar", 1),
        ("共计2000人，增长12.5%。", 9),
        ("2020年5月6日", 6),
        ("", 0),
        (" \t\u{3000}\u{a0}\n", 0),
        ("\u{3000}\u{3000}段首缩进", 4),
        ("the quick  brown\tfox", 4),
        ("面积120㎡", 4),
        ("𠮷野家", 3),
    ];
    for (text, words) in vectors {
        assert_eq!(WordCount::of(text).words, words, "{text:?}");
    }
}

#[test]
fn doubtful_characters_give_a_range() {
    for (text, low, words, high) in [
        ("——", 1, 2, 2),
        ("……", 1, 2, 2),
        ("——……·", 1, 5, 5),
        ("①②③④⑤", 1, 1, 5),
        ("工会“ABC”活动", 5, 7, 7),
        ("工会“家”", 5, 5, 5),
        ("中\u{200b}文", 2, 2, 3),
        ("没有疑问。", 5, 5, 5),
    ] {
        let count = WordCount::of(text);
        assert_eq!((count.low, count.words, count.high), (low, words, high), "{text:?}");
    }
}

#[test]
fn the_other_reading_is_the_one_across_the_limit_else_the_farther() {
    let count = WordCount { words: 2000, low: 1990, high: 2001, characters: 2100 };
    assert_eq!(count.other_reading(Some(2000)), 2001);
    assert_eq!(count.other_reading(Some(1995)), 1990);
    assert_eq!(count.other_reading(None), 1990);
    let sure = WordCount::of("没有疑问。");
    assert_eq!(sure.other_reading(Some(4)), 5);
}

#[test]
fn characters_leave_white_space_out() {
    assert_eq!(WordCount::of("a b\u{3000}中\n文\u{200b}").characters, 4);
}

#[test]
fn headings_and_tables_count_with_nested_ones_once() {
    let inner = table(vec![cell(0, "内表", vec![paragraph(StoryKind::Body, 1, "内表")])]);
    let blocks = vec![paragraph(StoryKind::Body, 1, "外表"), inner];
    let document = paper(vec![
        paragraph(StoryKind::Body, 1, "一、标题"),
        table(vec![cell(0, "外表", blocks), cell(1, "无段落的格", vec![])]),
    ]);
    let count = count_words(&document, true, true);
    assert_eq!((count.words, count.low, count.high), (13, 13, 13));
}

#[test]
fn a_run_ends_with_its_paragraph() {
    let document = paper(vec![paragraph(StoryKind::Body, 1, "abc"), paragraph(StoryKind::Body, 2, "def")]);
    assert_eq!(count_words(&document, true, true).words, 2);
}

#[test]
fn text_boxes_and_notes_count_by_the_switch_and_headers_never() {
    let mut document = paper(vec![paragraph(StoryKind::Body, 1, "正文四字")]);
    for (kind, text) in [
        (StoryKind::TextBox(1), "框里"),
        (StoryKind::Footnote(1), "脚注一"),
        (StoryKind::Endnote(1), "尾注"),
        (StoryKind::Header(1), "页眉页眉"),
        (StoryKind::Footer(1), "页脚"),
        (StoryKind::Comment(1), "批注批注"),
    ] {
        document.stories.push(Story { kind, anchor: None, blocks: vec![paragraph(kind, 1, text)] });
    }
    let words = |boxes, notes| count_words(&document, boxes, notes).words;
    assert_eq!([words(true, true), words(true, false), words(false, true), words(false, false)], [11, 6, 9, 4]);
    let count = count_words(&document, true, true);
    assert_eq!((count.low, count.high), (4, 11));
    let count = count_words(&document, false, false);
    assert_eq!((count.low, count.high), (4, 11));
}

proptest::proptest! {
    #[test]
    fn the_figure_lies_between_its_ends(text in "([一-龥]|[a-z0-9]|[—…“”·①-⑳\u{200b}\u{3000} ]|.){0,60}") {
        let count = WordCount::of(&text);
        proptest::prop_assert!(count.low <= count.words && count.words <= count.high);
        proptest::prop_assert!(count.words <= count.characters);
    }
}
