//! Whether the content is what the name's extension says. An extension that nobody knows promises nothing; a damaged file
//! under a known name is damaged, not disguised.

use super::Sniffed;
use super::trouble;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// Extensions and the formats that may stand behind them. WPS writes .et and .wps as Excel's and Word's own binary formats.
const PROMISES: &[(&[&str], &[Format])] = &[
    (&["xlsx", "xltx"], &[Format::Xlsx]),
    (&["xlsm", "xltm", "xlam"], &[Format::Xlsm]),
    (&["xlsb"], &[Format::Xlsb]),
    (&["xls", "xlt", "xla", "et", "ett"], &[Format::Xls]),
    (&["ods", "ots"], &[Format::Ods]),
    (&["docx", "dotx"], &[Format::Docx]),
    (&["docm", "dotm"], &[Format::Docm]),
    (&["doc", "dot", "wps", "wpt"], &[Format::Doc]),
    (&["odt", "ott"], &[Format::Odt]),
    (&["fodt", "fods", "fodp"], &[Format::FlatOdf]),
    (&["rtf"], &[Format::Rtf]),
    (&["htm", "html", "xhtml", "shtml"], &[Format::Html]),
    (&["mht", "mhtml"], &[Format::Mhtml]),
    (
        &["xml"],
        &[
            Format::WordMl,
            Format::SpreadsheetMl,
            Format::FlatOpc,
            Format::FlatOdf,
            Format::Html,
            Format::Text,
            Format::Csv,
            // of some other program
            Format::Unknown,
        ],
    ),
    (&["pdf"], &[Format::Pdf]),
    (&["ofd"], &[Format::Ofd]),
    (&["txt", "text", "log", "md", "csv", "tsv", "tab", "json"], &[Format::Text, Format::Csv]),
    (&["pptx", "pptm", "ppsx", "ppsm", "potx", "potm", "odp"], &[Format::Pptx]),
    (&["ppt", "pps", "pot", "dps", "dpt"], &[Format::Ppt]),
    (
        &[
            "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "webp", "emf", "wmf", "heic",
            "heif", "avif", "svg", "ico", "psd",
        ],
        &[Format::Image],
    ),
    (
        &[
            "mp3", "mp4", "m4a", "m4v", "mov", "avi", "wmv", "wma", "wav", "flv", "mkv", "webm", "mpg", "mpeg", "3gp",
            "amr", "aac", "ogg", "flac", "rm", "rmvb", "ts", "vob", "mid",
        ],
        &[Format::Media],
    ),
    (&["zip"], &[Format::Zip]),
    (&["7z"], &[Format::SevenZip]),
    (&["rar"], &[Format::Rar]),
    (&["tar", "gz", "tgz", "bz2", "tbz", "xz", "txz", "zst"], &[Format::Tar]),
    (&["eml", "msg"], &[Format::Mail]),
    (&["exe", "com", "scr", "dll", "bat", "cmd", "sh"], &[Format::Executable]),
];

/// What browsers, 百度网盘, 迅雷 and 微信 call a file while it comes, and iCloud one that it has not fetched.
const UNFINISHED: &[&str] =
    &["downloading", "crdownload", "part", "partial", "download", "td", "xltd", "opdownload", "tmp", "icloud"];

/// Whether a name says that separators part the values of a text.
pub fn promises_separated(name: &str) -> bool {
    extension_of(name).is_some_and(|extension| matches!(extension.as_str(), "csv" | "tsv" | "tab"))
}

/// Adds a trouble where the name promises something else, or where what it promises is beyond recognition.
pub fn compare_with_name(name: &str, sniffed: &mut Sniffed) {
    let settled = matches!(sniffed.format, Format::Encrypted | Format::Empty | Format::System);
    let Some(extension) = extension_of(name) else { return };
    if sniffed.format == Format::Unknown && sniffed.troubles.is_empty() && numbers_a_volume(&extension) {
        let detail = "这是分卷压缩包中的一卷，不能单独读取；请合并解压后重新放入";
        sniffed.troubles.push(trouble(TroubleKind::Unsupported, detail));
        return;
    }
    if sniffed.format == Format::Unknown && sniffed.troubles.is_empty() && UNFINISHED.contains(&extension.as_str()) {
        let detail = "这是没有下载完的文件；请下载完成后重新放入";
        sniffed.troubles.push(trouble(TroubleKind::Unreadable, detail));
        return;
    }
    let promised = PROMISES.iter().find(|(extensions, _)| extensions.contains(&extension.as_str()));
    let Some((_, formats)) = promised.filter(|_| !settled) else { return };
    let is_not_read = |known: &Trouble| matches!(known.kind, TroubleKind::Unsupported | TroubleKind::Elsewhere);
    let unsupported = sniffed.troubles.iter().any(is_not_read);
    if formats.contains(&sniffed.format) || unsupported {
        return;
    }
    if sniffed.format == Format::Unknown || lost_its_container(&extension, sniffed) {
        if !sniffed.troubles.iter().any(|known| known.kind.loses_content()) {
            let detail = format!(
                "名为 .{extension}，内容不是这种格式，也认不出是别的格式，可能已损坏，或被加密软件加密（请解密后重新放入）"
            );
            sniffed.troubles.push(trouble(TroubleKind::Unreadable, detail));
        }
        return;
    }
    let detail = format!("名为 .{extension}，内容实为{}", describe(sniffed.format));
    sniffed.troubles.push(trouble(TroubleKind::Disguised, detail));
}

/// A package or container whose inner directory is lost is what is left of the document that the name promises; so is a container
/// that holds none of the streams that any document has.
fn lost_its_container(extension: &str, sniffed: &Sniffed) -> bool {
    let damaged = sniffed.troubles.iter().any(|known| known.kind == TroubleKind::Unreadable);
    let zipped = ["xlsx", "docx", "xlsm", "docm", "ods", "odt", "pptx", "ofd"].contains(&extension);
    let container = if zipped { sniffed.format == Format::Zip } else { sniffed.format == Format::Ole };
    container && (damaged || !zipped)
}

/// `.zip.002` and `.7z.002` of 7-Zip, `.z01` of WinZip, `.r00` of old WinRAR.
fn numbers_a_volume(extension: &str) -> bool {
    let figures = extension.strip_prefix(['z', 'r']).unwrap_or(extension);
    (2..=3).contains(&figures.len())
        && figures.len() + 1 >= extension.len()
        && figures.chars().all(|c| c.is_ascii_digit())
}

fn extension_of(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.trim().to_lowercase())
}

/// What a format is called to staff.
fn describe(format: Format) -> &'static str {
    match format {
        Format::Xlsx => " xlsx 工作簿",
        Format::Xlsm => " xlsm 工作簿（带宏）",
        Format::Xlsb => " xlsb 工作簿",
        Format::Xls => " xls 工作簿",
        Format::Ods => " ods 工作簿",
        Format::Docx => " docx 文档",
        Format::Docm => " docm 文档（带宏）",
        Format::Doc => " doc 文档",
        Format::Odt => " odt 文档",
        Format::Rtf => " RTF 文档",
        Format::WordMl => " Word 2003 XML 文档",
        Format::SpreadsheetMl => " Excel 2003 XML 工作簿",
        Format::FlatOpc => " Word 单一 XML 文档",
        Format::FlatOdf => "单一 XML 的 OpenDocument 文档",
        Format::Html => "网页（HTML）",
        Format::Mhtml => "单一文件网页（MHTML）",
        Format::Pdf => " PDF",
        Format::Text => "纯文本",
        Format::Csv => "分隔文本（CSV）",
        Format::Pptx | Format::Ppt => "演示文稿",
        Format::Image => "图片",
        Format::Media => "音频或视频",
        Format::Zip => " zip 压缩包",
        Format::SevenZip => " 7z 压缩包",
        Format::Rar => " rar 压缩包",
        Format::Tar => " tar/gz 压缩包",
        Format::Mail => "邮件",
        Format::Ofd => " OFD 版式文件",
        Format::Ole => "其他程序的 OLE 文件",
        Format::Executable => "程序或脚本",
        Format::Encrypted | Format::Empty | Format::System | Format::Unknown => "其他内容",
    }
}
