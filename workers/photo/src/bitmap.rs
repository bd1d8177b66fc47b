//! Pictures by the browser's own decoder.

use media::photo::{Picture, Window};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d, WorkerGlobalScope};

/// A decoded picture, upright, its colours brought to sRGB. Its memory is given back with it.
pub struct Bitmap(ImageBitmap);

impl Bitmap {
    /// Decodes it from now on, whether it is waited for or not: the browser does so in a thread of its own. `Err` if this browser does
    /// not decode it.
    pub fn decode(blob: &Blob) -> impl Future<Output = Result<Bitmap, JsValue>> + use<> {
        let begun = Bitmap::begin(blob);
        async { Ok(Bitmap(begun?.await?.dyn_into()?)) }
    }

    fn begin(blob: &Blob) -> Result<JsFuture, JsValue> {
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        // Without options: upright and in sRGB is how all browsers understand that, and an option that one of them does not know
        // would be an error.
        Ok(JsFuture::from(scope.create_image_bitmap_with_blob(blob)?))
    }

    /// Width in px.
    pub fn width(&self) -> u32 {
        self.0.width()
    }

    /// Height in px.
    pub fn height(&self) -> u32 {
        self.0.height()
    }

    /// The pixels, made smaller by `scale` if that is under 1. `Err` also of a browser that does not show what it has drawn: some
    /// return noise, so that nobody may be recognised by how they draw.
    pub fn pixels(&self, scale: f64) -> Result<Picture, JsValue> {
        self.part(&Window::all(self.width(), self.height()), scale)
    }

    /// The pixels of a part, as [`Bitmap::pixels`] gives those of the whole.
    pub fn part(&self, window: &Window, scale: f64) -> Result<Picture, JsValue> {
        let side = |it: u32| (f64::from(it) * scale.min(1.0)).round().max(1.0) as u32;
        let (width, height) = (side(window.width), side(window.height));
        if !honest()? {
            return Err("this browser does not let pictures be read".into());
        }
        let pen = pen(width, height)?;
        // From half the size on, the four nearest pixels are all there are to each; below, some would be passed over.
        smoothing(&pen, if scale < 0.5 { "medium" } else { "low" })?;
        let (left, top, wide, high) = (window.left.into(), window.top.into(), window.width.into(), window.height.into());
        pen.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.0,
            left,
            top,
            wide,
            high,
            0.0,
            0.0,
            width.into(),
            height.into(),
        )?;
        let data = pen.get_image_data(0.0, 0.0, width.into(), height.into())?.data();
        Picture::from_rgba(width, height, &data).ok_or_else(|| "a canvas of another size".into())
    }
}

impl Drop for Bitmap {
    fn drop(&mut self) {
        self.0.close();
    }
}

thread_local! {
    /// Whether this browser shows what was drawn, once that is known.
    static HONEST: Cell<Option<bool>> = const { Cell::new(None) };
}

/// A canvas that is drawn to be read.
fn pen(width: u32, height: u32) -> Result<OffscreenCanvasRenderingContext2d, JsValue> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context_with_context_options("2d", &options)?.ok_or("no canvas")?;
    Ok(context.unchecked_into())
}

fn smoothing(pen: &OffscreenCanvasRenderingContext2d, quality: &str) -> Result<(), JsValue> {
    // Not in the list of what every browser has: one that does not know it draws smaller pictures a little less well.
    js_sys::Reflect::set(pen, &"imageSmoothingQuality".into(), &quality.into()).map(|_| ())
}

/// Draws a colour and reads it back, once.
fn honest() -> Result<bool, JsValue> {
    const SIDE: u32 = 8;
    if let Some(known) = HONEST.get() {
        return Ok(known);
    }
    let pen = pen(SIDE, SIDE)?;
    pen.set_fill_style_str("#3c78b4");
    pen.fill_rect(0.0, 0.0, SIDE.into(), SIDE.into());
    let seen = pen.get_image_data(0.0, 0.0, SIDE.into(), SIDE.into())?.data();
    let is = seen.as_chunks::<4>().0.iter().all(|pixel| *pixel == [0x3c, 0x78, 0xb4, 0xff]);
    HONEST.set(Some(is));
    Ok(is)
}
