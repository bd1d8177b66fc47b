//! Gaps: what may be left empty and was passed by. Until somebody has passed it by, a question is open, however little it must be answered.

use crate::{Answers, Assessment, Slot, Truth, assess};
use rulebook::{Day, Loaded};

/// A gap can open further questions; a chain of them is no longer than the form.
const LONGEST: usize = 64;

impl Assessment {
    /// What is asked, need not be answered and is open.
    pub fn gaps(&self, answers: &Answers) -> Vec<Slot> {
        let optional = self
            .fields
            .iter()
            .filter(|(_, view)| view.asked == Truth::Yes && view.required != Truth::Yes);
        let open = optional.filter(|(slot, _)| answers.get(slot).is_none());
        open.map(|(slot, _)| slot.clone()).collect()
    }
}

/// Passes by everything that need not be answered, until nothing more of it is open.
pub fn leave(book: &Loaded, answers: &mut Answers, today: Day) {
    for _ in 0..LONGEST {
        let gaps = assess(book, answers, today).gaps(answers);
        if gaps.is_empty() {
            return;
        }
        gaps.into_iter().for_each(|slot| answers.leave_blank(slot));
    }
}
