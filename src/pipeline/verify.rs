//! `verify`: are register, originals and outputs whole and in agreement.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::award::agreement::find_disagreements;
use crate::award::papers::PaperKind;
use crate::inbox::sniff;
use crate::pipeline::award::SeasonState;
use crate::pipeline::check::PipelineError;
use crate::pipeline::output::MANIFEST;
use crate::pipeline::output::Outputs;
use crate::pipeline::output::hash_of;
use crate::pipeline::season_folder::SeasonFolder;
use crate::pipeline::settings::Settings;
use crate::readers::Limits;
use crate::readers::read;
use crate::register::Register;

/// Everything that is not as it should be, each as a line for people; empty where all is well.
pub fn verify_season(
    folder: &SeasonFolder,
    settings: &Settings,
    as_of: Timestamp,
) -> Result<Vec<String>, PipelineError> {
    let season = settings.season.as_ref().ok_or(PipelineError::NoSeason)?;
    let Some(register) = Register::open_to_read(&folder.into)? else {
        return Ok(vec![format!("{} 中没有登记簿", folder.into.display())]);
    };
    let mut faults: Vec<String> =
        register.verify()?.into_iter().map(|fault| format!("{}：{}", fault.subject, fault.message)).collect();
    let root = folder.outputs();
    let outputs = Outputs::open(&root);
    let manifest = outputs.before();
    if manifest.outputs.is_empty() && holds_files(&root) {
        faults.push(format!("输出/{MANIFEST}：文件不在了或已损坏，输出是否改动过无从核对；请再运行一次 shenping run"));
    }
    for (name, hash) in &manifest.outputs {
        match hash_of(&root.join(name)) {
            None => faults.push(format!("输出/{name}：文件不在了")),
            Some(found) if found != *hash => faults.push(format!("输出/{name}：内容在生成以后改过")),
            Some(_) => {}
        }
    }
    let state = SeasonState::load(&register, folder, season.year)?;
    let record = state.award(settings, season, manifest.as_of.unwrap_or(as_of))?;
    for kind in PaperKind::ALL.into_iter().filter(|kind| manifest.outputs.contains_key(kind.file_name())) {
        faults.extend(compare_paper(kind, &root, &record));
    }
    Ok(faults)
}

fn holds_files(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

fn compare_paper(kind: PaperKind, root: &Path, record: &crate::award::record::AwardRecord<'_>) -> Vec<String> {
    let name = kind.file_name();
    let Ok(bytes) = std::fs::read(root.join(name)) else { return Vec::new() };
    let document = read(&Arc::from(name), &bytes, sniff(name, &bytes).format, &Limits::default());
    find_disagreements(kind, &document, record).iter().map(|one| format!("输出/{one}")).collect()
}
