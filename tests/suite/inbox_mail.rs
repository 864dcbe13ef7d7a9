//! Mails that were saved with their attachments: .eml of many programs, .msg of Outlook, its winmail.dat. The attachments are what
//! was sent; each is a file of its own.

use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use encoding_rs::GB18030;
use shenping::inbox::InboxFile;
use shenping::inbox::InboxLimits;
use shenping::inbox::group;
use shenping::inbox::open;
use shenping::inbox::walk;
use shenping::model::Format;
use shenping::model::Gathering;
use shenping::model::Grouping;
use shenping::model::Sensed;
use shenping::model::TroubleKind;

use crate::harness::check_folder;
use crate::harness::codes_of;
use crate::inbox_group::description;
use crate::inbox_group::form;
use crate::inbox_group::paper;
use crate::inbox_group::picture;

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd").join(name)).unwrap()
}

fn open_one(name: &str, bytes: &[u8]) -> Vec<InboxFile> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let limits = InboxLimits::default();
    let mut files = Vec::new();
    for parcel in walk(&[folder.path().to_owned()], &limits).unwrap() {
        open(&parcel, &limits, &mut |file| files.push(file));
    }
    files
}

fn paths(files: &[InboxFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_ref()).collect()
}

fn kinds(file: &InboxFile) -> Vec<TroubleKind> {
    file.troubles.iter().map(|trouble| trouble.kind).collect()
}

/// A mail as QQ Mail writes it, with an attachment whose name stands in the header as these bytes.
fn qq_mail(name: &[u8], content: &[u8], body: &str) -> Vec<u8> {
    let body = BASE64_STANDARD.encode(GB18030.encode(body).0);
    let lines: Vec<String> = BASE64_STANDARD
        .encode(content)
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    [
        b"From: \"=?gb18030?B?wO7LxA==?=\" <1@qq.com>\r\nTo: x@y.cn\r\nSubject: =?gb18030?B?yeqxqLLEwc8=?=\r\n".as_slice(),
        b"Mime-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tboundary=\"----=_Part\"\r\nMessage-ID: <t@qq.com>\r\n\r\n",
        b"------=_Part\r\nContent-Type: text/html;\r\n\tcharset=\"gb18030\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        body.as_bytes(),
        b"\r\n\r\n------=_Part\r\nContent-Type: application/octet-stream;\r\n\tcharset=\"gb18030\";\r\n\tname=\"",
        name,
        b"\"\r\nContent-Disposition: attachment; filename=\"",
        name,
        b"\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        lines.join("\r\n").as_bytes(),
        b"\r\n\r\n------=_Part--\r\n",
    ]
    .concat()
}

#[test]
fn attachments_are_files_whatever_way_their_names_are_written() {
    let form = sample("twins/form.docx");
    let encoded = format!("=?gb18030?B?{}?=", BASE64_STANDARD.encode(GB18030.encode("申报表.docx").0));
    let raw = GB18030.encode("申报表.docx").0;
    let whole_path = GB18030.encode(r"C:\我的文档\申报表.docx").0;
    for name in [encoded.as_bytes(), &raw, &whole_path, "申报表.docx".as_bytes()] {
        let files = open_one("邮件.eml", &qq_mail(name, &form, "<div>请查收</div>"));
        assert_eq!(paths(&files), ["邮件.eml!/申报表.docx", "邮件.eml"]);
        let form_file = files.first().unwrap();
        assert_eq!((form_file.format, form_file.size), (Format::Docx, form.len() as u64));
        assert_eq!(files.last().map(|mail| (mail.format, kinds(mail))), Some((Format::Mail, vec![])));
    }
}

#[test]
fn a_mail_that_is_cut_says_so_and_gives_what_is_left() {
    let mail = qq_mail("申报表.docx".as_bytes(), &sample("twins/form.docx"), "请查收");
    let files = open_one("邮件.eml", mail.get(..mail.len() - 3_000).unwrap());
    let [form, mail] = files.as_slice() else { panic!("{:?}", paths(&files)) };
    assert_eq!((form.format, kinds(form)), (Format::Docx, vec![TroubleKind::Unreadable]));
    assert!(form.salvaged);
    assert_eq!(kinds(mail), [TroubleKind::Unreadable]);
}

#[test]
fn a_mail_that_quotes_much_or_whose_attachments_lie_elsewhere_is_doubted() {
    let long = format!("谢谢！\n------ 原始邮件 ------\n{}", "我单位今年开展了这项工作。".repeat(60));
    for body in [long.as_str(), "<p>从QQ邮箱发来的超大附件</p>"] {
        let files = open_one("邮件.eml", &qq_mail(b"a.docx", &sample("twins/form.docx"), body));
        assert_eq!(files.last().map(kinds), Some(vec![TroubleKind::Incomplete]), "{body}");
    }
}

#[test]
fn what_a_mail_without_attachments_says_is_its_paper() {
    let page = "<meta charset=gb18030><table><tr><td>申报单位<td>海港区总工会</table>";
    let mail = GB18030.encode(page).0;
    let mail = [
        b"From: 1@qq.com\r\nTo: x@y.cn\r\nMessage-ID: <a@qq.com>\r\nMime-Version: 1.0\r\n".as_slice(),
        b"Content-Type: text/html; charset=gb18030\r\n\r\n",
        &mail,
    ]
    .concat();
    let files = open_one("邮件.eml", &mail);
    assert_eq!(paths(&files), ["邮件.eml!/邮件正文.html", "邮件.eml"]);
    let body = files.first().unwrap();
    assert_eq!((body.format, kinds(body)), (Format::Html, vec![]));
    assert!(String::from_utf8_lossy(&body.bytes().unwrap()).contains("海港区总工会"));
    assert_eq!(files.last().map(kinds), Some(vec![]));

    let empty = "From: 1@qq.com\r\nTo: x@y.cn\r\nSubject: a\r\nContent-Type: text/plain\r\n\r\n  \r\n";
    let files = open_one("邮件.eml", empty.as_bytes());
    assert_eq!(files.iter().map(kinds).collect::<Vec<_>>(), [[TroubleKind::Incomplete]]);
}

#[test]
fn a_mail_that_says_more_than_a_greeting_is_a_paper_beside_its_attachments() {
    let told = "申报单位：海港区总工会，项目名称：职工书屋。".repeat(8);
    for (body, want) in [("请查收", 2), (told.as_str(), 3)] {
        let files = open_one("邮件.eml", &qq_mail(b"a.docx", &sample("twins/form.docx"), body));
        assert_eq!(files.len(), want);
        assert!(files.iter().all(|file| kinds(file).is_empty()));
    }
}

fn grouped(papers: &[Sensed]) -> Grouping {
    let mail = Sensed { format: Format::Mail, ..paper("邮件.eml", "") };
    group(&[&[mail], papers].concat(), &Gathering::Inbox, &[])
}

#[test]
fn the_text_of_a_mail_is_a_cover_unless_nothing_attached_is_what_it_is() {
    let attached = form("邮件.eml!/申报表.xlsx", "甲工会", "职工书屋");
    let text = "邮件.eml!/邮件正文.txt";
    let of_submission = |grouping: &Grouping| {
        let files = grouping.submissions.iter().flat_map(|submission| &submission.files);
        files.filter(|file| *file.path == *text).map(|file| file.role.clone()).collect::<Vec<_>>()
    };
    // It names the unit and the project as the form does.
    let cover = grouped(&[attached.clone(), form(text, "甲工会", "职工书屋")]);
    assert_eq!((cover.submissions.len(), of_submission(&cover).len()), (1, 0));
    assert_eq!(cover.submissions[0].forms.len(), 1);
    let another = grouped(&[attached.clone(), form(text, "甲工会", "流动讲堂")]);
    assert_eq!(another.submissions.len(), 2);
    let told = grouped(&[attached, description(text, "", "")]);
    assert_eq!(of_submission(&told), ["description"]);
    let alone = grouped(&[picture("邮件.eml!/签字页.png"), form(text, "甲工会", "职工书屋")]);
    assert_eq!(of_submission(&alone), ["form"]);
    let letter = grouped(&[description(text, "", "")]);
    assert_eq!((letter.submissions.len(), letter.unassigned.len()), (0, 1));
}

#[test]
fn a_text_that_was_attached_keeps_its_encoding() {
    let text = GB18030.encode("单位,项目\r\n甲,乙\r\n").0.into_owned();
    let mail = qq_mail(b"a.csv", &text, "请查收");
    let mail = String::from_utf8_lossy(&mail).replace("application/octet-stream", "text/csv");
    let files = open_one("邮件.eml", mail.as_bytes());
    let expected = InboxFile::from_bytes("a.csv", text.into());
    assert_eq!(files.first().map(|file| &file.sha256), Some(&expected.sha256));
}

#[test]
fn attachments_of_an_outlook_mail_and_of_a_mail_inside_it_are_files() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let form = sample("twins/form.docx");
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put = |path: &str, bytes: &[u8]| {
        container.create_storage_all(Path::new(path).parent().unwrap()).unwrap();
        container.create_stream(path).unwrap().write_all(bytes).unwrap();
    };
    put("/__properties_version1.0", &[0; 32]);
    put("/__substg1.0_1000001F", &wide("请查收"));
    let first = "/__attach_version1.0_#00000000";
    put(&format!("{first}/__substg1.0_3707001F"), &wide("申报表.docx"));
    put(&format!("{first}/__substg1.0_37010102"), &form);
    let inner = "/__attach_version1.0_#00000001/__substg1.0_3701000D/__attach_version1.0_#00000000";
    put(&format!("{inner}/__substg1.0_3704001E"), &GB18030.encode("说明.txt").0);
    put(&format!("{inner}/__substg1.0_37010102"), "创新点".as_bytes());
    let files = open_one("邮件.msg", &container.into_inner().into_inner());
    assert_eq!(paths(&files), ["邮件.msg!/申报表.docx", "邮件.msg!/说明.txt", "邮件.msg"]);
    assert_eq!(files.last().map(|mail| (mail.format, kinds(mail))), Some((Format::Mail, vec![])));
    assert_eq!(files.first().map(|file| file.size), Some(form.len() as u64));
}

#[test]
fn what_an_outlook_mail_without_attachments_says_is_its_paper() {
    let text: Vec<u8> = "申报单位：海港区总工会".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let page = "<html><p>申报单位：海港区总工会</html>";
    for (parts, want) in [(1, "邮件.msg!/邮件正文.txt"), (2, "邮件.msg!/邮件正文.html")] {
        let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let streams = [
            ("/__properties_version1.0", [0; 32].as_slice()),
            ("/__substg1.0_1000001F", &text),
            ("/__substg1.0_10130102", page.as_bytes()),
        ];
        for (path, bytes) in streams.iter().take(parts + 1) {
            container.create_stream(path).unwrap().write_all(bytes).unwrap();
        }
        let files = open_one("邮件.msg", &container.into_inner().into_inner());
        assert_eq!(paths(&files), [want, "邮件.msg"]);
        assert!(String::from_utf8_lossy(&files[0].bytes().unwrap()).contains("海港区总工会"));
    }
}

#[test]
fn what_outlook_packs_for_its_own_is_unpacked() {
    let attribute = |id: u32, data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [&[2_u8], id.to_le_bytes().as_slice(), &length, data, &[0, 0]].concat()
    };
    let name = [GB18030.encode("申报表.docx").0.as_ref(), b"\0"].concat();
    let form = sample("twins/form.docx");
    let whole = [
        b"\x78\x9f\x3e\x22\x01\x00".to_vec(),
        attribute(0x0006_9002, &[0; 14]),
        attribute(0x0001_8010, &name),
        attribute(0x0006_800f, &form),
    ]
    .concat();
    let files = open_one("winmail.dat", &whole);
    assert_eq!(paths(&files), ["winmail.dat!/申报表.docx", "winmail.dat"]);
    assert_eq!(files.iter().flat_map(kinds).collect::<Vec<_>>(), []);
    let files = open_one("winmail.dat", whole.get(..whole.len() - 100).unwrap());
    assert_eq!(files.last().map(kinds), Some(vec![TroubleKind::Unreadable]));
}

#[test]
fn a_document_saved_in_the_encoding_of_mail_is_read() {
    let form = sample("twins/form.docx");
    let file = InboxFile::from_bytes("申报表.docx", BASE64_STANDARD.encode(&form).into_bytes().into());
    assert_eq!((file.format, kinds(&file)), (Format::Docx, vec![TroubleKind::Disguised]));
    assert_eq!(file.bytes().unwrap().as_ref(), form);
}

#[test]
fn a_mail_is_one_however_few_or_old_its_headers_are() {
    let form = sample("twins/form.docx");
    let whole = qq_mail("申报表.docx".as_bytes(), &form, "请查收");
    let text = String::from_utf8(whole.clone()).unwrap();
    let headers = text.find("Mime-Version").unwrap();
    let without = |name: &str| text.replacen(text.lines().find(|line| line.starts_with(name)).unwrap(), "X-A: b", 1);
    let latin = [b"X-B: M\xfcller \x80\xff\r\n".as_slice(), &whole].concat();
    let mails = [
        without("Message-ID").into_bytes(),
        without("Subject").into_bytes(),
        [b"From 1@qq.com Wed Oct 21 09:00:00 2026\r\n".as_slice(), &whole].concat(),
        ["\u{feff}".as_bytes(), &whole].concat(),
        latin,
    ];
    for mail in mails {
        let files = open_one("邮件.eml", &mail);
        assert_eq!(
            paths(&files),
            ["邮件.eml!/申报表.docx", "邮件.eml"],
            "{}",
            String::from_utf8_lossy(&mail[..headers])
        );
    }
    assert_eq!(open_one("通知.txt", b"From: now on\r\nall is new").last().map(|file| file.format), Some(Format::Text));
}

#[test]
fn what_stands_below_the_last_answer_of_a_mail_is_left_to_people() {
    let form = "秦皇岛市工会创新工作立项申报表\n申报单位：海港区总工会\n项目名称：职工书屋\n项目负责：张伟\n联系电话：13800001111\n\
                项目申报理由：职工需要。\n项目创新内容：送书上门。\n项目实施措施：逐步推开。\n项目预期效果：惠及五千人。\n";
    let doubted = |kind: &str, text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let head =
            format!("From: 1@qq.com\r\nTo: x@y.cn\r\nSubject: a\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n");
        fs::write(folder.path().join("邮件.eml"), head + text).unwrap();
        let codes = codes_of(&check_folder(folder.path()));
        codes.iter().any(|code| code == "field-ambiguous manual")
    };
    assert!(!doubted("plain", &format!("{form}普及面广。\n")));
    // what closes letters is no part of the answer
    assert!(!doubted("plain", &format!("{form}\n发自我的手机\n")));
    for end in ["-- \n张三\n总工会办公室\n", "\n本邮件已经过网关扫描。\n"] {
        assert!(doubted("plain", &format!("{form}{end}")), "{end}");
    }
    let page = form.replace('\n', "<br>");
    assert!(doubted("html", &format!("<html><body><p>{page}</p><p>--</p><p>张三</p></body></html>")));
}
