//! What is drawn over the picture: shade, frame, lines and lengths. One text, set at once: nothing in it is pressed, and `photo_crop.css`
//! has its colours.

use super::ground::{Ground, Length};
use crate::errands::Cut;
use std::fmt::Write;

/// The drawing, in px of the picture. `view` is what is seen of it.
pub fn drawing(ground: &Ground, view: Cut, cut: Cut) -> String {
    let mut out = String::new();
    // Writing into a text does not fail.
    let _ = draw(&mut out, ground, view, cut);
    out
}

fn draw(out: &mut String, ground: &Ground, view: Cut, cut: Cut) -> std::fmt::Result {
    let Cut { x, y, width, height } = cut;
    let (right, bottom, px, frame) = (x + width, y + height, ground.px_per_mm(cut), ground.frame);
    write!(
        out,
        r#"<path class="photo_crop-shade" d="M{} {}h{}v{}h-{}zM{x} {y}v{height}h{width}v-{height}z"/>"#,
        view.x, view.y, view.width, view.height, view.width
    )?;
    let mut band = |class: &str, middle: f64, give: f64| {
        let (top, high) = (y + (middle - give) * px, give * 2.0 * px);
        write!(
            out,
            r#"<rect class="{class}" x="{x}" y="{top}" width="{width}" height="{high}"/><path class="photo_crop-dash" d="M{x} {top}h{width}M{x} {}h{width}"/>"#,
            top + high
        )
    };
    band("photo_crop-top", frame.top.mm, frame.top.give)?;
    if ground.face.is_none() {
        band("photo_crop-chin", frame.top.mm + frame.face.mm, frame.face.give)?;
    }
    write!(out, r#"<path class="photo_crop-middle" d="M{} {y}v{height}"/>"#, x + width / 2.0)?;
    write!(
        out,
        r#"<rect class="photo_crop-edge" x="{x}" y="{y}" width="{width}" height="{height}"/><rect class="photo_crop-rim" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
    )?;
    if let (Some(face), Some(lengths)) = (ground.face, ground.lengths(cut)) {
        // Lines beyond the frame would only confuse.
        let line = |at: f64| at.max(y).min(bottom);
        let (crown, chin, size) = (line(face.crown), line(face.chin), view.width * 0.04);
        let beside = right - width * 0.13;
        write!(
            out,
            r#"<path class="photo_crop-line" d="M{x} {crown}h{width}M{x} {chin}h{width}"/><path class="photo_crop-arrow" d="M{beside} {crown}V{chin}"/>"#
        )?;
        let mut label = |middle: f64, at: f64, length: Length| {
            let (wide, high) = (size * 4.4, size * 1.5);
            write!(
                out,
                r#"<rect class="photo_crop-plate" x="{}" y="{}" width="{wide}" height="{high}" rx="{}"/><text class="photo_crop-mm" x="{middle}" y="{}" font-size="{size}">{} mm</text>"#,
                middle - wide / 2.0,
                at - high / 2.0,
                size * 0.25,
                at + size * 0.36,
                length.told()
            )
        };
        // A label at the edge of what is seen would be cut.
        let within = |at: f64, room: f64, start: f64, length: f64| at.max(start + room).min(start + length - room);
        let inner = |middle: f64| within(middle, size * 2.3, view.x, view.width);
        let above = within((y + crown) / 2.0, size * 0.9, view.y, view.height);
        label(inner(beside), (crown + chin) / 2.0, lengths.face)?;
        label(inner(x + width * 0.17), above, lengths.top)?;
    }
    for (x, y) in [(x, y), (right, y), (x, bottom), (right, bottom)] {
        write!(
            out,
            r#"<circle class="photo_crop-corner" cx="{x}" cy="{y}" r="{}"/>"#,
            view.width * 0.02
        )?;
    }
    Ok(())
}
