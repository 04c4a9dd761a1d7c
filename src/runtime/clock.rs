//! The clock on the user's wall: by `TZ` as everywhere, or in a kiosk by the machine alone. Where neither says more: UTC.

use chrono::{DateTime, TimeDelta, Utc};
use tz::{LocalTimeType, TimeZone};

use crate::app::message::Now;
use crate::project::date::{Clock, Wall};

/// The clock of the zone that `TZ` names, or without one the machine does (`/etc/localtime`). There is one for as long as
/// the program runs.
pub fn of(said: Option<&str>) -> Clock {
    let zone: &TimeZone = Box::leak(Box::new(zone(said)));
    Box::leak(Box::new(|utc| in_zone(zone, utc)))
}

fn zone(said: Option<&str>) -> TimeZone {
    said.map_or_else(TimeZone::local, TimeZone::from_posix_tz)
        .unwrap_or_else(|_| TimeZone::utc())
}

/// This moment.
pub fn now(clock: Clock) -> Now {
    let utc = Utc::now();
    Now {
        utc,
        local: clock(utc).at,
    }
}

fn in_zone(zone: &'static TimeZone, utc: DateTime<Utc>) -> Wall {
    let Ok(kind) = zone.find_local_time_type(utc.timestamp()) else {
        return Wall::utc(utc);
    };
    let offset = TimeDelta::seconds(kind.ut_offset().into());
    // Without a name of its own it can only be what we fell back to.
    Some(LocalTimeType::time_zone_designation(kind))
        .filter(|name| !name.is_empty())
        .map_or_else(
            || Wall::utc(utc),
            |zone| Wall {
                at: utc.naive_utc() + offset,
                zone,
            },
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(said: &str, utc: &str) -> String {
        of(Some(said))(utc.parse().unwrap()).second()
    }

    #[test]
    fn a_zone_has_its_winter_and_its_summer_and_names_them() {
        let london = "GMT0BST,M3.5.0/1,M10.5.0";
        for (utc, wall) in [
            ("2026-11-22T10:41:07Z", "Sun 22 Nov 2026 10:41:07 GMT"),
            ("2026-07-01T23:30:00Z", "Thu 2 Jul 2026 00:30:00 BST"),
        ] {
            assert_eq!(shown(london, utc), wall);
        }
    }

    #[test]
    fn what_names_no_zone_is_utc_and_says_so() {
        for said in ["", "nonsense", "/nowhere", "UTC0"] {
            let wall = shown(said, "2026-07-01T23:30:00Z");
            assert_eq!(wall, "Wed 1 Jul 2026 23:30:00 UTC", "{said:?}");
        }
    }
}
