//! Dates in fields: shown in full once they are understood, refused with the reason otherwise.

use super::field::{Fields, Kind, TextField};
use super::{App, World, words};
use crate::project::date;
use crate::project::date::typed::{self, Lies, Today};
use crate::project::draft::{Draft, Purpose};

impl World {
    /// Whether a field may be left: what was typed for a date must be one. From then on it stands there in full, and the
    /// notice says so, with what is special about the day.
    pub(super) fn check_date(&mut self, field: &mut TextField, lies: Lies) -> bool {
        let typed = field.text();
        if typed.is_empty() {
            return true;
        }
        let calendar = &self.guide().calendar;
        let day = self.now.today();
        let day = match typed::read(&typed, lies, Today { day, calendar }) {
            Ok(day) => day,
            Err(why) => {
                field.fault = Some(why.to_string());
                return false;
            }
        };
        field.write(&date::show(day));
        let named = date::show_named(day, calendar);
        if named != typed {
            let what = field.label.split(" (").next().unwrap_or(field.label);
            self.notice = Some(format!("{what}: {named}"));
        }
        true
    }
}

impl App {
    /// The same for the open field of the record; what was only looked at stays as it was stored.
    pub(super) fn check_date(&mut self) -> bool {
        let field = self.fields.as_mut().and_then(Fields::focused);
        let Some(field) = field.filter(|field| field.is_changed()) else {
            return true;
        };
        match field.kind {
            Kind::Date(lies) => self.world.check_date(field, lies),
            _ => true,
        }
    }

    /// Leaves the record although what stands in the open field is no date: nothing is recorded, and the words are kept.
    pub(super) fn leave_date(&mut self) {
        self.world.left_date = self.draft();
        self.world.notice = Some(words::LEFT_FORM.to_owned());
    }

    /// Puts what was refused into the fields of its record again, where the cursor goes to it.
    pub(super) fn bring_date_back(&mut self) {
        let project = self.world.project_id().to_owned();
        let here = self.item().map(|item| item.place.to_string());
        let is_here = |left: &mut Draft| {
            let is_place = matches!(&left.purpose, Purpose::Field { place, .. } if here.as_ref() == Some(place));
            left.project == project && is_place
        };
        let Some(left) = self.world.left_date.take_if(is_here) else {
            return;
        };
        self.write_again(&left);
        self.check_date();
    }
}
