//! A sheet of its own to print, in a window of its own: so nothing else is printed, wherever the desk stands. Its sizes are set
//! through the CSSOM, which no policy forbids.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlCanvasElement as Canvas, HtmlElement, Window};

/// A sheet that is open.
pub struct Sheet {
    window: Window,
    document: Document,
    body: HtmlElement,
}

impl Sheet {
    /// Opens an empty one. Only in answer to a click; `None` where the browser does not allow it even then.
    pub fn open(title: &str) -> Option<Sheet> {
        let window = web_sys::window()?.open().ok()??;
        let document = window.document()?;
        document.set_title(title);
        let body = document.body()?;
        style(&body, &[("margin", "10mm"), ("background", "#fff"), ("font", "10pt sans-serif")]);
        Some(Sheet { window, document, body })
    }

    /// A line of words.
    pub fn say(&self, words: &str) {
        if let Some(line) = self.put("p") {
            line.set_text_content(Some(words));
        }
    }

    /// Room for a picture of this size on paper, with a hairline around it to cut along.
    pub fn picture(&self, width_mm: f64, height_mm: f64) -> Option<Canvas> {
        let canvas: Canvas = self.put("canvas")?.unchecked_into();
        let (width, height) = (format!("{width_mm}mm"), format!("{height_mm}mm"));
        let sizes = [("width", width.as_str()), ("height", &height)];
        style(&canvas, &[("outline", ".1mm solid #999"), ("margin", "0 8mm 8mm 0")]);
        style(&canvas, &sizes);
        Some(canvas)
    }

    /// Opens the dialogue to print it.
    pub fn print(&self) {
        // It fails only where dialogues are forbidden. The sheet stays open: it can be printed from the browser's menu.
        let _ = self.window.print();
    }

    fn put(&self, name: &str) -> Option<Element> {
        let element = self.document.create_element(name).ok()?;
        self.body.append_child(&element).ok()?;
        Some(element)
    }
}

fn style(element: &HtmlElement, properties: &[(&str, &str)]) {
    for (name, value) in properties {
        // It fails for no property that stands here.
        let _ = element.style().set_property(name, value);
    }
}
