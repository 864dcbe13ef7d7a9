//! What stands in the place of a file that did not come: the page of a server that refused it or wants a password first, the note of a mail
//! gateway that took it out, the pointer of a store whose content was not fetched. Short, and written by no unit.

use super::Sniffed;
use crate::model::Format;
use crate::model::TroubleKind;

/// Such a page or note says no more, in characters, tags left away; a paper that quotes one says more.
const LONGEST: usize = 400;
/// What is looked at of a page with its scripts and styles.
const LONGEST_PAGE: usize = 4_000;

/// What servers say instead of a file; in lower case.
const REFUSALS: &[&str] = &[
    "404 not found",
    "403 forbidden",
    "401 unauthorized",
    "500 internal server error",
    "502 bad gateway",
    "503 service temporarily unavailable",
    "503 service unavailable",
    "504 gateway time-out",
    "504 gateway timeout",
    "413 request entity too large",
    "<code>accessdenied</code>",
    "<code>nosuchkey</code>",
    "fatal error</b>:",
    "登录已过期",
    "请重新登录",
    "请先登录",
    "统一身份认证",
    "文件不存在或已被删除",
    "链接已失效",
    "链接已过期",
    "访问被阻断",
    "访问被拒绝",
    "java.lang.nullpointerexception",
];

/// Words of a mail gateway's note, of which two stand together.
const REMOVALS: &[(&str, &str)] = &[
    ("病毒", "删除"),
    ("病毒", "隔离"),
    ("附件", "已被拦截"),
    ("attachment", "removed"),
    ("attachment", "quarantined"),
    ("attachment", "blocked"),
];

/// Words of what a unit's own guard leaves of a file outside its walls, of which two stand together.
const SEALED: &[(&str, &str)] = &[("已加密", "解密"), ("已被", "加密")];

/// Words of a form's labels: 项目名称：统一身份认证进车间 is a form's line.
const LABELS: &[&str] = &["申报单位", "名称", "负责人", "联系电话"];

/// What a short text or page is that stands in for a file; None for what somebody wrote.
pub fn sniff_stand_in(text: &str) -> Option<Sniffed> {
    let page = text.get(..LONGEST_PAGE).map_or(text, |_| "").trim();
    let lower = page.to_lowercase();
    if page.is_empty() || without_tags(&lower).chars().count() > LONGEST {
        return None;
    }
    if LABELS.iter().any(|label| lower.contains(label)) {
        return None;
    }
    let mut kind = TroubleKind::Unsupported;
    let holds = |pairs: &[(&str, &str)]| pairs.iter().any(|(what, done)| lower.contains(what) && lower.contains(done));
    let detail = if REFUSALS.iter().any(|refusal| lower.contains(refusal)) {
        "这是网站报错或要求登录的页面，不是文件本身；请重新下载后放入原文件"
    } else if holds(REMOVALS) && is_note(&lower) {
        "这是邮件网关留下的说明，附件已被它删除或拦截；请让单位换一种方式报送原文件"
    } else if holds(SEALED) && is_note(&lower) && !lower.contains("密码") {
        kind = TroubleKind::Encrypted;
        "这是加密软件留下的说明，原文件仍是加密的；请让单位解密后重新报送"
    } else if lower.starts_with("version https://git-lfs.") || is_link(&lower) {
        kind = TroubleKind::Elsewhere;
        "这是网盘或在线文档留下的指针，不是文件本身；请下载后放入原文件"
    } else {
        return None;
    };
    Some(Sniffed::troubled(Format::Unknown, kind, detail))
}

/// A note of a few lines.
fn is_note(lower: &str) -> bool {
    const LINES: usize = 8;
    lower.lines().count() <= LINES
}

/// `{"url": "https://…", "doc_id": …}`: an online paper as its store's own program shows it in a folder.
fn is_link(lower: &str) -> bool {
    lower.starts_with('{') && lower.contains("\"url\"") && (lower.contains("doc_id") || lower.contains("resource_id"))
}

fn without_tags(page: &str) -> String {
    let mut pieces = page.split('<');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    text.extend(pieces.filter_map(|piece| piece.split_once('>')).map(|(_, behind)| behind));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_for_a_file_is_told_from_what_somebody_wrote() {
        for stand_in in [
            "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body><h1>404 Not Found</h1><hr>nginx</body></html>",
            "{\"code\":401,\"msg\":\"登录已过期，请重新登录\",\"data\":null}",
            "此附件因含有病毒已被邮件网关删除。\r\n文件名：申报表.docx",
            "The attachment \"form.docx\" was removed because it violated policy.",
            "文件已加密，请联系管理员解密后打开",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 36842",
            "{\"url\": \"https://docs.example.com/open?id=1\", \"doc_id\": \"1\"}",
        ] {
            assert_eq!(sniff_stand_in(stand_in).map(|told| told.troubles.len()), Some(1), "{stand_in}");
        }
        let long = format!("请先登录统一身份认证平台，再填写申报表。{}", "我们为职工开通了网上服务。".repeat(40));
        for written in [
            "申报单位：海港区总工会\n项目名称：计算机病毒防护与误删除数据恢复服务站",
            "附件：1.申报表 2.证明材料",
            "申报表已加密，解密密码已电话告知研究室。",
            "单位：海港区总工会\n成果名称：统一身份认证进车间\n负责人：张伟",
            "",
            &long,
        ] {
            assert_eq!(sniff_stand_in(written), None, "{written}");
        }
    }
}
