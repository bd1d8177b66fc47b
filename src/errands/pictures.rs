//! Pictures to be seen: on the page, and on a sheet to print.

use super::World;
use super::files::content;
use super::jobs;
use crate::door::Door;
use crate::ports::picture::{self, Canvas};
use crate::ports::print::Sheet;
use leptos::task::spawn_local;
use media::Cut;

/// As fine as a large screen shows.
const ON_SCREEN: f64 = 1_600.0;

/// Draws a file of the case, or a part of it, in px of the picture as displayed. Answers whether this browser can.
pub async fn show_picture(door: Door, key: String, canvas: Canvas, part: Option<Cut>) -> bool {
    let part = part.map(|part| [part.x, part.y, part.width, part.height]);
    draw(door, &key, &canvas, part, ON_SCREEN).await
}

async fn draw(door: Door, key: &str, canvas: &Canvas, part: Option<[f64; 4]>, longest: f64) -> bool {
    let Some(world) = World::of(&door) else { return false };
    let Some(blob) = content(&door, &world, key).await else {
        return false;
    };
    drop(world);
    picture::draw(canvas, &blob, part, longest).await.is_ok()
}

/// Puts a photo twice on a sheet, at its size on paper, and prints that. In answer to a click; `false` if no sheet can be opened.
pub fn print_photo(door: Door, key: String, title: &str, words: &str) -> bool {
    let Some(frame) = door.peek(jobs::frame).flatten() else {
        return false;
    };
    let Some(sheet) = Sheet::open(title) else { return false };
    let places: Vec<Canvas> = [(); 2]
        .iter()
        .filter_map(|()| sheet.picture(frame.width_mm, frame.height_mm))
        .collect();
    sheet.say(words);
    spawn_local(async move {
        for place in &places {
            // On paper every pixel counts.
            draw(door, &key, place, None, f64::INFINITY).await;
        }
        sheet.print();
    });
    true
}
