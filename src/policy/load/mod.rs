//! Settings files into meant types. A file is read whole and every problem in it is gathered, so that the office mends
//! it once: `raw` takes tables apart, the other files here give each part its meaning and check it against the rest.

mod award;
mod doubts;
mod fields;
mod options;
mod raw;
mod rules;
mod season;
mod subjects;
mod topics;

use toml::de::DeTable;

use crate::policy::Policy;
use crate::policy::Season;
use crate::policy::SettingsError;
use crate::policy::load::raw::Reading;
use crate::policy::load::raw::Section;

/// A measure from policy.toml; `name` is how messages call the file.
///
/// # Errors
/// All that keeps the file from being used, each with its line.
pub fn load_policy(text: &str, name: &str) -> Result<Policy, SettingsError> {
    read_file(text, name, read_policy).map(|(policy, _)| policy)
}

/// A season from season.toml, checked against its measure.
///
/// # Errors
/// All that keeps the file from being used, each with its line.
pub fn load_season(text: &str, name: &str, policy: &Policy) -> Result<Season, SettingsError> {
    read_file(text, name, |file| season::read_season(file, policy)).map(|(season, _)| season)
}

/// All that can be said against a policy.toml, warnings included; None where there is nothing.
pub fn lint_policy(text: &str, name: &str) -> Option<SettingsError> {
    read_file(text, name, read_policy).map_or_else(Some, |(_, warnings)| warnings)
}

/// All that can be said against a season.toml, warnings included; None where there is nothing.
pub fn lint_season(text: &str, name: &str, policy: &Policy) -> Option<SettingsError> {
    read_file(text, name, |file| season::read_season(file, policy)).map_or_else(Some, |(_, warnings)| warnings)
}

/// What the file means and its warnings, or all that is wrong with it.
fn read_file<T>(
    text: &str,
    name: &str,
    read: impl FnOnce(&Section<'_>) -> T,
) -> Result<(T, Option<SettingsError>), SettingsError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What could be salvaged from a file of broken syntax would only raise false alarms.
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            reading.error(&span, format!("TOML 写法有误：{}", chinese_syntax(error.message())));
        }
        return Err(SettingsError::new(name, text, reading.into_problems()));
    }
    let file = Section::file(&reading, table.get_ref());
    let meant = read(&file);
    file.close();
    let problems = reading.into_problems();
    if problems.iter().any(|problem| !problem.warning) {
        return Err(SettingsError::new(name, text, problems));
    }
    let warnings = (!problems.is_empty()).then(|| SettingsError::new(name, text, problems));
    Ok((meant, warnings))
}

/// The parser's commonest messages in Chinese; the others as they are.
fn chinese_syntax(message: &str) -> String {
    const KNOWN: &[(&str, &str)] = &[
        ("duplicate key", "同一项写了两次"),
        ("key with no value", "等号或等号后的值缺失"),
        ("missing assignment", "缺少等号"),
        ("missing value", "等号后没有值"),
        (
            "invalid unquoted key",
            "等号左边的名称照样本写英文（如 label、max）；本来就是中文的（如等次），用英文双引号括起",
        ),
        ("string values must be quoted", "文字要用英文双引号括起，数字要用半角"),
        ("unexpected key or value", "值的后面多出了内容；数字里不写逗号和单位，一行只写一项"),
        ("invalid basic string", "文字的引号没有成对，或其中有不能直接写的字符"),
        ("invalid date", "没有这个日期"),
        ("invalid time", "没有这个时刻"),
        ("unclosed", "括号没有成对"),
        ("unquoted keys", "键名只能用英文字母、数字、下划线和连字符，其他字符请用英文双引号括起"),
    ];
    let known = KNOWN.iter().find(|(english, _)| message.contains(english));
    known.map_or_else(|| message.to_owned(), |(_, chinese)| format!("{chinese}（{message}）"))
}

fn read_policy(file: &Section<'_>) -> Policy {
    read_schema(file);
    let fields = fields::read_fields(file);
    let documents = fields::read_documents(file, &fields);
    let roles = fields::read_roles(file, &fields);
    let rules = rules::read_rules(file, &subjects::Subjects { fields: &fields, documents: &documents });
    let criteria = award::read_criteria(file, &fields, &roles);
    let organiser = file.required_text("organiser").into_inner();
    Policy {
        id: fields::read_id(file),
        title: file.required_text("title").into_inner(),
        document_number: file.text("document_number").map(toml::Spanned::into_inner).unwrap_or_default(),
        office: file.text("office").map_or_else(|| organiser.clone(), toml::Spanned::into_inner),
        organiser,
        award: file.required_text("award").into_inner(),
        form_titles: read_form_titles(file),
        priorities: topics::read_topics(file, "priorities"),
        areas: topics::read_topics(file, "areas"),
        by_hand: topics::read_by_hand(file, &rules),
        rules,
        scoring: award::read_scoring(file, &criteria),
        tiers: award::read_tiers(file, &fields, &roles),
        max_total: award::read_max_total(file),
        publicity: award::read_publicity(file),
        criteria,
        documents,
        fields,
        roles,
    }
}

fn read_form_titles(file: &Section<'_>) -> Vec<String> {
    let Some(form) = file.section("form") else { return Vec::new() };
    let titles = form.texts("titles").into_iter().map(toml::Spanned::into_inner).collect();
    form.close();
    titles
}

fn read_schema(file: &Section<'_>) {
    match file.whole("schema", i64::MIN..=i64::MAX) {
        Some(schema) if *schema.get_ref() != 1 => {
            let message = format!("schema 是 {}，本程序只认 1", schema.get_ref());
            file.reading.error_with_help(&schema.span(), message, "写成 schema = 1，或使用更新版本的程序");
        }
        Some(_) => {}
        None if file.has("schema") => {}
        None => file.missing("schema"),
    }
}
