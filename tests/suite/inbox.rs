//! Walking folders and unpacking archives: every file once, under its right name, and nothing trusted.

use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use shenping::inbox::Content;
use shenping::inbox::InboxFile;
use shenping::inbox::InboxLimits;
use shenping::inbox::open;
use shenping::inbox::walk;
use shenping::model::Format;
use shenping::model::TroubleKind;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn take_in(paths: &[PathBuf], limits: &InboxLimits) -> Vec<InboxFile> {
    let parcels = walk(paths, limits).expect("paths that are there");
    let mut files = Vec::new();
    parcels.iter().for_each(|parcel| open(parcel, limits, &mut |file| files.push(file)));
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

fn take_in_folder(folder: &Path) -> Vec<InboxFile> {
    take_in(&[folder.to_owned()], &InboxLimits::default())
}

fn paths_of(files: &[InboxFile]) -> Vec<&str> {
    let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_ref()).collect();
    paths.sort_unstable();
    paths
}

fn named<'files>(files: &'files [InboxFile], path: &str) -> &'files InboxFile {
    files.iter().find(|file| file.path.as_ref() == path).unwrap_or_else(|| panic!("{path} in {:?}", paths_of(files)))
}

fn text_of(file: &InboxFile) -> String {
    String::from_utf8(file.bytes().expect("bytes").to_vec()).expect("utf-8")
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("entry");
        writer.write_all(content).expect("content");
    }
    writer.finish().expect("zip").into_inner()
}

fn take_in_zip(bytes: &[u8], limits: &InboxLimits) -> Vec<InboxFile> {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.zip");
    fs::write(&path, bytes).expect("write");
    take_in(&[folder.path().to_owned()], limits)
}

#[test]
fn every_file_below_a_folder_is_listed_once_with_its_path_below_it() {
    let folder = tempfile::tempdir().expect("folder");
    let below = |path: &str| folder.path().join(path);
    fs::create_dir_all(below("海港区总工会/证明材料")).expect("folders");
    fs::write(below("海港区总工会/申报表.txt"), "a").expect("write");
    fs::write(below("海港区总工会/证明材料/1.txt"), "b").expect("write");
    fs::write(below("松散.txt"), "c").expect("write");
    fs::write(below("包.zip"), zip_of(&[("说明.txt", b"d"), ("内/更内.txt", b"e")])).expect("write");
    let files = take_in_folder(folder.path());
    let expected = [
        "包.zip",
        "包.zip!/内/更内.txt",
        "包.zip!/说明.txt",
        "松散.txt",
        "海港区总工会/申报表.txt",
        "海港区总工会/证明材料/1.txt",
    ];
    assert_eq!(paths_of(&files), expected);
    let loose = named(&files, "松散.txt");
    assert_eq!(loose.sha256.as_deref(), Some("2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"));
    assert!(loose.modified.is_some(), "a file on disk knows when it was changed");
    assert_eq!(named(&files, "包.zip").format, Format::Zip);
}

#[test]
fn a_single_file_goes_by_its_name_and_several_paths_by_their_last_part() {
    let folder = tempfile::tempdir().expect("folder");
    for place in ["一/收件", "二/收件"] {
        fs::create_dir_all(folder.path().join(place)).expect("folders");
        fs::write(folder.path().join(place).join("a.txt"), place).expect("write");
    }
    let single = take_in(&[folder.path().join("一/收件/a.txt")], &InboxLimits::default());
    assert_eq!(paths_of(&single), ["a.txt"]);
    let both = [folder.path().join("一/收件"), folder.path().join("二/收件")];
    assert_eq!(paths_of(&take_in(&both, &InboxLimits::default())), ["收件(重名2)/a.txt", "收件/a.txt"]);
    let nested = [folder.path().join("一"), folder.path().join("一/收件"), folder.path().join("一")];
    assert_eq!(paths_of(&take_in(&nested, &InboxLimits::default())), ["收件/a.txt"], "each file once");
    assert!(walk(&[folder.path().join("没有")], &InboxLimits::default()).is_err());
}

#[cfg(unix)]
#[test]
fn links_pipes_and_locked_files_are_noted_and_never_opened() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("真.txt"), "a").expect("write");
    std::os::unix::fs::symlink("/etc", folder.path().join("链接")).expect("link");
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("管道")).status().expect("mkfifo");
    assert!(made.success());
    let files = take_in_folder(folder.path());
    assert_eq!(paths_of(&files), ["真.txt", "管道", "链接"]);
    assert!(named(&files, "链接").has_trouble(TroubleKind::Unsafe));
    assert!(named(&files, "管道").has_trouble(TroubleKind::Unsafe));
}

#[cfg(unix)]
#[test]
fn a_name_in_gbk_on_disk_is_shown_as_chinese() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("folder");
    let raw = encoding_rs::GBK.encode("申报表.txt").0.into_owned();
    fs::write(folder.path().join(OsStr::from_bytes(&raw)), "a").expect("write");
    fs::write(folder.path().join("申报表.txt"), "b").expect("write");
    let files = take_in_folder(folder.path());
    assert_eq!(paths_of(&files), ["申报表(重名2).txt", "申报表.txt"]);
}

#[test]
fn names_in_gbk_are_decoded_before_they_are_split() {
    let files = take_in(&[sample("odd/names-gbk.zip")], &InboxLimits::default());
    let expected = [
        "names-gbk.zip",
        "names-gbk.zip!/海港区总工会/申报表.txt",
        "names-gbk.zip!/海港区总工会/錦誠謀.txt",
        "names-gbk.zip!/海港区总工会/镕珺昇.txt",
    ];
    assert_eq!(paths_of(&files), expected);
}

#[test]
fn names_in_utf8_without_the_flag_and_in_the_unicode_field_are_read() {
    let files = take_in(&[sample("odd/names-utf8-unflagged.zip")], &InboxLimits::default());
    assert_eq!(paths_of(&files), ["names-utf8-unflagged.zip", "names-utf8-unflagged.zip!/抚宁区总工会/说明.txt"]);
    let files = take_in(&[sample("odd/names-unicode-path.zip")], &InboxLimits::default());
    let expected =
        ["names-unicode-path.zip", "names-unicode-path.zip!/山海关区.txt", "names-unicode-path.zip!/旧名.txt"];
    assert_eq!(paths_of(&files), expected, "a stale field does not count");
}

#[test]
fn entries_of_one_name_are_all_there() {
    let files = take_in(&[sample("broken/names-repeated.zip")], &InboxLimits::default());
    assert_eq!(text_of(named(&files, "names-repeated.zip!/申报表.txt")), "first");
    assert_eq!(text_of(named(&files, "names-repeated.zip!/申报表(重名2).txt")), "second");
    assert_eq!(text_of(named(&files, "names-repeated.zip!/申报表(重名3).txt")), "third");
}

#[test]
fn paths_that_lead_out_are_unsafe_and_their_neighbours_are_read() {
    let files = take_in(&[sample("broken/names-escaping.zip")], &InboxLimits::default());
    let outside =
        ["names-escaping.zip!/escape.txt", "names-escaping.zip!/etc/passwd", "names-escaping.zip!/Users/a.txt"];
    for path in outside {
        let file = named(&files, path);
        assert!(file.has_trouble(TroubleKind::Unsafe), "{path}");
        assert_eq!(file.content, Content::NotHeld);
    }
    assert_eq!(text_of(named(&files, "names-escaping.zip!/好的.txt")), "good");
}

#[test]
fn an_encrypted_entry_costs_only_itself() {
    let files = take_in(&[sample("broken/entry-encrypted.zip")], &InboxLimits::default());
    let secret = named(&files, "entry-encrypted.zip!/secret.txt");
    assert!(secret.has_trouble(TroubleKind::Encrypted));
    assert_eq!(secret.sha256, None);
    assert_eq!(text_of(named(&files, "entry-encrypted.zip!/open.txt")), "open");
}

#[test]
fn archives_of_7z_and_tar_are_read_with_their_names() {
    for (archive, name) in [
        ("odd/packed.7z", "packed.7z"),
        ("odd/packed.tar.gz", "packed.tar.gz"),
        ("odd/packed-gbk.tar.gz", "packed-gbk.tar.gz"),
        ("odd/packed.tar.bz2", "packed.tar.bz2"),
        ("odd/packed.tar.xz", "packed.tar.xz"),
        ("odd/packed-bzip2.7z", "packed-bzip2.7z"),
        ("odd/packed-deflate.7z", "packed-deflate.7z"),
        ("odd/packed-ppmd.7z", "packed-ppmd.7z"),
        ("odd/packed-bzip2.zip", "packed-bzip2.zip"),
        ("odd/packed-lzma.zip", "packed-lzma.zip"),
    ] {
        let files = take_in(&[sample(archive)], &InboxLimits::default());
        assert_eq!(files.len(), 3, "{:?}", paths_of(&files));
        assert!(files.iter().all(|file| file.troubles.is_empty()));
        let form = named(&files, &format!("{name}!/海港区总工会/申报表.txt"));
        assert_eq!(text_of(form), "申报单位：海港区总工会\n");
        let few = InboxLimits { entries: 1, ..InboxLimits::default() };
        assert!(take_in(&[sample(archive)], &few)[0].has_trouble(TroubleKind::Unsafe));
        let small = InboxLimits { file_bytes: 500, archive_bytes: 10, ..InboxLimits::default() };
        let files = take_in(&[sample(archive)], &small);
        assert!(files.iter().any(|file| file.has_trouble(TroubleKind::Unsafe)), "{archive}");
    }
}

#[test]
fn a_tar_with_another_behind_it_is_read_to_its_end() {
    let one = fs::read(sample("odd/packed.tar.gz")).expect("sample");
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("two.tar.gz"), [one.as_slice(), &one].concat()).expect("write");
    let files = take_in(&[folder.path().to_owned()], &InboxLimits::default());
    assert_eq!(files.len(), 5, "{:?}", paths_of(&files));
    assert!(files.iter().all(|file| file.troubles.is_empty()));
}

#[test]
fn a_bomb_in_a_packed_stream_is_unsafe() {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    (0..60).for_each(|_| encoder.write_all(&[b'0'; 1 << 20]).expect("content"));
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("说明.txt.bz2"), encoder.finish().expect("bzip2")).expect("write");
    let files = take_in_folder(folder.path());
    assert!(files.len() == 1 && files[0].has_trouble(TroubleKind::Unsafe), "{:?}", files[0].troubles);
}

#[test]
fn a_document_unpacked_and_packed_again_as_a_folder_is_that_document() {
    let parts: [(&str, &[u8]); 4] = [
        ("申报表/[Content_Types].xml", b"<Types/>"),
        ("申报表/word/document.xml", b"<w:document/>"),
        ("申报表/", b""),
        ("__MACOSX/._x", b"x"),
    ];
    assert_eq!(take_in_zip(&zip_of(&parts), &InboxLimits::default())[0].format, Format::Docx);
    let beside = [&parts[..], &[("证明.txt", b"x")]].concat();
    assert_eq!(take_in_zip(&zip_of(&beside), &InboxLimits::default())[0].format, Format::Zip);
}

#[test]
fn a_7z_archive_under_a_password_says_so() {
    let files = take_in(&[sample("broken/packed-encrypted.7z")], &InboxLimits::default());
    assert!(named(&files, "packed-encrypted.7z!/海港区总工会/申报表.txt").has_trouble(TroubleKind::Encrypted));
    let files = take_in(&[sample("broken/names-encrypted.7z")], &InboxLimits::default());
    assert_eq!(files.len(), 1);
    assert!(files[0].has_trouble(TroubleKind::Encrypted));
}

#[test]
fn a_single_file_under_gzip_goes_by_its_name() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all("单独".as_bytes()).expect("content");
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("说明.txt.gz"), encoder.finish().expect("gzip")).expect("write");
    let files = take_in_folder(folder.path());
    assert_eq!(text_of(named(&files, "说明.txt.gz!/说明.txt")), "单独");
}

#[test]
fn an_archive_that_is_not_opened_says_what_to_do() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("a.rar"), b"Rar!\x1a\x07\x01\0....").expect("write");
    fs::write(folder.path().join("b.tar.zst"), b"\x28\xb5\x2f\xfd....").expect("write");
    for file in take_in_folder(folder.path()) {
        assert!(file.has_trouble(TroubleKind::Unsupported), "{}", file.path);
        assert!(file.troubles[0].detail.contains("请解压后重新放入"));
    }
}

#[test]
fn archives_inside_archives_are_opened_to_the_limit() {
    let mut bytes = zip_of(&[("底.txt", b"x")]);
    for _ in 0..3 {
        bytes = zip_of(&[("层.zip", &bytes)]);
    }
    let allowed = InboxLimits { archive_depth: 4, ..InboxLimits::default() };
    assert_eq!(paths_of(&take_in_zip(&bytes, &allowed)).last(), Some(&"a.zip!/层.zip!/层.zip!/层.zip!/底.txt"));
    let one_less = InboxLimits { archive_depth: 3, ..InboxLimits::default() };
    let files = take_in_zip(&bytes, &one_less);
    let innermost = named(&files, "a.zip!/层.zip!/层.zip!/层.zip");
    assert!(innermost.has_trouble(TroubleKind::Unsafe) && innermost.troubles[0].detail.contains("3 层"));
    assert_eq!(files.len(), 4);
}

#[test]
fn a_bomb_is_unsafe_by_ratio_by_size_and_by_total() {
    let zeros = vec![0; 40 << 20];
    let bomb = zip_of(&[("a.txt", &zeros), ("b.txt", b"b")]);
    let files = take_in_zip(&bomb, &InboxLimits::default());
    assert!(named(&files, "a.zip!/a.txt").troubles[0].detail.contains("200 倍"));
    assert_eq!(text_of(named(&files, "a.zip!/b.txt")), "b");

    let by_size = InboxLimits { file_bytes: 1000, ..InboxLimits::default() };
    let exact = zip_of(&[("a.txt", &[b'a'; 1000]), ("b.txt", &[b'b'; 1001])]);
    let files = take_in_zip(&exact, &by_size);
    assert!(named(&files, "a.zip!/a.txt").troubles.is_empty());
    assert!(named(&files, "a.zip!/b.txt").has_trouble(TroubleKind::Unsafe));

    let by_total = InboxLimits { archive_bytes: 1500, ..InboxLimits::default() };
    let files = take_in_zip(&zip_of(&[("a.txt", &[b'a'; 1000]), ("b.txt", &[b'b'; 1000])]), &by_total);
    assert!(named(&files, "a.zip!/a.txt").troubles.is_empty());
    assert!(named(&files, "a.zip!/b.txt").has_trouble(TroubleKind::Unsafe));
}

#[test]
fn a_file_too_large_to_be_hashed_is_told_of_and_left_alone() {
    let folder = tempfile::tempdir().expect("folder");
    std::fs::write(folder.path().join("录像.mp4"), [b'a'; 1001]).expect("file");
    let limits = |hashed_bytes| InboxLimits { file_bytes: 100, hashed_bytes, ..InboxLimits::default() };
    let read = |hashed_bytes| take_in(&[folder.path().to_owned()], &limits(hashed_bytes)).remove(0);
    assert!(read(1001).sha256.is_some());
    let over = read(1000);
    assert_eq!((over.sha256.is_none(), over.size), (true, 1001));
    assert!(over.has_trouble(TroubleKind::Unsafe));
}

#[test]
fn a_declared_size_that_lies_is_not_believed() {
    let mut bytes = zip_of(&[("a.txt", &vec![0; 20 << 20])]);
    let central = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("central header");
    bytes[central + 24..central + 28].copy_from_slice(&10_u32.to_le_bytes());
    let files = take_in_zip(&bytes, &InboxLimits::default());
    assert!(!named(&files, "a.zip!/a.txt").troubles.is_empty());
    assert_eq!(named(&files, "a.zip!/a.txt").content, Content::NotHeld);
}

#[test]
fn more_entries_than_allowed_are_counted_in_the_archives_own_trouble() {
    let bytes = zip_of(&[("1.txt", b"1"), ("2.txt", b"2"), ("3.txt", b"3")]);
    let exactly = InboxLimits { entries: 3, ..InboxLimits::default() };
    assert!(named(&take_in_zip(&bytes, &exactly), "a.zip").troubles.is_empty());
    let fewer = InboxLimits { entries: 2, ..InboxLimits::default() };
    let files = take_in_zip(&bytes, &fewer);
    assert_eq!(files.len(), 3);
    assert!(named(&files, "a.zip").has_trouble(TroubleKind::Unsafe));
}

#[test]
fn a_cut_archive_gives_what_is_whole_in_it() {
    let noise: Vec<u8> = (0..5000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let bytes = zip_of(&[("一.txt", b"whole"), ("二.bin", &noise)]);
    let files = take_in_zip(&bytes[..bytes.len() - 1000], &InboxLimits::default());
    assert_eq!(text_of(named(&files, "a.zip!/一.txt")), "whole");
    assert!(named(&files, "a.zip").has_trouble(TroubleKind::Unreadable));
}

#[test]
fn a_wrong_checksum_is_damage() {
    let mut bytes = zip_of(&[("a.txt", b"content that is deflated or not, as it pleases")]);
    let central = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("central header");
    bytes[central + 16] ^= 1;
    let files = take_in_zip(&bytes, &InboxLimits::default());
    assert!(named(&files, "a.zip!/a.txt").has_trouble(TroubleKind::Unreadable));
}

#[test]
fn a_document_called_zip_is_a_document() {
    let docx = zip_of(&[
        ("[Content_Types].xml", br#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#),
        ("word/document.xml", b"<w:document/>"),
    ]);
    let files = take_in_zip(&docx, &InboxLimits::default());
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].format, Format::Docx);
    assert!(files[0].has_trouble(TroubleKind::Disguised));
}

#[test]
fn a_file_over_the_limit_is_hashed_and_not_held() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("a.txt"), "十个字十个字十个字十").expect("write");
    let exactly = InboxLimits { file_bytes: 30, ..InboxLimits::default() };
    let files = take_in(&[folder.path().to_owned()], &exactly);
    assert!(matches!(files[0].content, Content::Held(_)) && files[0].troubles.is_empty());
    let limits = InboxLimits { file_bytes: 29, ..InboxLimits::default() };
    let files = take_in(&[folder.path().to_owned()], &limits);
    assert!(files[0].has_trouble(TroubleKind::Unsafe) && files[0].sha256.is_some());
    assert_eq!(files[0].content, Content::NotHeld);
}

#[test]
fn no_mutation_of_an_archive_panics_or_loses_the_archive() {
    let inner = zip_of(&[("x.txt", b"inner")]);
    let mut seeds = vec![zip_of(&[("一.txt", b"one"), ("二/三.txt", &[b'z'; 3000]), ("内.zip", &inner)])];
    for name in [
        "odd/names-gbk.zip",
        "odd/names-unicode-path.zip",
        "broken/names-escaping.zip",
        "broken/entry-encrypted.zip",
        "odd/packed.7z",
        "broken/packed-encrypted.7z",
        "odd/packed.tar.gz",
        "odd/packed.tar.bz2",
        "odd/packed.tar.xz",
        "odd/packed-ppmd.7z",
        "odd/packed-lzma.zip",
    ] {
        seeds.push(fs::read(sample(name)).expect("sample"));
    }
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("small")
    };
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.zip");
    for round in 0..900 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=random(6) {
            let at = random(bytes.len());
            bytes[at] = u8::try_from(random(256)).expect("a byte");
        }
        if round % 3 == 0 {
            bytes.truncate(random(bytes.len()));
        }
        fs::write(&path, &bytes).expect("write");
        let files = take_in(std::slice::from_ref(&path), &InboxLimits::default());
        assert_eq!(files[0].path.as_ref(), "a.zip");
        let mut paths = paths_of(&files);
        paths.dedup();
        assert_eq!(paths.len(), files.len(), "paths are unique");
    }
}

/// A zip with one stored entry: the name in front of the data, that in the directory, the volume it is in, and that of the directory.
fn raw_zip(local: &str, name: &str, (volume, last): (u16, u16)) -> Vec<u8> {
    let content = b"abc";
    let crc = crc32fast::hash(content).to_le_bytes();
    let lengths = |name: &str| {
        [3u32.to_le_bytes().as_slice(), &3u32.to_le_bytes(), &(name.len() as u16).to_le_bytes(), &[0, 0]].concat()
    };
    let entry =
        [b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0".as_slice(), &crc, &lengths(local), local.as_bytes(), content].concat();
    let header = |offset: u32| {
        let head = [b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0!\0".as_slice(), &crc, &lengths(name), &[0, 0]].concat();
        [head.as_slice(), &volume.to_le_bytes(), &[0; 6], &offset.to_le_bytes(), name.as_bytes()].concat()
    };
    let directory = [header(0), header(entry.len() as u32)].concat();
    let (length, start) = (directory.len() as u32, 2 * entry.len() as u32);
    let end = [b"PK\x05\x06".as_slice(), &last.to_le_bytes(), &last.to_le_bytes(), &[2, 0, 2, 0]].concat();
    [entry.as_slice(), &entry, &directory, &end, &length.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat()
}

#[test]
fn entries_with_shorter_names_in_front_of_their_data_are_no_bomb() {
    let files = take_in_zip(&raw_zip("a", "一个长得多的名字.txt", (0, 0)), &InboxLimits::default());
    assert_eq!(files.len(), 3);
    assert!(files.iter().all(|file| file.troubles.is_empty()), "{:?}", files[1].troubles);
}

#[test]
fn what_lies_in_another_volume_of_a_split_archive_is_said_to_and_no_bomb() {
    let files = take_in_zip(&raw_zip("a.txt", "a.txt", (0, 3)), &InboxLimits::default());
    let kinds: Vec<TroubleKind> = files.iter().flat_map(|file| &file.troubles).map(|trouble| trouble.kind).collect();
    assert!(!kinds.is_empty() && !kinds.contains(&TroubleKind::Unsafe), "{kinds:?}");
}

#[test]
fn the_volume_of_an_archive_stands_in_its_wide_record_where_the_short_one_is_full() {
    let short = raw_zip("a.txt", "a.txt", (0, u16::MAX));
    let (front, end) = short.split_at(short.len() - 22);
    let number = |at: usize| u64::from(u32::from_le_bytes(end[at..at + 4].try_into().unwrap())).to_le_bytes();
    let record =
        [b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0".as_slice(), &[0; 8], &[2, 0, 0, 0, 0, 0, 0, 0].repeat(2)].concat();
    let locator = [b"PK\x06\x07\0\0\0\0".as_slice(), &(front.len() as u64).to_le_bytes(), &[1, 0, 0, 0]].concat();
    let wide = [front, &record, &number(12), &number(16), &locator, end].concat();
    let files = take_in_zip(&wide, &InboxLimits::default());
    assert!(files.len() == 3 && files.iter().all(|file| file.troubles.is_empty()), "{files:?}");
}
