//! Pictures, ink, signature lines, shapes: where they stand and what they hold.

use shenping::model::Document;
use shenping::model::Mark;
use shenping::model::MarkKind;
use shenping::model::TroubleKind;

use crate::readers_docx::made::Made;
use crate::readers_docx::made::body;
use crate::readers_docx::made::p;
use crate::readers_docx::made::troubles;

const PNG: &[u8] = b"\x89PNG not looked at here";

fn drawing(frame: &str, inside: &str) -> String {
    format!(
        "<w:drawing><wp:{frame}><wp:extent cx=\"914400\" cy=\"457200\"/><wp:docPr id=\"1\" name=\"图片 1\"/><a:graphic><a:graphicData>\
         {inside}</a:graphicData></a:graphic></wp:{frame}></w:drawing>"
    )
}

fn blip(id: &str) -> String {
    format!(
        "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"x\"/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{id}\"/></pic:blipFill></pic:pic>"
    )
}

fn run(inside: &str) -> String {
    format!("<w:p><w:r>{inside}</w:r></w:p>")
}

fn with_picture(inside: &str) -> Made {
    body(inside).with("i1", "image", "media/image1.png", PNG)
}

/// Kind, anchor, inline, bytes of each mark.
fn told(document: &Document) -> Vec<(&MarkKind, Option<String>, bool, usize)> {
    let one = |mark: &Mark| {
        let from = mark.anchor.as_ref().map(|anchor| anchor.from.to_string());
        let inline = mark.anchor.as_ref().is_some_and(|anchor| anchor.inline);
        (from, inline, mark.picture.as_ref().map_or(0, |picture| picture.bytes.len()))
    };
    document
        .marks
        .iter()
        .map(|mark| (&mark.kind, one(mark)))
        .map(|(kind, (from, inline, size))| (kind, from, inline, size))
        .collect()
}

fn at(spot: &str) -> Option<String> {
    Some(spot.to_owned())
}

#[test]
fn a_picture_in_the_line_and_a_floating_one_know_their_paragraph() {
    let inside = [p("甲"), run(&drawing("inline", &blip("i1"))), run(&drawing("anchor", &blip("i1")))].concat();
    let document = with_picture(&inside).read();
    let picture = &MarkKind::Picture;
    assert_eq!(told(&document), [(picture, at("段落2"), true, PNG.len()), (picture, at("段落3"), false, PNG.len())]);
    assert_eq!(document.marks[0].extent, Some((914_400, 457_200)));
    assert_eq!(document.marks[0].name, "图片 1");
    assert_eq!(document.marks[0].picture.as_ref().map(|picture| picture.part.as_str()), Some("word/media/image1.png"));
}

#[test]
fn a_picture_in_a_cell_or_a_text_box_is_anchored_where_a_person_sees_it() {
    let boxed = format!(
        "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>",
        run(&drawing("inline", &blip("i1")))
    );
    let cell = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("领导签字"),
        run(&drawing("inline", &blip("i1")))
    );
    let document = with_picture(&[cell, run(&drawing("anchor", &boxed))].concat()).read();
    let picture = &MarkKind::Picture;
    assert_eq!(told(&document), [(picture, at("表1!R1C2"), true, PNG.len()), (picture, at("段落1"), false, PNG.len())]);
}

#[test]
fn pictures_in_groups_are_found_and_each_once() {
    let group = format!("<wpg:wgp>{}<wpg:grpSp>{}</wpg:grpSp></wpg:wgp>", blip("i1"), blip("i1"));
    let choice = format!("<mc:Choice Requires=\"wpg\">{}</mc:Choice>", drawing("anchor", &group));
    let fallback =
        "<mc:Fallback><w:pict><v:group><v:shape><v:imagedata r:id=\"i1\"/></v:shape></v:group></w:pict></mc:Fallback>";
    let document = with_picture(&run(&format!("<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"))).read();
    assert_eq!(document.marks.len(), 2);
}

#[test]
fn vml_pictures_tell_their_size_and_whether_they_float() {
    let floating = "<w:pict><v:shape style=\"position:absolute;width:72pt;height:1in\"><v:imagedata r:id=\"i1\" o:title=\"签名\"/></v:shape></w:pict>";
    let document = with_picture(&run(floating)).read();
    assert_eq!(told(&document), [(&MarkKind::Picture, at("段落1"), false, PNG.len())]);
    assert_eq!(document.marks[0].extent, Some((914_400, 914_400)));
    assert_eq!(document.marks[0].name, "签名");
}

#[test]
fn an_object_is_a_picture_unless_its_program_draws_none() {
    let object = |program: &str| {
        run(&format!(
            "<w:object><v:shape><v:imagedata r:id=\"i1\"/></v:shape><o:OLEObject Type=\"Embed\" ProgID=\"{program}\" r:id=\"o\"/></w:object>"
        ))
    };
    let document = with_picture(&[object("PBrush"), object("Equation.3")].concat()).read();
    let kinds: Vec<&MarkKind> = document.marks.iter().map(|mark| &mark.kind).collect();
    assert_eq!(kinds, [&MarkKind::Picture, &MarkKind::Object]);
    assert_eq!(troubles(&document), []);
    // What a person reads in a sheet within the text is not read.
    let document = with_picture(&[object("Excel.Sheet.12"), object("Excel.Sheet.8")].concat()).read();
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Incomplete]);
}

#[test]
fn a_signature_line_is_no_picture() {
    let line = "<w:pict><v:shape style=\"width:192pt;height:96pt\"><v:imagedata r:id=\"i1\"/><o:signatureline v:ext=\"edit\" id=\"{A1}\" \
                o:suggestedsigner=\"王某\" issignatureline=\"t\"/></v:shape></w:pict>";
    let document = with_picture(&run(line)).read();
    let kind = MarkKind::SignatureLine { suggested: Some("王某".to_owned()), id: Some("{A1}".to_owned()) };
    assert_eq!(told(&document), [(&kind, at("段落1"), true, PNG.len())]);
}

#[test]
fn ink_carries_the_picture_that_stands_in_for_it() {
    let ink = drawing("anchor", "<w14:contentPart r:id=\"k\"/>");
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wpi\">{ink}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        drawing("anchor", &blip("i1"))
    );
    let document = with_picture(&run(&both)).read();
    assert_eq!(told(&document), [(&MarkKind::Ink, at("段落1"), false, PNG.len())]);
}

#[test]
fn a_freehand_shape_is_a_drawing_and_a_box_is_none() {
    let shape = |geometry: &str| drawing("anchor", &format!("<wps:wsp><wps:spPr>{geometry}</wps:spPr></wps:wsp>"));
    let polyline = "<w:pict><v:polyline points=\"0,0,10,10\"/></w:pict>";
    let inside = [run(&shape("<a:custGeom/>")), run(&shape("<a:prstGeom prst=\"rect\"/>")), run(polyline)].concat();
    let document = body(&inside).read();
    let drawn = &MarkKind::Drawing;
    assert_eq!(told(&document), [(drawn, at("段落1"), false, 0), (drawn, at("段落3"), true, 0)]);
}

#[test]
fn a_header_picture_is_a_letterhead_and_has_no_place() {
    let header = format!("<w:hdr>{}</w:hdr>", run(&drawing("inline", &blip("i1"))));
    let document = body("<w:sectPr><w:headerReference r:id=\"h\"/></w:sectPr>")
        .with("h", "header", "header1.xml", header)
        .with_part(
            "word/_rels/header1.xml.rels",
            "<Relationships><Relationship Id=\"i1\" Type=\"x/image\" Target=\"media/1.png\"/></Relationships>",
        )
        .with_part("word/media/1.png", PNG)
        .read();
    assert_eq!(told(&document), [(&MarkKind::Picture, None, false, PNG.len())]);
    assert!(document.marks[0].in_header);
}

#[test]
fn a_linked_picture_is_never_fetched_and_a_missing_one_is_empty() {
    let linked = run(&drawing("inline", "<pic:pic><a:blip r:link=\"l1\"/></pic:pic>"));
    let document = body(&[linked, run(&drawing("inline", &blip("gone")))].concat())
        .with_link("l1", "image", "http://example.invalid/a.png")
        .read();
    let linked = document.marks[0].picture.as_ref();
    assert_eq!(
        linked.map(|picture| (picture.part.as_str(), picture.bytes.len())),
        Some(("http://example.invalid/a.png", 0))
    );
    assert_eq!(document.marks[1].picture.as_ref().map(|picture| picture.bytes.len()), Some(0));
}

#[test]
fn what_is_hidden_or_deleted_or_a_placeholder_is_no_mark() {
    let picture = drawing("inline", &blip("i1"));
    let hidden = format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr>{picture}</w:r></w:p>");
    let deleted = format!("<w:p><w:del><w:r>{picture}</w:r></w:del></w:p>");
    let placeholder = format!(
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/><w:picture/></w:sdtPr><w:sdtContent><w:r>{picture}</w:r></w:sdtContent></w:sdt></w:p>"
    );
    let invisible = run(&picture.replace("name=\"图片 1\"", "name=\"图片 1\" hidden=\"1\""));
    let document = with_picture(&[hidden, deleted, placeholder, invisible].concat()).read();
    assert_eq!(document.marks.len(), 0);
}
