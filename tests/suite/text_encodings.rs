//! A form in plain text or a web page, whatever encoding it is in and whatever it says of it: through the program.

use std::fs;

use encoding_rs::BIG5;
use encoding_rs::GB18030;
use encoding_rs::SHIFT_JIS;
use serde_json::Value;

use crate::harness::check_folder;

const FORM: &str = "工会创新工作立项申报表\r\n申报单位：海港区总工会\r\n项目名称：职工心理服务驿站\r\n项目负责：施国栋、尤海燕\r\n联系电话：0335-3600001\r\n\
    申报理由：传统方式难以覆盖货车司机。\r\n创新内容：把流程拆成三步。\r\n实施措施：先试点后推开。\r\n预期效果：新增会员三千人。\r\n";

fn check(name: &str, bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("海港区总工会");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join(name), bytes).unwrap();
    check_folder(folder.path())
}

fn values(printed: &Value) -> Option<[String; 3]> {
    let fields = &printed["applications"].as_array().unwrap().first()?["fields"];
    Some(["unit", "leaders", "effect"].map(|field| fields[field]["value"].to_string()))
}

fn expected() -> Option<[String; 3]> {
    Some(["\"海港区总工会\"", "[\"施国栋\",\"尤海燕\"]", "\"新增会员三千人。\""].map(str::to_owned))
}

fn wide<const N: usize>(bytes: fn(u32) -> [u8; N]) -> Vec<u8> {
    FORM.chars().flat_map(|letter| bytes(u32::from(letter))).collect()
}

#[test]
fn a_form_in_text_is_read_in_every_encoding() {
    let hz = FORM.split("\r\n").map(|line| {
        let bytes = GB18030.encode(line).0.into_owned();
        let coded = bytes.chunk_by(|one, other| one.is_ascii() == other.is_ascii());
        let parts = coded.map(|part| match part.is_ascii() {
            true => String::from_utf8_lossy(part).into_owned(),
            false => format!("~{{{}~}}", part.iter().map(|byte| char::from(byte & 0x7f)).collect::<String>()),
        });
        parts.collect::<String>() + "\r\n"
    });
    let cases = [
        ("GB 18030", GB18030.encode(FORM).0.into_owned()),
        ("UTF-16", wide(|letter| (letter as u16).to_le_bytes())),
        ("UTF-16, high byte first", wide(|letter| (letter as u16).to_be_bytes())),
        ("UTF-32", wide(u32::to_le_bytes)),
        ("UTF-32 with its mark", [b"\0\0\xfe\xff".to_vec(), wide(u32::to_be_bytes)].concat()),
        ("HZ", hz.collect::<String>().into_bytes()),
    ];
    for (encoding, bytes) in cases {
        let printed = check("申报表.txt", &bytes);
        assert_eq!(values(&printed), expected(), "{encoding}");
        assert!(printed["files"][0]["findings"].as_array().unwrap().is_empty(), "{encoding}");
    }
}

#[test]
fn a_page_that_declares_another_encoding_is_read_in_its_own() {
    for told in ["utf-8", "gb2312", "big5", "iso-8859-1", "utf-7"] {
        let page =
            format!("<html><head><meta charset=\"{told}\"></head><body>{}</body></html>", FORM.replace("\r\n", "<p>"));
        for bytes in [page.as_bytes().to_vec(), GB18030.encode(&page).0.into_owned()] {
            assert_eq!(values(&check("申报表.html", &bytes)), expected(), "{told}");
        }
    }
}

#[test]
fn a_text_with_spoilt_letters_is_read_and_doubted() {
    let mut utf8 = FORM.as_bytes().to_vec();
    let at = FORM.find("传统").unwrap();
    utf8.splice(at..=at, [0xff]);
    let gb = GB18030.encode(FORM).0;
    for bytes in [utf8, gb[..gb.len() - 3].to_vec()] {
        let printed = check("申报表.txt", &bytes);
        assert_eq!(values(&printed).unwrap()[0], "\"海港区总工会\"");
        assert_eq!(printed["files"][0]["findings"][0]["code"], "file-unreadable");
    }
}

#[test]
fn letters_of_another_language_are_doubted_and_big5_is_read() {
    let (japanese, _, _) = SHIFT_JIS.encode("データベースのアプリケーションを開いてください。");
    let printed = check("申报表.txt", &japanese);
    assert_eq!(printed["files"][0]["findings"][0]["code"], "file-unreadable", "{printed:#}");
    let (big5, _, _) = BIG5.encode("申報單位：海港區總工會\n項目名稱：職工心理服務驛站\n聯繫電話：0335-3600001\n");
    let printed = check("申报表.txt", &big5);
    assert!(printed["files"][0]["findings"].as_array().unwrap().is_empty(), "{printed:#}");
}

#[test]
fn a_form_whose_lines_were_quoted_is_read_and_one_whose_ends_were_changed_or_that_brought_a_page_is_doubted() {
    let quoted: String = FORM.lines().map(|line| format!("> {line}\r\n")).collect();
    assert_eq!(values(&check("申报表.txt", quoted.as_bytes())), expected());
    let wide: Vec<u8> = format!("\u{feff}{FORM}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ends_lost: Vec<u8> = wide.iter().map(|byte| if *byte == 0x0a { 0x0d } else { *byte }).collect();
    let single: Vec<u8> = wide.chunks(2).filter(|unit| *unit != [0x0a, 0]).flatten().copied().collect();
    let page = format!("{FORM}<script>show()</script></body></html>\r\n").into_bytes();
    for (bytes, doubts) in [(wide, 0), (ends_lost, 1), (single, 1), (page, 1)] {
        let printed = check("申报表.txt", &bytes);
        assert_eq!(printed["files"][0]["findings"].as_array().unwrap().len(), doubts, "{printed:#}");
    }
}
