//! Dates in fields: shown in full once they are understood, refused with the reason otherwise.

use super::App;
use super::field::Kind;
use super::screen::Screen;
use super::words::{self, label};
use crate::project::date;
use crate::project::date::typed::{self, Lies, Today};
use crate::project::draft::{Draft, Purpose};

impl App {
    /// Whether the open field may be left: what was typed for a date must be one. From then on it stands there in full,
    /// and the notice says so, with what is special about the day.
    pub(super) fn check_date(&mut self) -> bool {
        let Some((lies, typed, label)) = self.date_typed() else {
            return true;
        };
        let calendar = &self.world.guide.calendar;
        let day = self.world.now.today();
        let read = typed::read(&typed, lies, Today { day, calendar });
        let Some(field) = self.open_field() else {
            return true;
        };
        let day = match read {
            Ok(day) => day,
            Err(why) => {
                field.fault = Some(why.to_string());
                return false;
            }
        };
        field.write(&date::show(day));
        let named = date::show_named(day, calendar);
        if named != typed {
            let what = label.split(" (").next().unwrap_or(label);
            self.world.notice = Some(format!("{what}: {named}"));
        }
        true
    }

    /// What stands in the open field, if it is a date that was typed, and where it lies.
    fn date_typed(&self) -> Option<(Lies, String, &'static str)> {
        let (field, notice) = match self.front() {
            Some(Screen::Form(form)) => {
                let field = form.fields.in_focus()?;
                let is_decision =
                    form.purpose == Purpose::Standstill && field.label == label::DECISION;
                let notice = date::parse(&form.fields.text(label::NOTICE));
                (field, notice.filter(|_| is_decision))
            }
            // What was only looked at stays as it was stored.
            None => {
                let field = self.fields.as_ref()?.in_focus();
                (field.filter(|field| field.is_changed())?, None)
            }
            _ => return None,
        };
        let Kind::Date(lies) = field.kind else {
            return None;
        };
        let lies = notice.map_or(lies, Lies::NearTo);
        let text = field.text();
        (!text.is_empty()).then_some((lies, text, field.label))
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
