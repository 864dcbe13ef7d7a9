//! The kinds of rule as a table: what each is called in policy.toml, what it may be about, what failing means unless the file says otherwise, and what it finds, in the words of the office.

use crate::model::OnFail;
use crate::policy::measure::FieldKind as F;

/// What a kind of rule may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectOf {
    /// The whole submission; takes no subject.
    Submission,
    /// A field of one of these kinds; without a subject the only one there is.
    Field(&'static [F]),
    /// Likewise, or where it is named a field of one of the second kinds.
    FieldAlso(&'static [F], &'static [F]),
    /// Likewise; without a subject and where there are several of the first kinds or none, all of them.
    FieldOrAll(&'static [F], &'static [F]),
    /// A document.
    Document,
    /// A document, or a field of one of these kinds.
    DocumentOrField(&'static [F]),
}

impl SubjectOf {
    /// Whether a field of this kind can be its subject.
    pub fn takes_field(self, kind: F) -> bool {
        match self {
            Self::Submission | Self::Document => false,
            Self::Field(kinds) | Self::DocumentOrField(kinds) => kinds.contains(&kind),
            Self::FieldAlso(kinds, also) | Self::FieldOrAll(kinds, also) => {
                kinds.contains(&kind) || also.contains(&kind)
            }
        }
    }

    /// Whether a document can be its subject.
    pub fn takes_document(self) -> bool {
        matches!(self, Self::Document | Self::DocumentOrField(_))
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct KindSpec {
    /// The word of policy.toml.
    pub name: &'static str,
    /// What it may be about.
    pub subject: SubjectOf,
    /// What failing means where the file does not say.
    pub on_fail: OnFail,
    /// What it finds.
    pub finds: &'static str,
}

const UNITS: &[F] = &[F::Organisation, F::Organisations];
const LISTS: &[F] = &[F::People, F::Organisations];
const SINGLES: &[F] = &[F::Organisation, F::Phone];
const WORDS: &[F] = &[F::Text, F::Choice, F::Organisation];
const WRITTEN: &[F] = &[
    F::Organisation,
    F::Organisations,
    F::People,
    F::Phone,
    F::Text,
    F::Date,
    F::Period,
    F::Choice,
    F::Money,
    F::Number,
];
const ANY: &[F] = &[
    F::Organisation,
    F::Organisations,
    F::People,
    F::Phone,
    F::Text,
    F::Date,
    F::Period,
    F::Choice,
    F::Money,
    F::Number,
    F::Signature,
];

/// All kinds, in the order of the handbook.
pub const KINDS: &[KindSpec] = &[
    kind("required", SubjectOf::Field(ANY), OnFail::Correct, "该栏没有填写"),
    kind("document-present", SubjectOf::Document, OnFail::Correct, "没有该项材料"),
    kind("sections-present", SubjectOf::Document, OnFail::Correct, "材料缺少应有的部分"),
    kind("count-at-most", SubjectOf::FieldAlso(LISTS, SINGLES), OnFail::Correct, "所列人数或单位数超过上限"),
    kind("words-at-most", SubjectOf::DocumentOrField(&[F::Text]), OnFail::Correct, "字数超过上限"),
    kind("signed", SubjectOf::Field(&[F::Signature]), OnFail::Correct, "签字处没有签字"),
    kind("dated", SubjectOf::Field(&[F::Date]), OnFail::Correct, "没有日期"),
    kind("received-by-deadline", SubjectOf::Submission, OnFail::Reject, "收到时已过截止时间"),
    kind("within-year", SubjectOf::FieldOrAll(&[F::Period], &[F::Date]), OnFail::Decide, "起止时间或文中所述不在当年"),
    kind("phone-valid", SubjectOf::Field(&[F::Phone]), OnFail::Correct, "没有一个有效的手机或固定电话号码"),
    kind("known-unit", SubjectOf::Field(UNITS), OnFail::Decide, "单位不在单位名册中"),
    kind("one-of", SubjectOf::Field(&[F::Choice]), OnFail::Correct, "所填不在可选项之中"),
    kind("matches", SubjectOf::Field(WRITTEN), OnFail::Correct, "所填不符合规定的写法"),
    kind("agrees", SubjectOf::Field(WORDS), OnFail::Decide, "申报表与另一份材料说法不一"),
    kind("prompt-left-in", SubjectOf::FieldOrAll(WRITTEN, &[]), OnFail::Note, "表上原有的提示语没有删去"),
    kind("not-duplicate", SubjectOf::Submission, OnFail::Decide, "同一单位同一项目本年报了两次"),
    kind("not-repeated", SubjectOf::Submission, OnFail::Decide, "与往年申报的项目相同或高度相似"),
    kind("lead-unit-named", SubjectOf::Field(UNITS), OnFail::Decide, "几个单位联合申报而没有写明牵头单位"),
    kind("per-unit-at-most", SubjectOf::Submission, OnFail::Decide, "一个单位本年申报的项目超过上限"),
];

const fn kind(name: &'static str, subject: SubjectOf, on_fail: OnFail, finds: &'static str) -> KindSpec {
    KindSpec { name, subject, on_fail, finds }
}

/// A code that the program itself may report: always, or beside the code of a rule.
#[derive(Clone, Copy, Debug)]
pub struct OwnCode {
    /// The code.
    pub code: &'static str,
    /// The kind of rule that it comes with; None: always on.
    pub beside: Option<&'static str>,
    /// What follows where the file does not say.
    pub on_fail: OnFail,
    /// What it finds.
    pub finds: &'static str,
}

/// The codes that need no kind in policy.toml; an entry with such a code changes `on_fail` and `basis` alone.
pub const OWN_CODES: &[OwnCode] = &[
    own("form-missing", None, OnFail::Correct, "报送材料中没有申报表"),
    own("form-repeated", None, OnFail::Decide, "同一项目有两份内容不同的申报表"),
    own("field-unrecognised", None, OnFail::Decide, "没有找到该栏的标题，而表中还有没认出的文字"),
    own("field-ambiguous", None, OnFail::Decide, "同一栏有几个互不相同的值"),
    own("signature-typed-only", Some("signed"), OnFail::Decide, "签字处只有打印的姓名"),
    own("signature-blank-picture", Some("signed"), OnFail::Correct, "签字图片是空白的"),
    own("signature-reused", Some("signed"), OnFail::Decide, "两个不同单位用了同一张签字图片"),
    own("signature-scan-only", Some("signed"), OnFail::Decide, "只有签字页的扫描件"),
    own("signature-broken", Some("signed"), OnFail::Correct, "数字签名之后内容有改动"),
    own("sign-date-implausible", Some("dated"), OnFail::Correct, "日期不是有效日期，或明显不合理"),
    own("similar-project", Some("not-duplicate"), OnFail::Decide, "与本年另一申报项目的文字高度相似"),
    own("file-unreadable", None, OnFail::Correct, "文件损坏或超出读取限度"),
    own("file-encrypted", None, OnFail::Correct, "文件有密码"),
    own("file-unsupported", None, OnFail::Correct, "文件格式不能读取"),
    own("file-unsafe", None, OnFail::Correct, "文件不安全（压缩炸弹、越界路径）"),
    own("file-disguised", None, OnFail::Note, "文件内容与扩展名不符"),
    own("file-has-macros", None, OnFail::Note, "文件带有宏"),
    own("file-unassigned", None, OnFail::Decide, "不能确定属于哪一项申报"),
];

const fn own(code: &'static str, beside: Option<&'static str>, on_fail: OnFail, finds: &'static str) -> OwnCode {
    OwnCode { code, beside, on_fail, finds }
}

/// The kind of this name.
pub fn kind_named(name: &str) -> Option<&'static KindSpec> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The program's own code of this name.
pub fn own_code(code: &str) -> Option<&'static OwnCode> {
    OWN_CODES.iter().find(|own| own.code == code)
}
