//! Units out of one cell: the lead (牵头) told from the joint ones, names with marks of punctuation of their own kept whole.

use crate::extract::values::blank::clean;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::unit_contact::without_contacts;
use crate::extract::values::unit_cuts::cut_at_marks;
use crate::extract::values::unit_cuts::may_be_two;
use crate::extract::values::unit_cuts::part_at_numbers;
use crate::extract::values::unit_part::Part;
use crate::extract::values::unit_part::read_marker;
use crate::extract::values::unit_part::take_tag;
use crate::extract::values::unit_part::take_verb;

/// The units that one text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitsRead {
    /// The lead, or the only one; where none is named as lead the first.
    pub lead: Option<String>,
    /// The others, in order.
    pub partners: Vec<String>,
    /// None: one unit. Some(true): the text says which leads. Some(false): several, and it does not say.
    pub lead_named: Option<bool>,
}

/// Reads the units of an applicant's cell.
pub fn parse_units(text: &str) -> UnitsRead {
    let (text, leader) = take_leader_behind(text);
    let mut pieces = unit_pieces(&rejoin_wrapped_name(text), false);
    if let Some((_, part)) = leader.and_then(|leader| pieces.iter_mut().find(|(name, _)| name == leader)) {
        *part = Part::Lead;
    }
    let several = pieces.len() > 1;
    let lead_at = pieces.iter().position(|(_, part)| *part == Part::Lead);
    let joint_said = pieces.iter().any(|(_, part)| *part == Part::Joint);
    let only_unsaid = pieces.iter().filter(|(_, part)| *part == Part::Unsaid).count() == 1;
    // One unit said to be nothing beside others that are said to be joint is the lead.
    let at = lead_at.or_else(|| {
        (joint_said && only_unsaid).then(|| pieces.iter().position(|(_, part)| *part == Part::Unsaid)).flatten()
    });
    let lead_named = if several || joint_said || lead_at.is_some() { Some(at.is_some()) } else { None };
    let lead = match at {
        Some(at) => pieces.get(at),
        // 甲工会（承办）、乙工会（协办）: all of them join somebody.
        None => pieces.iter().find(|(_, part)| *part != Part::Joint).or(pieces.first().filter(|_| several)),
    };
    let unclear = !several && lead_at.is_none() && pieces.first().is_some_and(|(name, _)| may_be_two(name));
    let lead = lead.map(|(name, _)| name.clone());
    let partners = pieces.into_iter().map(|(name, _)| name).filter(|name| Some(name) != lead.as_ref()).collect();
    let lead_named = if several || lead_named == Some(true) { lead_named } else { unclear.then_some(false) };
    UnitsRead { lead, partners, lead_named }
}

/// `甲工会、乙工会（甲工会牵头）`: the text without the parenthesis that names the lead, and the name.
fn take_leader_behind(text: &str) -> (&str, Option<&str>) {
    let count = |text: &str, marks: [char; 2]| text.matches(marks).count();
    let told = |(at, open): (usize, &str)| {
        let rest = text.trim_end().strip_suffix(['）', ')'])?;
        let (head, inside) = (rest.get(..at)?, rest.get(at + open.len()..)?.trim());
        let name = ["为牵头单位", "牵头申报", "牵头"].iter().find_map(|word| inside.strip_suffix(word));
        let name = name.or_else(|| inside.strip_prefix("牵头单位")?.strip_prefix([':', '：']))?.trim();
        let name = name.strip_prefix(['由', '以']).unwrap_or(name);
        // 中车（秦皇岛）装备有限公司工会: the name may hold parentheses of its own.
        let whole = count(name, ['（', '(']) == count(name, ['）', ')']);
        (whole && ends_like_unit(name) && head.contains(name)).then_some((head, name))
    };
    text.match_indices(['（', '(']).find_map(told).map_or((text, None), |(head, name)| (head, Some(name)))
}

/// `北戴河新区\n南戴河街道总工会`: the applicant's name wrapped by hand behind what could end a name of its own. Nobody but a union
/// applies, and the first line names none.
fn rejoin_wrapped_name(text: &str) -> String {
    const WEAK: &[&str] =
        &["区", "街道", "镇", "乡", "村", "科", "部", "室", "处", "所", "队", "站", "社", "行", "段", "港"];
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [one, other]
            if !one.contains("工会")
                && other.contains("工会")
                && WEAK.iter().any(|end| one.ends_with(end))
                && !text.contains(['（', '(', '：', ':', '、', '，', ',', ';', '；']) =>
        {
            lines.concat()
        }
        // 燃气总公司 / 抢修中心: which part of a company applies
        [one, other] if is_whole_company(one) && is_short_part(other) => lines.concat(),
        _ => text.to_owned(),
    }
}

fn is_whole_company(name: &str) -> bool {
    ["公司", "集团", "厂", "医院"].iter().any(|end| name.ends_with(end))
}

/// 抢修中心, 设备部: what is named after no place of its own.
fn is_short_part(name: &str) -> bool {
    const LONGEST_PART: usize = 5;
    const PARTS: [&str; 9] = ["中心", "部", "科", "室", "车间", "工区", "班组", "处", "队"];
    name.chars().count() <= LONGEST_PART && PARTS.iter().any(|end| name.ends_with(end))
}

/// Reads the units of a partners' cell: a plain list.
pub fn parse_partners(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in unit_pieces(text, true) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `listed` says that the text is a plain list of partners.
fn unit_pieces(text: &str, listed: bool) -> Vec<(String, Part)> {
    let mut pieces = Vec::new();
    let mut current = Part::Unsaid;
    // 甲工会【牵头】
    let bracketed = text.contains("【牵头").then(|| text.replace('【', "（").replace('】', "）"));
    let text = bracketed.as_deref().unwrap_or(text);
    for chunk in cut_at_marks(&part_at_numbers(&without_contacts(text))) {
        let (part, chunk) = read_marker(strip_count(&chunk), current);
        // `牵头单位：A；联合单位：B、C`: what a marker says holds for all names up to the next one.
        current = if part == Part::Lead && chunk_was_marked(&chunk) { Part::Unsaid } else { part };
        let name = tidy_name(&chunk);
        let (name, own) = take_tag(&name);
        // 甲工会，联合乙工会: said once, of the first that joins; further on, or behind 联合单位：, 联合水泥公司工会 is a name.
        let named = listed || pieces.len() > 1 || part == Part::Joint;
        let (name, said) = take_verb(&name, !pieces.is_empty(), named);
        let own = own.or(said);
        // `与乙工会、丙工会联合申报`: who joins in is said once for all that follow.
        if own == Some(Part::Joint) && part == Part::Unsaid {
            current = Part::Joint;
        }
        if is_nothing(&name) {
            current = part;
            continue;
        }
        let part = own.unwrap_or(part);
        if !pieces.iter().any(|(known, _): &(String, Part)| *known == name) {
            pieces.push((name, part));
        }
        if part == Part::Lead {
            current = Part::Unsaid;
        }
    }
    pieces
}

fn chunk_was_marked(chunk: &str) -> bool {
    !chunk.trim().is_empty()
}

fn is_nothing(name: &str) -> bool {
    let core: String = name.chars().filter(|c| !is_invisible(*c)).collect();
    let core = core.trim_matches(['（', '）', '(', ')']);
    // 1 in a cell of its own before the name.
    core.chars().all(|c| !c.is_alphanumeric() || c.is_ascii_digit())
        || matches!(
            core,
            "无" | "没有" | "暂无" | "N/A" | "n/a" | "NA" | "none" | "不涉及" | "否" | "0家" | "0个" | "零家"
        )
        || says_alone(core)
        || ["无", "没有"]
            .iter()
            .any(|none| core.strip_prefix(none).is_some_and(|rest| PARTNERS.contains(&rest) || is_bare_blank(rest)))
}

/// 独立申报, 本单位单独完成: nobody beside the applicant.
fn says_alone(core: &str) -> bool {
    const LONGEST: usize = 4;
    let core = ["由本单位", "本单位", "我单位"].iter().find_map(|own| core.strip_prefix(own)).unwrap_or(core);
    let rest = ["独立", "单独", "独自"].iter().find_map(|alone| core.strip_prefix(alone));
    rest.is_some_and(|rest| rest.chars().count() <= LONGEST && !ends_like_unit(rest))
}

/// What a partners' cell that says 无…… may say there is none of.
const PARTNERS: &[&str] =
    &["联合单位", "联合申报单位", "合作单位", "其他单位", "其他联合单位", "协作单位", "参与单位", "协办单位", "其他"];

/// `共2家：甲工会、乙工会`: how many they are.
fn strip_count(chunk: &str) -> &str {
    let counted = ["共计", "合计", "共有", "共"].iter().find_map(|word| chunk.strip_prefix(word)).unwrap_or(chunk);
    let rest = counted.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    let unit = rest.strip_prefix(['家', '个']).filter(|_| rest.len() < counted.len());
    let unit = unit.map(|rest| rest.strip_prefix("单位").unwrap_or(rest));
    unit.and_then(|rest| rest.trim_start().strip_prefix([':', '：'])).unwrap_or(chunk)
}

pub fn strip_list_number(text: &str) -> &str {
    let bullet = |c: char| matches!(c, '·' | '•' | '●' | '◆' | '■' | '▪' | '○' | '-' | '－' | '—' | '☆' | '★');
    if text.starts_with(bullet) {
        return text.trim_start_matches(bullet).trim_start();
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳'));
    if rest.len() == text.len() {
        return text;
    }
    let number_mark = text.chars().next().is_some_and(|c| matches!(c, '①'..='⑳'));
    match rest.strip_prefix(['.', '．', '、', ')', '）']) {
        Some(name) => name.trim_start(),
        None if number_mark => rest,
        None => text,
    }
}

fn tidy_name(chunk: &str) -> String {
    let cleaned = clean(chunk, &[]).text;
    let name = cleaned
        .trim_matches(|c: char| is_invisible(c) || matches!(c, '。' | '；' | ';' | '，' | ',' | '、' | '：' | ':'));
    let name = match name.rfind('等') {
        Some(at)
            if name.get(at..).is_some_and(|tail| tail == "等" || tail.ends_with("单位") || tail.ends_with('家')) =>
        {
            name.get(..at).unwrap_or(name)
        }
        _ => name,
    };
    unquoted(name).to_owned()
}

/// “海港区总工会”: a name without the quotation marks that it stands between.
fn unquoted(name: &str) -> &str {
    const MARKS: [(char, char); 3] = [('“', '”'), ('"', '"'), ('「', '」')];
    let between = |(open, close): (char, char)| name.strip_prefix(open)?.strip_suffix(close);
    let inside = MARKS.into_iter().find_map(between).filter(|inside| !inside.contains(['“', '”', '"']));
    inside.unwrap_or(name)
}

/// Whether a text ends as the name of a unit does.
pub fn ends_like_unit(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| is_invisible(c));
    let head = match text.rfind(['（', '(']) {
        Some(open) if text.ends_with(['）', ')']) => text.get(..open).unwrap_or(text).trim_end(),
        _ => text,
    };
    UNIT_ENDINGS.iter().any(|ending| head.ends_with(ending) || text.ends_with(ending)) || ends_like_crew(head)
}

/// 维修一班, 电工班, 运转班; 托管班 is none.
fn ends_like_crew(text: &str) -> bool {
    let kind = text.strip_suffix('班').and_then(|rest| rest.chars().next_back());
    kind.is_some_and(|kind| kind.is_ascii_digit() || "一二三四五六七八九十甲乙丙丁工修检电转行焊钳".contains(kind))
}

const UNIT_ENDINGS: &[&str] = &[
    "工会",
    "公司",
    "集团",
    "委员会",
    "联合会",
    "协会",
    "学会",
    "商会",
    "基金会",
    "局",
    "厅",
    "院",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "中心",
    "厂",
    "站",
    "所",
    "处",
    "队",
    "部",
    "办",
    "办公室",
    "银行",
    "支行",
    "分行",
    "街道",
    "镇",
    "乡",
    "社区",
    "村",
    "园区",
    "开发区",
    "新区",
    "法院",
    "检察院",
    "馆",
    "社",
    "矿",
    "港",
    "段",
    "室",
    "科",
    "店",
    "行",
    "组委会",
    "党委",
    "团委",
    "委",
    "妇联",
    "工商联",
    "文联",
    "残联",
    "侨联",
    "社科联",
    "科协",
    "作协",
    "工委",
    "市委",
    "区委",
    "县委",
    "省委",
    "旗委",
    "镇委",
    "纪委",
    "管委会",
    "政府",
    "支队",
    "大队",
    "总队",
    "联社",
    "合作社",
    "分会",
    "总会",
    "小组",
    "班组",
    "车间",
    "工区",
    "工作站",
    "服务站",
    "驿站",
    "气象台",
    "电台",
    "电视台",
    "分场",
    "农场",
    "林场",
    "牧场",
    "机场",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Vec<String>, Option<bool>) {
        let read = parse_units(text);
        (read.lead, read.partners, read.lead_named)
    }

    fn units(lead: &str, partners: &[&str], named: Option<bool>) -> (Option<String>, Vec<String>, Option<bool>) {
        (Some(lead.to_owned()), partners.iter().map(|&name| name.to_owned()).collect(), named)
    }

    #[test]
    fn one_unit_stays_whole() {
        for text in [
            "秦皇岛市海港区总工会",
            "秦皇岛市住房和城乡建设局工会",
            "秦皇岛市人力资源和社会保障局工会委员会",
            "中铁（秦皇岛）有限公司工会",
            "秦皇岛港股份有限公司第六港务分公司工会",
            "海港区东港镇和平社区联合工会",
            "和平里社区联合工会",
            "北戴河新区及周边园区工会联合会",
            "秦皇岛市机关及所属事业单位工会联合委员会第1分会",
            "秦皇岛市餐饮、住宿行业工会联合会",
            "秦皇岛市快递、外卖、网约车行业工会联合会",
        ] {
            assert_eq!(read(text), units(text, &[], None));
            let told = units(text, &["燕山大学工会"], Some(true));
            assert_eq!(read(&format!("{text}（牵头）、燕山大学工会")), told);
        }
        assert_eq!(read("单位：秦皇岛市海港区总工会"), units("秦皇岛市海港区总工会", &[], None));
        assert_eq!(read("秦皇岛市海港区总工会（盖章）"), units("秦皇岛市海港区总工会", &[], None));
        assert_eq!(read("秦皇岛市海港区\n总工会"), units("秦皇岛市海港区总工会", &[], None));
        assert_eq!(read("文化里街道\n工会联合会"), units("文化里街道工会联合会", &[], None));
        assert_eq!(read("经济技术开发区\n总工会"), units("经济技术开发区总工会", &[], None));
        assert_eq!(read("北戴河新区\n南戴河街道总工会"), units("北戴河新区南戴河街道总工会", &[], None));
        assert_eq!(read("秦皇岛市农业科\n学研究所工会"), units("秦皇岛市农业科学研究所工会", &[], None));
        assert_eq!(
            read("甲市公司工会、乙（丙）公司工会（乙（丙）公司工会牵头）"),
            units("乙（丙）公司工会", &["甲市公司工会"], Some(true))
        );
        assert_eq!(read("通远装备集团\n有限公司工会"), units("通远装备集团有限公司工会", &[], None));
        assert_eq!(read("通远装备公司工会\n委员会"), units("通远装备公司工会委员会", &[], None));
        assert_eq!(read("秦皇岛港股份有限公司 工会委员会"), units("秦皇岛港股份有限公司工会委员会", &[], None));
    }

    #[test]
    fn the_lead_is_told_from_the_joint_units() {
        let want = units("秦皇岛市海港区总工会", &["北戴河区总工会", "山海关区总工会"], Some(true));
        for text in [
            "秦皇岛市海港区总工会（牵头）、北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会（牵头单位），北戴河区总工会，山海关区总工会",
            "牵头单位：秦皇岛市海港区总工会；联合单位：北戴河区总工会、山海关区总工会",
            "牵头单位：秦皇岛市海港区总工会\n联合单位：北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会（牵头）\n北戴河区总工会\n山海关区总工会",
            "秦皇岛市海港区总工会（联合单位：北戴河区总工会、山海关区总工会）",
            "秦皇岛市海港区总工会(牵头) 北戴河区总工会 山海关区总工会",
            "秦皇岛市海港区总工会（牵头），联合北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会牵头，北戴河区总工会、山海关区总工会参与",
            "由秦皇岛市海港区总工会牵头，北戴河区总工会、山海关区总工会配合",
            "秦皇岛市海港区总工会，与北戴河区总工会、山海关区总工会联合申报",
            "秦皇岛市海港区总工会联合北戴河区总工会、山海关区总工会共同申报",
            "（牵头）秦皇岛市海港区总工会、北戴河区总工会、山海关区总工会",
            "主办：秦皇岛市海港区总工会；协办：北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会\n（联合北戴河区总工会、山海关区总工会申报）",
            "秦皇岛市海港区总工会（与北戴河区总工会、山海关区总工会联合申报）",
            "第一单位：秦皇岛市海港区总工会；第二单位：北戴河区总工会；第三单位：山海关区总工会",
            "秦皇岛市海港区总工会、北戴河区总工会、山海关区总工会（秦皇岛市海港区总工会牵头）",
            "秦皇岛市海港区总工会、北戴河区总工会、山海关区总工会（牵头单位：秦皇岛市海港区总工会）",
            "主办：秦皇岛市海港区总工会；承办：北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会（主办）、北戴河区总工会（承办）、山海关区总工会（协办）",
        ] {
            assert_eq!(read(text), want, "{text}");
        }
        for text in ["甲工会（牵头）\n乙工会\n联合水泥公司工会", "牵头单位：甲工会；联合单位：乙工会、联合水泥公司工会"]
        {
            assert_eq!(read(text), units("甲工会", &["乙工会", "联合水泥公司工会"], Some(true)), "{text}");
        }
        assert_eq!(read("北戴河区总工会、秦皇岛市海港区总工会（牵头）").0.as_deref(), Some("秦皇岛市海港区总工会"));
    }

    #[test]
    fn several_units_without_a_lead_are_seen() {
        assert_eq!(read("海港区总工会、北戴河区总工会"), units("海港区总工会", &["北戴河区总工会"], Some(false)));
        assert_eq!(read("海港区总工会和北戴河区总工会"), units("海港区总工会", &["北戴河区总工会"], Some(false)));
        assert_eq!(
            read("海港区总工会、北戴河区总工会联合申报"),
            units("海港区总工会", &["北戴河区总工会"], Some(false))
        );
    }

    #[test]
    fn a_place_and_a_union_may_be_one_name_or_two() {
        assert_eq!(read("北戴河新区及港城大街工会"), units("北戴河新区及港城大街工会", &[], Some(false)));
        assert_eq!(read("甲公司工会（承办）、乙公司工会（协办）"), units("甲公司工会", &["乙公司工会"], Some(false)));
    }

    #[test]
    fn a_lead_alone_is_named() {
        assert_eq!(read("秦皇岛市海港区总工会（牵头）"), units("秦皇岛市海港区总工会", &[], Some(true)));
    }

    #[test]
    fn partners_are_a_plain_list_and_none_is_none() {
        for text in [
            "1.甲公司工会 2.乙公司工会",
            "①甲公司工会②乙公司工会",
            "（1）甲公司工会 （2）乙公司工会",
            "(一)甲公司工会\n(二)乙公司工会",
            "1、甲公司工会；2、乙公司工会",
            "1.甲公司工会，2.乙公司工会",
        ] {
            assert_eq!(parse_partners(text), ["甲公司工会", "乙公司工会"], "{text}");
        }
        assert_eq!(parse_partners("甲公司工会、乙公司工会；丙学校工会。"), ["甲公司工会", "乙公司工会", "丙学校工会"]);
        assert_eq!(parse_partners("共2家：甲公司工会、乙公司工会"), ["甲公司工会", "乙公司工会"]);
        assert_eq!(parse_partners("甲公司工会、联合水泥公司工会"), ["甲公司工会", "联合水泥公司工会"]);
        assert_eq!(parse_partners("甲公司工会、联合乙公司工会共同申报"), ["甲公司工会", "乙公司工会"]);
        for text in ["甲公司工会、及乙公司工会", "甲公司工会，和乙公司工会。", "甲公司工会、乙公司工会等"]
        {
            assert_eq!(parse_partners(text), ["甲公司工会", "乙公司工会"], "{text}");
        }
        assert_eq!(parse_partners("甲公司工会、和平区总工会、及时雨服务队").len(), 3);
        for text in ["无", "", "（无）", "无联合单位", "独立申报", "0家", "/"] {
            assert!(parse_partners(text).is_empty(), "{text}");
        }
    }
}
