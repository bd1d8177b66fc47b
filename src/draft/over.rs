//! Whether a draft may be saved over what rests under its id: never over what another place has saved meanwhile, and never where it was
//! deleted.

use super::{DraftFault, DraftV1};
use serde::Deserialize;

/// What the one who saves knows of what rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// The stamp of the draft as it was opened; nothing for one that was begun here.
    pub opened: Option<String>,
    /// What every stamp of the one who saves begins with.
    pub writer: String,
    /// Whether it has been saved from here, so that it must be there.
    pub kept: bool,
}

/// Why a draft may not be saved over what rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Another place has saved it meanwhile.
    Taken,
    /// It was deleted.
    Deleted,
    /// A newer desk wrote it.
    Newer,
    /// What rests cannot be read; it is not destroyed for that.
    Unreadable,
}

impl Over {
    /// The stamp of the save with this number.
    pub fn stamp(&self, number: u64) -> String {
        format!("{}-{number}", self.writer)
    }

    /// Holds it against what rests.
    pub fn check(&self, resting: Option<&str>) -> Result<(), Hindrance> {
        let Some(resting) = resting else {
            let was_there = self.kept || self.opened.is_some();
            return if was_there { Err(Hindrance::Deleted) } else { Ok(()) };
        };
        let stamp = stamp_of(resting).map_err(|fault| match fault {
            DraftFault::FromTheFuture { .. } => Hindrance::Newer,
            DraftFault::Unreadable => Hindrance::Unreadable,
        })?;
        let ours = stamp.rsplit_once('-').is_some_and(|(writer, _)| writer == self.writer);
        match ours || self.opened.as_ref() == Some(&stamp) {
            true => Ok(()),
            false => Err(Hindrance::Taken),
        }
    }
}

/// The stamp in the text of a draft, without the rest of it.
fn stamp_of(json: &str) -> Result<String, DraftFault> {
    #[derive(Deserialize)]
    struct Head {
        version: u32,
        #[serde(default)]
        stamp: String,
    }
    let head: Head = super::decoded(json)?;
    match head.version {
        0 => Err(DraftFault::Unreadable),
        version if version > DraftV1::VERSION => Err(DraftFault::FromTheFuture { version }),
        _ => Ok(head.stamp),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(opened: Option<&str>, kept: bool, resting: Option<&str>, expected: Result<(), Hindrance>) {
        let over = Over {
            opened: opened.map(str::to_owned),
            writer: "me".into(),
            kept,
        };
        let text = resting.map(|stamp| format!(r#"{{"version":1,"stamp":"{stamp}","answers":[{{"field":"x"}}]}}"#));
        assert_eq!(over.check(text.as_deref()), expected, "{opened:?} {kept} {resting:?}");
    }

    #[test]
    fn nobody_saves_over_what_another_has_saved_meanwhile() {
        check(Some("you-3"), false, Some("you-3"), Ok(()));
        check(Some("you-3"), true, Some("me-1"), Ok(()));
        check(Some("you-3"), true, Some("you-4"), Err(Hindrance::Taken));
        check(None, true, Some("you-1"), Err(Hindrance::Taken));
        check(None, false, Some("you-1"), Err(Hindrance::Taken));
        // As desks wrote it before there were stamps.
        check(Some(""), false, Some(""), Ok(()));
        check(Some(""), true, Some("you-1"), Err(Hindrance::Taken));
    }

    #[test]
    fn what_was_deleted_stays_deleted_and_what_was_never_kept_is_new() {
        check(None, false, None, Ok(()));
        check(None, true, None, Err(Hindrance::Deleted));
        check(Some("you-3"), false, None, Err(Hindrance::Deleted));
    }

    #[test]
    fn a_newer_draft_and_a_broken_one_are_not_written_over() {
        let over = Over::default();
        for (text, expected) in [
            (r#"{"version":2,"stamp":{"new":1}}"#, Hindrance::Unreadable),
            (r#"{"version":2,"stamp":"x-1"}"#, Hindrance::Newer),
            (r#"{"version":9}"#, Hindrance::Newer),
            ("{", Hindrance::Unreadable),
        ] {
            assert_eq!(over.check(Some(text)), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_stamp_names_who_saved() {
        let over = Over {
            writer: "a-b".into(),
            ..Over::default()
        };
        assert_eq!(over.stamp(7), "a-b-7");
        assert_eq!(over.check(Some(r#"{"version":1,"stamp":"a-b-7"}"#)), Ok(()));
        assert_eq!(over.check(Some(r#"{"version":1,"stamp":"a-7"}"#)), Err(Hindrance::Taken));
    }
}
