//! Where the user is on a page.

use crate::guide::place::Place;
use crate::scene::Part;

/// Where the user is on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The open place.
    pub place: Place,
    /// The part with the cursor.
    pub part: Part,
    /// The first row shown.
    pub scroll: usize,
    /// The line of the checklist with the cursor.
    pub item: usize,
    /// The link with the cursor.
    pub link: usize,
}
