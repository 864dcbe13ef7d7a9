//! The applications of a run: they lie in the [`MatterStore`], in memory stays only by what they are found and told apart.

use std::borrow::Cow;
use std::io;

use jiff::civil::Date;

use crate::model::Application;
use crate::model::Shelf;
use crate::pipeline::reading::MatterStore;
use crate::pipeline::reading::Stretch;
use crate::policy::Policy;

/// What is kept in memory of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// The id of its submission.
    pub submission: String,
    /// The applying unit, as the policy's role finds it.
    pub unit: Option<String>,
    /// The project, likewise.
    pub project: Option<String>,
    /// The day of its signature.
    pub signed: Option<Date>,
}

/// Applications in the order of their ids.
#[derive(Debug)]
pub struct StoredApplications {
    store: MatterStore,
    places: Vec<Stretch>,
    heads: Vec<Head>,
}

impl Head {
    /// Of an application of a submission.
    pub fn of(application: &Application, submission: &str, policy: &Policy) -> Self {
        let text = |key: &Option<String>| key.as_ref().and_then(|key| application.text(key));
        Self {
            id: application.id.clone(),
            submission: submission.to_owned(),
            unit: text(&policy.roles.applicant),
            project: text(&policy.roles.title),
            signed: application.day_of_signing(),
        }
    }
}

impl StoredApplications {
    /// Applications that lie in a store already, in any order.
    pub fn new(store: MatterStore, mut kept: Vec<(Head, Stretch)>) -> Self {
        kept.sort_by(|one, other| one.0.id.cmp(&other.0.id));
        let (heads, places) = kept.into_iter().unzip();
        Self { store, places, heads }
    }

    /// What is known of each, in their order.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// Puts another version in the place of one; its unit, project and day of signing are the same.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn replace(&mut self, at: usize, application: &Application) -> io::Result<()> {
        let stretch = self.store.keep_one(application)?;
        self.places.get_mut(at).into_iter().for_each(|place| *place = stretch);
        Ok(())
    }
}

impl Shelf for StoredApplications {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn fetch(&self, at: usize) -> io::Result<Cow<'_, Application>> {
        let place = self.places.get(at).ok_or(io::ErrorKind::NotFound)?;
        self.store.one(*place).map(Cow::Owned)
    }
}
