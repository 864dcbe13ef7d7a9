//! PDF: what codes mean in fonts of one byte a letter, what was typed over a page, and what is attached to it.

use std::sync::Arc;

use shenping::inbox::sniff_readable;
use shenping::model::Document;
use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::texts;

/// A file of one page with this content, these fonts among its resources, and these annotations with what they refer to.
fn page(content: &str, fonts: &str, annotations: &str, objects: &str) -> String {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[{annotations}]\
         /Resources<</Font<<{fonts}>>>>>>endobj\n4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n{objects}\
         trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        content.len()
    )
}

fn read_page(pdf: &str) -> Document {
    read(&Arc::from("申报表.pdf"), pdf.as_bytes(), Format::Pdf, &Limits::default())
}

fn font(name: &str, encoding: &str) -> String {
    format!("<</Type/Font/Subtype/Type1/BaseFont/{name}{encoding}>>")
}

#[test]
fn letters_are_those_of_the_encoding_of_their_font() {
    let cases = [
        ("Helvetica", "/Encoding/WinAnsiEncoding", "<93>", "“"),
        ("Helvetica", "/Encoding/MacRomanEncoding", "<D2>", "“"),
        ("Helvetica", "/Encoding<</BaseEncoding/MacRomanEncoding>>", "<8E>", "é"),
        ("Helvetica", "/Encoding<</Differences[65/ecaron/fi/one.tabular/uni7533]>>", "(ABCD)", "ěﬁ1申"),
        ("Helvetica", "", "(a')", "a’"),
        ("ZapfDingbats", "", "(4)", "✔"),
        ("Symbol", "", "(a\\264)", "α×"),
        ("BCDEEE+Wingdings2", "/Encoding/WinAnsiEncoding", "(R)", "☑"),
        ("Wingdings-Regular", "/Encoding/WinAnsiEncoding", "<A8FE>", "☐☑"),
    ];
    for (name, encoding, shown, letters) in cases {
        let content = format!("BT /F 12 Tf 50 700 Td {shown} Tj ET");
        let document = read_page(&page(&content, &format!("/F {}", font(name, encoding)), "", ""));
        assert_eq!(texts(&document.body).concat(), letters, "{name} {encoding}");
    }
}

#[test]
fn letters_that_the_program_did_not_know_are_told_and_bullets_are_not() {
    let told = |shown: &str| {
        let map = "1 beginbfchar\n<02> <0000>\nendbfchar\n1 beginbfchar\n<41> <7532>\nendbfchar";
        let map = format!("begincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{map}\nendcmap");
        let map = format!("6 0 obj<</Length {}>>stream\n{map}\nendstream endobj\n", map.len());
        let known = "BT /F 12 Tf 50 700 Td (ok: all of it is here) Tj";
        let content = format!("{known} /G 12 Tf 0 -20 Td {shown} ET");
        let fonts = format!("/F {} /G {}", font("Helvetica", ""), font("Courier", "/ToUnicode 6 0 R"));
        !read_page(&page(&content, &fonts, "", &map)).troubles.is_empty()
    };
    assert!(!told("(A) Tj"));
    assert!(told("<024102> Tj"), "the file has them among the letters");
    assert!(!told("<05> Tj <06> Tj"), "signs that stand alone");
    assert!(told("<050607> Tj"), "a word");
}

#[test]
fn fonts_that_stand_within_the_page_are_told_apart() {
    let fonts = format!("/F {}/G {}", font("Helvetica", "/Encoding<</Differences[65/one]>>"), font("Helvetica", ""));
    let document = read_page(&page("BT /F 12 Tf 50 700 Td (A) Tj /G 12 Tf (A) Tj ET", &fonts, "", ""));
    assert_eq!(texts(&document.body).concat(), "1A");
}

#[test]
fn what_was_typed_over_a_page_stands_where_it_was_put() {
    let label = "BT /F 12 Tf 50 700 Td (unit) Tj 0 -100 Td (title) Tj ET";
    let fonts = format!("/F {}", font("Helvetica", ""));
    let over = "<</Type/Annot/Subtype/FreeText/F 4/Rect[100 596 300 616]";
    // The look of an annotation is drawn where the page has it, at the origin, or at another size; its matrix and box say which.
    let looks = [
        ("[100 596 300 616]/Matrix[1 0 0 1 -100 -596]", "102 600", 12),
        ("[0 0 200 20]", "2 4", 12),
        ("[0 0 400 40]", "4 8", 24),
    ];
    for (bounds, at, size) in looks {
        let drawn = format!("BT /F {size} Tf {at} Td (a device) Tj ET");
        let look = format!(
            "6 0 obj<</Type/XObject/Subtype/Form/BBox{bounds}/Resources<</Font<<{fonts}>>>>/Length {}>>stream\n{drawn}\nendstream endobj\n",
            drawn.len()
        );
        let document = read_page(&page(label, &fonts, &format!("{over}/AP<</N 6 0 R>>>>"), &look));
        assert_eq!(texts(&document.body), ["unit", "title  a device"], "{bounds}");
    }
    let unset = page(label, &fonts, &format!("{over}/Contents<FEFF88C57F6E>>>"), "");
    assert_eq!(texts(&read_page(&unset).body), ["unit", "title  装置"]);
    let chosen = over.replace("FreeText", "Widget/FT/Ch/T(a)");
    let chosen = page(label, &fonts, &format!("{chosen}/V<FEFF88C57F6E>>>"), "");
    assert_eq!(texts(&read_page(&chosen).body), ["unit", "title  装置"], "a list without its look");
}

#[test]
fn a_paper_attached_to_a_pdf_is_told_and_the_data_of_an_invoice_is_not() {
    let fonts = format!("/F {}", font("Helvetica", ""));
    let troubles = |file: &str| {
        let pinned = format!("<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<<{file}/EF<</F 9 0 R>>>>>>");
        let on_page = read_page(&page("BT /F 12 Tf 50 700 Td (title) Tj ET", &fonts, &pinned, "")).troubles;
        let listed = page("BT /F 12 Tf 50 700 Td (title) Tj ET", &fonts, "", "");
        let tree = format!("/Names<</EmbeddedFiles<</Kids[<</Names[(a)<<{file}>>]>>]>>>>");
        let listed = read_page(&listed.replace("/Pages 2 0 R", &format!("/Pages 2 0 R{tree}"))).troubles;
        assert_eq!(on_page.len(), listed.len(), "{file}");
        listed.len()
    };
    assert_eq!(troubles("/F(form.docx)"), 1);
    assert_eq!(troubles("/UF<FEFF7532002E0078006C0073>"), 1);
    assert_eq!(troubles("/F(invoice.xml)"), 0);
}

#[test]
fn a_pdf_without_its_header_is_one() {
    let whole = page("BT /F 12 Tf 50 700 Td (title) Tj ET", &format!("/F {}", font("Helvetica", "")), "", "");
    let format = |bytes: &str| sniff_readable("申报表.pdf", bytes.as_bytes()).sniffed.format;
    assert_eq!(format(&whole), Format::Pdf);
    assert_eq!(format(whole.trim_start_matches("%PDF-1.4\n")), Format::Pdf);
    assert_eq!(format("1 0 obj is how an object begins"), Format::Text);
}
