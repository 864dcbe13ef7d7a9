//! Which unit and which project a written paper names: after a label (`申报单位：`, `项目名称：`), as its title, under the title,
//! or at its end above the date.

use memchr::memmem;

use crate::extract::description::line::Line;
use crate::extract::description::section_names::outside_parentheses;
use crate::extract::description::sections::visible;
use crate::extract::label::traditional::label_key;
use crate::model::Document;
use crate::model::Located;
use crate::model::project_key;
use crate::model::same_project;
use crate::model::same_unit;
use crate::policy::DocumentSpec;
use crate::policy::Policy;

/// What is known of a paper from the form that it came with.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownNames<'k> {
    /// The unit on the form.
    pub unit: Option<&'k str>,
    /// The project on the form.
    pub project: Option<&'k str>,
}

/// Labels of a unit that need not stand in the measure.
const UNIT_LABELS: &[&str] = &["申报单位", "报送单位", "填报单位", "单位名称", "单位"];
/// How the name of a body ends.
const UNIT_ENDINGS: &[&str] = &[
    "工会",
    "工会委员会",
    "联合会",
    "公司",
    "集团",
    "局",
    "厂",
    "医院",
    "学院",
    "大学",
    "学校",
    "中学",
    "小学",
    "委员会",
    "银行",
    "支行",
    "分行",
    "办事处",
    "街道",
];
/// How a project's name begins that ends like a body's.
const VERBS: &[&str] = &[
    "打造", "建设", "推进", "构建", "创建", "探索", "深化", "创新", "实施", "开展", "聚焦", "搭建", "推动", "做强",
    "做实", "关于", "以", "让", "用", "争创", "建立", "完善", "加强", "强化", "服务", "智慧", "数字",
];
/// Words of a title that say what kind of paper it is, not which project.
const PAPER_WORDS: &[&str] = &[
    "文字说明",
    "情况说明",
    "项目说明",
    "说明材料",
    "申报材料",
    "文字材料",
    "申报书",
    "申报表",
    "汇报材料",
    "情况汇报",
    "情况报告",
    "工作总结",
    "说明书",
    "说明",
    "简介",
    "汇报",
    "报告",
    "总结",
    "材料",
    "介绍",
];
/// Words of a title that name no project by themselves.
const GENERAL_WORDS: &[&str] = &[
    "工会", "创新", "工作", "项目", "成果", "申报", "申请", "立项", "补助", "年度", "年", "关于", "的", "度", "总",
    "市", "区", "县", "优秀", "案例", "情况", "附件", "一", "二", "三",
];
/// A title and what belongs to it stand in the first lines.
const TITLE_LINES: usize = 8;
/// Longer than this a line is no title.
const LONGEST_TITLE: usize = 60;
/// Longer than this nothing before a colon is a label.
const LONGEST_LABEL: usize = 24;

/// The folded labels that a paper may give names under; made once for a measure.
#[derive(Clone)]
pub struct NameLabels {
    /// Of the applicant.
    pub unit: Vec<String>,
    /// Of the project's name.
    pub project: Vec<String>,
}

impl NameLabels {
    /// From the measure.
    pub fn of(policy: &Policy) -> Self {
        Self {
            unit: labels_of(policy, policy.roles.applicant.as_deref(), UNIT_LABELS),
            project: labels_of(policy, policy.roles.title.as_deref(), &[]),
        }
    }
}

/// Looks for names in the lines of one paper.
pub(super) struct NameFinder<'a> {
    pub document: &'a Document,
    pub lines: &'a [Line<'a>],
    pub policy: &'a Policy,
    pub labels: &'a NameLabels,
    pub spec: &'a DocumentSpec,
    pub known: KnownNames<'a>,
    /// The first line that is a heading of a section other than the project's name.
    pub first_section: usize,
    /// All lines that are headings, sorted.
    pub headings: Vec<usize>,
}

impl NameFinder<'_> {
    /// The unit that the paper names.
    pub fn unit(&self) -> Option<Located<String>> {
        let labelled = self.labelled(&self.labels.unit).map(|(_, unit)| unit);
        labelled.or_else(|| self.unit_under_title()).or_else(|| self.unit_at_end())
    }

    /// The project that the paper names by a label, and the line.
    pub fn labelled_project(&self) -> Option<(usize, Located<String>)> {
        self.labelled(&self.labels.project)
    }

    /// The project that the paper names by its title: the line of the form's name where one of the first lines holds it,
    /// else a title that is more than the words for a paper.
    pub fn titled_project(&self) -> Option<(usize, Located<String>)> {
        let block = self.title_block();
        if let Some(known) = self.known.project {
            let holds = |text: &str| same_project(text, known);
            if let Some(&index) = block.iter().find(|&&index| self.line(index).is_some_and(|line| holds(line.text))) {
                let title = self.line(index)?.text;
                let name = self.project_in_title(title).filter(|name| holds(name));
                return self.located(index, name.as_deref().unwrap_or(title)).map(|name| (index, name));
            }
            // Below a sentence that leads to it stands the name alone.
            let is_name =
                |&index: &usize| self.line(index).is_some_and(|line| project_key(line.text) == project_key(known));
            if let Some(index) = (block.len()..self.title_end()).find(is_name) {
                return self.located(index, known).map(|name| (index, name));
            }
            for pair in block.windows(2) {
                let (Some(one), Some(other)) = (pair.first(), pair.last()) else { continue };
                let joined = format!("{}{}", self.line(*one)?.text, self.line(*other)?.text);
                if project_key(&joined).contains(&project_key(known)) {
                    return self.located(*one, &joined).map(|name| (*one, name));
                }
            }
        }
        let index = *block.iter().find(|&&index| !self.is_beside_the_title(index))?;
        let title = self.project_in_title(self.line(index)?.text)?;
        self.located(index, &title).map(|name| (index, name))
    }

    fn line(&self, index: usize) -> Option<&Line<'_>> {
        self.lines.get(index)
    }

    fn located(&self, index: usize, value: &str) -> Option<Located<String>> {
        let line = self.lines.get(index)?;
        Some(Located {
            value: value.to_owned(),
            raw: line.text.to_owned(),
            place: self.document.place(line.spot.clone()),
        })
    }

    /// The value after one of these labels, on the same line or in the next cell of the row.
    fn labelled(&self, labels: &[String]) -> Option<(usize, Located<String>)> {
        let is_label = |text: &str| {
            let key = label_key(text.split(['（', '(']).next().unwrap_or(text));
            !key.is_empty() && labels.contains(&key)
        };
        for (index, line) in self.lines.iter().enumerate() {
            let numbered =
                line.text.trim_start_matches(|c: char| !c.is_alphabetic() || "一二三四五六七八九十".contains(c));
            let Some((_, rest)) = split_label(numbered).filter(|(head, _)| is_label(head)) else { continue };
            let value = first_value(rest);
            if visible(value) > 0 {
                return self.located(index, value).map(|value| (index, value));
            }
            let next = self.lines.get(index + 1).filter(|_| self.headings.binary_search(&(index + 1)).is_err());
            let beside = next.filter(|next| match (line.cell, next.cell) {
                (Some(own), Some(cell)) => own.table == cell.table && own.row == cell.row && own.column != cell.column,
                (None, None) => visible(next.text) <= LONGEST_TITLE && !next.text.contains(['：', ':', '。']),
                _ => false,
            });
            if let Some(value) = beside.map(|next| first_value(next.text)).filter(|value| visible(value) > 0) {
                return self.located(index + 1, value).map(|value| (index + 1, value));
            }
        }
        None
    }

    /// Indices of the lines that may hold the title: the first short ones, before the first section and the first prose.
    fn title_block(&self) -> Vec<usize> {
        let short = |index: &usize| {
            self.line(*index).is_some_and(|line| line.text.chars().count() <= LONGEST_TITLE && line.cell.is_none())
        };
        (0..self.title_end()).take_while(short).collect()
    }

    /// The line behind the last that may be a title.
    fn title_end(&self) -> usize {
        self.first_section.min(TITLE_LINES).min(self.lines.len())
    }

    /// Not the title itself: an annex mark, a date, a labelled line, a unit, a subtitle.
    fn is_beside_the_title(&self, index: usize) -> bool {
        let Some(line) = self.line(index) else { return true };
        let text = line.text;
        let key = project_key(text);
        is_date(text)
            || key.trim_start_matches("附件").chars().all(|c| c.is_numeric() || "一二三四五六七八九十".contains(c))
            || text.contains(['：', ':'])
            || text.starts_with(['—', '-', '－'])
            || self.known.unit.is_some_and(|unit| same_unit(text, unit))
            || is_unit(text)
    }

    /// What a title says of the project; None where it only says what kind of paper it is.
    fn project_in_title(&self, title: &str) -> Option<String> {
        if title.ends_with(['。', '；', '，']) {
            return None;
        }
        let mut name = title.trim();
        name = name.strip_prefix("关于").unwrap_or(name);
        let paper_words = self.spec.aliases.iter().map(String::as_str).chain([self.spec.label.as_str()]);
        let paper_words: Vec<&str> = paper_words.chain(PAPER_WORDS.iter().copied()).collect();
        while let Some(rest) = paper_words.iter().find_map(|word| name.strip_suffix(word)) {
            name = rest.trim_end_matches(['的', '（', '(', '—', '-', ' ', '·', '”']);
        }
        let mut rest = project_key(&outside_parentheses(name));
        let organiser = self.policy.organiser.as_str();
        let city = organiser.strip_suffix("总工会").unwrap_or(organiser);
        let office = [&self.policy.award, &self.policy.title].into_iter().map(String::as_str);
        let known = office.chain([organiser, city]).chain(self.known.unit);
        for word in known.map(project_key).filter(|word| !word.is_empty()) {
            remove_word(&mut rest, &word);
        }
        for word in paper_words.iter().chain(GENERAL_WORDS) {
            remove_word(&mut rest, word);
        }
        let said = rest.chars().filter(|c| c.is_alphabetic()).count();
        (said >= 3).then(|| name.to_owned())
    }

    fn unit_under_title(&self) -> Option<Located<String>> {
        let block = self.title_block();
        let index = *block.iter().skip(1).find(|&&index| {
            let text = self.line(index).map_or("", |line| line.text);
            let is_project = self.known.project.is_some_and(|project| same_project(text, project));
            !is_project && (self.is_applicant(text) || self.known.unit.is_some_and(|unit| same_unit(text, unit)))
        })?;
        self.located(index, self.line(index)?.text.trim_matches(['（', '）', '(', ')']))
    }

    /// Whether a line is a unit's name, and not that of the organiser, whose notices end so.
    fn is_applicant(&self, text: &str) -> bool {
        let of_form = self.known.unit.is_some_and(|unit| same_unit(text, unit));
        is_unit(text) && (of_form || project_key(text) != project_key(&self.policy.organiser))
    }

    /// 落款: a unit's name near the end, with the date below or above it.
    fn unit_at_end(&self) -> Option<Located<String>> {
        let from = self.lines.len().saturating_sub(5).max(1);
        let near = |index: usize| self.line(index).is_some_and(|line| is_date(line.text));
        let index = (from..self.lines.len()).rev().find(|&index| {
            self.line(index).is_some_and(|line| self.is_applicant(line.text)) && (near(index + 1) || near(index - 1))
        })?;
        self.located(index, self.line(index)?.text)
    }
}

/// What may be a label at the beginning of a line, and what follows its colon; None where the line begins with a longer text.
fn split_label(line: &str) -> Option<(&str, &str)> {
    match line.char_indices().take(LONGEST_LABEL + 1).find(|(_, c)| matches!(c, '：' | ':')) {
        Some((at, colon)) => Some((line.get(..at)?, line.get(at + colon.len_utf8()..)?)),
        None => line.chars().nth(LONGEST_LABEL).is_none().then_some((line, "")),
    }
}

/// The folded labels of a field, with others beside it.
fn labels_of(policy: &Policy, field: Option<&str>, beside: &[&str]) -> Vec<String> {
    let spec = field.and_then(|key| policy.field(key));
    let own = spec.into_iter().flat_map(|spec| std::iter::once(&spec.label).chain(&spec.aliases)).map(String::as_str);
    own.chain(beside.iter().copied()).map(label_key).collect()
}

/// Takes a word out of a text wherever it stands.
fn remove_word(text: &mut String, word: &str) {
    if memmem::find(text.as_bytes(), word.as_bytes()).is_some() {
        *text = text.replace(word, "");
    }
}

/// The value at the beginning of a text, before the next label of the same line.
fn first_value(rest: &str) -> &str {
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '＿'));
    let value = match rest.find(['：', ':']) {
        Some(colon) => {
            let before = rest.get(..colon).unwrap_or_default();
            let cut = before.rfind(|c: char| c.is_whitespace() || matches!(c, '；' | ';' | '_' | '＿'));
            cut.and_then(|cut| rest.get(..cut)).unwrap_or(rest)
        }
        None => rest,
    };
    value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '＿' | '；' | ';' | '。'))
}

/// Whether a line reads as the name of a body and nothing else.
pub(super) fn is_unit(text: &str) -> bool {
    let text = text.trim().trim_matches(['（', '）', '(', ')']);
    let name = text.split(['（', '(']).next().unwrap_or(text).trim();
    let length = name.chars().count();
    (4..=30).contains(&length)
        && UNIT_ENDINGS.iter().any(|ending| name.ends_with(ending))
        && !VERBS.iter().any(|verb| name.starts_with(verb))
        && !name.contains(['“', '”', '"', '。', '，', ',', '：', ':', '！', '？', '+', '＋'])
}

/// Whether a line is a date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    let key: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let only = |c: char| c.is_numeric() || "年月日.．-/〇○零一二三四五六七八九十".contains(c);
    (6..=16).contains(&key.chars().count())
        && key.chars().all(only)
        && (key.contains('年') || key.contains(['.', '-', '/']))
}
