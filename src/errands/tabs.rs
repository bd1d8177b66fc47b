//! One tab, or one desk of a page, holds a draft; the others look at it, and take it over when it is free or when the person asks for it.
//!
//! A lock of the browser says who has it. Where there are no locks, the save that finds another's draft says it (`keeping`).

use super::World;
use super::drafts::deleted_elsewhere;
use super::keeping::{Claim, is_open, save};
use crate::case::{Change, Saved, Standing};
use crate::door::Door;
use crate::parts::{OPEN, want};
use crate::ports::locks::{self, Held, How};
use crate::ports::tabs::Word;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Whoever has the draft may take so long to save it and let it go, in milliseconds. A tab that the browser has put to sleep never answers.
const ANSWER_MS: u32 = 3_000;
/// Where there are no locks nobody says when the other has let go; it takes a save.
const SAVE_MS: u32 = 1_000;

/// Takes the draft of the open case if nobody has it. Answers whether it is ours.
pub(super) async fn take(door: Door, claim: &Rc<Claim>) -> bool {
    if claim.held.borrow().is_some() {
        return !claim.looking.get();
    }
    match locks::hold(&claim.id, How::IfFree, lost(door, claim)).await {
        Ok(held) => {
            *claim.held.borrow_mut() = Some(held);
            true
        }
        Err(_) => {
            let_go(door, claim, "saved.elsewhere");
            false
        }
    }
}

/// What happens when another tab takes a draft that we do not let go.
pub(super) fn lost(door: Door, claim: &Rc<Claim>) -> impl FnOnce() + 'static {
    let claim = claim.clone();
    move || hand_over(door, &claim)
}

/// Another tab goes on with the draft. That what was typed here is saved is said only where it is.
fn hand_over(door: Door, claim: &Rc<Claim>) {
    let unsaved = door.peek(|case| case.unsaved()).unwrap_or(false);
    let_go(door, claim, if unsaved { "saved.overtaken" } else { "saved.taken" });
}

/// From now on this desk only looks at its case, until it gets it back.
pub(super) fn let_go(door: Door, claim: &Rc<Claim>, text: &'static str) {
    claim.looking.set(true);
    claim.held.borrow_mut().take();
    if is_open(&door, claim) {
        door.apply(Change::Saved(Saved::Elsewhere(text.into())));
        wait_for(door, claim.clone());
    }
}

/// Goes on with a draft as soon as whoever has it is gone.
pub(super) fn wait_for(door: Door, claim: Rc<Claim>) {
    if !locks::exist() {
        return;
    }
    spawn_local(async move {
        let Ok(held) = locks::hold(&claim.id, How::WhenFree, lost(door, &claim)).await else {
            return;
        };
        go_on(door, &claim, Some(held)).await;
    });
}

/// Asks whoever has the open draft to let it go, and takes it from one who does not answer.
pub fn take_over(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let Some(claim) = world.claim.borrow().clone() else { return };
        world.line.say(&Word::Asked(claim.id.clone()));
        drop(world);
        if !locks::exist() {
            TimeoutFuture::new(SAVE_MS).await;
            return go_on(door, &claim, None).await;
        }
        // Who lets it go is heard by the waiting that began when we learned that it was taken.
        TimeoutFuture::new(ANSWER_MS).await;
        if is_mine_to_take(&door, &claim)
            && let Ok(held) = locks::hold(&claim.id, How::FromAnyone, lost(door, &claim)).await
        {
            go_on(door, &claim, Some(held)).await;
        }
    });
}

/// Whether this desk still looks at the case of this claim: it may have got it meanwhile, or hold another.
fn is_mine_to_take(door: &Door, claim: &Rc<Claim>) -> bool {
    let now = World::of(door).and_then(|world| world.claim.borrow().clone());
    now.is_some_and(|now| Rc::ptr_eq(&now, claim)) && claim.looking.get() && !claim.deleted.get()
}

/// What rests of the draft now is what we go on with. `held` is its lock; none where there are no locks.
async fn go_on(door: Door, claim: &Rc<Claim>, held: Option<Held>) {
    if !is_mine_to_take(&door, claim) {
        return;
    }
    let Some(world) = World::of(&door) else { return };
    // What opens drafts came before anybody could look at one.
    if let Ok(open) = want(&OPEN).await
        && !(open.resume)(door, world, claim.id.clone(), held).await
    {
        deleted_elsewhere(door);
    }
}

/// Hears what other tabs say.
pub(super) fn listen(door: Door, world: &World) {
    let heard = world.line.listen(move |word| match word {
        Word::Asked(id) => spawn_local(asked(door, id)),
        Word::Deleted(id) => {
            if door.peek(|case| case.id() == id).unwrap_or(false) {
                deleted_elsewhere(door);
            }
            super::look_at_shelf(door);
        }
        Word::AllDeleted => {
            deleted_elsewhere(door);
            super::look_at_shelf(door);
        }
    });
    world.listening.borrow_mut().push(heard);
}

/// Another tab wants the draft that is open here: it is saved, and from then on only looked at.
async fn asked(door: Door, id: String) {
    let Some(claim) = World::of(&door).and_then(|world| world.claim.borrow().clone()) else {
        return;
    };
    let standing = door.peek(|case| case.standing()).unwrap_or_default();
    // What is on its way is brought to its end here; who does not want to wait takes it.
    if claim.id != id || claim.looking.get() || standing == Standing::OnItsWay {
        return;
    }
    save(door).await;
    hand_over(door, &claim);
}
