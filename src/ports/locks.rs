//! A draft is open in one place only: two desks that save over each other would lose answers.

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The draft is open in another tab, or in another desk of this page. Go on there, or only read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InUse;

/// The draft is ours until this is dropped.
#[must_use = "the draft is free again once this is dropped"]
pub struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // Settling a promise cannot fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes a draft, or says that somebody has it.
///
/// Where the browser has no locks (a page without TLS) or refuses them (a sandboxed frame) nothing is guarded: better than no desk.
pub async fn hold(id: &str) -> Result<Held, InUse> {
    let Some(locks) = lock_manager() else {
        return Ok(Held { release: None });
    };
    let (say, heard) = oneshot::channel();
    let say = Rc::new(Cell::new(Some(say)));
    let Some(request) = request(&locks, &format!("madoguchi/{id}"), say.clone()) else {
        return Ok(Held { release: None });
    };
    // The request settles when the lock is given back, or at once when it is refused; then nobody has called us.
    spawn_local(async move {
        let _ = JsFuture::from(request).await;
        if let Some(say) = say.take() {
            let _ = say.send(Ok(Held { release: None }));
        }
    });
    heard.await.unwrap_or(Ok(Held { release: None }))
}

/// `web-sys` has locks only behind an unstable switch of the compiler, hence by name.
fn lock_manager() -> Option<Object> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok()?.dyn_into().ok()
}

type Say = Rc<Cell<Option<oneshot::Sender<Result<Held, InUse>>>>>;

fn request(locks: &Object, name: &str, say: Say) -> Option<Promise> {
    let ask: Function = Reflect::get(locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let mut release = None;
        // The lock is ours until this promise is settled.
        let until = Promise::new(&mut |settle, _| release = Some(settle));
        let answer = match lock.is_null() || lock.is_undefined() {
            true => Err(InUse),
            false => Ok(Held { release }),
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
