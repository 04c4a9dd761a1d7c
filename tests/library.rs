//! The library: nothing of the sources of 2009 is missing, every term is explained, documents can be taken away.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]
#![expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]

#[path = "command_line/came.rs"]
mod came;
#[path = "journey/script.rs"]
mod script;

use std::collections::BTreeSet;
use std::path::Path;

use came::{Came, run};
use roadsigns::app::content::{self, Edition};
use roadsigns::app::message::Effect;
use roadsigns::doc::Block;
use roadsigns::guide::library::{Shelf, Status};
use roadsigns::guide::{Found, Standing, load};
use roadsigns::store;
use script::{begin, guide};

/// Names of the two texts of 2009, and where each stands: name, tab, place.
const NAMES: &str = include_str!("guide/seed-names.txt");
/// Links of *The Commissioning Friend*, and where each stands: address, tab, place.
const LINKS: &str = include_str!("guide/seed-links.txt");

fn pairs(list: &str) -> Vec<(&str, &str)> {
    list.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split_once('\t').unwrap())
        .collect()
}

#[test]
fn every_body_law_programme_and_report_of_the_texts_of_2009_has_its_entry() {
    let names = pairs(NAMES);
    assert!(names.len() >= 120, "{}", names.len());
    for (name, place) in names {
        let found = guide().find(&guide().roadmaps[0], place.trim());
        let Some(Found::Term(term)) = found else {
            panic!("{name}: nothing at {place}")
        };
        let texts = [Some(&term.name), term.long.as_ref(), term.was.as_ref()];
        let texts = texts.into_iter().flatten().chain([&term.meaning]);
        let text: String = texts.map(|text| text.to_lowercase() + " ").collect();
        let words = words_of(name);
        let there = words.iter().filter(|word| text.contains(word.as_str()));
        assert!(
            2 * there.count() >= words.len(),
            "{name}: {place} is about something else: {text}"
        );
    }
}

/// The words of a name by their first letters: an entry may say them in the singular or in another form.
fn words_of(name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.len() > 2);
    words
        .map(|word| word.trim_end_matches('s').chars().take(5).collect())
        .collect()
}

#[test]
fn every_link_of_the_texts_of_2009_has_its_source_with_what_became_of_it() {
    let links = pairs(LINKS);
    assert!(links.len() >= 37, "{}", links.len());
    for (address, place) in links {
        let found = guide().find(&guide().roadmaps[0], place.trim());
        let Some(Found::Source(source)) = found else {
            panic!("{address}: nothing at {place}")
        };
        let bare = |text: &str| -> String {
            let text = text.trim_start_matches("https://");
            text.trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned()
        };
        assert_eq!(bare(&source.address), bare(address), "{place}");
        assert_ne!(source.standing, Standing::Current, "{place}");
        assert_eq!(
            source.standing == Standing::Superseded,
            source.successor.is_some(),
            "{place}"
        );
        assert!(
            source.note.is_some(),
            "{place} does not say what became of it"
        );
    }
}

#[test]
fn the_links_of_appendix_4_stand_in_their_nine_groups() {
    let groups: BTreeSet<&str> = guide()
        .sources
        .iter()
        .filter_map(|source| source.group.as_deref())
        .collect();
    for group in [
        "Children and young people",
        "Older people",
        "Learning disabilities",
        "Black and ethnic minority communities",
        "Offenders",
        "Social inclusion",
        "Chronic exclusion",
        "Personality disorder",
        "Substance misuse",
        "Data",
        "Equality",
    ] {
        assert!(groups.contains(group), "no {group}: {groups:?}");
    }
}

/// Words in capitals that are no abbreviations, or that stand for themselves.
const NOT_ABBREVIATIONS: &[&str] = &[
    "UK", "OK", "II", "III", "IV", "NO", "AND", "OR", "PDF", "UTF", "BJP", "WLG", "THC", "GOV",
    "AB",
];

#[test]
fn the_glossary_explains_every_abbreviation_of_the_pages_and_items() {
    let roadmap = &guide().roadmaps[0];
    let known: BTreeSet<String> = guide()
        .library
        .terms
        .iter()
        .flat_map(|term| {
            term.name
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let mut missing = BTreeSet::new();
    for place in guide().places(roadmap) {
        let found = guide().find(roadmap, &place).unwrap();
        if matches!(found, Found::Source(_)) {
            continue;
        }
        for edition in [Edition::Today, Edition::Then] {
            let mut text = content::text(guide(), roadmap, &found, edition).unwrap_or_default();
            // Titles of sources are names, not our words.
            let is_basis = |block: &Block| matches!(block, Block::Paragraph(words) if words.text().starts_with("Basis:"));
            text.blocks.retain(|block| !is_basis(block));
            for word in text.words().split(|c: char| !c.is_alphanumeric()) {
                let capitals = word.chars().filter(char::is_ascii_uppercase).count();
                let is_abbreviation =
                    capitals >= 2 && word.chars().all(|c| c.is_ascii_uppercase() || c == 's');
                let bare = word.trim_end_matches('s');
                if is_abbreviation
                    && !known.contains(bare)
                    && !known.contains(word)
                    && !NOT_ABBREVIATIONS.contains(&bare)
                {
                    missing.insert(format!("{bare} ({place})"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn all_shelves_hold_what_the_sources_hold() {
    let library = &guide().library;
    assert_eq!(library.templates.len(), 19);
    assert!(
        library
            .templates
            .iter()
            .any(|template| template.place == "templates/service-specification")
    );
    assert_eq!(library.updates.len(), 28);
    assert!(library.on(Shelf::Briefings).count() >= 5);
    assert!(
        library
            .on(Shelf::Specifications)
            .filter(|spec| spec.status == Some(Status::Draft))
            .count()
            >= 8
    );
    assert_eq!(library.on(Shelf::Groups).count(), 15);
    assert_eq!(
        library
            .measures
            .iter()
            .filter(|measure| measure.is_capability)
            .count(),
        10
    );
    assert_eq!(
        library
            .measures
            .iter()
            .filter(|measure| !measure.is_capability)
            .count(),
        6
    );
    for competency in guide().competencies.iter() {
        assert_eq!(competency.levels.len(), 4, "{}", competency.name);
    }
    for template in &library.templates {
        assert!(
            !template.items.is_empty() && !template.sections.is_empty(),
            "{}",
            template.place
        );
    }
}

#[test]
fn a_digit_opens_each_shelf_and_enter_its_first_entry_and_esc_leads_back() {
    for (digit, shelf) in (1..).zip(Shelf::ALL.iter().copied()) {
        let mut script = begin();
        script.keys(&format!("9 {digit}"));
        assert_eq!(script.app.spot().place.text(), shelf.place());
        script.keys("Tab Enter");
        let first = &guide().shelf_places(shelf)[0];
        assert_eq!(script.app.spot().place.text(), *first);
        script.keys("Esc Esc Esc");
        assert_eq!(script.app.spot().place.text(), "about");
    }
}

#[test]
fn an_update_is_marked_until_it_is_read_and_the_places_that_it_touches_show_it() {
    let mut script = begin();
    let place = guide()
        .library
        .updates
        .iter()
        .nth(1)
        .unwrap()
        .place
        .to_string();
    script.keys("9 4");
    assert!(
        script
            .app
            .links()
            .iter()
            .any(|link| link.place.text() == place && link.words.starts_with("New: "))
    );
    script.keys("Tab Down Enter Esc");
    assert!(
        script
            .app
            .links()
            .iter()
            .any(|link| link.place.text() == place && !link.words.starts_with("New: "))
    );
    let touched = guide().library.updates.iter().nth(1).unwrap().touches[0].to_string();
    script
        .keys("/")
        .text(&touched.rsplit(['#', '/']).next().unwrap().replace('-', " "))
        .keys("Esc");
    let (_, item) = guide().roadmaps[0].item(&touched).unwrap();
    script.keys("/").text(&item.text).keys("Enter");
    assert!(
        script
            .app
            .links()
            .iter()
            .any(|link| link.place.text() == place),
        "{touched} does not show {place}"
    );
}

#[test]
fn a_competency_is_measured_and_last_time_stands_beside_this_time() {
    let mut script = begin();
    script
        .keys("9 6 Tab Enter")
        .sees("Nothing recorded yet")
        .keys("Enter")
        .sees("Measure: Locally lead the NHS");
    script
        .text("7")
        .keys("Tab")
        .sees("Type a level from 1 to 4")
        .keys("Backspace 1 Tab")
        .text("Board paper 3");
    script
        .keys("Tab Tab")
        .sees("[#...] 1")
        .sees("Board paper 3");
    script
        .keys("Enter 3 Tab Tab")
        .text("yes")
        .keys("Tab")
        .sees("[###.] 3")
        .sees("for My first");
    script
        .keys("9 6 PgDn")
        .sees("this time beside last")
        .sees("Last time 1");
    script.keys("u").sees("Undo: measure of ");
    assert_eq!(script.app.world.book.measures("competencies/1").len(), 1);
}

#[test]
fn a_capability_takes_not_yet_partly_or_yes() {
    let mut script = begin();
    let place = guide()
        .library
        .measures
        .iter()
        .next()
        .unwrap()
        .place
        .to_string();
    script
        .keys("/")
        .text(&guide().library.measures.iter().next().unwrap().title)
        .keys("Enter");
    assert_eq!(script.app.spot().place.text(), place);
    script
        .keys("Enter")
        .text("maybe")
        .keys("Tab")
        .sees("Type not yet, partly or yes");
    script
        .keys("Backspace Backspace Backspace Backspace Backspace")
        .text("part")
        .keys("Tab Tab Tab")
        .sees("[#.] partly");
}

#[test]
fn g_explains_the_terms_of_an_item_or_lists_those_of_the_page() {
    let mut script = begin();
    script.keys("0 2 Tab g");
    let terms = script.app.world.terms(script.app.spot());
    assert!(
        terms
            .iter()
            .any(|term| term.name == "CPV" || term.name == "PSR"),
        "{:?}",
        terms.len()
    );
    script.keys("Esc 4 g").sees("Terms here").keys("Enter");
    assert!(script.app.spot().place.text().starts_with("glossary/"));
}

#[test]
fn e_takes_a_template_away_as_markdown_or_plain_text() {
    let mut script = begin();
    script
        .keys("9 1 Tab Enter e")
        .sees("Markdown")
        .sees("Plain text")
        .keys("Down Enter");
    let Some(Effect::TakeAway { name, text }) = script.effects.last() else {
        panic!("nothing taken away")
    };
    assert!(
        name.starts_with("templates-") && name.rsplit('.').next() == Some("txt"),
        "{name}"
    );
    assert!(text.contains("Legal position checked on") && !text.contains('\x1b'));
}

fn template(arguments: &[&str]) -> Came {
    run(&[&["template"], arguments].concat())
}

#[test]
fn every_template_is_printed_in_both_formats_with_all_its_fields() {
    for found in &guide().library.templates {
        let id = found.place.strip_prefix("templates/").unwrap();
        for format in ["md", "txt"] {
            let came = template(&[id, "--format", format]);
            assert_eq!((came.code, came.err.as_str()), (Some(0), ""), "{id}");
            let folded = came.out.split_whitespace().collect::<Vec<_>>().join(" ");
            for field in found.sections.iter().flat_map(|section| &section.fields) {
                let name = field.name.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(folded.contains(&name), "{id} {format}: no {name:?}");
            }
            assert!(!came.out.contains('\x1b'));
        }
    }
}

#[test]
fn a_template_is_saved_but_never_over_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("risks.md");
    let path = path.to_str().unwrap();
    assert_eq!(template(&["risk-register", "--out", path]).code, Some(0));
    let first = std::fs::read_to_string(path).unwrap();
    assert!(first.starts_with("# Risk register\n"), "{first}");
    let again = template(&["risk-register", "--format", "txt", "--out", path]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("risks.md"), "{again:?}");
    assert_eq!(std::fs::read_to_string(path).unwrap(), first);
    let Came { code, err, .. } = template(&["horse-transport"]);
    assert_eq!(code, Some(1));
    assert!(
        err.contains("there are: ") && err.contains("risk-register"),
        "{err}"
    );
}

/// The guide with a second roadmap, which comes first by the alphabet.
fn with_another_roadmap(head: &str) -> load::Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide");
    let mut files = store::folder::read(&folder).unwrap();
    let ours: Vec<(String, String)> = files
        .iter()
        .filter_map(|(file, text)| {
            Some((
                file.strip_prefix("mental-health/")?.to_owned(),
                text.clone(),
            ))
        })
        .collect();
    for (file, text) in ours {
        let text = text.replace("id = \"mental-health\"", "id = \"acute\"");
        files.insert(format!("acute/{file}"), text);
    }
    let guide = files.get_mut("guide.toml").unwrap();
    *guide = guide.replace("roadmaps = [\"mental-health\"]", head);
    load::read(&files)
}

#[test]
fn the_default_roadmap_is_the_one_that_the_guide_names_first_and_else_mental_health() {
    let ids = |head: &str| -> Vec<String> {
        let loaded = with_another_roadmap(head);
        assert_eq!(loaded.faults, [], "{head}");
        let roadmaps = loaded.guide.roadmaps.iter();
        roadmaps.map(|roadmap| roadmap.id.to_string()).collect()
    };
    assert_eq!(
        ids("roadmaps = [\"mental-health\"]"),
        ["mental-health", "acute"]
    );
    assert_eq!(
        ids("roadmaps = [\"acute\", \"mental-health\"]"),
        ["acute", "mental-health"]
    );
    assert_eq!(ids(""), ["mental-health", "acute"]);
    let loaded = with_another_roadmap("roadmaps = [\"mental-health\", \"nowhere\"]");
    let fault = loaded.faults[0].to_string();
    assert!(
        fault.contains("guide.toml:5: there is no roadmap nowhere"),
        "{fault}"
    );
}
