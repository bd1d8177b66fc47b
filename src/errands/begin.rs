//! Beginning a case: an empty one is put in place of the open one.

use super::World;
use super::keeping::{Claim, tab_name};
use crate::case::{Case, Change, Sending};
use crate::door::Door;
use crate::parts::{FORM, here};
use crate::ports::{clock, page, tab};
use rulebook::{Loaded, Role};
use std::rc::Rc;
use std::sync::Arc;

/// An empty case, with the procedure that the host asks for.
pub(super) fn fresh(world: &World, book: Arc<Loaded>) -> Case {
    let mut case = Case::new(
        page::random_id(),
        clock::now_ms(),
        book.clone(),
        clock::today(),
        here(&FORM).map(|form| form.judge),
    );
    let field = book.by_role(Role::Procedure).next().map(|field| field.id.clone());
    if let (Some(wanted), Some(field)) = (&world.procedure, field) {
        let known = book
            .core
            .procedures
            .iter()
            .find(|it| it.id.as_str() == wanted || it.id.as_str().split_once('.').is_some_and(|(_, name)| name == wanted));
        if let Some(procedure) = known {
            case.apply(Change::Answer(field.into(), procedure.id.as_str().to_owned()));
        }
    }
    case
}

/// The rulebook as far as it has arrived: with the case that is open, or with the desk.
pub(super) fn book_of(door: &Door, world: &World) -> Option<Arc<Loaded>> {
    let open = door.peek(|case| case.book().clone());
    open.or_else(|| world.book.borrow().clone())
}

/// Opens a case that rests nowhere yet.
pub(super) fn open_new(door: Door, world: &Rc<World>, case: Case) {
    put_away(door, world);
    *world.claim.borrow_mut() = Some(Claim::of_new(case.id()));
    tab::remember(&tab_name(&door), "");
    door.open(case);
}

/// What belonged to the case that was open goes.
pub(super) fn put_away(door: Door, world: &World) {
    break_off(door, world);
    world.timers.stop();
    world.blobs.borrow_mut().clear();
    world.send_key.borrow_mut().take();
}

/// Ends a sending because its case is left. What may have arrived is found out with the same key when the case is opened again.
fn break_off(door: Door, world: &World) {
    if let Some(going) = world.sending.borrow_mut().take() {
        going.abort();
        door.apply(Change::Sending(Sending::Not));
    }
}
