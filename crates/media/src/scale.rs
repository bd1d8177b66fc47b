//! Pictures made smaller, by a library.

use fast_image_resize::images::{Image, TypedImageRef};
use fast_image_resize::{PixelTrait, ResizeOptions, Resizer};

/// Rows of pixels `P` of a picture `from` wide and high, brought `to` another size; `None` if there are not as many as that asks for, or
/// the options ask for what lies outside.
///
/// `P` is a type and no value: else the code for every kind of pixel there is would come along, and with it half a megabyte of tables.
pub(crate) fn scaled<P: PixelTrait>(bytes: &[u8], from: (u32, u32), to: (u32, u32), options: &ResizeOptions) -> Option<Vec<u8>> {
    let from = TypedImageRef::<P>::from_buffer(from.0, from.1, bytes).ok()?;
    let mut made = Image::new(to.0, to.1, P::pixel_type());
    Resizer::new()
        .resize_typed(&from, &mut made.typed_image_mut::<P>()?, options)
        .ok()?;
    Some(made.into_vec())
}
