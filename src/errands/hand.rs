//! Handing over: to the receiving side, or as files.

use super::World;
use super::drafts::{save, save_now};
use super::files::content;
use super::load::fetch_needs;
use crate::case::{Change, Place, Sending};
use crate::door::Door;
use crate::ports::backend::SendError;
use crate::ports::save::{self as files, Blob};
use crate::ports::{clock, hash, page};
use engine::{ItemView, Truth, official, packet};
use futures_util::future::abortable;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use rulebook::{PackName, TextId};
use std::collections::BTreeSet;

/// How long to wait before each further try, in seconds.
const WAITS: [u32; 4] = [5, 15, 30, 60];

/// Sends the packet. A broken connection is tried again with the same key; what stands against sending is shown.
pub fn send(door: Door) {
    let Some(world) = World::of(&door) else { return };
    let (sending, handle) = abortable(deliver(door));
    // Replacing the handle of a former try ends that try.
    if let Some(former) = world.sending.borrow_mut().replace(handle) {
        former.abort();
    }
    spawn_local(async move {
        let _ = sending.await;
    });
}

async fn deliver(door: Door) {
    let Some(world) = World::of(&door) else { return };
    let backend = world.backend.borrow().clone();
    let Some(backend) = backend else { return };
    let made = door.peek(|case| packet(case.book(), case.answers(), case.assessment(), case.accepted()));
    let packet = match made {
        Some(Ok(packet)) => packet,
        Some(Err(_)) => return door.apply(Change::ShowAll),
        None => return,
    };
    door.apply(Change::Go(Place::Send));
    door.apply(Change::Sending(Sending::Going(0.0)));
    let mut packet = packet;
    let mut parts: Vec<(String, String, Blob)> = Vec::new();
    for file in packet.wire().files.clone() {
        match content(&door, &world, &file.key).await {
            Some(blob) => {
                // The packet says by what the bytes are known: what is sent with it under the same name is then the same.
                if let Some(hash) = hash::sha256(&blob).await {
                    packet = packet.with_hash(&file.key, hash);
                }
                parts.push((file.key, file.name, blob));
            }
            None => {
                (world.tell)("madoguchi-failed", "send");
                return failed(door, "send.file.gone", false, None);
            }
        }
    }
    let Ok(json) = serde_json::to_string(packet.wire()) else { return };
    let key = key_for(&world, &json);
    // The key rests before anything leaves: who comes back in the middle sends the same under the same key.
    save(door).await;
    for tries in 0.. {
        let outcome = backend
            .send(&json, &parts, &key, move |part| door.apply(Change::Sending(Sending::Going(part))))
            .await;
        match outcome {
            Ok(receipt) => {
                world.send_key.borrow_mut().take();
                door.apply(Change::Sent(receipt));
                save_now(door);
                return (world.tell)("madoguchi-sent", "");
            }
            Err(SendError::Refused(problem)) => {
                world.send_key.borrow_mut().take();
                (world.tell)("madoguchi-failed", "refused");
                if problem.findings.is_empty() {
                    let older = problem.edition.is_some() && problem.edition != problem.packet_edition;
                    return failed(door, if older { "send.older" } else { "send.refused" }, false, None);
                }
                return door.apply(Change::Refused(problem.findings));
            }
            Err(fault) => {
                if matches!(fault, SendError::Conflict) {
                    // The key belongs to something else: the next attempt takes another.
                    world.send_key.borrow_mut().take();
                }
                let again = fault.again();
                let asked = if let SendError::Busy { wait_s } = &fault { *wait_s } else { None };
                let wait = again
                    .then(|| WAITS.get(tries).map(|wait| asked.map_or(*wait, |asked| asked.clamp(*wait, 300))))
                    .flatten();
                failed(door, said(&fault), again, wait);
                let Some(wait) = wait else {
                    return (world.tell)("madoguchi-failed", "send");
                };
                for left in (0..wait).rev() {
                    TimeoutFuture::new(1_000).await;
                    // No sense in knocking while there is no line.
                    if left == 0 || (matches!(fault, SendError::Offline) && page::online() && left + 2 < wait) {
                        break;
                    }
                }
                while !page::online() {
                    TimeoutFuture::new(1_000).await;
                }
                door.apply(Change::Sending(Sending::Going(0.0)));
            }
        }
    }
}

/// Stops trying. What has arrived stays arrived: the next try uses the same key.
pub fn stop_sending(door: Door) {
    if let Some(world) = World::of(&door) {
        if let Some(going) = world.sending.borrow_mut().take() {
            going.abort();
        }
        door.apply(Change::Sending(Sending::Not));
    }
}

fn failed(door: Door, text: &str, again: bool, wait: Option<u32>) {
    door.apply(Change::Sending(Sending::Failed {
        text: TextId::new(text),
        again,
        wait,
    }));
}

fn said(fault: &SendError) -> &'static str {
    match fault {
        SendError::Offline => "send.offline",
        SendError::TooLong => "send.too_long",
        SendError::TooLarge => "send.too_large",
        SendError::Busy { .. } => "send.busy",
        SendError::Conflict => "send.conflict",
        SendError::Refused(_) => "send.refused",
        SendError::NotUnderstood { .. } => "send.not_understood",
    }
}

/// The key for this content: the former one while the content is the same, so that nothing is ever taken twice.
fn key_for(world: &World, json: &str) -> String {
    let mark = format!("{:016x}", fnv(json.as_bytes()));
    let old = world.send_key.borrow().clone().filter(|key| key.ends_with(&mark));
    let key = old.unwrap_or_else(|| format!("{}-{mark}", page::random_id()));
    *world.send_key.borrow_mut() = Some(key.clone());
    key
}

/// FNV-1a: only to notice that a packet has changed.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Saves the packet as a ZIP: the answers as JSON, a summary to read, the photo and the papers under sensible names.
pub fn save_zip(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let made = door.peek(|case| {
            packet(
                case.book(),
                case.answers(),
                case.assessment(),
                &case.assessment().doubtful().map(engine::Finding::key).collect::<BTreeSet<_>>(),
            )
        });
        let mut entries: Vec<(String, Blob)> = Vec::new();
        let html = summary(&door);
        if let Ok(blob) = files::blob(html.as_bytes(), "text/html") {
            entries.push(("summary.html".into(), blob));
        }
        match made {
            Some(Ok(packet)) => {
                if let Ok(json) = serde_json::to_string_pretty(packet.wire())
                    && let Ok(blob) = files::blob(json.as_bytes(), "application/json")
                {
                    entries.insert(0, ("packet.json".into(), blob));
                }
                for file in &packet.wire().files {
                    if let Some(blob) = content(&door, &world, &file.key).await {
                        entries.push((file.name.clone(), blob));
                    }
                }
            }
            // Not ready to be sent: what there is can be saved all the same, under a name that says so.
            _ => {
                let files = door.peek(|case| {
                    case.answers()
                        .all_files()
                        .map(|(document, file)| (document.clone(), file.clone()))
                        .collect::<Vec<_>>()
                });
                for (document, file) in files.unwrap_or_default() {
                    if let Some(blob) = content(&door, &world, &file.key).await {
                        let stem = document
                            .as_str()
                            .split_once('.')
                            .map_or(document.as_str(), |(_, stem)| stem)
                            .to_owned();
                        // What belongs to no document yet has no folder.
                        let folder = if stem.is_empty() { stem } else { format!("{stem}/") };
                        entries.push((format!("{folder}{}", plain_name(&file.name)), blob));
                    }
                }
            }
        }
        if let Ok(zip) = files::zip(&entries).await {
            let name = door
                .peek(|case| case.applicant_name().map(plain_name))
                .flatten()
                .unwrap_or_else(|| "application".into());
            let _ = files::offer(&format!("madoguchi-{name}-{}.zip", clock::today()), &zip);
        }
    });
}

/// A file name in which nothing can surprise: letters, digits, dots, dashes and what is not ASCII.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || !(c.is_ascii() || c.is_control()) {
                c
            } else {
                '_'
            }
        })
        .collect();
    plain.trim_start_matches('.').chars().take(80).collect()
}

/// Saves the agency's own file for its online system.
pub fn save_official(door: Door) {
    spawn_local(async move {
        let Some(code) = door.peek(|case| case.assessment().code.clone()).flatten() else {
            return;
        };
        fetch_needs(door, BTreeSet::from([PackName::new(format!("official.{code}"))])).await;
        let file = door.peek(|case| {
            let form = case.book().official.get(&code)?;
            let person = official::Person {
                number: 1,
                answers: case.answers().clone(),
                rest: vec![],
            };
            Some((form.file_name.clone(), official::write(case.book(), form, &[person], case.today())))
        });
        if let Some(Some((name, bytes))) = file
            && let Ok(blob) = files::blob(&bytes, "text/csv")
        {
            let _ = files::offer(&name, &blob);
        }
    });
}

/// Saves the days as a calendar file.
pub fn save_calendar(door: Door) {
    let words = door.words_now();
    let days = door.peek(|case| case.assessment().dates.clone()).unwrap_or_default();
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Madoguchi//\r\n");
    for view in days {
        let day = view.day.format("%Y%m%d");
        text.push_str(&format!(
            "BEGIN:VEVENT\r\nUID:{}-{day}@madoguchi\r\nDTSTAMP:{}T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{}\r\nEND:VEVENT\r\n",
            view.id,
            clock::today().format("%Y%m%d"),
            words.get(view.id.as_str())
        ));
    }
    text.push_str("END:VCALENDAR\r\n");
    if let Ok(blob) = files::blob(text.as_bytes(), "text/calendar") {
        let _ = files::offer("madoguchi.ics", &blob);
    }
}

/// The case as a page to read and print, in the language that is shown.
fn summary(door: &Door) -> String {
    let words = door.words_now();
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let title = door
        .peek(|case| case.assessment().procedure.clone())
        .flatten()
        .map(|id| words.get(&id).to_owned())
        .unwrap_or_default();
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><meta charset=\"utf-8\"><title>{}</title><h1>{}</h1>",
        words.lang,
        escape(&title),
        escape(&title)
    );
    let steps = door.peek(|case| case.assessment().steps.clone()).unwrap_or_default();
    for step in steps.iter().filter(|step| step.asked == Truth::Yes) {
        html.push_str(&format!("<h2>{}</h2><dl>", escape(words.get(step.id.as_str()))));
        let slots = step.items.iter().flat_map(|item| match item {
            ItemView::Heading(_) => vec![],
            ItemView::Field(slot) => vec![slot.clone()],
            ItemView::Group(group) => group.rows.iter().flat_map(|(_, slots)| slots.clone()).collect(),
        });
        for slot in slots {
            if let Some(answer) = door.shown_now(&slot) {
                html.push_str(&format!(
                    "<dt>{}</dt><dd>{}</dd>",
                    escape(words.get(slot.field.as_str())),
                    escape(&answer)
                ));
            }
        }
        html.push_str("</dl>");
    }
    html.push_str(&format!("<h2>{}</h2><ul>", escape(words.get("check.files"))));
    for (document, file) in door
        .peek(|case| {
            case.outgoing()
                .map(|(document, file)| (document.id.clone(), file.name.clone()))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    {
        html.push_str(&format!("<li>{}: {}</li>", escape(words.get(document.as_str())), escape(&file)));
    }
    html.push_str("</ul>");
    html
}
