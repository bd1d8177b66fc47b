//! Pictures on a canvas, drawn by the browser's own decoder: a host page's policy need not allow images for that.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, ImageBitmap};

pub use web_sys::HtmlCanvasElement as Canvas;

/// Draws a part of a picture (left, top, width, height in its px, upright), or all of it. The canvas takes the shape of that
/// part; its longer side becomes `longest` px if the part has as many. `Err` if this browser does not decode it.
pub async fn draw(canvas: &Canvas, picture: &Blob, part: Option<[f64; 4]>, longest: f64) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    // Without options: upright and in sRGB is how all browsers understand that. The worker measures what is decoded so.
    let bitmap: ImageBitmap = JsFuture::from(window.create_image_bitmap_with_blob(picture)?).await?.dyn_into()?;
    let drawn = paint(canvas, &bitmap, part, longest);
    bitmap.close();
    drawn
}

fn paint(canvas: &Canvas, bitmap: &ImageBitmap, part: Option<[f64; 4]>, longest: f64) -> Result<(), JsValue> {
    let [x, y, width, height] = part.unwrap_or([0.0, 0.0, bitmap.width().into(), bitmap.height().into()]);
    let scale = (longest / width.max(height)).min(1.0);
    let (wide, high) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    canvas.set_width(wide as u32);
    canvas.set_height(high as u32);
    // Perhaps a canvas of another window, whose types are not those of ours.
    let pen: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("no canvas")?.unchecked_into();
    // Not in the list of what every browser has: one that does not know it draws smaller pictures a little less well.
    js_sys::Reflect::set(&pen, &"imageSmoothingQuality".into(), &"high".into())?;
    pen.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(bitmap, x, y, width, height, 0.0, 0.0, wide, high)
}
