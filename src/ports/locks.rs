//! A draft is open in one place only: two desks that save over each other would lose answers.

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

/// The draft is open in another tab, or in another desk of this page. Go on there, or only read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InUse;

/// The draft is ours until this is dropped.
#[must_use = "the draft is free again once this is dropped"]
pub struct Held {
    release: Option<Function>,
    released: Rc<Cell<bool>>,
}

impl Held {
    /// What is held where nothing can be guarded.
    fn nothing() -> Held {
        Held {
            release: None,
            released: Rc::default(),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.released.set(true);
        if let Some(release) = self.release.take() {
            // Settling a promise cannot fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// How a draft is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// At once or not at all.
    IfFree,
    /// As soon as it is free, however long that takes.
    WhenFree,
    /// At once, whoever has it: for one who no longer answers.
    FromAnyone,
}

/// Whether the browser has locks. A page without TLS has none; there, what guards a draft is that a save looks at what rests.
pub fn exist() -> bool {
    lock_manager().is_some()
}

/// Takes a draft, or says that somebody has it. `on_lost` hears when somebody else takes it from us.
///
/// Where the browser has no locks (a page without TLS) or refuses them (a sandboxed frame) nothing is guarded: better than no desk. Dropping
/// the future ends the waiting.
pub async fn hold(id: &str, how: How, on_lost: impl FnOnce() + 'static) -> Result<Held, InUse> {
    let Some(locks) = lock_manager() else {
        return Ok(Held::nothing());
    };
    let (say, heard) = oneshot::channel();
    let say = Rc::new(Cell::new(Some(say)));
    let ends = AbortController::new().ok().filter(|_| how == How::WhenFree).map(Ends);
    let signal = ends.as_ref().map(|ends| ends.0.signal());
    let released = Rc::new(Cell::new(false));
    let Some(request) = request(&locks, &format!("madoguchi/{id}"), how, signal, say.clone(), released.clone()) else {
        return Ok(Held::nothing());
    };
    // The request settles when the lock is given back or taken from us, or at once when it is refused; then nobody has called us.
    spawn_local(async move {
        let ended = JsFuture::from(request).await;
        if let Some(say) = say.take() {
            let _ = say.send(Ok(Held::nothing()));
        } else if ended.is_err() && !released.get() {
            on_lost();
        }
    });
    let answer = heard.await.unwrap_or(Err(InUse));
    drop(ends);
    answer
}

/// Ends a request that nobody waits for any more. A lock that was granted is not touched by it.
struct Ends(AbortController);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// `web-sys` has locks only behind an unstable switch of the compiler, hence by name.
fn lock_manager() -> Option<Object> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok()?.dyn_into().ok()
}

type Say = Rc<Cell<Option<oneshot::Sender<Result<Held, InUse>>>>>;

fn request(locks: &Object, name: &str, how: How, signal: Option<AbortSignal>, say: Say, released: Rc<Cell<bool>>) -> Option<Promise> {
    let ask: Function = Reflect::get(locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    match how {
        How::IfFree => Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?,
        How::FromAnyone => Reflect::set(&options, &"steal".into(), &true.into()).ok()?,
        How::WhenFree => true,
    };
    if let Some(signal) = signal {
        Reflect::set(&options, &"signal".into(), &signal).ok()?;
    }
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let mut release = None;
        // The lock is ours until this promise is settled.
        let until = Promise::new(&mut |settle, _| release = Some(settle));
        let answer = match lock.is_null() || lock.is_undefined() {
            true => Err(InUse),
            false => Ok(Held { release, released }),
        };
        let kept = answer.is_ok();
        if let Some(say) = say.take() {
            // Nobody is waiting any more? Then the answer is dropped, and with it the lock.
            let _ = say.send(answer);
        }
        if kept { until.into() } else { JsValue::UNDEFINED }
    });
    ask.call3(locks, &name.into(), &options, &granted).ok()?.dyn_into().ok()
}
