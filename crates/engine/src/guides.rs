//! Which guidance is told to this person at a place.

use crate::look::{Look, Scope};
use crate::{Answers, Truth};
use rulebook::{Day, Guide, GuidePlace, Loaded};

/// The guidance for this case at a place, in the order of the rulebook; nothing before it has arrived
/// ([`Loaded::pack_for_guides`]). What is not settled to hold is not told.
pub fn guides<'a>(book: &'a Loaded, answers: &Answers, today: Day, place: GuidePlace) -> Vec<&'a Guide> {
    let look = Look::new(book, answers, today);
    let all = book.guides.iter().zip(&look.road.guides);
    all.filter(|(guide, _)| guide.place == place && guide.in_force(look.filing))
        .filter(|(_, when)| look.truth(when, Scope::default()) == Truth::Yes)
        .map(|(guide, _)| guide)
        .collect()
}
