//! Pictures by the browser's own decoder.

use media::photo::{Picture, Window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d, WorkerGlobalScope};

/// A decoded picture, upright, its colours brought to sRGB. Its memory is given back with it.
pub struct Bitmap(ImageBitmap);

impl Bitmap {
    /// `Err` if this browser does not decode it.
    pub async fn decode(blob: &Blob) -> Result<Bitmap, JsValue> {
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        // Without options: upright and in sRGB is how all browsers understand that, and an option that one of them does not know
        // would be an error.
        let bitmap = JsFuture::from(scope.create_image_bitmap_with_blob(blob)?).await?;
        Ok(Bitmap(bitmap.dyn_into()?))
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
        let pen = pen(width, height)?;
        if !honest(&pen)? {
            return Err("this browser does not let pictures be read".into());
        }
        pen.clear_rect(0.0, 0.0, width.into(), height.into());
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

fn pen(width: u32, height: u32) -> Result<OffscreenCanvasRenderingContext2d, JsValue> {
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    // Not in the list of what every browser has: one that does not know it draws smaller pictures a little less well.
    js_sys::Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    Ok(context.unchecked_into())
}

/// Draws a colour and reads it back.
fn honest(pen: &OffscreenCanvasRenderingContext2d) -> Result<bool, JsValue> {
    pen.set_fill_style_str("#3c78b4");
    pen.fill_rect(0.0, 0.0, 8.0, 8.0);
    let seen = pen.get_image_data(0.0, 0.0, 8.0, 8.0)?.data();
    let (canvas_width, canvas_height) = (pen.canvas().width(), pen.canvas().height());
    // Of a canvas smaller than that, the rest is empty.
    let inside = |at: usize| ((at % 8) as u32) < canvas_width && ((at / 8) as u32) < canvas_height;
    let pixels = seen.as_chunks::<4>().0.iter().enumerate();
    Ok(pixels
        .filter(|(at, _)| inside(*at))
        .all(|(_, pixel)| *pixel == [0x3c, 0x78, 0xb4, 0xff]))
}
