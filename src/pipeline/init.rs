//! `init`: a new season's folder with its settings and the blank forms.

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use crate::model::china_time;
use crate::pipeline::check::PipelineError;
use crate::pipeline::season_folder::INBOX;
use crate::pipeline::season_folder::RETURNS;
use crate::pipeline::settings::POLICY_FILE;
use crate::pipeline::settings::SEASON_FILE;
use crate::pipeline::settings::Settings;
use crate::policy::builtin;
use crate::policy::season_template;
use crate::review::write_blank_document;
use crate::review::write_blank_workbook;

const BLANK_WORKBOOK: &str = "空白申报表.xlsx";
const BLANK_DOCUMENT: &str = "空白申报表.docx";

/// The built-in measure's own form, as it is printed behind its last article.
const OWN_FORMS: [(&str, &[u8]); 2] = [
    (BLANK_WORKBOOK, include_bytes!("../../samples/blank/申报表.xlsx")),
    (BLANK_DOCUMENT, include_bytes!("../../samples/blank/申报表.docx")),
];

/// The year's first moment by the office's clock; another year than a calendar has is as good as none.
fn new_year(year: i16) -> Timestamp {
    format!("{year:04}-01-01T00:00:00+08:00").parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Makes the folder. Nothing that is there already is touched; gives the names of what was made.
pub fn init_season(folder: &Path, year: i16, settings: &Settings) -> Result<Vec<String>, PipelineError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| PipelineError::Folder { path, source }
    };
    if folder.join(SEASON_FILE).exists() {
        return Err(PipelineError::SeasonExists { path: folder.join(SEASON_FILE) });
    }
    for name in [INBOX, RETURNS] {
        fs::create_dir_all(folder.join(name)).map_err(failed(&folder.join(name)))?;
    }
    let mut files: Vec<(&str, Vec<u8>)> = vec![(SEASON_FILE, season_template(year, &settings.policy).into_bytes())];
    if settings.policy.id == builtin().id {
        files.extend(OWN_FORMS.map(|(name, bytes)| (name, bytes.to_vec())));
    } else {
        files.push((POLICY_FILE, settings.policy_text.clone().into_bytes()));
        // The same year gives the same bytes.
        let created = new_year(year);
        files.push((BLANK_WORKBOOK, write_blank_workbook(&settings.policy, china_time(created))?));
        files.push((BLANK_DOCUMENT, write_blank_document(&settings.policy, created)));
    }
    let mut made = vec![format!("{INBOX}/"), format!("{RETURNS}/")];
    for (name, bytes) in files {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(&path, bytes).map_err(failed(&path))?;
            made.push(name.to_owned());
        }
    }
    Ok(made)
}
