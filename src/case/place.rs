//! Where a person can be.

use rulebook::{StepId, Takes};

/// Where the person is. The text form is what the address bar shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A page of the form or one of the questions before it.
    Step(StepId),
    /// Whether, when, what it costs, what is needed.
    Verdict,
    /// The list of tasks.
    Tasks,
    /// The photo.
    Photo,
    /// The papers.
    Papers,
    /// All answers, to be checked.
    Check,
    /// The answers, to be copied by hand.
    Copy,
    /// Sending.
    Send,
    /// What came back.
    Receipt,
    /// Every question on one page, to print.
    Questions,
    /// The saved drafts and where data is kept.
    Shelf,
    /// Where the rules are from, and what this desk is not.
    About,
}

impl Place {
    /// Whether the page is about no one case: it can be left for the case, whichever that is.
    pub fn is_beside(&self) -> bool {
        matches!(self, Place::Questions | Place::Shelf | Place::About)
    }

    /// The page on which files of this kind are given.
    pub fn of_files(takes: Takes) -> Place {
        match takes {
            Takes::Photo => Place::Photo,
            Takes::Paper => Place::Papers,
        }
    }

    /// The text form.
    pub fn path(&self) -> String {
        match self {
            Place::Step(id) => format!("step/{}", id.as_str().split_once('.').map_or(id.as_str(), |(_, name)| name)),
            Place::Verdict => "verdict".into(),
            Place::Tasks => "tasks".into(),
            Place::Photo => "photo".into(),
            Place::Papers => "papers".into(),
            Place::Check => "check".into(),
            Place::Copy => "copy".into(),
            Place::Send => "send".into(),
            Place::Receipt => "receipt".into(),
            Place::Questions => "questions".into(),
            Place::Shelf => "drafts".into(),
            Place::About => "about".into(),
        }
    }

    /// The place of a text form; none for anything else.
    pub fn from_path(path: &str) -> Option<Place> {
        Some(match path {
            "verdict" => Place::Verdict,
            "tasks" => Place::Tasks,
            "photo" => Place::Photo,
            "papers" => Place::Papers,
            "check" => Place::Check,
            "copy" => Place::Copy,
            "send" => Place::Send,
            "receipt" => Place::Receipt,
            "questions" => Place::Questions,
            "drafts" => Place::Shelf,
            "about" => Place::About,
            other => Place::Step(StepId::new(format!("{}{}", StepId::PREFIX, other.strip_prefix("step/")?))),
        })
    }
}
