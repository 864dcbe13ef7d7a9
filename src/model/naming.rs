//! Whether two writings name the same unit or the same project: what forms, descriptions and rosters differ in (spaces,
//! quotes, widths, the city before the district, 工会委员会 for 工会) is no difference; everything else is.

use crate::model::compatible;
use crate::model::letters_in;

/// A name shorter than this is too general to be known by being part of another.
const SHORTEST_PART: usize = 4;

/// A project's name without white space, punctuation, and differences of width and case.
pub fn project_key(name: &str) -> String {
    letters_in(compatible(name))
}

/// A title without the marks 《》 around it, where they are its own and not those of parts of it (《甲》和《乙》).
pub fn strip_title_marks(title: &str) -> &str {
    let inner = title.trim().strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    inner.filter(|inner| !inner.contains(['《', '》'])).unwrap_or_else(|| title.trim())
}

/// Whether two writings name the same project: equal by [`project_key`], or one holds the other whole.
pub fn same_project(one: &str, other: &str) -> bool {
    let (one, other) = (project_key(one), project_key(other));
    let (short, long) = by_length(&one, &other);
    short == long || (short.chars().count() >= SHORTEST_PART && long.contains(short))
}

/// A unit's name made comparable: without white space, punctuation and remarks such as （盖章）; `…工会委员会` and `…工会` as the
/// body they are of. What else stands in parentheses tells units apart: 甲公司（一分厂）, 甲公司（二分厂）.
pub fn unit_key(name: &str) -> String {
    UnitKey::of(name).full
}

/// A unit's name made ready to be compared with many others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitKey {
    /// As [`unit_key`].
    pub full: String,
    /// Without anything in parentheses.
    bare: String,
}

impl UnitKey {
    /// Of a name as a paper or a roster writes it.
    pub fn of(name: &str) -> Self {
        let folded: String = compatible(name).flat_map(char::to_lowercase).collect();
        let (mut full, mut bare) = (String::new(), String::new());
        for (text, enclosed) in split_at_brackets(&folded) {
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            if !enclosed {
                bare.push_str(&letters);
            }
            if !(enclosed && is_remark(&letters)) {
                full.push_str(&letters);
            }
        }
        let (full, bare) = (body_of(full), body_of(bare));
        if full.is_empty() { Self { full: project_key(name), bare } } else { Self { full, bare } }
    }

    /// Whether both name one unit: the same, one with what stands above it before it (`海港区总工会`,
    /// `秦皇岛市海港区总工会`), or one without what the other has in parentheses.
    pub fn is(&self, other: &Self) -> bool {
        let one_is_bare = self.full == self.bare || other.full == other.bare;
        same_end(&self.full, &other.full) || (one_is_bare && same_end(&self.bare, &other.bare))
    }
}

/// The pieces of a name, and whether each stands in parentheses.
fn split_at_brackets(name: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, character) in name.char_indices() {
        let deeper = match character {
            '(' | '[' | '〔' | '【' => depth + 1,
            ')' | ']' | '〕' | '】' => depth.saturating_sub(1),
            _ => continue,
        };
        pieces.push((name.get(start..at).unwrap_or_default(), depth > 0));
        (depth, start) = (deeper, at + character.len_utf8());
    }
    pieces.push((name.get(start..).unwrap_or_default(), depth > 0));
    pieces
}

/// What people write behind a unit's name in parentheses that is no part of it.
fn is_remark(letters: &str) -> bool {
    const REMARKS: [&str; 11] = ["章", "签", "牵头", "主报", "主办", "协办", "联合", "申报", "报送", "全称", "简称"];
    letters.ends_with("单位") || letters.starts_with('原') || REMARKS.iter().any(|remark| letters.contains(remark))
}

fn body_of(key: String) -> String {
    if key.ends_with("总工会") {
        return key;
    }
    let body = key.strip_suffix("工会委员会").or_else(|| key.strip_suffix("工会"));
    body.filter(|body| body.chars().count() >= 2).map_or_else(|| key.clone(), str::to_owned)
}

/// Whether two writings name the same unit, as [`UnitKey::is`] tells.
pub fn same_unit(one: &str, other: &str) -> bool {
    UnitKey::of(one).is(&UnitKey::of(other))
}

fn same_end(one: &str, other: &str) -> bool {
    let (short, long) = by_length(one, other);
    short == long || (short.chars().count() >= SHORTEST_PART && long.ends_with(short))
}

fn by_length<'name>(one: &'name str, other: &'name str) -> (&'name str, &'name str) {
    if one.len() <= other.len() { (one, other) } else { (other, one) }
}

/// Whether an answer only says that what was asked stands elsewhere: 见附件, 另附, 同上. What refers to the written paper
/// is answered there.
pub fn refers_elsewhere(text: &str) -> bool {
    const PLACES: &[&str] =
        &["附件", "附页", "附表", "附后", "另附", "后附", "附材料", "附录", "下页", "背面", "封面", "首页", "名单"];
    // 同申报理由
    const FIELDS: &[&str] = &["理由", "内容", "措施", "效果", "上栏", "上一栏", "前项", "上项"];
    let Some(core) = short_answer(text) else { return false };
    let points = starts_pointing(&core) || core.ends_with('后');
    ELSEWHERE.contains(&core.as_str())
        || points && PLACES.iter().any(|place| core.contains(place))
        || core.strip_prefix('同').is_some_and(|rest| FIELDS.iter().chain(PLACES).any(|field| rest.ends_with(field)))
}

/// Whole answers that point elsewhere.
const ELSEWHERE: &[&str] = &[
    "同上",
    "同前",
    "同左",
    "如上",
    "见上",
    "见下",
    "见后",
    "略",
    "从略",
    "另附",
    "另附页",
    "另报",
    "已报",
    "已附",
    "另附材料",
    "同上栏",
    "同上一栏",
    "同上行",
];

/// Whether an answer only refers to the written paper: 详见文字说明. A text may be answered there; who and which unit may not.
pub fn refers_to_paper(text: &str) -> bool {
    const PAPERS: &[&str] = &["说明", "材料", "文件", "报告", "正文", "上表", "申报书", "方案", "公章"];
    let paper = |core: &str| PAPERS.iter().any(|paper| core.trim_end_matches(['》', '”']).ends_with(paper));
    short_answer(text).is_some_and(|core| starts_pointing(&core) && paper(&core))
}

fn starts_pointing(core: &str) -> bool {
    ["见", "详见", "请见", "参见", "参阅", "请参", "参看", "另见"].iter().any(|word| core.starts_with(word))
}

/// What people say before such an answer: 具体见附件, 内容同上, 已另报.
const BEFORE: &[&str] = &["具体内容", "详细内容", "内容", "具体", "详情", "均", "已"];

/// An answer of a few characters, without white space and parentheses around it.
fn short_answer(text: &str) -> Option<String> {
    let core: String = Some(text).filter(|text| text.len() <= 60)?.chars().filter(|c| !c.is_whitespace()).collect();
    let core = core.trim_matches(['（', '）', '(', ')', '。', '.']);
    let core = BEFORE.iter().find_map(|word| core.strip_prefix(word)).unwrap_or(core);
    (core.chars().count() <= 12).then(|| core.to_owned())
}

#[cfg(test)]
mod tests {
    use super::refers_elsewhere;
    use super::refers_to_paper;
    use super::same_project;
    use super::same_unit;
    use super::strip_title_marks;

    #[test]
    fn title_marks_of_a_title_go_and_those_of_its_parts_stay() {
        assert_eq!(strip_title_marks(" 《职工之家》"), "职工之家");
        assert_eq!(strip_title_marks("《甲》和《乙》"), "《甲》和《乙》");
        assert_eq!(strip_title_marks("学《工会法》"), "学《工会法》");
    }

    #[test]
    fn an_answer_that_stands_elsewhere_is_told_from_one() {
        assert!(["见附件", "同上", "（略）", "见上", "详见附表1"].iter().all(|text| refers_elsewhere(text)));
        assert!(
            ["具体见附件材料", "内容同前", "已另报", "见名单", "请参阅附件"].iter().all(|text| refers_elsewhere(text))
        );
        assert!(
            ["详见文字说明", "见申报材料", "参见上表", "详见《文字说明》"].iter().all(|text| refers_to_paper(text))
        );
        let answers = ["见义勇为基金会", "李见明", "同心工作室", "见习职工培训方案及保障措施汇总"];
        assert!(!answers.iter().any(|text| refers_elsewhere(text) || refers_to_paper(text)));
    }

    #[test]
    fn a_unit_is_known_with_and_without_its_city() {
        assert!(same_unit("秦皇岛市海港区总工会", "海 港 区 总 工 会"));
        assert!(same_unit("海港区总工会（盖章）", "海港区总工会"));
        assert!(same_unit("（海港区总工会）", "海港区总工会"));
        assert!(same_unit("某某厂工会委员会", "某某厂工会"));
        assert!(same_unit("某某市第一医院工会", "某某市第一医院"));
    }

    #[test]
    fn brackets_and_widths_are_no_difference_and_what_stands_in_them_is() {
        assert!(same_unit("渤港（集团）公司工会", "渤港(集团)公司工会"));
        assert!(same_unit("渤港（集团）公司工会", "渤港集团公司工会"));
        assert!(same_unit("ＡＢ公司（一分厂）工会", "AB公司(一分厂)工会"));
        assert!(!same_unit("渤港公司（一分厂）工会", "渤港公司（二分厂）工会"));
        assert!(same_unit("渤港公司（一分厂）工会", "渤港公司工会"));
        assert!(same_unit("渤港公司工会（牵头单位）", "渤港公司工会（公章）"));
    }

    #[test]
    fn units_of_different_districts_and_levels_differ() {
        assert!(!same_unit("秦皇岛市总工会", "秦皇岛市海港区总工会"));
        assert!(!same_unit("海港区总工会", "抚宁区总工会"));
        assert!(!same_unit("海港区总工会", "海港区总工会某街道工会"));
        assert!(!same_unit("", "海港区总工会"));
    }

    #[test]
    fn quotes_spaces_and_a_longer_title_leave_a_project_the_same() {
        assert!(same_project("“五心”服务 职工之家", "《五心服务职工之家》"));
        assert!(same_project("五心服务职工之家", "五心服务职工之家创新项目文字说明"));
        assert!(!same_project("五心服务职工之家", "智慧工会平台"));
        assert!(!same_project("工会", "工会创新"));
    }
}
