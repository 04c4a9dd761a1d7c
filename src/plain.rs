//! Plain text: lists of places, pages and reports for pipes, and the guide line by line. No escape byte ever leaves here.

mod answer;
pub mod doctor;
pub mod face;
pub mod history;
pub mod kept;
mod printed;
pub mod report;
pub mod spoken;

use crate::app::document;
use crate::app::hint::Hand;
use crate::app::keys;
use crate::doc::Doc;
use crate::guide::check;
use crate::guide::page::Reference;
use crate::guide::place::id_of;
use crate::guide::reading::HowRead;
use crate::guide::{Guide, Roadmap, Source};
use crate::text::clean;

/// Every place of a roadmap with its title, one a line: the place, a tab's worth of space, the title.
pub fn list(guide: &Guide, roadmap: &Roadmap) -> String {
    let places = guide.places(roadmap);
    let width = places
        .iter()
        .map(|place| place.chars().count())
        .max()
        .unwrap_or(0);
    let line = |place: &String| {
        let title = guide.title_of(roadmap, place).unwrap_or_default();
        format!("{place:width$}  {}\n", clean::shown_line(title))
    };
    places.iter().map(line).collect()
}

/// A place as a document; otherwise what to do.
///
/// # Errors
///
/// If nothing stands there.
pub fn read(guide: &Guide, roadmap: &Roadmap, place: &str) -> Result<Doc, String> {
    let found = guide
        .find(roadmap, place)
        .ok_or_else(|| unknown_place(guide, roadmap, place))?;
    Ok(document::of(guide, roadmap, &found))
}

fn unknown_place(guide: &Guide, roadmap: &Roadmap, place: &str) -> String {
    let word = id_of(place).to_lowercase();
    let near: Vec<String> = guide
        .places(roadmap)
        .into_iter()
        .filter(|known| !word.is_empty() && known.contains(&word))
        .take(5)
        .collect();
    let place = clean::shown_line(place);
    if near.is_empty() {
        format!("nothing stands at {place}; `roadsigns list` names every place")
    } else {
        format!(
            "nothing stands at {place}; did you mean {}?",
            near.join(", ")
        )
    }
}

/// Every source: id, title, address.
pub fn sources(guide: &Guide) -> String {
    let line = |source: &Source| {
        format!(
            "{}\n  {}, {}\n  {}\n",
            source.place(),
            source.title,
            source.publisher,
            source.address
        )
    };
    guide.sources.iter().map(line).collect()
}

/// What the guide could not verify, place by place: each statement whose source nobody has opened, and each must of
/// which nothing was read in the official text.
pub fn unverified(guide: &Guide, roadmap: &Roadmap) -> String {
    let mut lines: Vec<String> = check::musts_to_confirm(guide)
        .into_iter()
        .map(|(place, caution)| format!("{place}  must  ({caution})"))
        .collect();
    let mut note = |place: &str, what: &str, basis: &[Reference]| {
        for reference in basis
            .iter()
            .filter(|reference| reference.read == HowRead::Unverified)
        {
            let at = reference
                .at
                .as_ref()
                .map(|at| format!(", {at}"))
                .unwrap_or_default();
            lines.push(format!(
                "{place}  {what}  sources/{}{at} (unverified)",
                reference.source
            ));
        }
    };
    for page in roadmap.pages() {
        note(&page.place, "text", &page.basis);
        note(&page.place, "in 2009", &page.basis_2009);
    }
    for (_, item) in roadmap.items() {
        for duty in item.duties.iter() {
            note(&item.place, duty.strength.word(), &duty.basis);
        }
    }
    let library = &guide.library;
    for article in &library.articles {
        note(&article.place, "text", &article.basis);
        note(&article.place, "in 2009", &article.basis_2009);
    }
    for template in &library.templates {
        note(&template.place, "template", &template.basis);
    }
    for update in &library.updates {
        note(&update.place, "update", &update.basis);
    }
    for term in &library.terms {
        note(&term.place, "term", &term.basis);
    }
    for competency in guide.competencies.iter() {
        note(&competency.place(), "competency", &competency.basis);
    }
    clean::shown(&(lines.join("\n") + "\n")).into_owned()
}

/// The one table of keys; without those that a kiosk does not have, if this is one.
pub fn keys(kiosk: bool) -> String {
    let rows: Vec<String> = keys::rows(kiosk)
        .map(|row| format!("{:14}{}", row.keys, row.words.told(Hand::Keys)))
        .collect();
    rows.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_of_keys_is_printed() {
        for kiosk in [false, true] {
            let printed = keys(kiosk);
            let rows: Vec<_> = keys::rows(kiosk).collect();
            assert_eq!(rows.len(), keys::TABLE.len() - usize::from(kiosk));
            assert_eq!(printed.lines().count(), rows.len());
            for (line, row) in printed.lines().zip(rows) {
                let words = line.strip_prefix(row.keys).map(str::trim_start);
                assert_eq!(words, Some(row.words.told(Hand::Keys).as_str()));
            }
        }
    }
}
