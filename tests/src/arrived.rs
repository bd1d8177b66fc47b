//! Whether what arrived is what the person answered.

use engine::RowId;
use engine::cases::CaseFile;
use engine::wire::Packet;
use std::collections::BTreeMap;

/// What differs between a case and the packet that arrived; nothing where all is as it should be.
pub fn compare(case: &CaseFile, packet: &Packet, sizes: &[u64]) -> Vec<String> {
    let mut wrong = Vec::new();
    // `<field>`, or `<field>#<how-manieth row of its group>`.
    let mut expected: BTreeMap<String, &str> = BTreeMap::new();
    for (field, typed) in &case.answers {
        expected.insert(field.as_str().to_owned(), typed);
    }
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &case.rows {
        let at = counted.entry(row.group.as_str()).or_default();
        *at += 1;
        for (field, typed) in &row.answers {
            expected.insert(format!("{field}#{at}"), typed);
        }
    }
    let place = |row: RowId| packet.rows.values().find_map(|rows| rows.iter().position(|it| *it == row));
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for answer in &packet.answers {
        let name = match answer.slot.row {
            RowId::NONE => answer.slot.field.as_str().to_owned(),
            row => format!("{}#{}", answer.slot.field, place(row).map_or(0, |at| at + 1)),
        };
        if let Some(typed) = &answer.typed {
            seen.insert(name, typed);
        }
    }
    expected.retain(|_, typed| !typed.is_empty());
    for (name, typed) in &expected {
        match seen.get(name) {
            Some(arrived) if arrived == typed => {}
            other => wrong.push(format!("{name}: {other:?} instead of `{typed}`")),
        }
    }
    wrong.extend(
        seen.keys()
            .filter(|name| !expected.contains_key(*name))
            .map(|name| format!("{name}: nobody answered that")),
    );

    let mut given: BTreeMap<&str, usize> = case.files.iter().map(|(id, files)| (id.as_str(), files.len())).collect();
    for (file, size) in packet.files.iter().zip(sizes) {
        if file.bytes != *size {
            wrong.push(format!("{}: {size} bytes instead of {}", file.name, file.bytes));
        }
        match given.get_mut(file.document.as_str()) {
            Some(left @ 1..) => *left -= 1,
            _ => wrong.push(format!("{}: a file that nobody gave", file.document)),
        }
    }
    wrong.extend(
        given
            .iter()
            .filter(|(_, left)| **left > 0)
            .map(|(id, _)| format!("{id}: its file did not arrive")),
    );
    wrong
}
