//! What the words beside a unit's name say of its part: 牵头单位：甲工会, 甲工会（牵头）, 甲工会牵头，乙工会参与.

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::organisation::strip_list_number;

/// What a name says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It leads.
    Lead,
    /// It joins in.
    Joint,
    /// It does not say.
    Unsaid,
}

const MARKERS: &[(&str, Part)] = &[
    ("牵头申报单位", Part::Lead),
    ("牵头单位", Part::Lead),
    ("主办单位", Part::Lead),
    ("主申报单位", Part::Lead),
    ("第一申报单位", Part::Lead),
    ("申报单位", Part::Lead),
    ("主要申报单位", Part::Lead),
    ("牵头", Part::Lead),
    ("主办", Part::Lead),
    ("第一单位", Part::Lead),
    ("第一完成单位", Part::Lead),
    ("主要单位", Part::Lead),
    ("第二单位", Part::Joint),
    ("第三单位", Part::Joint),
    ("第四单位", Part::Joint),
    ("第二申报单位", Part::Joint),
    ("第三申报单位", Part::Joint),
    ("第四申报单位", Part::Joint),
    ("第二完成单位", Part::Joint),
    ("第三完成单位", Part::Joint),
    ("承办单位", Part::Joint),
    ("承办", Part::Joint),
    ("协办", Part::Joint),
    ("协作", Part::Joint),
    ("参与", Part::Joint),
    ("配合", Part::Joint),
    ("合作", Part::Joint),
    ("联合申报单位", Part::Joint),
    ("联合单位", Part::Joint),
    ("合作单位", Part::Joint),
    ("协作单位", Part::Joint),
    ("协办单位", Part::Joint),
    ("参与单位", Part::Joint),
    ("参加单位", Part::Joint),
    ("配合单位", Part::Joint),
    ("联合", Part::Joint),
    ("其他单位", Part::Joint),
    ("成员单位", Part::Joint),
    ("本单位", Part::Unsaid),
    ("单位名称", Part::Unsaid),
    ("单位全称", Part::Unsaid),
    ("单位", Part::Unsaid),
    ("名称", Part::Unsaid),
    ("全称", Part::Unsaid),
];

/// Whether a text begins with the word for a unit's part and a colon.
pub fn starts_with_marker(text: &str) -> bool {
    MARKERS.iter().any(|(word, _)| {
        text.trim_start().strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with([':', '：', '(', '（']))
    })
}

/// `牵头单位：甲工会` → lead. Without a marker the part of the marker before still holds for joint units.
pub fn read_marker(chunk: &str, current: Part) -> (Part, String) {
    let trimmed = strip_list_number(chunk.trim_matches(is_invisible));
    for (word, part) in MARKERS {
        let Some(rest) = trimmed.strip_prefix(word) else { continue };
        let rest = strip_marker_note(rest);
        if let Some(name) = rest.trim_start().strip_prefix([':', '：']) {
            return (*part, name.trim_matches(is_invisible).to_owned());
        }
    }
    (current, trimmed.to_owned())
}

/// `联合单位（2家）：` — the note between the word and the colon.
fn strip_marker_note(rest: &str) -> &str {
    let trimmed = rest.trim_start();
    if trimmed.starts_with(['（', '('])
        && let Some(end) = trimmed.find(['）', ')'])
        && let Some(after) =
            trimmed.get(end..).and_then(|tail| tail.char_indices().nth(1).and_then(|(at, _)| tail.get(at..)))
    {
        return after;
    }
    rest
}

/// Takes `（牵头）`, `（牵头单位）`, `（联合）` off a name and says which it was.
pub fn take_tag(name: &str) -> (String, Option<Part>) {
    // （牵头）甲工会: the note may stand before the name.
    if name.starts_with(['（', '(', '【', '['])
        && let Some(close) = name.find(['）', ')', '】', ']'])
        && let Some(after) =
            name.get(close..).and_then(|tail| tail.char_indices().nth(1).and_then(|(at, _)| tail.get(at..)))
        && !after.is_empty()
    {
        let (name, part) =
            take_tag(&format!("{after}{}", name.get(..close).map(|head| format!("{head}）")).unwrap_or_default()));
        return (name, part);
    }
    let Some(open) = name.rfind(['（', '(', '【', '[']) else { return (name.to_owned(), None) };
    let inside: String = name.get(open..).unwrap_or("").nfkc().filter(|c| !is_invisible(*c)).collect();
    let inside = inside.trim_matches(['(', ')', '【', '】', '[', ']', ':']);
    let part = match inside {
        "牵头" | "牵头单位" | "主" | "牵头申报" | "主办" | "牵头申报单位" | "第一单位" | "第一申报单位"
        | "主要申报单位" | "主申报单位" | "主办单位" | "主持单位" => Part::Lead,
        "联合" | "联合单位" | "联合申报" | "联合申报单位" | "合作" | "合作单位" | "参与" | "参与单位" | "协办"
        | "承办" | "承办单位" | "第二单位" | "第三单位" | "协办单位" | "协作" | "协作单位" | "配合" | "配合单位" => {
            Part::Joint
        }
        _ => return (name.to_owned(), None),
    };
    let head = name.get(..open).unwrap_or("").trim_matches(is_invisible).to_owned();
    if ends_like_unit(&head) || part == Part::Lead { (head, Some(part)) } else { (name.to_owned(), None) }
}

/// Takes the verb of a sentence off a name and says what it tells: `甲工会牵头`, `与乙工会`, `丙工会参与`, `丁工会联合申报`.
/// `follows` says whether another unit stands before it, `listed` whether the text is a plain list of partners, in which
/// 联合水泥公司工会 is a name: nobody tells there again that they join in.
pub fn take_verb(name: &str, follows: bool, listed: bool) -> (String, Option<Part>) {
    let (head, tail) = TAILS
        .iter()
        .find_map(|(word, part)| name.strip_suffix(word).map(|head| (head, *part)))
        .unwrap_or((name, Part::Unsaid));
    // 和平区总工会, 同济医院工会 and 联合大学工会 begin like 和乙工会联合申报: a verb behind it or a unit before it tells.
    let said = head.len() < name.len();
    let words = ["联合", "会同", "携手", "协同", "与", "同", "和"].into_iter();
    let mut joining = words.filter(|word| said || follows && !(listed && *word == "联合"));
    let (bare, joins) = joining
        .find_map(|word| head.strip_prefix(word).filter(|rest| !is_begun_by(word, rest)).map(|rest| (rest, true)))
        .unwrap_or((head.strip_prefix('由').unwrap_or(head), false));
    let bare = bare.trim_matches(is_invisible);
    if bare.len() == name.len() || bare.chars().count() < 4 || !ends_like_unit(bare) {
        return (name.to_owned(), None);
    }
    let part = match (tail, joins) {
        (Part::Unsaid, true) => Part::Joint,
        (part, _) => part,
    };
    (bare.to_owned(), Some(part).filter(|part| *part != Part::Unsaid))
}

/// 和平区, 同济医院: a name that a joining word begins.
pub fn is_begun_by(word: &str, rest: &str) -> bool {
    word == "和" && rest.starts_with(['平', '谐', '顺', '田', '县', '睦', '静', '硕', '林', '龙', '合', '安'])
        || word == "同" && rest.starts_with(['济', '仁', '方', '心', '江', '德', '和', '盛'])
}

/// The longer before what they end with.
const TAILS: &[(&str, Part)] = &[
    ("牵头申报", Part::Lead),
    ("牵头实施", Part::Lead),
    ("牵头负责", Part::Lead),
    ("牵头", Part::Lead),
    ("主办", Part::Lead),
    ("联合申报", Part::Unsaid),
    ("联合实施", Part::Unsaid),
    ("联合推进", Part::Unsaid),
    ("联合开展", Part::Unsaid),
    ("共同申报", Part::Unsaid),
    ("共同实施", Part::Unsaid),
    ("共同推进", Part::Unsaid),
    ("共同完成", Part::Unsaid),
    ("合作申报", Part::Unsaid),
    ("申报", Part::Unsaid),
    ("实施", Part::Unsaid),
    ("共同参与", Part::Joint),
    ("参与申报", Part::Joint),
    ("参与实施", Part::Joint),
    ("参与", Part::Joint),
    ("参加", Part::Joint),
    ("协办", Part::Joint),
    ("协作", Part::Joint),
    ("协助", Part::Joint),
    ("配合", Part::Joint),
    ("联合", Part::Unsaid),
    ("合作", Part::Joint),
];
