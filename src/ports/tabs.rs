//! What the tabs of this origin tell each other about drafts. Ids of drafts, never an answer.

use super::Listening;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "madoguchi";

/// What one tab tells the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Somebody wants to go on with this draft: whoever has it saves it and lets it go.
    Asked(String),
    /// This draft was deleted.
    Deleted(String),
    /// Every draft was deleted.
    AllDeleted,
}

impl Word {
    fn write(&self) -> String {
        match self {
            Word::Asked(id) => format!("asked {id}"),
            Word::Deleted(id) => format!("deleted {id}"),
            Word::AllDeleted => "all-deleted".into(),
        }
    }

    /// Nothing for what a newer desk says.
    fn read(text: &str) -> Option<Word> {
        match text.split_once(' ') {
            Some(("asked", id)) => Some(Word::Asked(id.into())),
            Some(("deleted", id)) => Some(Word::Deleted(id.into())),
            None if text == "all-deleted" => Some(Word::AllDeleted),
            _ => None,
        }
    }
}

/// The line between the tabs. Where the browser has none, nobody is told: what guards a draft does not rest on it.
pub struct Line(Option<BroadcastChannel>);

impl Line {
    /// Takes the line.
    pub fn open() -> Line {
        Line(BroadcastChannel::new(CHANNEL).ok())
    }

    /// Tells all others, also other desks of this page.
    pub fn say(&self, word: &Word) {
        if let Some(channel) = &self.0 {
            // It fails only once it is closed.
            let _ = channel.post_message(&word.write().into());
        }
    }

    /// Calls with what others say.
    pub fn listen(&self, on_word: impl Fn(Word) + 'static) -> Listening {
        let listener = self.0.as_ref().map(|channel| {
            EventListener::new(channel, "message", move |event| {
                let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                if let Some(word) = said.as_deref().and_then(Word::read) {
                    on_word(word);
                }
            })
        });
        Listening::to(listener)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            channel.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_it_was_written() {
        for word in [Word::Asked("a1".into()), Word::Deleted("b2".into()), Word::AllDeleted] {
            assert_eq!(Word::read(&word.write()), Some(word));
        }
        assert_eq!(Word::read("of a newer desk"), None);
        assert_eq!(Word::read(""), None);
    }
}
