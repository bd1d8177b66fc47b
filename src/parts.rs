//! Parts of the program that come after the first question has been asked, each as a file of its own.
//!
//! A part is known by its hands: what it can do, as functions. Whoever calls one has the part; nothing else of it is named outside of the part, or it would
//! be carried along with the first question. xtask parts the program at the functions that give hands, and `widget/parts.js` fetches.

mod files;
mod form;
mod keep;
mod open;
mod rest;

use crate::components::{DeskMain, Icon};
use crate::door::{Door, Reach};
use crate::errands;
use crate::ports::parts::{Fault, last_fault};
use crate::ports::{Listening, page as browser};
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::thread::LocalKey;

thread_local! {
    /// What keeps drafts: wanted with the first question.
    pub static KEEP: Part<keep::Hands> = Part::new(keep::load);
    /// What opens drafts.
    pub static OPEN: Part<open::Hands> = Part::new(open::load);
    /// What the pages of questions are made of, and what tells whether one can file online.
    pub static FORM: Part<form::Hands> = Part::new(form::load);
    /// Photo and papers.
    pub static FILES: Part<files::Hands> = Part::new(files::load);
    /// From the list of tasks to the receipt, and what stands beside the case.
    pub static REST: Part<rest::Hands> = Part::new(rest::load);
}

/// A part that can be named before it is here.
pub type Named<H> = &'static LocalKey<Part<H>>;

type Loading<H> = Pin<Box<dyn Future<Output = Option<H>>>>;

/// A part, and whether it has come.
pub struct Part<H: Copy + 'static> {
    load: fn() -> Loading<H>,
    hands: Cell<Option<H>>,
    state: ArcRwSignal<State>,
    again: RefCell<Option<Listening>>,
    /// Those who wait, while it is on its way.
    waiting: RefCell<Option<Vec<oneshot::Sender<()>>>>,
}

/// Whether a part has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is on its way, or nobody has asked for it yet.
    Coming,
    /// It is here.
    Here,
    /// It did not come.
    Failed(Fault),
}

impl<H: Copy> Part<H> {
    fn new(load: fn() -> Loading<H>) -> Part<H> {
        Part {
            load,
            hands: Cell::default(),
            state: ArcRwSignal::new(State::Coming),
            again: RefCell::default(),
            waiting: RefCell::default(),
        }
    }

    /// Ends when it has come or failed, if it is on its way. If not, it is from now on.
    fn coming(&self) -> Option<oneshot::Receiver<()>> {
        let mut waiting = self.waiting.borrow_mut();
        let Some(waiting) = waiting.as_mut() else {
            *waiting = Some(Vec::new());
            return None;
        };
        let (sender, receiver) = oneshot::channel();
        waiting.push(sender);
        Some(receiver)
    }
}

/// What a part can do, if it is here.
pub fn here<H: Copy>(part: Named<H>) -> Option<H> {
    part.with(|part| part.hands.get())
}

/// What a part can do, once it is here. It is asked for twice before this says that it does not come, and again when there is a connection.
pub async fn want<H: Copy>(part: Named<H>) -> Result<H, Fault> {
    if let Some(hands) = here(part) {
        return Ok(hands);
    }
    // Whoever asks while it is on its way waits for the same answer.
    if let Some(coming) = part.with(Part::coming) {
        let _ = coming.await;
        return here(part).ok_or_else(last_fault);
    }
    let (load, state) = part.with(|part| (part.load, part.state.clone()));
    if matches!(state.get_untracked(), State::Failed(_)) {
        state.set(State::Coming);
    }
    let came = load().await;
    // Dropped, they call those who wait, once this has said what came.
    let _waiting = part.with(|part| part.waiting.take());
    match came {
        Some(hands) => {
            part.with(|part| {
                part.hands.set(Some(hands));
                part.again.borrow_mut().take();
            });
            state.set(State::Here);
            Ok(hands)
        }
        None => {
            let fault = last_fault();
            state.set(State::Failed(fault));
            let again = browser::on_online(move |online| {
                if online {
                    begin(part);
                }
            });
            part.with(|part| *part.again.borrow_mut() = Some(again));
            Err(fault)
        }
    }
}

/// Asks for a part that will be wanted.
pub fn begin<H: Copy>(part: Named<H>) {
    spawn_local(async move {
        let _ = want(part).await;
    });
}

/// Asks for the rest while the person reads the first question, one after the other: nobody waits for a page then.
pub async fn come_near() {
    let _ = want(&FORM).await;
    let _ = want(&OPEN).await;
    let _ = want(&FILES).await;
    let _ = want(&REST).await;
}

/// What a part shows; until it is here, that it is coming, and if it does not come, what can be done.
pub fn shown<H: Copy>(part: Named<H>, show: impl Fn(H) -> AnyView + Send + 'static) -> AnyView {
    later(part, show, |_, told| told)
}

/// The same for a whole page: what is told meanwhile has a heading, which the focus finds.
pub fn page<H: Copy>(part: Named<H>, show: impl Fn(H) -> AnyView + Send + 'static) -> AnyView {
    later(part, show, |title, told| {
        let door = Door::here();
        view! { <DeskMain title=door.text(title)>{told}</DeskMain> }.into_any()
    })
}

/// What is told goes into a frame, with the id of its title.
fn later<H: Copy>(part: Named<H>, show: impl Fn(H) -> AnyView + Send + 'static, frame: fn(&'static str, AnyView) -> AnyView) -> AnyView {
    let state = ask(part);
    let (door, again, can_tell) = (Door::here(), move || begin(part), can_tell());
    (move || match (state.get(), here(part)) {
        (_, Some(hands)) if can_tell.get() => show(hands),
        (State::Failed(fault), None) => frame("later.failed", failed(fault, again)),
        (_, Some(_)) if door.reach() == Reach::Silent => frame("later.failed", failed(Fault::Offline, move || errands::ask_again(door))),
        _ => frame("later.title", coming()),
    })
    .into_any()
}

/// Whether a part is here with its words.
pub fn is_ready<H: Copy>(part: Named<H>) -> bool {
    state_of(part).track();
    here(part).is_some() && Door::here().can_tell()
}

/// What a part shows beside other things, and nothing until it is here.
pub fn beside<H: Copy>(part: Named<H>, show: impl Fn(H) -> AnyView + Send + 'static) -> AnyView {
    let (state, can_tell) = (ask(part), can_tell());
    (move || {
        state.track();
        here(part).filter(|_| can_tell.get()).map(&show)
    })
    .into_any()
}

/// Whether a part has come, to follow.
pub fn state_of<H: Copy>(part: Named<H>) -> ArcRwSignal<State> {
    part.with(|part| part.state.clone())
}

fn ask<H: Copy>(part: Named<H>) -> ArcRwSignal<State> {
    if here(part).is_none() {
        begin(part);
    }
    state_of(part)
}

/// Words come beside a part, and nothing of it is shown without them.
fn can_tell() -> Memo<bool> {
    let door = Door::here();
    Memo::new(move |_| door.can_tell())
}

fn coming() -> AnyView {
    let door = Door::here();
    view! { <p class="quiet" data-part="coming" role="status">{move || door.t("later.coming")}</p> }.into_any()
}

fn failed(fault: Fault, again: impl Fn() + 'static) -> AnyView {
    let door = Door::here();
    // What is typed is kept as far as the part that keeps is here; it came first.
    errands::save_now(door);
    let text = match fault {
        Fault::Offline => "later.offline",
        Fault::Gone => {
            door.set_reach(Reach::Stale);
            "later.gone"
        }
    };
    view! {
        <div class="notice" data-part="failed" role="alert"><Icon name="care"/><div>
            <p>{move || door.t(text)}</p>
            <p class="gap-3"><button class="button" type="button" data-size="s" on:click=move |_| again()>{move || door.t("later.again")}</button></p></div></div>
    }
    .into_any()
}
