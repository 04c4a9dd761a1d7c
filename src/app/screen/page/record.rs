//! The record of the open item: its fields, and what was typed into them.

use super::{OpenPage, Step};
use crate::app::field::{Fields, Kind, TextField, WORK};
use crate::app::screen::asks::{Asked, Asks};
use crate::app::screen::clash::Clash;
use crate::app::{World, words};
use crate::guide::Found;
use crate::project::audit;
use crate::project::change::{Field, Subject};
use crate::project::draft::{self, Draft, Purpose};
use crate::scene::Part;

/// A field is written in on the page of its item.
impl Asks for draft::Field {
    fn asks(&self, _: &World) -> Option<Asked> {
        None
    }

    fn done(&self, _: &mut World, _: String, _: &Fields) -> Step {
        Step::default()
    }

    fn words(&self, world: &World, project: &Subject) -> String {
        let title = world.roads().title(project, &self.place);
        format!("{}: {title}", Field::named(&self.field).label())
    }

    fn recorded(&self, world: &World, project: &Subject) -> Vec<String> {
        let field = Field::named(&self.field);
        let text = world.book.text(project, &self.place, &field);
        vec![audit::value_words(world.clock, &field, text)]
    }
}

impl OpenPage {
    /// A draft of a field, with the cursor where it was; nothing if the item is gone.
    pub(in crate::app) fn resumed(world: &World, draft: &Draft) -> Option<Self> {
        let Purpose::Field(written) = &draft.purpose else {
            return None;
        };
        let mut page = Self::at(world.place(written.place.clone()));
        page.spot.part = Part::Fields;
        page.fields = Some(world.fields_of(world.item(&page.spot)?));
        page.write_again(draft).then_some(page)
    }

    /// Puts what was written for a field of the open record there again.
    fn write_again(&mut self, draft: &Draft) -> bool {
        let Purpose::Field(written) = &draft.purpose else {
            return false;
        };
        let focus = WORK
            .iter()
            .position(|(field, _)| field.name() == written.field);
        let (Some(focus), Some(fields)) = (focus, &mut self.fields) else {
            return false;
        };
        fields.focus = focus;
        if let (Some(field), Some(written)) = (fields.focused(), draft.texts.first()) {
            field.write(&written.text);
        }
        true
    }

    /// What is half-written in the field with the cursor.
    pub(in crate::app) fn draft(&self, world: &World) -> Option<Draft> {
        let fields = self.fields.as_ref()?;
        let typed = fields.in_focus().filter(|field| field.is_changed())?;
        let (field, _) = WORK.get(fields.focus)?;
        let purpose = Purpose::Field(draft::Field {
            place: world.item(&self.spot)?.place.to_string(),
            field: field.name().to_owned(),
        });
        Some(world.written(purpose, 0, [typed]))
    }

    /// Fields that nobody has typed into show what holds now.
    pub(in crate::app) fn refresh_fields(&mut self, world: &World) {
        let (Some(item), Some(fields)) = (world.item(&self.spot), &mut self.fields) else {
            return;
        };
        for (field, fresh) in fields.list.iter_mut().zip(world.fields_of(item).list) {
            if !field.is_changed() {
                *field = fresh;
            }
        }
    }

    /// Puts the cursor into a field of the record of the open item.
    pub(in crate::app) fn ask(&mut self, world: &mut World, field: &Field) -> Step {
        let is_record = matches!(world.found(&self.spot.place), Some(Found::Item(..)));
        let at = WORK.iter().position(|(known, _)| known == field);
        let Some(at) = at.filter(|_| is_record) else {
            world.notify(words::NO_RECORD);
            return Step::default();
        };
        self.enter_part(world, Part::Fields, false);
        if let Some(fields) = &mut self.fields {
            fields.focus = at;
        }
        Step::default()
    }

    /// What clashes in the field with the cursor, as long as nothing was typed into it.
    pub fn clash_in_field(&self, world: &World) -> Option<Clash> {
        let fields = self.fields.as_ref()?;
        let (field, _) = WORK.get(fields.focus)?;
        let is_typed = fields.in_focus().is_some_and(TextField::is_changed);
        let item = world.item(&self.spot).filter(|_| !is_typed)?;
        Some(Clash(world.clash(&item.place, field)?.0))
    }

    /// Keeps the open field, then goes on; what is refused stays there.
    pub(super) fn leaving_field(&mut self, world: &mut World, is_back: bool) -> Step {
        if !self.check_date(world) {
            return Step::default();
        }
        let effects = self.keep_field(world);
        self.turn(world, is_back);
        effects
    }

    /// Out of the record, which stays in sight. What is no date is not recorded, and its words are kept.
    pub(super) fn leave_record(&mut self, world: &mut World) -> Step {
        let step = if self.check_date(world) {
            self.keep_field(world)
        } else {
            world.left_date = self.draft(world);
            world.say(words::LEFT_FORM).into()
        };
        self.fields = None;
        self.spot.part = Part::Text;
        step
    }

    /// Keeps what was typed into the field with the cursor.
    fn keep_field(&mut self, world: &mut World) -> Step {
        let item = world
            .item(&self.spot)
            .filter(|_| self.spot.part == Part::Fields);
        let place = item.map(|item| item.place.clone());
        let (Some(place), Some(fields)) = (place, &mut self.fields) else {
            return Step::default();
        };
        let Some((field, _)) = WORK.get(fields.focus) else {
            return Step::default();
        };
        let Some(typed) = fields.focused().filter(|typed| typed.is_changed()) else {
            return Step::default();
        };
        let effects = world.set_knowing(&place, field, typed.text(), typed.known.clone());
        typed.is_recorded(world.known(&place, field));
        effects.into()
    }

    /// Whether the open field may be left: what was typed for a date must be one. What was only looked at stays as it was
    /// stored.
    fn check_date(&mut self, world: &mut World) -> bool {
        let field = self.fields.as_mut().and_then(Fields::focused);
        match field.filter(|field| field.is_changed()) {
            Some(field) => match field.kind {
                Kind::Date(lies) => world.check_date(field, lies),
                _ => true,
            },
            None => true,
        }
    }

    /// Puts what was refused into the fields of its record again, where the cursor goes to it.
    pub(super) fn bring_date_back(&mut self, world: &mut World) {
        let project = world.project_id().to_owned();
        let here = world.item(&self.spot).map(|item| item.place.to_string());
        let is_here = |left: &mut Draft| {
            let is_place =
                matches!(&left.purpose, Purpose::Field(at) if here.as_ref() == Some(&at.place));
            left.project == project && is_place
        };
        if let Some(left) = world.left_date.take_if(is_here) {
            self.write_again(&left);
            self.check_date(world);
        }
    }
}
