//! All that the desk may ask of its surroundings, one file each.
//!
//! A port knows the browser and the forms in which things travel, and nothing of pages, of the case or of another port. It judges
//! nothing, it logs nothing, and what it registers goes when its owner goes.

pub mod clock;

pub mod drafts;
pub mod hash;
pub mod locks;
pub mod tabs;

pub mod media;
pub mod packs;
pub mod parts;

pub mod backend;
pub mod save;

pub mod address;
pub mod clipboard;
pub mod focused;
pub mod keys;
pub mod page;
pub mod picture;
pub mod pressed;
pub mod print;
pub mod tab;
pub mod translated;

use gloo_events::EventListener;

/// Listeners for as long as this value lives.
#[must_use = "nothing is heard once this is dropped"]
pub struct Listening {
    _listeners: Vec<EventListener>,
}

impl Listening {
    fn to(listeners: impl IntoIterator<Item = EventListener>) -> Listening {
        Listening {
            _listeners: listeners.into_iter().collect(),
        }
    }
}
