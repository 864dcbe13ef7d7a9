//! PDF: forms and descriptions as LibreOffice prints them and as reportlab writes them, scans, and what is broken; then what
//! becomes of them in a submission, through the program.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use shenping::extract::KnownNames;
use shenping::extract::Lexicon;
use shenping::extract::read_narrative;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::SignatureState;
use shenping::model::StoryKind;
use shenping::model::TroubleKind;
use shenping::policy::builtin;
use shenping::readers::Limits;
use shenping::readers::read;
use tempfile::TempDir;

use crate::harness::check_folder;
use crate::harness::codes_of;
use crate::harness::texts;
use crate::made_form::forms_of;

fn odd(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd").join(name)
}

fn read_bytes(bytes: &[u8]) -> Document {
    read(&Arc::from("申报表.pdf"), bytes, Format::Pdf, &Limits::default())
}

fn paper(name: &str) -> Document {
    read_bytes(&fs::read(odd(name)).unwrap())
}

fn kinds(document: &Document) -> Vec<TroubleKind> {
    document.troubles.iter().map(|trouble| trouble.kind).collect()
}

/// The texts of a paper's tables, cell by cell.
fn cells(document: &Document) -> Vec<String> {
    let grids = document.body.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    let own = grids.flat_map(|grid| &grid.cells).map(|cell| cell.text.split_whitespace().collect::<String>());
    own.filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_printed_table_has_the_cells_of_its_docx() {
    let docx = fs::read(odd("twins/form.docx")).unwrap();
    let docx = read(&Arc::from("申报表.docx"), &docx, Format::Docx, &Limits::default());
    let pdf = paper("twins/form.pdf");
    assert_eq!(kinds(&pdf), []);
    // below stands a table within a cell, whose texts a page does not tell from the cell's
    let before_remarks = |document: &Document| {
        let all = cells(document);
        all.split(|text| text == "备注").next().unwrap_or_default().to_vec()
    };
    assert_eq!(before_remarks(&pdf).len(), 19);
    assert_eq!(before_remarks(&pdf), before_remarks(&docx));
}

#[test]
fn a_form_whose_font_is_not_embedded_is_read_and_its_signature_left_to_people() {
    let forms = forms_of(&paper("pdf/form.pdf"));
    let application = &forms[0].application;
    assert_eq!(forms.len(), 1);
    assert_eq!(application.text("unit").as_deref(), Some("秦皇岛临港石化有限公司工会委员会"));
    assert_eq!(application.text("leaders").as_deref(), Some("周佳宁、沈雨桐"));
    assert_eq!(application.text("phone").as_deref(), Some("13800151111"));
    assert_eq!(application.text("reason"), Some("班组节能缺少可量化的标准，".repeat(12)));
    let signature = application.signature.as_ref().unwrap();
    assert_eq!(signature.state, SignatureState::Scan);
    assert_eq!(signature.date.map(|date| date.to_string()).as_deref(), Some("2026-10-24"));
    let place = &application.value("unit").unwrap().read.place;
    assert_eq!(place.spot_text().as_deref(), Some("第1页"));
}

#[test]
fn a_form_of_lines_is_read_and_lines_that_the_page_broke_are_one() {
    let forms = forms_of(&paper("pdf/form-lines.pdf"));
    let text = |key: &str| forms[0].application.text(key);
    assert_eq!(text("project").as_deref(), Some("零碳班组"));
    assert_eq!(text("phone").as_deref(), Some("13800151111"));
    assert_eq!(text("reason"), Some("班组节能缺少可量化的标准，".repeat(8)));
}

#[test]
fn running_headers_and_page_numbers_are_no_part_of_a_description() {
    let document = paper("pdf/description.pdf");
    let headers = document.stories.iter().filter(|story| matches!(story.kind, StoryKind::Header(_)));
    let headers: Vec<&str> = headers.flat_map(|story| texts(&story.blocks)).collect();
    assert_eq!(headers, ["临港石化工会创新项目", "— 1 —", "临港石化工会创新项目", "— 2 —"]);
    let policy = builtin();
    let spec = policy.document("description").unwrap();
    let read = read_narrative(&document, spec, policy, &Lexicon::new(policy), KnownNames::default());
    // 34 字 in each of 6 × 6 + 4 × 3 + 3 sentences, and those of title, names and headings
    let sentence = "班组节能缺少可量化的标准，小成果散落在各处，A1方案与2026年目标对照。";
    let words = shenping::model::WordCount::of(sentence).words;
    let heads = ["电网职工“零碳班组”创建文字说明", "申报单位：临港石化工会", "项目名称：电网职工“零碳班组”创建"];
    let heads: usize =
        heads.iter().chain(&["一、主要内容", "二、创新特点", "三、工作成效"]).map(|text| text.chars().count()).sum();
    assert_eq!(read.words, words * (36 + 12 + 3) + heads);
    assert_eq!(read.sections.len(), 4);
}

#[test]
fn what_was_typed_into_a_field_of_the_page_is_read() {
    assert_eq!(texts(&paper("pdf/fillable.pdf").body), ["联系电话： 13800151111"]);
}

#[test]
fn a_picture_of_a_page_is_a_scan_whatever_text_a_program_put_over_it() {
    let document = paper("pdf/scan-with-ocr.pdf");
    assert_eq!((document.body.len(), document.marks.len(), kinds(&document)), (0, 1, vec![]));
}

#[test]
fn a_password_damage_and_a_bomb_are_told_apart() {
    assert_eq!(kinds(&paper("pdf/password.pdf")), [TroubleKind::Encrypted]);
    let whole = fs::read(odd("twins/form.pdf")).unwrap();
    assert_eq!(kinds(&read_bytes(&whole[..whole.len() / 2])), [TroubleKind::Unreadable]);
    assert_eq!(kinds(&read_bytes(b"%PDF-1.7\n")), [TroubleKind::Unreadable]);
    let deep = [b"%PDF-1.4\n1 0 obj<</X ".as_slice(), &[b'['; 300_000], b">>endobj\n%%EOF"].concat();
    assert_eq!(kinds(&read_bytes(&deep)), [TroubleKind::Unsafe]);
    let page = |content: &str| {
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>endobj\n\
             4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
             5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 11>>stream\n/A Do /A Do\nendstream endobj\n\
             trailer<</Root 1 0 R>>\n%%EOF",
            content.len()
        )
    };
    assert_eq!(kinds(&read_bytes(page("/A Do").as_bytes())), [TroubleKind::Incomplete]);
    let many = read_bytes(page(&"/A Do ".repeat(20)).as_bytes());
    assert_eq!(kinds(&many), [TroubleKind::Unsafe]);
    assert_eq!(many.troubles[0].detail, "PDF 内容嵌套图形的个数超过读取上限，只读出了一部分", "the limit is named");
}

/// A submission of these files, by name and source.
fn submission(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("临港石化工会");
    fs::create_dir_all(own.join("证明材料")).unwrap();
    fs::write(own.join("证明材料/获奖证书.txt"), "证书").unwrap();
    for (name, from) in files {
        fs::copy(odd(from), own.join(name)).unwrap();
    }
    folder
}

fn roles(printed: &Value) -> Vec<String> {
    let files = printed["files"].as_array().unwrap().iter();
    let pdf = files.filter(|file| file["format"] == "pdf");
    let text = |file: &Value, key: &str| file[key].as_str().unwrap_or_default().to_owned();
    pdf.map(|file| format!("{} {}", text(file, "role"), text(file, "outcome"))).collect()
}

#[test]
fn a_form_that_is_only_a_pdf_is_read_and_every_doubt_left_to_people() {
    let printed =
        check_folder(submission(&[("申报表.pdf", "pdf/form.pdf"), ("文字说明.pdf", "pdf/description.pdf")]).path());
    assert_eq!(codes_of(&printed), ["unit-disagrees manual", "signature-scan-only manual", "file-unreadable manual"]);
    assert_eq!(roles(&printed), ["description read", "form read"]);
    assert_eq!(printed["applications"][0]["verdict"], "to-decide");
}

#[test]
fn the_print_of_a_form_and_of_a_description_changes_nothing() {
    let papers = [("申报表.docx", "twins/form.docx"), ("文字说明.docx", "twins/description.docx")];
    let alone = check_folder(submission(&papers).path());
    let prints = [("签字版.pdf", "twins/form.pdf"), ("文字说明.pdf", "twins/description.pdf")];
    let both = check_folder(submission(&[papers, prints].concat()).path());
    assert_eq!(roles(&both), ["description read", "scan kept"]);
    assert_eq!(alone["applications"][0]["fields"], both["applications"][0]["fields"]);
    assert_eq!(alone["applications"][0]["description"], both["applications"][0]["description"]);
    assert_eq!(codes_of(&alone), codes_of(&both));
}

#[test]
fn another_awards_form_among_the_evidence_is_evidence() {
    let papers = [("申报表.docx", "twins/form.docx"), ("证明材料/推荐表.pdf", "pdf/form.pdf")];
    let printed = check_folder(submission(&papers).path());
    assert_eq!(roles(&printed), ["evidence kept"]);
    assert_eq!(printed["applications"].as_array().unwrap().len(), 1);
}

#[test]
fn a_form_under_a_password_is_told_of() {
    let printed = check_folder(submission(&[("申报表.pdf", "pdf/password.pdf")]).path());
    assert!(codes_of(&printed).contains(&"file-encrypted fail".to_owned()), "{printed:#}");
}

/// A page with a signature field; filled, it holds a signature as Acrobat and the e-sign portals write it.
fn with_signature_field(value: &str) -> Document {
    let pdf = format!(
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>> endobj\n\
         2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>> endobj\n\
         4 0 obj <</Type/Annot/Subtype/Widget/FT/Sig/T(Sig1)/Rect[0 0 0 0]/F 132{value}>> endobj\n\
         5 0 obj <</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Name<FEFF5F204E09>/M(D:20261012093000+08'00')\
         /ByteRange[0 10 20 10]/Contents<00>>> endobj\ntrailer <</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
    );
    read_bytes(pdf.as_bytes())
}

#[test]
fn a_digital_signature_is_said_and_never_taken_for_verified() {
    let signed = with_signature_field("/V 5 0 R").digital_signatures;
    let told: Vec<_> =
        signed.iter().map(|one| (one.signer.as_deref(), one.signed_at.as_deref(), one.holds())).collect();
    assert_eq!(told, [(Some("张三"), Some("2026-10-12T09:30:00"), None)]);
    assert!(with_signature_field("").digital_signatures.is_empty(), "a field that nobody has signed");
}

#[test]
fn a_page_whose_content_is_not_to_be_had_is_damaged() {
    let page = |content: &str| {
        let head =
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n";
        format!(
            "{head}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{content}>>endobj\n\
             4 0 obj<</Filter[/FlateDecode]/Length 0>>stream\n\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        )
    };
    assert_eq!(kinds(&read_bytes(page("/Contents 9 0 R").as_bytes())), [TroubleKind::Unreadable]);
    assert_eq!(kinds(&read_bytes(page("").as_bytes())), [TroubleKind::Incomplete]);
    assert_eq!(kinds(&read_bytes(page("/Contents[4 0 R]").as_bytes())), [TroubleKind::Incomplete], "an empty page");
}

/// A page with text in a font of two-byte codes, of which the file says this.
fn coded(to_unicode: &str, text: &str) -> Document {
    let content = format!("BT /F 12 Tf 50 700 Td (ok: all of it is here) Tj ET BT /G 12 Tf 50 600 Td <{text}> Tj ET");
    read_bytes(
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>endobj\n\
             4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
             5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
             6 0 obj<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]{to_unicode}>>endobj\n\
             7 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>endobj\n\
             trailer<</Root 1 0 R>>\n%%EOF",
            content.len()
        )
        .as_bytes(),
    )
}

#[test]
fn characters_of_a_font_that_explains_nothing_are_doubted() {
    let document = coded("", "75339879");
    assert_eq!(
        (texts(&document.body).concat().as_str(), kinds(&document)),
        ("ok: all of it is here", vec![TroubleKind::Incomplete])
    );
    let document = coded("/ToUnicode/Identity-H", "75339879");
    assert_eq!((texts(&document.body).concat().as_str(), kinds(&document)), ("ok: all of it is here申项", vec![]));
}

#[test]
fn a_font_that_says_cids_where_letters_belong_is_read() {
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <7500> <75ff> 29952 <9800> <98ff> 38912 endcidrange endcmap";
    let object =
        format!("/ToUnicode 8 0 R>>endobj 8 0 obj<</Length {}>>stream\n{map}\nendstream endobj 9 0 obj<<", map.len());
    let document = coded(&object, "75339879");
    assert_eq!((texts(&document.body).concat().as_str(), kinds(&document)), ("ok: all of it is here申项", vec![]));
}

/// A page with this content and a text field that holds this value.
fn page_with(rotate: u32, content: &str, field: &str) -> Document {
    read_bytes(
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents 4 0 R/Annots[6 0 R]\
             /Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
             5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
             6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[50 560 550 600]{field}>>endobj\n\
             trailer<</Root 1 0 R>>\n%%EOF",
            content.len()
        )
        .as_bytes(),
    )
}

#[test]
fn text_that_a_damaged_content_or_a_missing_font_hides_is_told() {
    let whole = "BT /F 12 Tf 50 700 Td (one line) Tj 0 -30 Td (and the next) Tj ET";
    assert_eq!(kinds(&page_with(0, whole, "")), []);
    for (from, to) in [
        (" Tj 0", " T? 0"),
        ("(one line) Tj", "(one line Tj"),
        ("0 -30 Td (", "0 -30 Td <("),
        ("/F 12 Tf", "/F Tf"),
        ("0 -30", "/H 12 Tf 0 -30"),
    ] {
        let content = whole.replace(from, to);
        assert_eq!(kinds(&page_with(0, &content, "")).len(), 1, "{content}");
    }
}

#[test]
fn a_page_that_lies_on_its_side_is_read_as_it_is_meant() {
    let content = "BT /F 12 Tf 50 700 Td (one line of thirty characters or more) Tj 0 -30 Td (and the next) Tj ET";
    for rotate in [0, 90, 180, 270] {
        let document = page_with(rotate, content, "");
        assert_eq!(texts(&document.body), ["one line of thirty characters or more", "and the next"], "{rotate}");
    }
}

#[test]
fn a_text_field_says_what_was_typed_into_it_not_what_its_look_cut_off() {
    let document = page_with(0, "BT /F 12 Tf 50 700 Td (title) Tj ET", "/V<FEFF7532 7532 4E59 000D 4E19>/F 4");
    assert_eq!(texts(&document.body), ["title", "甲甲乙", "丙"]);
    let secret = page_with(0, "BT /F 12 Tf 50 700 Td (title) Tj ET", "/Ff 8192/V(secret)/F 4");
    assert_eq!(texts(&secret.body), ["title"], "a password is nobody's to read");
}

#[test]
fn the_raised_figure_of_a_note_is_no_part_of_a_label() {
    let content = |mark: &str, rise: u32| {
        format!("BT /F 12 Tf 50 700 Td (\\266 label) Tj /F 7 Tf {rise} Ts ({mark}) Tj 0 Ts /F 12 Tf ( text) Tj ET")
    };
    let said = |content: &str| texts(&page_with(0, content, "").body).concat();
    assert_eq!(said(&content("2", 5)), "¶ label2 text", "behind a letter it is a unit's");
    assert_eq!(said("BT /F 12 Tf 50 700 Td (\\266) Tj /F 7 Tf 5 Ts (1) Tj 0 Ts /F 12 Tf ( text) Tj ET"), "¶ text");
}

#[test]
fn two_pages_on_one_sheet_are_read_one_after_the_other() {
    let page = |left: u32, word: &str| {
        let line = format!("{word} with some more words behind it");
        format!("BT /F 9 Tf {left} 300 Td ({line}) Tj 0 -40 Td (end of {word}) Tj ET ")
    };
    let sheet = |second: u32| {
        let content = page(40, "first") + &page(second, "second");
        let document = read_bytes(
            format!(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
                 4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
                 5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
                 trailer<</Root 1 0 R>>\n%%EOF",
                content.len()
            )
            .as_bytes(),
        );
        texts(&document.body)
            .iter()
            .map(|text| text.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(sheet(460), ["first with some", "end of first", "second with some", "end of second"]);
    assert_eq!(sheet(410).len(), 2, "what runs over the middle is one page");
}

#[test]
fn what_stands_in_a_layer_that_is_switched_off_is_left_out_and_told() {
    let layers = |state: &str| {
        format!(
            "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<<{state}>>>>>>endobj\n\
             2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
             /Resources<</Font<</F 5 0 R>>/Properties<</L 6 0 R>>>>>>endobj\n4 0 obj<</Length 121>>stream\n{:121}\nendstream endobj\n\
             5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
             6 0 obj<</Type/OCG/Name(L)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
            "/OC /L BDC q BT /F 12 Tf 72 700 Td (layer) Tj ET Q EMC BT /F 12 Tf 72 650 Td (page) Tj ET"
        )
    };
    for (state, shown, told) in
        [("", vec!["layer", "page"], 0), ("/OFF[6 0 R]", vec!["page"], 1), ("/BaseState/OFF", vec!["page"], 1)]
    {
        let document = read_bytes(layers(state).as_bytes());
        assert_eq!((texts(&document.body), document.troubles.len()), (shown, told));
    }
}
