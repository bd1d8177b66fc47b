//! What a page paints: walks its content, and that of the forms in it, within a budget.

mod operators;
mod state;
mod tokens;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::geometry::Matrix;
use super::names::without_codes;
use super::pages::Page;
use super::streams::{self, Trouble};
use state::State;
use tokens::{Token, Tokens};

/// How much content may still be read, in bytes as unpacked: so a crafted file ends in time. Forms can be
/// painted again and again, so each time counts.
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    /// For one file. Honest papers have some megabytes, drawings and maps tens of them.
    pub fn for_a_file() -> Budget {
        Budget { left: 64 << 20 }
    }

    /// Takes so much out; `None` if there is not so much.
    fn spend(&mut self, bytes: usize) -> Option<()> {
        // What is empty costs time as well.
        const LEAST: usize = 256;
        self.left = self.left.checked_sub(bytes.max(LEAST))?;
        Some(())
    }
}

/// Something that a page does.
pub(crate) enum Mark<'a> {
    /// It paints something that is no image and not white.
    Ink,
    /// It paints an image.
    Image(Placed<'a>),
    /// It chooses a font.
    Font(&'a Dictionary),
}

/// An image where it is painted.
pub(crate) struct Placed<'a> {
    /// The image's own object; `None` of one that stands in the content itself.
    #[cfg_attr(not(feature = "join"), allow(dead_code))] // only joining puts another image in its place
    pub id: Option<ObjectId>,
    /// Its dictionary; `None` likewise.
    pub dictionary: Option<&'a Dictionary>,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// From the unit square to the page's own space.
    pub at: Matrix,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Everything was read.
    Whole,
    /// Everything was read, and nothing that can be seen was found; but not all of it was understood.
    Odd,
    /// Something of it could not be read.
    Broken,
    /// The budget is used up.
    Budget,
}

/// Tells `mark` of everything that the page's content does.
pub(crate) fn walk<'a>(document: &'a Document, page: &Page<'a>, budget: &mut Budget, mark: &mut dyn FnMut(Mark<'a>)) -> End {
    let mut walk = Walk {
        document,
        budget,
        mark,
        forms: Vec::new(),
        broken: false,
        inked: false,
        odd: false,
    };
    let ended = walk.contents(page);
    match ended {
        None => End::Budget,
        Some(()) if walk.broken => End::Broken,
        Some(()) if walk.odd && !walk.inked => End::Odd,
        Some(()) => End::Whole,
    }
}

struct Walk<'a, 'b> {
    document: &'a Document,
    budget: &'b mut Budget,
    mark: &'b mut dyn FnMut(Mark<'a>),
    /// The forms that are being painted, the innermost last.
    forms: Vec<ObjectId>,
    broken: bool,
    /// Whether anything that can be seen was met.
    inked: bool,
    /// Whether something was met that is not understood here.
    odd: bool,
}

/// Every step that can use up the budget gives `None` when it does.
impl<'a> Walk<'a, '_> {
    fn contents(&mut self, page: &Page<'a>) -> Option<()> {
        let resources = page.value(b"Resources", self.document).and_then(|it| it.as_dict().ok());
        for key in [&b"Resources"[..], b"Contents"] {
            // Named, and not there.
            self.broken |= page.entry(key).is_some() && page.value(key, self.document).is_none();
        }
        let mut content = Vec::new();
        match page.value(b"Contents", self.document) {
            Some(Object::Stream(stream)) => content = self.plain(stream)?,
            // The parts are one content: a part may end in the middle of what it says, but not of a word.
            Some(Object::Array(parts)) => {
                for part in parts {
                    match self.document.dereference(part) {
                        Ok((_, Object::Stream(stream))) => content.extend(self.plain(stream)?),
                        _ => self.broken = true,
                    }
                    content.push(b'\n');
                }
            }
            Some(Object::Null) | None => {}
            Some(_) => self.broken = true,
        }
        self.paint(&content, resources, State::new(Matrix::IDENTITY))
    }

    fn plain(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let plain = match streams::plain(stream, self.budget.left) {
            Ok(plain) => plain,
            Err(Trouble::TooMuch) => {
                self.budget.left = 0;
                return None;
            }
            Err(Trouble::Unreadable) => {
                self.broken = true;
                return self.budget.spend(0).map(|()| Vec::new());
            }
        };
        self.broken |= !plain.whole;
        self.budget.spend(plain.bytes.len())?;
        Some(plain.bytes)
    }

    fn paint(&mut self, content: &[u8], resources: Option<&'a Dictionary>, start: State) -> Option<()> {
        let mut tokens = Tokens::new(content);
        let mut state = state::Stack::new(start);
        let mut said = Said::default();
        while let Some(token) = tokens.next() {
            let word = match token {
                Token::Word(word) => word,
                operand => {
                    said.take(operand);
                    continue;
                }
            };
            match word {
                b"Do" => self.paint_object(said.name, resources, state.now())?,
                b"Tf" => self.choose_font(said.name, resources),
                b"ID" => {
                    let (width, height) = said.image_size();
                    let at = state.now().matrix;
                    self.inked = true;
                    (self.mark)(Mark::Image(Placed {
                        id: None,
                        dictionary: None,
                        width,
                        height,
                        at,
                    }));
                    tokens.skip_image();
                }
                b"true" | b"false" | b"null" => continue,
                _ => {
                    if state.obey(word, &said.numbers, said.inked) {
                        self.inked = true;
                        (self.mark)(Mark::Ink);
                    } else if !self.inked {
                        self.odd |= !operators::is_one(word);
                    }
                }
            }
            said = Said::default();
        }
        Some(())
    }

    fn paint_object(&mut self, name: Option<&[u8]>, resources: Option<&'a Dictionary>, state: State) -> Option<()> {
        // A name that nobody has given to anything is a fault of the writer, and all readers pass over it.
        let Some(named) = name.and_then(|name| self.resource(resources, b"XObject", name)) else {
            return Some(());
        };
        let Ok((id, Object::Stream(stream))) = self.document.dereference(named) else {
            self.broken = true;
            return Some(());
        };
        let kind = self.get(&stream.dict, b"Subtype").and_then(|it| it.as_name().ok());
        match kind {
            Some(b"Image") => {
                let side = |key| self.get(&stream.dict, key).and_then(|it| it.as_float().ok()).map_or(0.0, f64::from);
                let (width, height) = (side(b"Width"), side(b"Height"));
                self.inked = true;
                (self.mark)(Mark::Image(Placed {
                    id,
                    dictionary: Some(&stream.dict),
                    width,
                    height,
                    at: state.matrix,
                }));
                Some(())
            }
            Some(b"Form") => self.paint_form(id, stream, resources, state),
            _ => {
                self.odd = true;
                Some(())
            }
        }
    }

    fn paint_form(&mut self, id: Option<ObjectId>, form: &'a Stream, outer: Option<&'a Dictionary>, state: State) -> Option<()> {
        // Deeper than any honest nesting, and harmless for a small stack.
        const DEEPEST: usize = 16;
        let Some(id) = id.filter(|id| self.forms.len() < DEEPEST && !self.forms.contains(id)) else {
            self.odd |= id.is_none_or(|id| !self.forms.contains(&id));
            return Some(());
        };
        let own = self
            .get(&form.dict, b"Matrix")
            .and_then(|it| Matrix::from_object(it, self.document));
        let resources = self.get(&form.dict, b"Resources").and_then(|it| it.as_dict().ok()).or(outer);
        let content = self.plain(form)?;
        let inside = state.inside(own.unwrap_or(Matrix::IDENTITY));
        self.forms.push(id);
        let ended = self.paint(&content, resources, inside);
        self.forms.pop();
        ended
    }

    fn choose_font(&mut self, name: Option<&[u8]>, resources: Option<&'a Dictionary>) {
        let named = name.and_then(|name| self.resource(resources, b"Font", name));
        if let Some(Ok((_, Object::Dictionary(font)))) = named.map(|it| self.document.dereference(it)) {
            (self.mark)(Mark::Font(font));
        }
    }

    fn resource(&self, resources: Option<&'a Dictionary>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let named = self.get(resources?, kind)?.as_dict().ok()?;
        let plain = named.get(name).ok();
        plain.or_else(|| named.get(&without_codes(name)).ok())
    }

    fn get(&self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        dictionary.get_deref(key, self.document).ok()
    }
}

/// The operands so far.
#[derive(Default)]
struct Said<'c> {
    /// The last six numbers, in order.
    numbers: Vec<f64>,
    /// The last name.
    name: Option<&'c [u8]>,
    /// Whether a string was among them in which there is something to be seen.
    inked: bool,
    /// Of an inline image: pixels by the key before them.
    width: f64,
    height: f64,
}

impl<'c> Said<'c> {
    fn take(&mut self, token: Token<'c>) {
        const MOST: usize = 6;
        match token {
            Token::Number(number) => {
                match self.name {
                    Some(b"W" | b"Width") => self.width = number,
                    Some(b"H" | b"Height") => self.height = number,
                    _ => {}
                }
                if self.numbers.len() == MOST {
                    self.numbers.remove(0);
                }
                self.numbers.push(number);
            }
            Token::Name(name) => self.name = Some(name),
            Token::Text { blank } => self.inked |= !blank,
            Token::Word(_) | Token::Bracket => {}
        }
    }

    fn image_size(&self) -> (f64, f64) {
        (self.width, self.height)
    }
}
