//! Text: tracked changes, fields, controls, hidden runs, text boxes, notes, headings, numbers.

use shenping::model::StoryKind;

use crate::harness::paragraphs;
use crate::harness::texts;
use crate::readers_docx::made::body;
use crate::readers_docx::made::main;
use crate::readers_docx::made::p;
use crate::readers_docx::made::troubles;

/// The only paragraph's text.
fn line(inside: &str) -> String {
    let document = body(&format!("<w:p>{inside}</w:p>")).read();
    assert_eq!(troubles(&document), []);
    paragraphs(&document.body).first().map(|paragraph| paragraph.text.clone()).expect("a paragraph")
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn field(code: &str, result: &str) -> String {
    let character = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    format!("{}{code}{}{result}{}", character("begin"), character("separate"), character("end"))
}

#[test]
fn blanks_count_where_the_run_or_the_whole_part_says_so() {
    let runs = "<w:p><w:r><w:t>甲 </w:t></w:r><w:r><w:t> 乙</w:t></w:r></w:p>";
    for (space, shown) in [("", "甲乙"), ("xml:space=\"preserve\"", "甲  乙")] {
        let part = format!("<w:document {space}><w:body>{runs}</w:body></w:document>");
        assert_eq!(texts(&main("word/document.xml", part).read().body), [shown]);
    }
}

#[test]
fn insertions_are_in_and_deletions_are_out() {
    let inserted = format!("<w:ins>{}</w:ins><w:moveTo>{}</w:moveTo>", run("", "乙"), run("", "丙"));
    let deleted =
        "<w:del><w:r><w:delText>丁</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>戊</w:t></w:r></w:moveFrom>";
    assert_eq!(line(&format!("{}{inserted}{deleted}", run("", "甲"))), "甲乙丙");
}

#[test]
fn an_answer_that_a_deletion_alone_leaves_empty_is_told() {
    let deleted = "<w:del><w:r><w:delText>丁</w:delText></w:r></w:del>";
    let cell = |inside: &str| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>");
    let told = |inside: &str| troubles(&body(inside).read()).len();
    let label = run("", "项目名称：");
    for emptied in [
        cell(&format!("<w:p>{deleted}</w:p>")),
        format!("<w:p>{label}{deleted}</w:p>"),
        cell(&p("甲")).replace("<w:tc>", "<w:trPr><w:del/></w:trPr><w:tc>"),
    ] {
        assert_eq!(told(&emptied), 1, "{emptied}");
    }
    for kept in [
        cell(&format!("<w:p>{deleted}{}</w:p>", run("", "甲"))),
        cell(&format!("<w:p>{deleted}</w:p>{}", p("甲"))),
        cell(&format!("<w:p>{deleted}</w:p>{}", cell(&p("甲")))),
        format!("<w:p>{label}{deleted}{}</w:p><w:p>{deleted}</w:p>", run("", "甲")),
    ] {
        assert_eq!(told(&kept), 0, "{kept}");
    }
}

#[test]
fn a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() {
    let joined = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", run("", "甲"), p("乙"));
    let gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>";
    let document = body(&format!("{joined}{gone}{}", p("丁"))).read();
    assert_eq!(texts(&document.body), ["甲乙", "丁"]);
    let spots: Vec<String> = paragraphs(&document.body).iter().map(|paragraph| paragraph.spot.to_string()).collect();
    assert_eq!(spots, ["段落1", "段落2"]);
}

#[test]
fn a_field_is_its_result_even_inside_another_fields_code() {
    assert_eq!(line(&field("DATE", &run("", "2026年5月"))), "2026年5月");
    assert_eq!(line(&field(&format!("IF {} = 1", field("PAGE", &run("", "7"))), &run("", "是"))), "是");
    assert_eq!(line("<w:fldSimple w:instr=\"PAGE\"><w:r><w:t>3</w:t></w:r></w:fldSimple>"), "3");
}

#[test]
fn a_field_that_never_ends_hides_nothing() {
    let begun = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>";
    assert_eq!(line(&format!("{begun}{}", run("", "正文"))), "正文");
}

#[test]
fn form_fields_without_result_show_their_state() {
    let begin =
        |data: &str| format!("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>");
    let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let checked = "<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>";
    assert_eq!(line(&format!("{}{end}", begin(checked))), "☑");
    assert_eq!(line(&format!("{}{end}", begin("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>"))), "☐");
    assert_eq!(line(&format!("{}{end}", begin("<w:textInput><w:default w:val=\"工会\"/></w:textInput>"))), "工会");
    let list = "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"甲\"/><w:listEntry w:val=\"乙\"/></w:ddList>";
    assert_eq!(line(&format!("{}{end}", begin(list))), "乙");
}

#[test]
fn a_placeholder_is_no_text_and_a_ticked_box_is() {
    let control = |properties: &str, text: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", run("", text))
    };
    let line = line(&format!(
        "{}{}{}{}",
        run("", "单位："),
        control("<w:showingPlcHdr/>", "单击此处输入文字"),
        control("<w:text/>", "海港区总工会"),
        control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>", "☒"),
    ));
    assert_eq!(line, "单位：海港区总工会☒");
}

#[test]
fn words_that_differ_from_the_data_they_are_bound_to_are_told() {
    let details = |properties: &str, shown: &str, path: &str| -> Vec<String> {
        let binding = format!("<w:dataBinding w:xpath=\"{path}\" w:storeItemID=\"{{A}}\"/>{properties}");
        let control = format!("<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(shown));
        let document = body(&control)
            .with_relation("d", "customXml", "../customXml/item1.xml")
            .with_part("customXml/item1.xml", "<f xmlns=\"urn:f\" day=\"3\"><u>甲</u><u> 海港区\n总工会</u></f>")
            .with_part("customXml/itemProps1.xml", "<ds:datastoreItem ds:itemID=\"{a}\"/>")
            .with_part(
                "customXml/_rels/item1.xml.rels",
                "<Relationships><Relationship Id=\"r\" Type=\"http://x/customXmlProps\" Target=\"itemProps1.xml\"/></Relationships>",
            )
            .read();
        troubles(&document).into_iter().map(|(_, detail)| detail.to_owned()).collect()
    };
    let second = "/ns0:f[1]/ns0:u[2]";
    assert_eq!(details("<w:text/>", "海港区总工会", second), [""; 0]);
    assert_eq!(details("<w:text/>", "3", "/ns0:f[1]/@day"), [""; 0]);
    assert_eq!(details("<w:date/>", "三日", second), [""; 0]);
    assert_eq!(details("<w:text/>", "乙", "/ns0:f[1]/ns0:none[1]"), [""; 0]);
    let told = details("<w:text/>", "山海关区总工会", second);
    assert!(told.len() == 1 && told[0].contains("山海关区总工会"), "{told:?}");
    assert_eq!(details("<w:text/><w:showingPlcHdr/>", "海港区总工会", second).len(), 1);
}

#[test]
fn a_field_whose_words_are_kept_elsewhere_is_a_lost_letter_without_its_result() {
    let field = |code: &str| format!("<w:fldSimple w:instr=\"{code}\"/>");
    let lost = body(&format!("<w:p>{}</w:p>", field(" MERGEFIELD 单位 "))).read();
    assert_eq!((texts(&lost.body), lost.troubles.len()), (vec!["\u{FFFD}"], 1));
    assert_eq!(line(&field(" EQ \\f(1,2) ")), "1/2");
    assert_eq!(line(&field(" PAGE ")), "");
    assert_eq!(line(&format!("<w:fldSimple w:instr=\" DOCPROPERTY a \">{}</w:fldSimple>", run("", "甲"))), "甲");
}

#[test]
fn controls_are_seen_through_at_every_level() {
    let wrap = |inside: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    let cell = wrap(&format!("<w:tc>{}</w:tc>", wrap(&p("格"))));
    let table = wrap(&format!("<w:tbl>{}</w:tbl>", wrap(&format!("<w:tr>{cell}</w:tr>"))));
    let document = body(&format!("{}{table}", wrap(&p("段")))).read();
    assert_eq!(texts(&document.body), ["段"]);
    assert_eq!(document.grids().next().map(|grid| grid.cells[0].text.as_str()), Some("格"));
}

#[test]
fn hidden_runs_are_not_seen_and_told() {
    let styles = r#"<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>"#;
    let runs = [run("<w:vanish/>", "甲"), run("<w:rStyle w:val=\"H\"/>", "乙"), run("<w:vanish w:val=\"0\"/>", "丙")];
    let document = body(&format!("<w:p>{}</w:p>", runs.concat())).with_styles(styles).read();
    assert_eq!(texts(&document.body), ["丙"]);
    assert!(document.troubles.iter().any(|trouble| trouble.detail.contains("隐藏")), "{:?}", document.troubles);
    let [_, _, seen] = runs;
    assert_eq!(body(&format!("<w:p>{seen}</w:p>")).read().troubles, []);
}

#[test]
fn tabs_breaks_hyphens_symbols_and_ruby_are_as_seen() {
    let inside = r#"<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:cr/>
        <w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>
        <w:r><w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>工</w:t></w:r></w:rubyBase></w:ruby></w:r>"#;
    assert_eq!(line(inside), "甲\t乙\nA-B\n☑☑工");
    assert_eq!(line(&run("<w:rFonts w:ascii=\"Wingdings 2\"/>", "R")), "☑");
}

#[test]
fn white_space_at_the_ends_counts_only_where_it_is_preserved() {
    assert_eq!(line("<w:r><w:t> 甲 </w:t><w:t xml:space=\"preserve\"> 乙 </w:t></w:r>"), "甲 乙 ");
    assert_eq!(line("<w:r><w:t>\u{3000}甲\n乙</w:t></w:r>"), "\u{3000}甲 乙");
    assert_eq!(line("<w:r><w:t>A&amp;B&#x4E19;<![CDATA[<丁>]]></w:t></w:r>"), "A&B丙<丁>");
}

#[test]
fn formulas_are_read_as_a_line() {
    let m = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let fraction = format!("<m:f><m:fPr/><m:num>{}</m:num><m:den>{}</m:den></m:f>", m("1"), m("2"));
    let bracket =
        format!("<m:d><m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr><m:e>{}</m:e></m:d>", m("x"));
    assert_eq!(line(&format!("<m:oMath>{fraction}{}{bracket}</m:oMath>", m("+"))), "1/2+[x]");
}

#[test]
fn a_text_box_is_read_once_and_knows_its_anchor() {
    let inside = format!("<w:txbxContent>{}{}</w:txbxContent>", p("框一"), p("框二"));
    let modern = format!(
        "<w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing>"
    );
    let old = format!("<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>");
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">{modern}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    );
    let document = body(&format!("{}<w:p><w:r>{both}</w:r><w:r>{old}</w:r>{}</w:p>", p("甲"), run("", "乙"))).read();
    assert_eq!(texts(&document.body), ["甲", "乙"]);
    assert_eq!(document.stories.len(), 2);
    for (story, kind) in document.stories.iter().zip([StoryKind::TextBox(1), StoryKind::TextBox(2)]) {
        assert_eq!(story.kind, kind);
        assert_eq!(texts(&story.blocks), ["框一", "框二"]);
        assert_eq!(story.anchor.as_ref().map(|anchor| anchor.from.to_string()).as_deref(), Some("段落2"));
    }
    assert_eq!(paragraphs(&document.stories[1].blocks)[1].spot.to_string(), "文本框2!段落2");
}

#[test]
fn words_of_diagrams_and_drawn_shapes_are_text_boxes() {
    let graphic = |inside: &str| {
        format!("<w:p><w:r><w:drawing><wp:inline><a:graphic>{inside}</a:graphic></wp:inline></w:drawing></w:r></w:p>")
    };
    let diagram =
        "<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>流程</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>";
    let canvas =
        "<lc:lockedCanvas><a:sp><a:txBody><a:p><a:r><a:t>画布</a:t></a:r></a:p></a:txBody></a:sp></lc:lockedCanvas>";
    let word_art = "<w:p><w:r><w:pict><v:shape><v:textpath string=\"艺术字\"/></v:shape></w:pict></w:r></w:p>";
    let inside = [graphic("<dgm:relIds r:dm=\"d\"/>").as_str(), &graphic(canvas), word_art].concat();
    let document = body(&inside).with("d", "diagramData", "diagrams/data1.xml", diagram).read();
    let told: Vec<Vec<&str>> = document.stories.iter().map(|story| texts(&story.blocks)).collect();
    assert_eq!(told, [["流程"], ["画布"], ["艺术字"]]);
}

#[test]
fn a_branch_that_is_not_understood_gives_way_to_the_fallback() {
    let both = |requires: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"{requires}\"><w:r><w:t>新</w:t></w:r></mc:Choice>\
             <mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        )
    };
    assert_eq!(line(&both("wpsCustomData")), "旧");
    assert_eq!(line(&both("w14 w15")), "新");
}

#[test]
fn notes_follow_their_references_and_separators_are_none() {
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote>\
         <w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"9\">{}</w:footnote></w:footnotes>",
        p("——"),
        p("注三"),
        p("注二"),
        p("无引用")
    );
    let text = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"2\"/><w:footnoteReference w:id=\"3\"/></w:r>\
                <w:del><w:r><w:footnoteReference w:id=\"9\"/></w:r></w:del></w:p>";
    let document = body(text).with("r1", "footnotes", "footnotes.xml", notes).read();
    let told: Vec<(StoryKind, Vec<&str>)> =
        document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect();
    assert_eq!(told, [(StoryKind::Footnote(1), vec!["注二"]), (StoryKind::Footnote(2), vec!["注三"])]);
}

#[test]
fn headers_stand_apart_with_their_text_boxes() {
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/><w:headerReference w:type=\"first\" r:id=\"h1\"/>\
                   <w:footerReference r:id=\"f1\"/></w:sectPr>";
    let boxed = format!(
        "<w:p><w:r><w:t>头</w:t><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        p("框")
    );
    let document = body(&format!("{}{section}", p("正文")))
        .with("h1", "header", "header1.xml", format!("<w:hdr>{boxed}</w:hdr>"))
        .with("f1", "footer", "footer1.xml", format!("<w:ftr>{}</w:ftr>", p("脚")))
        .read();
    let told: Vec<(StoryKind, Vec<&str>)> =
        document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect();
    assert_eq!(told, [(StoryKind::Header(1), vec!["头", "框"]), (StoryKind::Footer(1), vec!["脚"])]);
}

#[test]
fn a_comment_is_a_story_and_never_text() {
    let text = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:commentReference w:id=\"5\"/></w:r></w:p>";
    let comments = format!("<w:comments><w:comment w:id=\"5\">{}</w:comment></w:comments>", p("改"));
    let document = body(text).with("c", "comments", "comments.xml", comments).read();
    assert_eq!(texts(&document.body), ["甲"]);
    assert_eq!(document.stories[0].kind, StoryKind::Comment(1));
    assert_eq!(texts(&document.stories[0].blocks), ["改"]);
}

#[test]
fn headings_bold_numbers_and_underlined_blanks_are_told() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>"#;
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let heading = format!("<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr>{}</w:p>", run("", "标题"));
    let item = format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", run("<w:b/>", "项"));
    let half = format!("<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>{}{}</w:p>", run("<w:b/>", "半"), run("", "粗"));
    let blank = format!("<w:p>{}{}</w:p>", run("", "单位："), run("<w:u w:val=\"single\"/>", "\u{3000}\u{3000}"));
    let document = body(&[heading, item, half, blank].concat())
        .with_styles(styles)
        .with("n", "numbering", "numbering.xml", numbering)
        .read();
    let told: Vec<(Option<u8>, bool, bool, bool)> = paragraphs(&document.body)
        .iter()
        .map(|paragraph| (paragraph.heading, paragraph.bold, paragraph.numbered, paragraph.underlined_blank))
        .collect();
    assert_eq!(
        told,
        [
            (Some(1), true, false, false),
            (None, true, true, false),
            (Some(2), false, false, false),
            (None, false, false, true)
        ]
    );
}

#[test]
fn what_lies_outside_the_document_is_said_to_be_unread() {
    let document = body(&format!("{}<w:altChunk r:id=\"a\"/>", p("甲"))).read();
    assert_eq!(document.troubles[0].kind.code(), "file-unsupported");
    assert_eq!(texts(&document.body), ["甲"]);
}

#[test]
fn a_document_that_only_wraps_a_page_is_read_as_the_page() {
    let page = "<html><body><p>甲</p><table><tr><td>乙</td><td>丙</td></tr></table></body></html>";
    let mail = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{page}\r\n--b--\r\n"
    );
    for (name, content) in [("word/chunk.htm", page), ("word/chunk.mht", mail.as_str())] {
        let document = body("<w:altChunk r:id=\"a\"/><w:sectPr/>").with("a", "aFChunk", name, content).read();
        assert_eq!(troubles(&document), [], "{name}");
        assert_eq!(texts(&document.body).first(), Some(&"甲"), "{name}");
        assert_eq!(document.body.len(), 2, "{name}");
    }
}

#[test]
fn a_document_cut_short_is_seen_as_cut_and_keeps_its_text() {
    let whole = format!("<w:document><w:body>{}{}", p("甲"), p("乙"));
    for cut in ["", "<w:p><w:r><w:t>丙", "<w:p><w:r w:rs"] {
        let document = main("word/document2.xml", format!("{whole}{cut}")).read();
        assert_eq!(troubles(&document), [("file-unreadable", "部件 word/document2.xml 被截断")], "{cut}");
        assert_eq!(texts(&document.body).get(..2), Some(["甲", "乙"].as_slice()));
    }
}

#[test]
fn a_part_in_utf_16_and_any_prefix_and_strict_namespaces_are_read() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\">\
                <x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>";
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let document = main("word/document.xml", utf_16).read();
    assert_eq!(troubles(&document), []);
    assert_eq!(texts(&document.body), ["甲"]);
}

#[test]
fn runs_outside_of_any_paragraph_and_paragraphs_in_runs_are_not_lost() {
    let loose = format!("<w:r><w:t>散</w:t></w:r><w:p><w:r><w:t>外</w:t>{}</w:r></w:p>", p("内"));
    let document = body(&loose).read();
    assert_eq!(texts(&document.body), ["散", "外\n内"]);
}

#[test]
fn macros_are_noted_and_never_run() {
    let document = body(&p("甲")).with("v", "vbaProject", "vbaProject.bin", [0_u8; 4]).read();
    assert_eq!(document.troubles[0].kind.code(), "file-has-macros");
    assert_eq!(texts(&document.body), ["甲"]);
}

#[test]
fn a_missing_part_is_said_to_be_missing() {
    let document = body("").read();
    assert_eq!((troubles(&document).len(), document.body.len()), (0, 0));
    let section = "<w:p/><w:sectPr><w:headerReference r:id=\"h\"/></w:sectPr>";
    let document = body(section).with_relation("h", "header", "header1.xml").read();
    assert_eq!(troubles(&document), [("file-unreadable", "部件 word/header1.xml 缺失")]);
}

#[test]
fn elements_within_elements_beyond_the_limit_cost_the_rest_alone() {
    let deep = format!("{}{}{}", p("甲"), "<w:sdt>".repeat(300), "</w:sdt>".repeat(300));
    let document = body(&deep).read();
    assert_eq!(document.troubles[0].kind.code(), "file-unsafe");
    assert_eq!(texts(&document.body), ["甲"]);
}

#[test]
fn properties_that_are_damaged_or_endless_cost_nothing_else() {
    let properties = format!("<Properties><Application>甲</Application>{}", " ".repeat(40 << 20));
    let document = body(&p("甲")).with_part("docProps/app.xml", properties).read();
    assert_eq!(troubles(&document), []);
    assert_eq!(document.properties, [("Application".to_owned(), "甲".to_owned())]);
}

#[test]
fn a_text_far_shorter_than_its_program_counted_is_in_doubt() {
    let counted = |characters: usize| {
        let properties = format!("<Properties><Characters>{characters}</Characters></Properties>");
        body(&p(&"甲".repeat(100))).with_part("docProps/app.xml", properties).read()
    };
    assert_eq!(troubles(&counted(300)), []);
    assert_eq!(troubles(&counted(301)), [("file-unreadable", "文件自己记载有 301 个字符，只读出 100 个")]);
    // pandoc leaves its own document's counts.
    let pandoc = "<Properties><Words>83</Words><Characters>475</Characters><Paragraphs>8</Paragraphs></Properties>";
    assert_eq!(troubles(&body(&p("甲")).with_part("docProps/app.xml", pandoc).read()), []);
    // The count of a template that knows of fewer paragraphs than there are says nothing.
    let stale = "<Properties><Characters>900</Characters><Paragraphs>1</Paragraphs></Properties>";
    let document = body(&p(&"甲".repeat(50)).repeat(2)).with_part("docProps/app.xml", stale).read();
    assert_eq!(troubles(&document), []);
}

#[test]
fn words_in_white_are_told_where_nothing_is_coloured_behind_them() {
    let told = |document: &shenping::model::Document| troubles(document).len();
    let white = format!("<w:p>{}</w:p>", run("<w:color w:val=\"FFFFFF\"/>", "13800001111"));
    assert_eq!(told(&body(&white).read()), 1);
    let shaded = run("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"1F3864\"/>", "甲");
    let black = run("<w:color w:val=\"000000\"/>", "乙");
    let blank = run("<w:color w:val=\"FFFFFF\"/>", "  ");
    assert_eq!(told(&body(&format!("<w:p>{shaded}{black}{blank}</w:p>")).read()), 0);
    let cell =
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
    assert_eq!(told(&body(&format!("{cell}{white}")).read()), 0);
}
