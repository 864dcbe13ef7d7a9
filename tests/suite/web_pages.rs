//! Forms saved as web pages: what lies beside a page belongs to it, and a page that holds a table alone is the workbook it is called.

use std::fs;
use std::path::Path;

use image::ImageFormat;
use serde_json::Value;

use crate::harness::check_folder;
use crate::signature_states::encode;
use crate::signature_states::scrawl;

fn signature() -> Vec<u8> {
    encode(scrawl(9.0), ImageFormat::Png)
}

/// A form in the way Word saves it; its picture is at `source`.
fn page(source: &str) -> String {
    let row = |label: &str, value: &str| format!("<tr><td>{label}</td><td>{value}</td></tr>");
    let text = "建立台账，逐项销号，职工满意。";
    let rows = [
        row("申报单位", "秦皇岛市海港区总工会"),
        row("项目名称", "暖心驿站建设"),
        row("项目负责人", "张伟"),
        row("联系电话", "13900001111"),
        row("申报理由", text),
        row("创新内容", text),
        row("实施措施", text),
        row("预期效果", text),
    ];
    format!(
        "<html><head><meta charset=utf-8></head><body><p>秦皇岛市工会工作创新项目申报表</p>\
         <p>领导签字：<img src=\"{source}\"> 2026年10月12日</p><table>{}</table></body></html>",
        rows.concat()
    )
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn state(printed: &Value) -> &str {
    printed["applications"][0]["signature"]["state"].as_str().unwrap()
}

fn line<'p>(printed: &'p Value, path: &str) -> &'p Value {
    printed["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap()
}

#[test]
fn a_saved_page_is_read_with_the_picture_of_its_folder_which_is_no_evidence() {
    for source in ["申报表.files/image001.png", "%E7%94%B3%E6%8A%A5%E8%A1%A8.files\\image001.png"] {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("申报表.htm"), page(source));
        write(&folder.path().join("申报表.files/image001.png"), signature());
        write(&folder.path().join("申报表.files/filelist.xml"), "<xml/>");
        let printed = check_folder(folder.path());
        assert_eq!(state(&printed), "picture", "{source}");
        let codes = printed["applications"][0]["findings"].to_string();
        assert!(codes.contains("evidence-missing"), "the signature's picture is no evidence: {codes}");
        for part in ["申报表.files/image001.png", "申报表.files/filelist.xml"] {
            assert_eq!(line(&printed, part)["role"], "other");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("申报表.html"), page("../签字.png"));
    assert_eq!(state(&check_folder(folder.path())), "unreadable", "nothing is looked for above the page");
}

#[test]
fn a_packed_page_is_read_with_the_picture_beside_it() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut writer = zip::ZipWriter::new(fs::File::create(folder.path().join("海港区.zip")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let picture = signature();
    for (name, bytes) in [
        ("材料/申报表_html_1a2b.png", picture.as_slice()),
        ("材料/申报表.html", page("申报表_html_1a2b.png").as_bytes()),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    let printed = check_folder(folder.path());
    assert_eq!(state(&printed), "picture");
    assert_eq!(line(&printed, "海港区.zip!/材料/申报表_html_1a2b.png")["role"], "other");
}

#[test]
fn a_page_in_a_7z_or_tar_is_read_with_the_picture_beside_it() {
    for archive in ["page.7z", "page.tar.gz"] {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd").join(archive);
        fs::copy(sample, folder.path().join(archive)).unwrap();
        let printed = check_folder(folder.path());
        assert_eq!(state(&printed), "picture", "{archive}");
        assert_eq!(line(&printed, &format!("{archive}!/材料/申报表.files/image001.png"))["role"], "other");
    }
}

#[test]
fn the_frame_round_the_sheets_of_a_workbook_is_part_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let frame = "<html><head><link id=\"shLink\" href=\"申报表.files/sheet001.htm\"></head><frameset rows=\"*,39\">\
                 <frame src=\"申报表.files/sheet001.htm\"><noframes><body><p>此页使用了框架</p></body></noframes></frameset></html>";
    write(&folder.path().join("申报表.htm"), frame);
    write(&folder.path().join("申报表.files/sheet001.htm"), page("image001.png"));
    write(&folder.path().join("申报表.files/image001.png"), signature());
    let printed = check_folder(folder.path());
    assert_eq!((state(&printed), printed["applications"].as_array().unwrap().len()), ("picture", 1));
    assert_eq!(line(&printed, "申报表.files/sheet001.htm")["role"], "form");
    assert_eq!(line(&printed, "申报表.htm")["role"], "other");
}

#[test]
fn a_page_that_is_one_table_and_called_a_workbook_is_read_as_its_sheet() {
    let row = |cells: [&str; 4]| format!("<tr>{}</tr>", cells.map(|cell| format!("<td>{cell}</td>")).concat());
    let text = "建立台账，逐项销号，职工满意。";
    let rows = [
        row(["序号", "申报单位", "项目名称", "负责人"]),
        row(["1", "秦皇岛市海港区总工会", "暖心驿站建设", "张伟"]),
        row(["2", "秦皇岛市山海关区总工会", "职工云课堂", "李娜"]),
        row(["", "", "", ""]),
        row(["序号", "项目名称", "创新内容", "预期效果"]),
        row(["1", "暖心驿站建设", text, text]),
        row(["2", "职工云课堂", text, text]),
    ];
    let folder = tempfile::tempdir().unwrap();
    write(
        &folder.path().join("汇总表.xls"),
        format!("<html><meta charset=utf-8><body><table>{}</table></body></html>", rows.concat()),
    );
    let printed = check_folder(folder.path());
    let applications = printed["applications"].as_array().unwrap();
    assert_eq!(applications.len(), 2);
    for application in applications {
        assert_eq!(application["fields"]["effect"]["value"], text);
    }
}
