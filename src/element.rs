//! The public face: options in, events out, mount, unmount. Our own page enters here like every embedder.

use crate::door::{Door, Receiver};
use crate::errands::{self, Outside, World};
use crate::manners::Manners;
use crate::pages::Whole;
use crate::parts::{KEEP, here, state_of};
use crate::ports::backend::Backend;
use crate::ports::packs::Early;
use crate::ports::translated;
use js_sys::{Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use validator::Validate;
use wasm_bindgen::prelude::*;

/// Options of `<madoguchi-desk>`. All are texts but `send`; `widget/madoguchi.d.ts` says what each is for.
#[derive(Clone, Debug, Default, Validate)]
pub struct Options {
    /// Which procedure to open, for example `extension`.
    #[validate(length(max = 64))]
    pub procedure: Option<String>,
    /// Language of the interface.
    #[validate(length(max = 16))]
    pub lang: Option<String>,
    /// Address that takes finished applications.
    #[validate(length(max = 2048))]
    pub backend: Option<String>,
    /// `light` refuses the dark scheme. Read by the stylesheet.
    #[validate(length(max = 16))]
    pub theme: Option<String>,
    /// `hash` mirrors the place in the address bar.
    #[validate(length(max = 16))]
    pub routing: Option<String>,
    /// `office` is dense and judges while typing.
    #[validate(length(max = 16))]
    pub density: Option<String>,
    /// `all` fetches every pack at once.
    #[validate(length(max = 16))]
    pub preload: Option<String>,
}

impl Options {
    /// The names, in the order of the type. A test compares them with `madoguchi.d.ts`.
    pub const NAMES: [&str; 7] = ["procedure", "lang", "backend", "theme", "routing", "density", "preload"];

    fn read(from: &JsValue) -> Options {
        let text = |name: &str| {
            Reflect::get(from, &name.into())
                .ok()
                .and_then(|value| value.as_string())
                .filter(|text| !text.is_empty())
        };
        let [procedure, lang, backend, theme, routing, density, preload] = Options::NAMES.map(text);
        let options = Options {
            procedure,
            lang,
            backend,
            theme,
            routing,
            density,
            preload,
        };
        options.within_bounds()
    }

    /// Without the options that are out of bounds: the desk opens with its defaults rather than not at all.
    fn within_bounds(mut self) -> Options {
        if let Err(wrong) = self.validate() {
            for name in wrong.field_errors().keys() {
                match name.as_ref() {
                    "procedure" => self.procedure = None,
                    "lang" => self.lang = None,
                    "backend" => self.backend = None,
                    "theme" => self.theme = None,
                    "routing" => self.routing = None,
                    "density" => self.density = None,
                    _ => self.preload = None,
                }
            }
        }
        self
    }
}

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// One desk on a page. Dropping it (in JavaScript `free()`) unmounts it and ends its workers, timers and listeners.
#[wasm_bindgen]
pub struct Mounted {
    number: u32,
    door: Option<Door>,
    send: RefCell<Option<Function>>,
    address: RefCell<Option<String>>,
    // What is there for the whole of it: each ends when it is dropped.
    _manners: Rc<RefCell<Option<Manners>>>,
    // From the first moment: browsers translate a page as soon as it is there.
    _whole: Option<translated::Whole>,
    // An `UnmountHandle`: dropped with this, it unmounts.
    _view: Box<dyn Any>,
}

#[wasm_bindgen]
impl Mounted {
    /// Changes an option while the desk is open. Those that only matter at the start are left alone.
    pub fn set(&self, name: &str, value: JsValue) {
        let Some(door) = self.door else { return };
        let text = value.as_string().filter(|text| !text.is_empty() && text.len() <= 2048);
        match name {
            "lang" => text.into_iter().for_each(|lang| errands::speak(door, lang)),
            "density" => door.set_office(text.as_deref() == Some("office")),
            "backend" => {
                *self.address.borrow_mut() = text;
                self.aim(door);
            }
            "send" => {
                *self.send.borrow_mut() = value.dyn_into().ok();
                self.aim(door);
            }
            _ => {}
        }
    }
}

impl Mounted {
    /// Where it goes from now on; the person is told the new place, never an old one.
    fn aim(&self, door: Door) {
        let backend = backend(self.send.borrow().clone(), self.address.borrow().as_deref());
        door.set_receiver(receiver(backend.as_ref()));
        World::set_backend(self.number, backend);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(door) = self.door {
            errands::save_last(door);
        }
        World::close(self.number);
    }
}

/// The host page's own function comes before an address.
fn backend(send: Option<Function>, address: Option<&str>) -> Option<Backend> {
    send.map(Backend::Host)
        .or_else(|| address.map(|address| Backend::Address(address.to_owned())))
}

fn receiver(backend: Option<&Backend>) -> Receiver {
    match backend {
        None => Receiver::None,
        Some(Backend::Host(_)) => Receiver::Host,
        Some(Backend::Address(address)) => Receiver::Address(host_of(address)),
    }
}

/// The host of an address, as the person is told where it goes.
fn host_of(address: &str) -> String {
    let page = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    web_sys::Url::new_with_base(address, &page)
        .map(|url| url.host())
        .unwrap_or_default()
}

/// Opens a desk in `root`. `base` is the folder of `madoguchi.js`, `core` the file name of the core pack, `host` the element
/// that hears the events, `early` gives packs that were asked for beside the program.
#[wasm_bindgen]
pub fn mount(
    root: web_sys::HtmlElement,
    options: JsValue,
    base: String,
    core: String,
    host: web_sys::HtmlElement,
    early: Option<Function>,
) -> Mounted {
    let number = NEXT.replace(NEXT.get() + 1);
    let send = Reflect::get(&options, &"send".into())
        .ok()
        .and_then(|send| send.dyn_into::<Function>().ok());
    let options = Options::read(&options);
    let backend = backend(send.clone(), options.backend.as_deref());
    let receiver = receiver(backend.as_ref());
    let lang = options
        .lang
        .clone()
        .or_else(|| host.owner_document()?.document_element()?.get_attribute("lang"))
        .unwrap_or_else(|| "ja".into());
    let tell = move |name: &str, word: &str| {
        let init = web_sys::CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&word.into());
        if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(name, &init) {
            let _ = host.dispatch_event(&event);
        }
    };
    let outside = Outside {
        base,
        core,
        early: Early::new(early),
        backend,
        own_page: options.routing.as_deref() == Some("hash"),
        procedure: options.procedure.clone(),
        preload: options.preload.as_deref() == Some("all"),
        tell: Box::new(tell),
    };
    World::open(number, outside);
    let whole = translated::keep_whole(&root);
    let office = options.density.as_deref() == Some("office");
    let made: Rc<Cell<Option<Door>>> = Rc::default();
    let manners: Rc<RefCell<Option<Manners>>> = Rc::default();
    let view = {
        let (made, over, manners) = (made.clone(), root.clone(), Rc::downgrade(&manners));
        mount_to(root.clone(), move || {
            let door = Door::new(number, &lang, receiver.clone());
            provide_context(door);
            door.set_office(office);
            made.set(Some(door));
            errands::start(door);
            let keep = state_of(&KEEP);
            Effect::new(move |_| {
                keep.track();
                if let (Some(keep), Some(manners)) = (here(&KEEP), manners.upgrade())
                    && manners.borrow().is_none()
                {
                    *manners.borrow_mut() = Some((keep.manners)(&over, door));
                }
            });
            view! { <Whole/> }
        })
    };
    let door = made.take();
    Mounted {
        number,
        door,
        _manners: manners,
        _whole: whole,
        send: RefCell::new(send),
        address: RefCell::new(options.backend),
        _view: Box::new(view),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_declaration_names_every_option() {
        let declared = include_str!("../widget/madoguchi.d.ts");
        for name in Options::NAMES.iter().chain(&["send"]) {
            assert!(declared.contains(&format!("{name}?:")), "{name} is not declared");
        }
    }

    #[test]
    fn an_option_out_of_bounds_is_left_out_and_the_others_hold() {
        let long = "x".repeat(65);
        let options = Options {
            procedure: Some(long),
            lang: Some("en".into()),
            ..Options::default()
        }
        .within_bounds();
        assert_eq!((options.procedure, options.lang.as_deref()), (None, Some("en")));
    }
}
