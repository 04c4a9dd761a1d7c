//! The time of day where the user is: by `TZ` as everywhere, or in a kiosk by the machine alone.

use std::sync::OnceLock;

use chrono::{DateTime, Local, NaiveDateTime, TimeDelta, Utc};
use tz::TimeZone;

/// The zone of the machine, where nothing else is to be heeded.
static MACHINE: OnceLock<TimeZone> = OnceLock::new();

/// From now on the zone is the machine's (`/etc/localtime`, else UTC), whatever `TZ` says.
pub fn heed_the_machine_alone() {
    // A second call finds the same zone.
    drop(MACHINE.set(TimeZone::local().unwrap_or_else(|_| TimeZone::utc())));
}

/// What a clock on the user's wall shows.
pub fn local(utc: DateTime<Utc>) -> NaiveDateTime {
    match MACHINE.get() {
        None => utc.with_timezone(&Local).naive_local(),
        Some(zone) => in_zone(zone, utc),
    }
}

fn in_zone(zone: &TimeZone, utc: DateTime<Utc>) -> NaiveDateTime {
    let kind = zone.find_local_time_type(utc.timestamp());
    let offset = kind.map_or(0, tz::LocalTimeType::ut_offset);
    utc.naive_utc() + TimeDelta::seconds(offset.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_its_winter_and_its_summer() {
        let london = TimeZone::from_posix_tz("GMT0BST,M3.5.0/1,M10.5.0").unwrap();
        for (utc, wall) in [
            ("2026-11-22T10:41:07Z", "2026-11-22T10:41:07"),
            ("2026-07-01T23:30:00Z", "2026-07-02T00:30:00"),
        ] {
            let shown = in_zone(&london, utc.parse().unwrap());
            assert_eq!(shown, wall.parse().unwrap(), "{utc}");
        }
    }
}
