//! Names of people out of one or several cells: numbered, with titles, roles, phones, with spaces inside a name.
//!
//! Titles and numbers come off, the names stay as they stand; `张 伟` is one name, `张伟 李娜` are two.

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::organisation::ends_like_unit;

/// The names in a text, in order, each once.
pub fn parse_people(text: &str) -> Vec<String> {
    let folded = strip_chinese_numbers(&fold(text));
    let mut names: Vec<String> = Vec::new();
    for line in folded.split(['\n', '、', ',', ';', '/', '\\', '+', '|', '\t', '。']) {
        for part in split_joined(line).into_iter().flat_map(split_at_points).flat_map(split_at_gaps) {
            names_in_part(part, &mut names);
        }
    }
    // 技术部 张伟, 海港区总工会 张伟: where a person comes from, beside the name.
    if names.iter().any(|name| is_likely_name(name)) {
        names.retain(|name| !is_place_of_work(name));
    }
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// `一、张伟 二、李娜`: numbers that would be taken for names at the mark behind them.
fn strip_chinese_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('、') {
        let (before, after) = (rest.get(..at).unwrap_or(""), rest.get(at + '、'.len_utf8()..).unwrap_or(""));
        let head = before.trim_end_matches(|c| "一二三四五六七八九十".contains(c));
        let starts = head.is_empty() && out.trim_end_matches(' ').ends_with(['\n', ';', ','])
            || head.ends_with([' ', '\n', ';', ','])
            || head.is_empty() && out.is_empty();
        if head.len() < before.len() && starts {
            out.push_str(head);
        } else {
            out.push_str(before);
            out.push('、');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The name of a body or a part of one, that nobody is called like.
fn is_place_of_work(name: &str) -> bool {
    const PARTS: &[&str] = &["部", "科", "室", "处", "局", "车间", "班组", "分公司"];
    let count = name.chars().count();
    let bodies = || ends_like_unit(name) || PARTS.iter().any(|part| name.ends_with(part));
    !name.contains(is_name_dot) && (count >= 5 || count >= 3 && !begins_with_surname(name)) && bodies()
}

/// Whether a text reads like names of people and nothing else.
pub fn looks_like_people(text: &str) -> bool {
    let names = parse_people(text);
    let visible = text.chars().filter(|c| !is_invisible(*c)).count();
    let named: usize = names.iter().map(|name| name.chars().count()).sum();
    !names.is_empty() && names.iter().all(|name| is_likely_name(name)) && named * 2 >= visible
}

/// Two to four Chinese characters beginning with a surname, or a name with a middle dot.
pub fn is_likely_name(name: &str) -> bool {
    let count = name.chars().count();
    if name.contains(is_name_dot) {
        return count <= 20;
    }
    (2..=4).contains(&count) && name.chars().all(is_han) && begins_with_surname(name)
}

/// Full-width forms folded, parentheses with all they hold taken out, invisible characters gone.
fn fold(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(fold_char) {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth > 0 => {}
            c if is_invisible(c) && c != '\n' => out.push(' '),
            // Numbers stand between names or are phones; only 等3人 belongs to the name before it.
            c if c.is_ascii_digit() && !out.ends_with('等') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    let dot = is_name_dot(c);
    let number = matches!(c, '①'..='⑳' | '⒈'..='⒛' | '⑴'..='⒇' | '❶'..='❿');
    let folded: Vec<char> = match (dot, number) {
        (true, _) => vec![c],
        (_, true) => vec![' '],
        _ => std::iter::once(c).nfkc().collect(),
    };
    folded.into_iter()
}

/// Cuts `张伟和李娜` where both sides read like names.
fn split_joined(line: &str) -> Vec<&str> {
    for word in ["和", "及", "与", "&"] {
        if let Some((left, right)) = line.split_once(word)
            && is_likely_name(&squeeze(left))
            && is_likely_name(&squeeze(right))
        {
            return vec![left, right];
        }
    }
    vec![line]
}

/// Cuts `张伟.李娜` and `张伟-李娜` where every part reads like a name; the point of 买买提.艾力 stays.
fn split_at_points(part: &str) -> Vec<&str> {
    let names: Vec<&str> = part.split(['.', '-', '—', '–', '~']).collect();
    let all = names.len() > 1 && names.iter().all(|name| is_likely_name(&squeeze(name)));
    if all { names } else { vec![part] }
}

/// Cuts `王 磊  李 静` at its wider gaps where every part is a name.
fn split_at_gaps(part: &str) -> Vec<&str> {
    let names: Vec<&str> =
        part.split("  ").map(|name| name.trim_matches(' ')).filter(|name| !name.is_empty()).collect();
    let all = names.len() > 1 && names.iter().all(|name| is_likely_name(&squeeze(name)));
    if all { names } else { vec![part] }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

fn names_in_part(part: &str, names: &mut Vec<String>) {
    let tokens: Vec<String> = part
        .split(' ')
        .flat_map(split_role)
        .map(strip_number)
        .filter(|token| token.chars().any(is_name_char) && !is_bare_blank(token))
        .collect();
    join_tokens(&tokens, names);
}

/// `组长:张伟` without the role; `张伟:13800001111` without the number.
fn split_role(word: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = word.split(':').collect();
    let last = parts.pop().unwrap_or("");
    let named =
        |part: &&str| is_likely_name(&strip_number(part)) && !is_role(&strip_number(part)) || part.chars().count() == 1;
    parts.retain(named);
    parts.push(last);
    parts
}

/// Puts the pieces of names that were spaced together again and leaves titles out.
fn join_tokens(tokens: &[String], names: &mut Vec<String>) {
    let mut pending = String::new();
    for token in tokens {
        let length = token.chars().count();
        if token.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '\'' | '-')) {
            // Latin names keep their spaces.
            match pending.chars().last() {
                Some(last) if last.is_ascii() => pending.push(' '),
                _ => flush(&mut pending, names),
            }
            pending.push_str(token);
            continue;
        }
        if pending.is_ascii() && !pending.is_empty() {
            flush(&mut pending, names);
        }
        // 张伟 男 45岁: what a roll says of a person beside the name.
        let is_detail =
            token == "岁" || matches!(token.as_str(), "男" | "女") && pending.is_empty() && !names.is_empty();
        if is_detail {
            continue;
        }
        if length == 1 {
            let whole = pending.chars().count();
            let compound = COMPOUND_SURNAMES.contains(&pending.as_str());
            if whole >= 3
                || (whole == 2
                    && !compound
                    && begins_with_surname(token)
                    && tokens.iter().all(|t| t.chars().count() == 1)
                    && tokens.len().is_multiple_of(2))
            {
                flush(&mut pending, names);
            }
            pending.push_str(token);
            continue;
        }
        if pending.chars().count() == 1 && !begins_with_surname(token)
            || pending.chars().count() == 1
                && length == 2
                && !is_title(token)
                && begins_with_surname(&pending)
                && !is_likely_name(token)
        {
            pending.push_str(token);
            flush(&mut pending, names);
            continue;
        }
        flush(&mut pending, names);
        if TITLES.contains(&token.as_str()) || is_title(token) && !names.is_empty() || is_role(token) {
            continue;
        }
        if COMPOUND_SURNAMES.contains(&token.as_str()) {
            pending.push_str(token);
            continue;
        }
        names.push(strip_title(token));
    }
    flush(&mut pending, names);
}

fn flush(pending: &mut String, names: &mut Vec<String>) {
    if !pending.is_empty() {
        names.push(std::mem::take(pending));
    }
}

/// Takes `1.`, `①`, `（1）`-like numbers, `等3人` and digits off.
fn strip_number(token: &str) -> String {
    let core = token.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '*' | '、' | ')' | '①'..='⑳' | '●' | '•' | '□' | '☑')
    });
    let core = core.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '*'));
    let core = match core.find('等') {
        Some(at)
            if core.get(at..).is_some_and(|tail| tail == "等" || tail.ends_with('人') || tail.ends_with("同志")) =>
        {
            core.get(..at).unwrap_or(core)
        }
        _ => core,
    };
    core.trim_end_matches("同志")
        .trim_matches(|c: char| is_name_dot(c) || matches!(c, '.' | '-' | '_' | '—' | '"' | '“' | '”'))
        .to_owned()
}

/// `张伟主席`, `主席张伟` without the title, where a likely name of two or three characters stands before it.
fn strip_title(token: &str) -> String {
    for title in TITLES {
        if let Some(name) = token.strip_suffix(title) {
            let name = name.trim_end_matches('副');
            if is_likely_name(name) && name.chars().count() <= 3 {
                return name.to_owned();
            }
        }
        if let Some(name) = token.strip_prefix(title)
            && is_likely_name(name)
        {
            return name.to_owned();
        }
    }
    token.to_owned()
}

fn is_title(token: &str) -> bool {
    TITLES.iter().any(|title| token.ends_with(title))
        && !(is_likely_name(token) && token.chars().count() <= 3 && !TITLES.contains(&token))
}

fn is_role(token: &str) -> bool {
    ROLES.contains(&token)
}

/// The dot inside a name such as 买买提·艾力, in the writings that programs give it.
fn is_name_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '∙' | '⋅' | '․' | '﹒' | '･')
}

fn is_name_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphabetic() || c.is_alphabetic()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

fn begins_with_surname(name: &str) -> bool {
    COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname))
        || name.chars().next().is_some_and(|first| SURNAMES.contains(first))
}

const ROLES: &[&str] = &[
    "组长",
    "副组长",
    "成员",
    "组员",
    "负责人",
    "项目负责人",
    "第一负责人",
    "主要负责人",
    "第二负责人",
    "第三负责人",
    "主持人",
    "项目主持人",
    "参与人",
    "参加人",
    "姓名",
    "牵头人",
    "联系人",
    "第一完成人",
    "完成人",
    "主创人员",
    "主创",
    "其他成员",
    "项目成员",
    "参与人员",
    "第一",
    "第二",
    "第三",
    "手机",
    "电话",
    "联系电话",
    "主持",
];

const TITLES: &[&str] = &[
    "党组书记",
    "党委书记",
    "总经理",
    "董事长",
    "工程师",
    "经济师",
    "会计师",
    "副主席",
    "副主任",
    "副部长",
    "副科长",
    "副处长",
    "副局长",
    "副书记",
    "副院长",
    "副校长",
    "主席",
    "主任",
    "部长",
    "科长",
    "处长",
    "局长",
    "书记",
    "院长",
    "校长",
    "经理",
    "干事",
    "组长",
    "队长",
    "厂长",
    "所长",
    "站长",
    "班长",
    "委员",
    "职员",
    "科员",
    "教师",
    "医师",
    "教授",
    "技师",
    "研究员",
    "调研员",
    "专员",
    "主管",
    "会长",
    "秘书长",
    "股长",
    "干部",
    "先生",
    "女士",
    "老师",
    "常委",
    "社工",
    "职工",
    "工会主席",
    "高工",
    "高级工程师",
    "副教授",
];

const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "宇文", "长孙",
    "端木", "南宫", "独孤", "轩辕", "呼延", "闻人", "申屠", "钟离", "澹台", "完颜", "纳兰", "赫连", "拓跋", "百里",
    "东郭", "西门", "公冶", "濮阳", "淳于", "单于", "太史", "万俟",
];

/// The surnames of the census lists and the Hundred Surnames that still occur.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵欧阳解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺吕肖闫付代仝佘亓逄么信展兆寇暴敬初相库矫芮羿储汲邴松巴弓牧隗山车宓蓬郗班仰秋伊暨溥荀羊於惠甄麴家羌谯国丰鱼普茅干尚农别温晁勾融阙那空曾毋沙乜养须丰巢蒯后荆红竺权逯盍益桓公上官原修苍双闻莘党翟谭贡劳逄姚申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_however_they_are_joined() {
        for (text, want) in [
            ("张伟", vec!["张伟"]),
            ("张伟、李娜", vec!["张伟", "李娜"]),
            ("张伟，李娜,王强", vec!["张伟", "李娜", "王强"]),
            ("张伟；李娜；王强；赵敏", vec!["张伟", "李娜", "王强", "赵敏"]),
            ("张伟/李娜", vec!["张伟", "李娜"]),
            ("张伟\n李娜\n王强", vec!["张伟", "李娜", "王强"]),
            ("张伟 李娜 王小强", vec!["张伟", "李娜", "王小强"]),
            ("张 伟", vec!["张伟"]),
            ("张　伟、李 娜", vec!["张伟", "李娜"]),
            ("张 伟 李 娜", vec!["张伟", "李娜"]),
            ("张伟（主席）、李娜（副主席）", vec!["张伟", "李娜"]),
            ("组长：张伟 成员：李娜、王强", vec!["张伟", "李娜", "王强"]),
            ("1.张伟 2.李娜 3.王强", vec!["张伟", "李娜", "王强"]),
            ("1、张伟\n2、李娜", vec!["张伟", "李娜"]),
            ("①张伟②李娜", vec!["张伟", "李娜"]),
            ("张伟 工会主席", vec!["张伟"]),
            ("张伟主席", vec!["张伟"]),
            ("买买提·艾力、张伟", vec!["买买提·艾力", "张伟"]),
            ("欧阳 明、诸葛孔明", vec!["欧阳明", "诸葛孔明"]),
            ("张伟 13800001111", vec!["张伟"]),
            ("张伟：13800001111；李娜：13900002222", vec!["张伟", "李娜"]),
            ("张伟和李娜", vec!["张伟", "李娜"]),
            ("John Smith、张伟", vec!["John Smith", "张伟"]),
            ("张伟等3人", vec!["张伟"]),
            ("张伟、李娜、张伟", vec!["张伟", "李娜"]),
            ("和平", vec!["和平"]),
            ("·张伟\n·李娜", vec!["张伟", "李娜"]),
            ("阿依古丽•买买提", vec!["阿依古丽•买买提"]),
            ("一、张伟 二、李娜", vec!["张伟", "李娜"]),
            ("一、张伟\n二、李娜", vec!["张伟", "李娜"]),
            ("主席 张伟、副主席 李娜", vec!["张伟", "李娜"]),
            ("张伟，女，工会主席", vec!["张伟"]),
            ("张伟 男 45岁", vec!["张伟"]),
            ("李 亚 男", vec!["李亚男"]),
            ("张伟-李娜", vec!["张伟", "李娜"]),
            ("主席张伟", vec!["张伟"]),
            ("高工张伟、教师李娜", vec!["张伟", "李娜"]),
            ("海港区总工会 张伟", vec!["张伟"]),
            ("技术部 张伟", vec!["张伟"]),
            ("", vec![]),
            ("____", vec![]),
        ] {
            assert_eq!(parse_people(text), want, "{text}");
        }
    }
}
