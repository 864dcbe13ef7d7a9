//! The words that names of files and folders are made of: those that every paper of an award bears, those of evidence, of
//! the signed page, of the form, of units. They say what kind of paper it is; what is left says what it is about.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::names::fold;
use crate::model::normalise;

/// Words that say what kind of paper it is, or nothing at all; never what it is about. Longer ones first where one begins
/// with another.
const GENERIC_WORDS: &str = "\
     文字说明 说明材料 说明书 说明 描述 证明材料 证明 佐证材料 佐证 支撑材料 支撑 印证 材料 资料 附件 \
     附表 申报表 申报书 申报材料 申报 申请表 申请书 申请 立项 推荐表 登记表 汇总表 汇总 签字页 签字版 \
     签字 签章页 签章 盖章页 盖章版 盖章 扫描件 扫描版 扫描 照片 图片 相片 影像 视频 音频 截图 媒体 报道 \
     宣传 新闻 荣誉 证书 奖状 批示 简报 相关 其他 其它 文件夹 文件 新建 电子版 电子 纸质版 打印版 报送 \
     上报 提交 打包 压缩包 项目 总工会 工会 工作 创新 成果 活动 情况 报告 总结 关于 补充 补正 更正 \
     最终版 最终 终稿 定稿 修改版 修改 修订版 修订 副本 word excel pdf jpg 年度 年 表 版 稿 的 和 及 与 \
     等 img dsc mmexport wechat 微信";

/// The same by their first characters.
static GENERIC_BY_START: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_start: HashMap<char, Vec<&str>> = HashMap::new();
    for word in GENERIC_WORDS.split(' ') {
        by_start.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
    }
    by_start
});

/// Words by which evidence goes.
static EVIDENCE_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "证明 佐证 支撑 印证 媒体 报道 宣传 新闻 照片 图片 相片 影像 视频 截图 证书 奖状 奖牌 荣誉 批示 简报 \
     剪报 公众号 典型发言 发言 推广 现场会 红头 通报 活动 方案 总结 制度 纪要 通知 附件"
        .split(' ')
        .collect()
});

/// Of these, the ones that a folder of evidence ends in, whatever project it names before them.
static EVIDENCE_ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "证明 佐证 支撑 印证 报道 照片 图片 相片 影像 视频 截图 证书 奖状 奖牌 荣誉 获奖 批示 简报 剪报 附件 往年 历年"
        .split(' ')
        .collect()
});

/// Words that say that a page was signed or sealed by hand.
const SIGNED_PAGE_WORDS: [&str; 7] = ["签字", "签章", "盖章", "签名", "手签", "用印", "扫描"];

/// What the signed page alone is called.
const SIGNED_PAGES: [&str; 6] = ["签字页", "签章页", "签名页", "签字盖章页", "盖章页", "签字版"];

/// Words in names that programs give, longer ones first where one holds another.
static NAMELESS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "扫描全能王 全能王 微信图片 微信截图 微信 qq图片 qq截图 qq浏览器 图片 图像 未命名 未标题 无标题 新建文件 \
     新建文档 新文档 新建 副本 复件 原件 mmexport camscanner adobescan scanner scan wxcamera wechat weixin \
     image mvimg imge img dscn dscf dsc pxl picture photo pic untitled document doc skmbt skmc kmbt epson \
     xerox ccf new jpg jpeg png pdf tmp temp 第 页"
        .split(' ')
        .collect()
});

/// Words that say that it is the form.
const FORM_WORDS: [&str; 6] = ["申报表", "申报书", "申请表", "申请书", "立项表", "推荐表"];

/// Words by which what the office sends out goes.
const OFFICE_WORDS: [&str; 9] = ["通知", "办法", "标准", "细则", "模板", "空白", "空表", "样表", "须知"];

/// What a unit's name holds.
static UNIT_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "总工会 公司 集团 学校 大学 学院 中学 小学 医院 银行 委员会 开发区 街道办 工会联合会".split(' ').collect()
});

/// What a unit's name may end in.
static UNIT_LAST: LazyLock<Vec<&str>> =
    LazyLock::new(|| "工会 局 厂 院 所 中心 街道 镇 乡 县 区 市 站 段 社 部 处 会 矿 港 委 机关".split(' ').collect());

/// The pieces of a name that are about something: between punctuation, figures and generic words, folded.
pub fn distinctive_pieces(name: &str) -> Vec<String> {
    let normal = join_unit_names(&normalise(name));
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut rest: &str = &normal;
    while let Some(next) = rest.chars().next() {
        let words = GENERIC_BY_START.get(&next).map(Vec::as_slice).unwrap_or_default();
        let generic = words.iter().find(|word| rest.starts_with(**word));
        let letter = next.is_alphabetic();
        if generic.is_some() || !letter {
            pieces.extend((!piece.is_empty()).then(|| std::mem::take(&mut piece)));
        } else {
            piece.push(next);
        }
        rest = rest.get(generic.map_or(next.len_utf8(), |word| word.len())..).unwrap_or_default();
    }
    pieces.extend((!piece.is_empty()).then_some(piece));
    pieces
}

/// A name without the parentheses that a company has in its own: 正大食品(秦皇岛)有限公司.
fn join_unit_names(name: &str) -> String {
    let mut own = Vec::new();
    for (open, _) in name.match_indices('(') {
        let Some(close) = name.get(open..).and_then(|rest| rest.find(')')).map(|at| open + at) else { continue };
        let behind = name.get(close + 1..).unwrap_or_default();
        if behind.split(|c: char| !c.is_alphabetic()).next().is_some_and(|word| word.contains("公司")) {
            own.extend([open, close]);
        }
    }
    name.char_indices().filter(|(at, _)| !own.contains(at)).map(|(_, c)| c).collect()
}

/// Whether a folder's name only says what kind of paper lies in it (证明材料, 2.活动照片, 新建文件夹).
pub fn is_generic_name(name: &str) -> bool {
    distinctive_pieces(name).is_empty()
}

/// Whether a name says that evidence goes by it.
pub fn names_evidence(name: &str) -> bool {
    EVIDENCE_WORDS.iter().any(|word| name.contains(word))
}

/// The same of a name that is no more than that of an annex of the notice: 附件1盖章版 is the form.
pub fn names_evidence_beside_annex(name: &str) -> bool {
    names_evidence(&name.replace("附件", ""))
}

/// Whether a folder's name says that evidence lies in it: 2.活动照片, 智慧平台佐证材料, but not 职工活动中心.
pub fn names_evidence_folder(name: &str) -> bool {
    if is_generic_name(name) {
        return names_evidence(name) && !names_form(name) && !name.contains("说明");
    }
    let letters: String = fold(name).chars().filter(|c| c.is_alphabetic()).collect();
    let bare =
        ["材料", "资料", "文件"].iter().fold(letters.as_str(), |bare, word| bare.strip_suffix(word).unwrap_or(bare));
    EVIDENCE_ENDINGS.iter().any(|word| bare.ends_with(word))
}

/// Whether a name says that it is the page that was signed or sealed.
pub fn names_signed_page(name: &str) -> bool {
    SIGNED_PAGE_WORDS.iter().any(|word| name.contains(word))
}

/// Whether a name says that it is the signed page and nothing else, wherever it lies: not 签字仪式, not 证书扫描件.
pub fn is_signed_page(name: &str) -> bool {
    let folded = fold(name);
    SIGNED_PAGES.iter().any(|word| folded.contains(word))
}

/// Whether a name says nothing of what it is, as telephones, chats and scanners name their files: IMG_2031, 微信图片_2026,
/// 扫描全能王. Such a picture may be anything, also the page that was signed.
pub fn names_nothing(name: &str) -> bool {
    let mut rest = fold(name);
    for word in NAMELESS.iter() {
        rest = rest.replace(word, "");
    }
    !rest.chars().any(char::is_alphabetic)
}

/// Whether a name says that it is the form.
pub fn names_form(name: &str) -> bool {
    FORM_WORDS.iter().any(|word| name.contains(word))
}

/// Whether a folder's name says that what the office sent out lies in it: 通知, 空白表, 2026年申报通知及模板.
pub fn names_office_papers(name: &str) -> bool {
    !looks_like_unit(name) && OFFICE_WORDS.iter().any(|word| name.contains(word))
}

/// Whether a folder's name looks like that of a unit.
pub fn looks_like_unit(name: &str) -> bool {
    let folded = fold(name);
    !is_generic_name(name)
        && (UNIT_WORDS.iter().any(|word| folded.contains(word)) || UNIT_LAST.iter().any(|word| folded.ends_with(word)))
}
