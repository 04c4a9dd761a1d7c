//! Dates in fields: shown in full once they are understood, refused with the reason otherwise.

use super::World;
use super::field::TextField;
use crate::project::date;
use crate::project::date::typed::{self, Lies, Today};

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
