//! The models, fetched when they are first needed: from `models/` beside `madoguchi.js`, and from then on from the
//! browser's own store, where there is one.
//!
//! Each is believed by its content alone: its SHA-256 is compiled in. So it does not matter who stored or sent it.

use futures_util::future::join;
use js_sys::Uint8Array;
use media::photo::Models;
use sha2::{Digest, Sha256};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Cache, Request, RequestInit, Response, Url, WorkerGlobalScope};

/// For one model to arrive, in milliseconds: a photo shall be measured without it rather than not at all, and the page
/// ends a job after a minute.
const PATIENCE_MS: u32 = 20_000;

/// The store's name. It is shared by all builds: files are told apart by their seals.
const STORE: &str = "madoguchi-models";

struct Sealed {
    name: &'static str,
    /// SHA-256 in hexadecimal.
    seal: &'static str,
}

const DETECTOR: Sealed = Sealed {
    name: "face-detector",
    seal: env!("FACE_DETECTOR"),
};
const PERSON: Sealed = Sealed {
    name: "person-mask",
    seal: env!("PERSON_MASK"),
};
const MESH: Sealed = Sealed {
    name: "face-mesh",
    seal: env!("FACE_MESH"),
};

thread_local! {
    static LOADED: Cell<Option<Models>> = const { Cell::new(None) };
}

/// The models out of their drawer, for as long as this lives. Loaded models stay for the next photo.
pub struct Eyes(Option<Models>);

impl Eyes {
    /// What the first look needs. `None` if it did not arrive.
    pub async fn open() -> Option<Eyes> {
        if let Some(models) = LOADED.take() {
            return Some(Eyes(Some(models)));
        }
        let (detector, person) = join(DETECTOR.bytes(), PERSON.bytes()).await;
        let models = Models::load(detector.ok()?, person.ok()?).ok()?;
        Some(Eyes(Some(models)))
    }

    /// What the second look needs as well. Without it there is none.
    pub async fn wider(&mut self) {
        let Some(models) = &mut self.0 else { return };
        if models.has_mesh() {
            return;
        }
        if let Ok(mesh) = MESH.bytes().await {
            // A sealed model loads; if it should not, the first look stands.
            let _ = models.add_mesh(mesh);
            forget_former().await;
        }
    }

    pub fn models(&self) -> Option<&Models> {
        self.0.as_ref()
    }
}

impl Drop for Eyes {
    fn drop(&mut self) {
        LOADED.set(self.0.take());
    }
}

impl Sealed {
    async fn bytes(&self) -> Result<Vec<u8>, JsValue> {
        let url = self.url()?;
        let store = store().await;
        if let Some(store) = &store
            && let Ok(kept) = JsFuture::from(store.match_with_str(&url)).await
            && let Ok(kept) = kept.dyn_into::<Response>()
            && let Some(bytes) = self.opened(&kept).await
        {
            return Ok(bytes);
        }
        let fetched = fetch(&url).await?;
        let copy = fetched.clone()?;
        let bytes = self.opened(&fetched).await.ok_or("a model that is not ours")?;
        if let Some(store) = &store {
            // A full store is no fault: the next time it is fetched again.
            let _ = JsFuture::from(store.put_with_str(&url, &copy)).await;
        }
        Ok(bytes)
    }

    /// The content, if it is what the seal says.
    async fn opened(&self, response: &Response) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        let bytes = Uint8Array::new(&buffer).to_vec();
        let seal: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        (seal == self.seal).then_some(bytes)
    }

    fn url(&self) -> Result<String, JsValue> {
        // As `xtask` names it: so a changed model has a new name.
        let short = self.seal.get(..16).unwrap_or(self.seal);
        let here = worker::here();
        Ok(Url::new_with_base(&format!("../../models/{}-{short}.onnx", self.name), &here)?.href())
    }
}

async fn fetch(url: &str) -> Result<Response, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let init = RequestInit::new();
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let response: Response = JsFuture::from(scope.fetch_with_str_and_init(url, &init)).await?.dyn_into()?;
    match response.ok() {
        true => Ok(response),
        false => Err(response.status().into()),
    }
}

/// `None` in a frame or a window that may not store, and on a page that is not served safely.
async fn store() -> Option<Cache> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let stores = scope.caches().ok().filter(|it| !it.is_undefined())?;
    JsFuture::from(stores.open(STORE)).await.ok()?.dyn_into().ok()
}

/// Models of former builds would lie in the store for ever.
async fn forget_former() {
    let Some(store) = store().await else { return };
    let Ok(keys) = JsFuture::from(store.keys()).await else { return };
    let ours: Vec<String> = [DETECTOR, PERSON, MESH].iter().filter_map(|it| it.url().ok()).collect();
    for key in js_sys::Array::from(&keys).iter() {
        if let Ok(request) = key.dyn_into::<Request>()
            && !ours.contains(&request.url())
        {
            let _ = JsFuture::from(store.delete_with_request(&request)).await;
        }
    }
}
