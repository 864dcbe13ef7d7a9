//! A paper that came and cannot be read is told of as such, and never said to be missing for certain; another paper is never
//! taken for it: through the program.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::harness::check_folder;
use crate::harness::check_folder_under;
use crate::harness::codes_of;
use crate::harness::copy_tree;

/// A sound submission of the sample season, alone in a folder.
fn sound_submission() -> TempDir {
    submission("海港区总工会")
}

/// One submission of the sample season, alone in a folder.
fn submission(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件").join(name);
    copy_tree(&from, &folder.path().join(name));
    folder
}

/// Codes with their outcomes of the only application.
fn codes(folder: &TempDir) -> Vec<String> {
    codes_of(&check_folder(folder.path()))
}

fn cut_and_rename(folder: &TempDir, from: &str, to: &str) {
    let own = folder.path().join("海港区总工会");
    let bytes = fs::read(own.join(from)).unwrap();
    fs::remove_file(own.join(from)).unwrap();
    // So little that the text itself is lost; with less missing it would be read.
    fs::write(own.join(to), &bytes[..bytes.len() / 40]).unwrap();
}

#[test]
fn the_submission_itself_is_sound() {
    assert_eq!(codes(&sound_submission()), Vec::<String>::new());
}

#[test]
fn a_damaged_paper_known_by_its_name_is_only_unreadable() {
    for name in ["申报表.xlsx", "文字说明.docx"] {
        let folder = sound_submission();
        cut_and_rename(&folder, name, name);
        assert_eq!(codes(&folder), ["file-unreadable fail"], "{name}");
    }
}

#[test]
fn where_no_form_came_a_page_that_was_cut_may_be_it() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    let page = "<html><head><meta name=generator content=LibreOffice><title>x</title></head><body><table><tr><td>";
    fs::write(own.join("新建网页.html"), page).unwrap();
    assert_eq!(codes(&folder), ["form-missing manual", "file-unreadable fail"]);
}

#[test]
fn what_a_form_that_was_cut_may_have_held_is_not_certainly_missing() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::remove_file(own.join("文字说明.docx")).unwrap();
    assert_eq!(codes(&folder), ["description-missing fail"]);
    let form = fs::read(own.join("申报表.xlsx")).unwrap();
    fs::write(own.join("申报表.xlsx"), &form[..form.len() - 300]).unwrap();
    assert_eq!(codes(&folder), ["description-missing manual", "file-unreadable fail"]);
}

#[test]
fn a_damaged_paper_of_another_name_may_be_the_one_that_is_not_there() {
    let folder = sound_submission();
    cut_and_rename(&folder, "申报表.xlsx", "20261101.xlsx");
    assert_eq!(codes(&folder), ["form-missing manual", "file-unreadable fail"]);
    let folder = sound_submission();
    cut_and_rename(&folder, "文字说明.docx", "新建文档.docx");
    assert_eq!(codes(&folder), ["description-missing manual", "file-unreadable fail"]);
}

#[test]
fn a_form_in_a_format_that_is_not_read_is_unsupported_and_not_missing() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    fs::write(own.join("申报表.rar"), b"Rar!\x1a\x07\x01\x00\x33\x92\xb5\xe5\x0a\x01\x05\x06").unwrap();
    assert_eq!(codes(&folder), ["file-unsupported fail"]);
}

#[test]
fn a_form_that_came_only_as_a_picture_is_looked_for_there_by_people() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    let picture = fs::read_dir(own.join("证明材料"))
        .unwrap()
        .flatten()
        .find(|file| file.path().extension().is_some_and(|extension| extension == "jpg" || extension == "png"));
    fs::copy(picture.unwrap().path(), own.join("申报表.jpg")).unwrap();
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    assert_eq!(codes(&folder), ["form-missing manual"]);
}

/// A PDF with this picture on its page and no text.
fn scanned_pdf(page: &image::GrayImage) -> Vec<u8> {
    let (width, height) = page.dimensions();
    let paint = "q 600 0 0 800 0 0 cm /I Do Q";
    let mut pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{paint}\nendstream endobj\n\
         5 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>>stream\n",
        paint.len(),
        page.as_raw().len()
    )
    .into_bytes();
    pdf.extend_from_slice(page.as_raw());
    pdf.extend_from_slice(b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n");
    pdf
}

fn ofd() -> Vec<u8> {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    package.start_file("OFD.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut package, b"<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"/>").unwrap();
    package.finish().unwrap().into_inner()
}

#[test]
fn a_picture_whose_name_says_nothing_may_be_the_signed_page() {
    for (name, expected) in [
        ("IMG_2031.jpg", "signature-missing manual"),
        ("微信图片_20261015093012.jpg", "signature-missing manual"),
        ("现场活动.jpg", "signature-missing fail"),
        ("新建文件.pdf", "signature-missing manual"),
        ("签字页.rar", "signature-missing manual"),
        ("签字页.ofd", "signature-scan-only manual"),
        ("签字页.jpg", "signature-scan-only manual"),
        ("签字照片.jpg", "signature-missing manual"),
        ("附件1盖章版.jpg", "signature-scan-only manual"),
        ("手签版.jpg", "signature-scan-only manual"),
        ("签章扫描/scan0001.jpg", "signature-scan-only manual"),
        ("附件2 荣誉证书（盖章）.jpg", "signature-missing fail"),
        ("签字仪式照片.jpg", "signature-missing fail"),
        ("证明材料/签字页.jpg", "signature-scan-only manual"),
        ("证明材料/IMG_2031.jpg", "signature-missing fail"),
    ] {
        let folder = submission("渤港重机工会");
        let own = folder.path().join("渤港重机工会").join(name);
        fs::create_dir_all(own.parent().unwrap()).unwrap();
        let mut page = image::GrayImage::from_pixel(60, 90, image::Luma([255]));
        (0..60).for_each(|x| page.put_pixel(x, 70 - x / 3, image::Luma([0])));
        match own.extension().and_then(|kind| kind.to_str()) {
            Some("jpg") => page.save(&own).unwrap(),
            Some("pdf") => fs::write(&own, scanned_pdf(&page)).unwrap(),
            Some("rar") => fs::write(&own, b"Rar!\x1a\x07\x01\0nothing more").unwrap(),
            _ => fs::write(&own, ofd()).unwrap(),
        }
        let found = codes(&folder);
        assert!(found.iter().any(|code| code == expected), "{name}: {found:?}");
    }
}

#[test]
fn a_list_of_many_words_is_no_description() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::remove_file(own.join("文字说明.docx")).unwrap();
    let rows: String = (1..80).map(|row| format!("{row},张三{row},一车间甲班组,2026年5月1日\n")).collect();
    fs::write(own.join("人员签到.csv"), format!("序号,姓名,所在班组,签到时间\n{rows}")).unwrap();
    assert_eq!(codes(&folder), ["description-missing fail"]);
}

#[test]
fn a_roster_among_the_papers_is_nobodys_description() {
    let folder = sound_submission();
    let roster = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/单位名册.xlsx");
    fs::copy(roster, folder.path().join("单位名册.xlsx")).unwrap();
    assert_eq!(codes(&folder), Vec::<String>::new());
}

#[test]
fn a_form_that_is_cut_behind_a_label_may_have_gone_on_with_its_value() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("甲");
    fs::create_dir(&own).unwrap();
    let rows = "<tr><td>申报单位</td><td>秦皇岛市海港区总工会</td></tr><tr><td>项目名称</td><td>班前一刻钟</td></tr>";
    let page = format!("<html><body><p>秦皇岛市工会创新工作立项申报表</p><table>{rows}<tr><td>立项理由</td><td>");
    fs::write(own.join("申报表.doc"), page).unwrap();
    let found = codes(&folder);
    assert!(found.contains(&"field-missing manual".to_owned()), "{found:?}");
    assert!(found.contains(&"file-unreadable fail".to_owned()), "{found:?}");
    assert!(!found.iter().any(|code| code == "field-missing fail" || code == "sign-date-missing fail"), "{found:?}");
}

/// The built-in measure without the description's sections, at most so many words.
fn measure_without_sections(limit: usize) -> String {
    let mut kept = String::new();
    let builtin =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy/builtin/qinhuangdao-2020.toml"));
    for block in builtin
        .unwrap()
        .split("\n[[")
        .filter(|block| !block.starts_with("documents.sections]]") && !block.contains("kind = \"sections-present\""))
    {
        kept.push_str(if kept.is_empty() { "" } else { "\n[[" });
        kept.push_str(&block.replace("limit = 2000", &format!("limit = {limit}")));
    }
    kept
}

#[test]
fn a_paper_whose_words_are_counted_is_read_where_the_measure_names_no_sections() {
    let policy = tempfile::tempdir().unwrap();
    let file = policy.path().join("policy.toml");
    for (limit, expected) in [(2000, vec![]), (10, vec!["description-over-length fail".to_owned()])] {
        fs::write(&file, measure_without_sections(limit)).unwrap();
        for name in ["文字说明.docx", "新建文档.docx"] {
            let folder = sound_submission();
            let own = folder.path().join("海港区总工会");
            fs::rename(own.join("文字说明.docx"), own.join(name)).unwrap();
            assert_eq!(codes_of(&check_folder_under(folder.path(), &file)), expected, "{name}");
        }
    }
}

#[test]
fn a_form_in_plain_text_that_breaks_off_is_doubted_and_its_last_fields_are_not_missing_for_certain() {
    const FORM: &str = "工会工作创新项目申报表\n申报单位：海港区总工会\n项目名称：工友驿站\n项目负责：王立新\n联系电话：13603351234\n\
        申报理由：职工反映强烈。\n创新内容：按单派车，当日到点。\n实施措施：改装两辆车。\n预期效果：服务五千人次，满意度98%以上。\n\
        领导签字：王立新　2026年9月15日";
    let of_fields = |text: &str| -> Vec<String> {
        let folder = sound_submission();
        let own = folder.path().join("海港区总工会");
        fs::remove_file(own.join("申报表.xlsx")).unwrap();
        fs::write(own.join("申报表.txt"), text).unwrap();
        let told = |code: &String| code.starts_with("field-") || code.starts_with("file-");
        codes(&folder).into_iter().filter(told).collect()
    };
    for whole in [FORM, FORM.split_once("\n领导签字").unwrap().0] {
        assert_eq!(of_fields(whole), Vec::<String>::new());
    }
    for end in ["改装两", "当日到点。\n实", "满意度98"] {
        let cut = FORM.find(end).unwrap() + end.len();
        assert_eq!(of_fields(&FORM[..cut]), ["file-unreadable manual"], "{end}");
    }
    // One field left out by the unit.
    let without_effect = FORM.replace("预期效果：服务五千人次，满意度98%以上。\n", "") + "\n";
    assert_eq!(of_fields(&without_effect), ["field-missing fail"]);
}

#[test]
fn what_is_left_of_a_form_beyond_recognition_may_be_the_form() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    let spoilt: Vec<u8> = "本项目为职工服务。"
        .repeat(30)
        .bytes()
        .enumerate()
        .map(|(at, byte)| if at % 90 == 0 { 0xff } else { byte })
        .collect();
    for (name, codes_told) in
        [("申报表.txt", "file-unreadable fail"), ("海港区.txt", "form-missing manual, file-unreadable fail")]
    {
        fs::write(own.join(name), &spoilt).unwrap();
        assert_eq!(codes(&folder).join(", "), codes_told, "{name}");
        fs::remove_file(own.join(name)).unwrap();
    }
}

#[test]
fn a_link_beside_an_application_is_for_people_and_one_in_its_place_for_the_unit() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::write(own.join("在线文档.url"), "[InternetShortcut]\r\nURL=https://docs.example.com/a\r\n").unwrap();
    assert_eq!(codes(&folder), ["file-unsupported manual"]);
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    fs::rename(own.join("在线文档.url"), own.join("申报表.url")).unwrap();
    assert_eq!(codes(&folder), ["file-unsupported fail"]);
}

#[test]
fn a_document_under_a_temporary_name_is_read_unless_it_is_an_older_state_of_another() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::copy(own.join("申报表.xlsx"), own.join("~WRL0001.tmp")).unwrap();
    assert_eq!(codes(&folder), Vec::<String>::new());
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    assert_eq!(codes(&folder), ["file-disguised manual"]);
    let lines = "项目名称：职工驿站\r\n申报单位：海港区总工会\r\n".repeat(8);
    fs::write(own.join("~$草稿.txt"), "Zhang\0\0").unwrap();
    fs::write(own.join(".~lock.申报表.xlsx#"), ",user,host,01.10.2026 10:00,file:///home/user;").unwrap();
    fs::write(own.join("desktop.ini"), format!("[.ShellClassInfo]\r\n{lines}")).unwrap();
    assert_eq!(codes(&folder), ["file-disguised manual"]);
}

#[test]
fn a_form_that_nobody_knew_as_one_is_no_written_paper_that_lacks_sections() {
    let folder = sound_submission();
    let own = folder.path().join("海港区总工会");
    fs::remove_file(own.join("申报表.xlsx")).unwrap();
    fs::remove_file(own.join("文字说明.docx")).unwrap();
    let paper =
        "主要做法：改装两辆车，按单派车，当日到点，每季度会商一次。\n下一步打算：再改装两辆车，把站点建到园区。\n";
    let sections_of = |name: &str| -> Vec<String> {
        fs::write(own.join(name), paper).unwrap();
        let told = codes(&folder).into_iter().filter(|code| code.starts_with("description-section")).collect();
        fs::remove_file(own.join(name)).unwrap();
        told
    };
    let called = sections_of("申报表.txt");
    assert!(!called.is_empty() && called.iter().all(|code| code.ends_with("manual")), "{called:?}");
    assert!(sections_of("文字说明.txt").iter().any(|code| code.ends_with("fail")));
}
