//! A picture as a JPEG holds it: brightness and two differences of colour, each by itself, the colours of half the size.

use jpeg_encoder::{Encoder, ImageBuffer, JpegColorType, PixelDensity, SamplingFactor, rgb_to_ycbcr};

/// Such a picture; whoever makes one sees to it that its colours have [`half`] its size.
pub(crate) struct Planes {
    pub brightness: Plane,
    /// Blue, then red.
    pub colours: [Plane; 2],
}

/// One number for each place, row by row.
pub(crate) struct Plane {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// Half the size, rounded up.
pub(crate) fn half((width, height): (u32, u32)) -> (u32, u32) {
    (width.div_ceil(2), height.div_ceil(2))
}

impl Planes {
    /// Of rows of red, green and blue. A colour is the mean of the four pixels that it is for: the encoder would take that of one for
    /// all four, and reckon it anew for each quality.
    pub fn of_rgb(width: u32, height: u32, rgb: &[u8]) -> Planes {
        let (pixels, _) = rgb.as_chunks::<3>();
        let (mut brightness, mut blue, mut red) = (vec![0; pixels.len()], Vec::new(), Vec::new());
        // Sums over two rows, for each two columns; and how many were added.
        let mut sums = vec![[0u16; 3]; half((width, height)).0 as usize];
        let wide = width.max(1) as usize;
        for (y, (row, bright)) in pixels.chunks(wide).zip(brightness.chunks_mut(wide)).enumerate() {
            for ((pair, bright), sum) in row.chunks(2).zip(bright.chunks_mut(2)).zip(&mut sums) {
                for (&[r, g, b], bright) in pair.iter().zip(bright) {
                    let (y, cb, cr) = rgb_to_ycbcr(r, g, b);
                    *bright = y;
                    let [blue, red, count] = *sum;
                    *sum = [blue + u16::from(cb), red + u16::from(cr), count + 1];
                }
            }
            if y % 2 == 1 || y + 1 == height as usize {
                for sum in &mut sums {
                    let [all_blue, all_red, count] = std::mem::take(sum);
                    let mean = |all: u16| ((all + count / 2) / count.max(1)) as u8;
                    blue.push(mean(all_blue));
                    red.push(mean(all_red));
                }
            }
        }
        let colour = |bytes| {
            let (width, height) = half((width, height));
            Plane { width, height, bytes }
        };
        Planes {
            brightness: Plane {
                width,
                height,
                bytes: brightness,
            },
            colours: [colour(blue), colour(red)],
        }
    }

    /// Written as JPEG, with so many px to an inch if that is to be told; `None` if it is larger than such a file can be.
    pub fn to_jpeg(&self, quality: u8, density: Option<PixelDensity>) -> Option<Vec<u8>> {
        let sheet = Sheet {
            planes: self,
            width: u16::try_from(self.brightness.width).ok()?,
            height: u16::try_from(self.brightness.height).ok()?,
        };
        let mut file = Vec::new();
        // Tables made for the picture would save a little, but then the encoder writes a scan for each channel, which
        // many decoders show in green.
        let mut encoder = Encoder::new(&mut file, quality);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        if let Some(density) = density {
            encoder.set_density(density);
        }
        encoder.encode_image(sheet).ok()?;
        Some(file)
    }
}

impl Plane {
    fn row(&self, y: usize) -> &[u8] {
        let wide = self.width as usize;
        self.bytes.get(y * wide..(y + 1) * wide).unwrap_or_default()
    }
}

/// As the encoder asks for it: row by row, with as many colours as pixels, of which it takes one of each four again.
struct Sheet<'a> {
    planes: &'a Planes,
    width: u16,
    height: u16,
}

impl ImageBuffer for Sheet<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let [brightness, blue, red, _] = buffers;
        let [own_blue, own_red] = &self.planes.colours;
        brightness.extend_from_slice(self.planes.brightness.row(y.into()));
        for (buffer, plane) in [(blue, own_blue), (red, own_red)] {
            let doubled = plane.row(usize::from(y / 2)).iter().flat_map(|sample| [*sample; 2]);
            buffer.extend(doubled.take(self.width.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decoder;
    use zune_core::colorspace::ColorSpace;

    /// Mean red, green and blue of a picture that was written and read again.
    fn means(width: u32, height: u32, rgb: &[u8]) -> [f64; 3] {
        let file = Planes::of_rgb(width, height, rgb).to_jpeg(90, None).unwrap();
        let mut decoder = decoder::jpeg(&file, ColorSpace::RGB);
        let pixels = decoder.decode().unwrap();
        assert_eq!(decoder.dimensions(), Some((width as usize, height as usize)));
        [0, 1, 2].map(|channel| {
            let values = pixels.iter().skip(channel).step_by(3);
            values.map(|it| f64::from(*it)).sum::<f64>() / f64::from(width * height)
        })
    }

    /// Columns of red and blue: whoever took the colour of each second one would see but one of them.
    #[test]
    fn colours_beside_each_other_mix() {
        let columns = (0..64 * 64).flat_map(|at| if at % 2 == 0 { [255, 0, 0] } else { [0, 0, 255] });
        let [red, _, blue] = means(64, 64, &columns.collect::<Vec<u8>>());
        assert!((red - blue).abs() < 20.0, "on the whole as red as blue, and not {red} and {blue}");
    }

    #[test]
    fn one_colour_stays_whatever_the_size() {
        for (width, height) in [(1, 1), (2, 1), (1, 2), (17, 33), (64, 48), (65, 49)] {
            let painted = [200, 40, 90].repeat((width * height) as usize);
            let seen = means(width, height, &painted);
            let off = seen.iter().zip([200.0, 40.0, 90.0]).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(off < 4.0, "{width} x {height}: {seen:?}");
        }
    }

    #[test]
    fn what_is_too_large_for_a_jpeg_is_none() {
        let wide = Planes::of_rgb(70_000, 1, &[0; 210_000]);
        assert!(wide.to_jpeg(80, None).is_none());
    }
}
