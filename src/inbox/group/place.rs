//! The grouping of one folder after another: whether a folder is one submission, the papers of a unit that forwards for
//! others, or a place where several forms lie side by side.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::fit::Clues;
use super::fit::KnownApplication;
use super::fit::Profile;
use super::fit::contradicts;
use super::forms::FormGroup;
use super::forms::FormShelf;
use super::forms::applications_of;
use super::names::stem_of;
use super::roles::lies_in_evidence;
use super::title::Title;
use super::title::UnitName;
use super::title::units_named;
use super::tree::Folder;
use super::words::looks_like_unit;
use super::words::names_form;
use super::words::names_office_papers;
use crate::model::Format;
use crate::model::Gathering;
use crate::model::PaperSense;
use crate::model::Sensed;

const OF_ANOTHER: &str = "写明的单位和项目都与同一处的申报表不同";

/// All drafts while the tree is walked.
pub struct Grouper<'files> {
    pub(super) files: &'files [Sensed],
    shelf: &'files FormShelf,
    gathering: &'files Gathering,
    pub(super) drafts: Vec<Draft>,
    pub(super) apart: Vec<usize>,
    pub(super) unassigned: Vec<(usize, String)>,
    /// Lists that only repeat single forms.
    lists: BTreeSet<usize>,
    /// Of each file, whether it lies in a folder of evidence.
    in_evidence: Vec<bool>,
}

impl<'files> Grouper<'files> {
    /// Nothing grouped yet.
    pub fn new(files: &'files [Sensed], shelf: &'files FormShelf, gathering: &'files Gathering) -> Self {
        Self {
            files,
            shelf,
            gathering,
            drafts: Vec::new(),
            apart: Vec::new(),
            unassigned: Vec::new(),
            lists: BTreeSet::new(),
            in_evidence: files.iter().map(|file| lies_in_evidence(&file.path)).collect(),
        }
    }

    /// Drafts, papers apart, papers unassigned with the reason.
    pub fn into_parts(self) -> (Vec<Draft>, Vec<usize>, Vec<(usize, String)>) {
        (self.drafts, self.apart, self.unassigned)
    }

    /// Groups everything below the outermost folder.
    pub fn resolve_all(&mut self, root: &Folder) {
        self.set_lists_apart(root);
        match self.gathering {
            Gathering::Inbox => self.resolve_several(root, true),
            Gathering::Folder(name) if self.is_one_by_itself(root) => self.draft_whole(root, name.clone()),
            Gathering::Files if self.is_one_by_itself(root) => self.draft_whole(root, String::new()),
            Gathering::Folder(_) | Gathering::Files => self.resolve_several(root, true),
        }
    }

    /// What a person asked to be looked at is itself a submission where it holds the only form, or the only narrative
    /// document and no form.
    fn is_one_by_itself(&self, root: &Folder) -> bool {
        let forms = self.forms_below(root);
        let own = match forms.len() {
            0 => self.narratives(&root.papers).count(),
            1 => self.own_forms(root).len(),
            _ => 0,
        };
        own == 1 && !self.has_separate_units(root, forms.first()) && !self.holds_form_of_another(root)
    }

    /// Whether beside a folder's only form lies another unit's, which could not be read, with its description: what lies there is
    /// of two.
    fn holds_form_of_another(&self, folder: &Folder) -> bool {
        let forms = self.own_forms(folder);
        let [form] = forms.as_slice() else { return false };
        self.holds_unread_form(folder) && {
            let draft = Draft::of_form(self.files, form.clone(), String::new(), None);
            !self.narratives_of_others(&folder.papers, &draft.profile).is_empty()
        }
    }

    /// A list whose projects all have forms of their own in the same folder or below is a summary, not a form.
    fn set_lists_apart(&mut self, folder: &Folder) {
        let forms = self.form_papers(&folder.all_papers());
        for &paper in &folder.papers {
            if self.shelf.repeats_single_forms(paper, &forms) {
                self.lists.insert(paper);
            }
        }
        folder.folders.values().for_each(|child| self.set_lists_apart(child));
    }

    pub(super) fn file(&self, paper: usize) -> Option<&'files Sensed> {
        self.files.get(paper)
    }

    fn form_papers(&self, papers: &[usize]) -> Vec<usize> {
        let forms = papers.iter().copied().filter(|&paper| self.shelf.holds(paper) && !self.lists.contains(&paper));
        let forms: Vec<usize> = forms.collect();
        let in_evidence = |paper: &usize| self.in_evidence.get(*paper).copied().unwrap_or(false);
        // A form among the evidence is evidence, as long as there is another one.
        if forms.iter().all(in_evidence) {
            forms
        } else {
            forms.into_iter().filter(|paper| !in_evidence(paper)).collect()
        }
    }

    fn own_forms(&self, folder: &Folder) -> Vec<FormGroup> {
        self.shelf.group(&self.form_papers(&folder.papers))
    }

    fn forms_below(&self, folder: &Folder) -> Vec<FormGroup> {
        self.shelf.group(&self.form_papers(&folder.all_papers()))
    }

    /// The narrative documents among these papers that lie outside folders of evidence.
    fn narratives(&self, papers: &[usize]) -> impl Iterator<Item = &'files Sensed> {
        let outside = papers.iter().filter(|&&paper| !self.in_evidence.get(paper).copied().unwrap_or(false));
        let known = outside.filter_map(|&paper| self.files.get(paper));
        known.filter(|file| matches!(file.sense, PaperSense::Narrative { .. }))
    }

    fn resolve(&mut self, folder: &Folder) {
        if self.is_one_submission(folder) {
            self.draft_whole(folder, folder.id.clone());
        } else {
            self.resolve_several(folder, false);
        }
    }

    /// A folder with one form in all is one submission, unless the form lies in the folder of another unit, or in the only
    /// folder below: then the deepest folder is the submission.
    fn is_one_submission(&self, folder: &Folder) -> bool {
        let forms = self.forms_below(folder);
        let [form] = forms.as_slice() else { return false };
        if !self.own_forms(folder).is_empty() {
            return !self.holds_form_of_another(folder);
        }
        let holding: Vec<&Folder> = folder.folders.values().filter(|child| child.holds_form(self.shelf)).collect();
        let [child] = holding.as_slice() else { return true };
        if !folder.papers.is_empty() {
            return !looks_like_unit(&child.name) || UnitName::new(&child.name).is_same(&UnitName::new(&folder.name));
        }
        folder.folders.len() > 1 && !self.has_separate_units(folder, Some(form))
    }

    /// Whether a folder below, without a form, is of another unit than the form.
    fn has_separate_units(&self, folder: &Folder, form: Option<&FormGroup>) -> bool {
        let bare = folder.folders.values().filter(|child| !child.holds_form(self.shelf));
        bare.into_iter().any(|child| self.stands_apart(child, form))
    }

    fn stands_apart(&self, folder: &Folder, form: Option<&FormGroup>) -> bool {
        let form = form.and_then(|group| group.forms.first()).and_then(|&form| self.file(form));
        let applications: Vec<KnownApplication> =
            form.map_or(&[][..], applications_of).iter().map(KnownApplication::of_form).collect();
        let unit_known = |unit: &UnitName| applications.iter().any(|one| one.has_unit(unit));
        let project_known = |project: &Title| applications.iter().any(|one| one.has_project(project));
        let papers = folder.all_papers();
        let says_other = self.narratives(&papers).any(|file| {
            let said = Clues::of_paper(file, &file.path);
            said.unit.is_some_and(|unit| !unit_known(&unit))
                && said.project.is_some_and(|project| !project_known(&project))
        });
        let is_known = || units_named(&folder.name).iter().any(unit_known);
        says_other || (looks_like_unit(&folder.name) && !is_known() && self.is_worth_a_submission(folder))
    }

    /// The folder with all that is in it as one submission; folders of other units in it stand for themselves.
    fn draft_whole(&mut self, folder: &Folder, id: String) {
        let mut group = FormGroup::default();
        for version in self.forms_below(folder) {
            group.forms.extend(version.forms);
            group.twins.extend(version.twins);
        }
        let leads =
            group.first_form().and_then(|form| self.file(form)).or_else(|| self.narratives(&folder.papers).next());
        let alone = folder.id.is_empty() && folder.all_papers().len() == 1;
        let id = leads.filter(|_| id.is_empty() || alone).map_or(id, |file| file.path.to_string());
        let mut papers = folder.papers.clone();
        for child in folder.folders.values() {
            let bare = !child.holds_form(self.shelf);
            if !(bare && self.stands_apart(child, Some(&group)) && self.draft_bare(child)) {
                papers.extend(child.all_papers());
            }
        }
        let name = Some(folder.name.as_str()).filter(|name| !name.is_empty());
        let mut draft = if group.forms.is_empty() {
            Draft::without_form(self.files, &papers, id)
        } else {
            Draft::of_form(self.files, group, id, name)
        };
        let own: BTreeSet<usize> = draft.group.forms.iter().chain(&draft.group.twins).copied().collect();
        let of_others = self.narratives_of_others(&folder.papers, &draft.profile);
        let unassigned = of_others.iter().map(|&paper| (paper, OF_ANOTHER.to_owned()));
        self.unassigned.extend(unassigned);
        draft.papers.extend(papers.into_iter().filter(|paper| !own.contains(paper) && !of_others.contains(paper)));
        self.drafts.push(draft);
    }

    /// Descriptions beside a form's own one that name another unit and another project. Where the form has no other of the kind
    /// it stays: the difference is a finding then.
    fn narratives_of_others(&self, papers: &[usize], profile: &Profile) -> BTreeSet<usize> {
        let told = |paper: &usize| {
            let file = self.file(*paper).filter(|_| !self.in_evidence.get(*paper).copied().unwrap_or(false))?;
            let PaperSense::Narrative { key, .. } = &file.sense else { return None };
            Some((*paper, key, contradicts(&Clues::of_paper(file, &file.path), profile)))
        };
        let told: Vec<(usize, &String, bool)> = papers.iter().filter_map(told).collect();
        let has_own = |key: &String| told.iter().any(|(_, other, contradicts)| *other == key && !contradicts);
        told.iter().filter(|(_, key, contradicts)| *contradicts && has_own(key)).map(|(paper, ..)| *paper).collect()
    }

    /// Several forms, or none of its own: each form is a submission, folders are looked at one by one, and what is left goes
    /// to the submission that it names.
    fn resolve_several(&mut self, folder: &Folder, outermost: bool) {
        let first = self.drafts.len();
        let groups = self.own_forms(folder);
        let lone = groups.len() == 1 && !outermost && !self.holds_form_of_another(folder);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for group in groups {
            taken.extend(group.forms.iter().chain(&group.twins));
            let path = group.first_form().and_then(|form| self.file(form)).map(|file| file.path.to_string());
            let id = if lone { folder.id.clone() } else { path.unwrap_or_default() };
            self.drafts.push(Draft::of_form(self.files, group, id, lone.then_some(folder.name.as_str())));
        }
        for child in folder.folders.values().filter(|child| child.holds_form(self.shelf)) {
            self.resolve(child);
        }
        let mut loose: Vec<usize> = folder.papers.iter().copied().filter(|paper| !taken.contains(paper)).collect();
        let bare: Vec<&Folder> = folder.folders.values().filter(|child| !child.holds_form(self.shelf)).collect();
        for (child, fit) in self.fit_folders(bare, first) {
            match fit {
                Some(at) => child.all_papers().into_iter().for_each(|paper| self.join(paper, at)),
                None if self.holds_papers_of_several(child, first) => loose.extend(child.all_papers()),
                None if self.draft_bare(child) => {}
                None => loose.extend(child.all_papers()),
            }
        }
        self.place_loose(&loose, first, lone.then_some(first));
    }

    /// Whether descriptions that lie side by side in a folder without a form are of several of the submissions from the first one
    /// given on: 各单位说明/甲.docx, 各单位说明/乙.docx.
    fn holds_papers_of_several(&self, folder: &Folder, first: usize) -> bool {
        let said = self.narratives(&folder.papers).filter_map(|file| Clues::of_paper(file, &file.path).project);
        let drafts: Vec<&Draft> = self.drafts.iter().skip(first).collect();
        let of_draft = |title: &Title| {
            drafts.iter().position(|draft| draft.profile.applications.iter().any(|one| one.has_project(title)))
        };
        let told: BTreeSet<usize> = said.filter_map(|title| of_draft(&title)).collect();
        told.len() > 1
    }

    /// A folder without a form: a submission whose form is missing, or several, where it says so or looks so. False where
    /// nothing in it speaks for itself.
    fn draft_bare(&mut self, folder: &Folder) -> bool {
        // a day's folder around that of a unit
        if let Some(only) =
            folder.folders.values().next().filter(|_| folder.papers.is_empty() && folder.folders.len() == 1)
        {
            return self.draft_bare(only);
        }
        let papers = folder.all_papers();
        let parts = folder.folders.values().filter(|child| self.is_worth_a_submission(child)).count();
        let units = folder.folders.values().filter(|child| looks_like_unit(&child.name)).count();
        let said = self.narratives(&papers).map(|file| Clues::of_paper(file, &file.path));
        let said = said.filter(|clues| !clues.may_be_any).filter_map(|clues| clues.project);
        let mut projects: Vec<String> = said.map(|title| title.folded().to_owned()).collect();
        projects.sort();
        projects.dedup();
        if projects.len() > 1 || (parts > 1 && units > 1) {
            self.resolve_several(folder, false);
            return true;
        }
        let worth = self.is_worth_a_submission(folder);
        if worth {
            self.drafts.push(Draft::without_form(self.files, &papers, folder.id.clone()));
        }
        worth
    }

    /// Whether a folder without a form is somebody's submission all the same: it holds a description or a document, or it
    /// bears a unit's name. Pictures in a folder of some name are not enough.
    fn is_worth_a_submission(&self, folder: &Folder) -> bool {
        let papers = folder.all_papers();
        let document = |file: &Sensed| match &file.sense {
            PaperSense::Narrative { .. } | PaperSense::Form { .. } => true,
            PaperSense::Text { .. } => file.format.holds_text(),
            PaperSense::NotRead => {
                file.format.holds_text()
                    || file.format.is_archive()
                    || matches!(file.format, Format::Encrypted | Format::Ole)
            }
            PaperSense::Scan => file.format == Format::Pdf,
            PaperSense::Roster | PaperSense::Issued => false,
        };
        let is_text = |file: &Sensed| matches!(file.sense, PaperSense::Text { .. });
        if names_office_papers(&folder.name) && papers.iter().filter_map(|&paper| self.file(paper)).all(is_text) {
            return false;
        }
        let holds_document = papers.iter().filter_map(|&paper| self.file(paper)).any(document);
        !papers.is_empty() && (holds_document || looks_like_unit(&folder.name))
    }

    /// Whether a folder holds what is called the form and could not be read: it has a form of its own.
    pub(super) fn holds_unread_form(&self, folder: &Folder) -> bool {
        let is_unread = |file: &Sensed| {
            matches!(file.sense, PaperSense::NotRead) && !file.format.is_archive() && names_form(stem_of(&file.path))
        };
        folder.papers.iter().filter_map(|&paper| self.file(paper)).any(is_unread)
    }

    /// What a folder without a form says of where it belongs.
    pub(super) fn clues_of_folder(&self, folder: &Folder) -> Clues {
        let mut clues = Clues::of_names(&[&folder.name]);
        let papers = folder.all_papers();
        let mut projects = BTreeSet::new();
        for file in self.narratives(&papers) {
            let said = Clues::of_paper(file, &file.path);
            projects.extend(said.project.as_ref().map(|title| title.folded().to_owned()));
            clues.unit = clues.unit.or(said.unit);
            clues.project = clues.project.or(said.project);
        }
        if projects.len() > 1 {
            // What the first of several says is not what the folder says.
            (clues.unit, clues.project) = (None, None);
        }
        clues
    }
}
