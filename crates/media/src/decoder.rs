//! The decoder of JPEG, asked in one way by everybody.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// It holds the bytes and has read nothing yet.
pub(crate) type Jpeg<'a> = JpegDecoder<ZCursor<&'a [u8]>>;

/// A decoder that takes whatever sides the format can have: how many pixels may be held is the caller's to check. Its pixels come
/// in these colours.
pub(crate) fn jpeg(bytes: &[u8], colours: ColorSpace) -> Jpeg<'_> {
    JpegDecoder::new_with_options(ZCursor::new(bytes), options(colours))
}

/// See [`jpeg`]; to ask for other colours once the header is known.
pub(crate) fn options(colours: ColorSpace) -> DecoderOptions {
    let sides = usize::from(u16::MAX);
    DecoderOptions::default()
        .set_max_width(sides)
        .set_max_height(sides)
        .jpeg_set_out_colorspace(colours)
}
