//! The readers of Word's one-file XML: Word 2003 XML with what Word itself writes in it, and flat OPC.

use std::sync::Arc;

use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::MarkKind;
use shenping::model::StoryKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::texts;

fn read_text(text: &str, format: Format) -> Document {
    read(&Arc::from("表.xml"), text.as_bytes(), format, &Limits::default())
}

/// A Word 2003 document with this before and inside its body.
fn word_2003(before: &str, inside: &str) -> Document {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><?mso-application progid=\"Word.Document\"?>\
         <w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" w:macrosPresent=\"no\" xml:space=\"preserve\">\
         {before}<w:body><wx:sect>{inside}</wx:sect></w:body></w:wordDocument>"
    );
    let document = read_text(&text, Format::WordMl);
    assert_eq!(document.troubles, []);
    document
}

fn stories(document: &Document) -> Vec<(StoryKind, Vec<&str>)> {
    document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect()
}

#[test]
fn tracked_changes_are_resolved_and_white_space_is_kept() {
    let deleted = "<aml:annotation aml:id=\"1\" w:type=\"Word.Deletion\"><aml:content><w:r><w:delText>不</w:delText></w:r></aml:content></aml:annotation>";
    let inserted = "<aml:annotation aml:id=\"2\" w:type=\"Word.Insertion\"><aml:content><w:r><w:t>要 </w:t></w:r></aml:content></aml:annotation>";
    let mark = "<aml:annotation aml:id=\"3\" w:type=\"Word.Bookmark.Start\" w:name=\"a\"/>";
    let joined = "<w:p><w:pPr><w:rPr><aml:annotation w:type=\"Word.Deletion\"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>";
    let document = word_2003("", &format!("<w:p>{mark}<w:r><w:t>我 </w:t></w:r>{deleted}{inserted}</w:p>{joined}"));
    assert_eq!(texts(&document.body), ["我 要 ", "甲乙"]);
}

#[test]
fn headers_notes_and_comments_are_stories_of_their_own() {
    let note = "<w:r><w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:r>";
    let comment = "<w:r><aml:annotation aml:id=\"5\" w:type=\"Word.Comment\"><aml:content><w:p><w:r><w:t>批注</w:t></w:r></w:p></aml:content></aml:annotation></w:r>";
    let section = "<w:sectPr><w:hdr w:type=\"odd\"><w:p><w:r><w:t>附件一</w:t></w:r></w:p></w:hdr><w:ftr w:type=\"odd\"><w:p><w:r><w:t>页</w:t></w:r></w:p></w:ftr><w:pgSz/></w:sectPr>";
    let document = word_2003("", &format!("<w:p><w:r><w:t>正文</w:t></w:r>{note}{comment}</w:p>{section}"));
    assert_eq!(texts(&document.body), ["正文"]);
    assert_eq!(
        stories(&document),
        [
            (StoryKind::Footnote(1), vec!["脚注"]),
            (StoryKind::Header(1), vec!["附件一"]),
            (StoryKind::Footer(1), vec!["页"]),
            (StoryKind::Comment(1), vec!["批注"])
        ]
    );
}

#[test]
fn pictures_are_marks_with_their_bytes_and_boxes_are_read_once() {
    let picture = "<w:pict><w:binData w:name=\"wordml://03000001.png\">iVBO\nRw==</w:binData><v:shape style=\"width:72pt;height:36pt\"><v:imagedata src=\"wordml://03000001.png\" o:title=\"签名\"/></v:shape></w:pict>";
    let boxed = "<w:pict><v:shape style=\"position:absolute\"><v:textbox><w:txbxContent><w:p><w:r><w:t>联系人</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>";
    let document = word_2003("", &format!("<w:p><w:r>{picture}</w:r></w:p><w:p><w:r>{boxed}</w:r></w:p>"));
    let [mark] = document.marks.as_slice() else { panic!("one mark") };
    assert_eq!((&mark.kind, mark.name.as_str(), mark.extent), (&MarkKind::Picture, "签名", Some((914_400, 457_200))));
    assert_eq!(mark.picture.as_ref().map(|picture| &*picture.bytes), Some(b"\x89PNG".as_slice()));
    assert_eq!(mark.anchor.as_ref().map(|anchor| anchor.from.to_string()).as_deref(), Some("段落1"));
    assert_eq!(stories(&document), [(StoryKind::TextBox(1), vec!["联系人"])]);
}

#[test]
fn tables_lists_headings_and_properties_are_told() {
    let before = "<o:DocumentProperties><o:Title>申报表</o:Title><o:Author>某</o:Author></o:DocumentProperties>\
        <w:lists><w:listDef w:listDefId=\"0\"><w:lvl w:ilvl=\"0\"><w:nfc w:val=\"0\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:listDef>\
        <w:listDef w:listDefId=\"1\"><w:lvl w:ilvl=\"0\"><w:nfc w:val=\"255\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:listDef>\
        <w:list w:ilfo=\"1\"><w:ilst w:val=\"0\"/></w:list><w:list w:ilfo=\"2\"><w:ilst w:val=\"1\"/></w:list></w:lists>\
        <w:styles><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    let item = |list: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"{list}\"/><wx:t wx:val=\"1.\"/></w:listPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cell = |shape: &str, text: &str| {
        format!("<w:tc><w:tcPr>{shape}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let grid = "<w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>";
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}</w:tr>",
        cell("<w:vmerge w:val=\"restart\"/>", "理由"),
        cell("", "甲"),
        cell("<w:vmerge/>", ""),
        cell("", "乙"),
        cell("<w:gridSpan w:val=\"2\"/>", "丙")
    );
    let title = "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>表</w:t></w:r></w:p>";
    let document = word_2003(before, &format!("{title}<w:tbl>{grid}{rows}</w:tbl>{}{}", item(1, "一"), item(2, "二")));
    let grid = document.grids().next().expect("a table");
    let told: Vec<_> = grid.cells.iter().map(|cell| (cell.height, cell.width, cell.text.as_str())).collect();
    assert_eq!(told, [(2, 1, "理由"), (1, 1, "甲"), (1, 1, "乙"), (1, 2, "丙")]);
    let told: Vec<_> = document
        .body
        .iter()
        .filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None })
        .map(|paragraph| (paragraph.heading, paragraph.bold, paragraph.numbered))
        .collect();
    assert_eq!(told, [(Some(1), true, false), (None, false, true), (None, false, false)]);
    assert!(document.properties.contains(&("title".to_owned(), "申报表".to_owned())));
}

#[test]
fn a_file_cut_at_any_byte_is_called_cut() {
    let whole = include_str!("../../samples/odd/twins/form-flat-opc.xml").trim_end();
    for length in (0..whole.len()).step_by(97).filter(|at| whole.is_char_boundary(*at)) {
        let document = read_text(&whole[..length], Format::FlatOpc);
        assert!(document.troubles.iter().any(|trouble| trouble.kind.loses_content()), "{length} bytes");
    }
    let whole = "<w:wordDocument><w:body><w:p><w:r><w:t>甲</w:t></w:r><w:footnote><w:p/></w:footnote></w:p></w:body></w:wordDocument>";
    for length in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        let document = read_text(&whole[..length], Format::WordMl);
        assert!(document.troubles.iter().any(|trouble| trouble.kind.loses_content()), "{length} bytes");
    }
    let deep = "<w:wordDocument><w:body>".to_owned() + &"<w:tbl>".repeat(100_000);
    assert!(read_text(&deep, Format::WordMl).troubles.iter().any(|trouble| trouble.kind.code() == "file-unsafe"));
}

#[test]
fn a_cell_without_even_a_paragraph_is_told() {
    let row = |cell: &str| {
        format!(
            "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body><w:tbl><w:tr>\
             <w:tc><w:p><w:r><w:t>项目实施措施</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/>{cell}</w:tc></w:tr></w:tbl></w:body></w:wordDocument>"
        )
    };
    assert_eq!(read_text(&row("<w:p/>"), Format::WordMl).troubles, []);
    let lost = read_text(&row(""), Format::WordMl).troubles;
    let [trouble] = lost.as_slice() else { panic!("one trouble: {lost:?}") };
    assert!(trouble.detail.contains("单元格"), "{}", trouble.detail);
}

#[test]
fn rows_that_libreoffice_left_a_cell_out_of_stand_in_their_columns() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |texts: &[&str]| format!("<w:tr>{}</w:tr>", texts.iter().map(|text| cell(text)).collect::<String>());
    let table = |width: &str| {
        let grid = format!("<w:gridCol w:w=\"{width}\"/>").repeat(3);
        let rows = [row(&["完成人", "姓名", "分工"]), row(&["张伟", "设计"]), row(&["李娜", "试验"])].concat();
        let document = word_2003("", &format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"));
        let Some(Block::Grid(grid)) = document.body.first() else { panic!("a table") };
        grid.cells.iter().map(|cell| (cell.text.clone(), cell.column, cell.height)).collect::<Vec<_>>()
    };
    let column = |cells: &[(String, u32, u32)], text: &str| {
        cells.iter().find(|(own, ..)| own == text).map(|(_, column, height)| (*column, *height))
    };
    let lost = table("2880.36");
    assert_eq!((column(&lost, "完成人"), column(&lost, "李娜")), (Some((0, 3)), Some((1, 1))));
    assert_eq!(column(&table("2880"), "李娜"), Some((0, 1)), "as Word writes it");
}
