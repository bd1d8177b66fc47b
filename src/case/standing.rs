//! Whether anything about a case can still be changed here, and if not, why not.
//!
//! What is sent stays as it was sent; what another tab holds is changed there alone. Looking is always allowed.

use super::going::first_place;
use super::{Case, Change, OfFiles, Place, Rest, Saved, Sending};
use std::collections::BTreeMap;

/// How a case stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// The person can change it.
    #[default]
    Open,
    /// Another tab, or another desk of this page, has it: here one only looks.
    Looking,
    /// It is on its way to the receiving side: what arrives shall be what stands here.
    OnItsWay,
    /// It was sent. Sending again is a decision of its own, and a case of its own.
    Sent,
}

impl Case {
    /// How it stands.
    pub fn standing(&self) -> Standing {
        let trying = matches!(self.sending, Sending::Going(_) | Sending::Failed { wait: Some(_), .. });
        match (&self.receipt, &self.saved) {
            (Some(_), _) => Standing::Sent,
            (None, Saved::Elsewhere(_)) => Standing::Looking,
            (None, _) if trying => Standing::OnItsWay,
            (None, _) => Standing::Open,
        }
    }

    /// Where a person goes on with it, and where they are led if it has no page for what was asked.
    pub fn home(&self) -> Place {
        match self.standing() {
            Standing::Sent => Place::Receipt,
            Standing::OnItsWay => Place::Send,
            Standing::Open | Standing::Looking if self.assessment.known => Place::Tasks,
            Standing::Open | Standing::Looking => first_place(&self.book),
        }
    }

    /// Whether the case, as it stands, leaves only one of its places open.
    pub(super) fn is_shut(&self, place: &Place) -> bool {
        let only = matches!(self.standing(), Standing::Sent | Standing::OnItsWay).then(|| self.home());
        only.is_some_and(|only| !place.is_beside() && *place != only)
    }

    /// Another case that begins with everything in this one, and has been sent to nobody.
    pub fn again(&self, id: String, now_ms: f64) -> Rest {
        Rest {
            id,
            created_ms: now_ms,
            place: Place::Tasks.path(),
            receipt: None,
            copied: BTreeMap::new(),
            stages: BTreeMap::new(),
            withdrawn: false,
            ..self.rest()
        }
    }
}

impl Change {
    /// Whether it changes what the person has given or decided. Only an open case lets it in.
    pub(super) fn edits(&self) -> bool {
        match self {
            Change::Files(what, _) => !matches!(what, OfFiles::Measured(..) | OfFiles::Measuring(..) | OfFiles::Keeping(..)),
            Change::Answer(..)
            | Change::Leave(_)
            | Change::TakeBack(_)
            | Change::Next
            | Change::Take(_)
            | Change::AddRow(_)
            | Change::CloseRow(..)
            | Change::RemoveRow(..)
            | Change::Restore
            | Change::Accept(..)
            | Change::Confirm(_)
            | Change::SeenChanges => true,
            Change::Composing(_)
            | Change::Go(_)
            | Change::ByHand(..)
            | Change::Judge(_)
            | Change::Mend(_)
            | Change::MendAt(_)
            | Change::OpenRow(..)
            | Change::ShowAll
            | Change::Book(_)
            | Change::Day(_)
            | Change::Sending(_)
            | Change::Sent(_)
            | Change::Refused(_)
            | Change::Saved(_) => false,
        }
    }

    /// Whether anything of it outlives the page, so that the draft must be saved anew.
    pub(super) fn rests(&self) -> bool {
        !matches!(
            self,
            Change::Files(OfFiles::Measuring(..) | OfFiles::Keeping(..), _)
                | Change::Composing(_)
                // A field that is left as it was is no news; a correction that is made counts for itself.
                | Change::Leave(_)
                | Change::Judge(_)
                | Change::Sending(_)
                | Change::Saved(_)
        )
    }
}
