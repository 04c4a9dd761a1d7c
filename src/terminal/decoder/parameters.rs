//! The numbers of a sequence, as its bytes 0x30–0x3F give them.

use crossterm::event::KeyModifiers;

/// The numbers of a sequence: fields parted by `;`, each with parts parted by `:`; an empty one is none.
pub(super) struct Parameters(Vec<Vec<Option<u32>>>);

/// The most fields that a key has, and the most parts of a field.
const MOST: (usize, usize) = (6, 4);
/// The key has been let go.
const RELEASED: u32 = 3;

impl Parameters {
    /// Nothing where they are of another kind (`?1;2`, `<0;3;4`): no key has those.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let number = |part: &str| match part {
            "" => Some(None),
            part => part.parse().ok().map(Some),
        };
        let text = std::str::from_utf8(bytes).ok()?;
        let field = |field: &str| field.split(':').map(number).collect::<Option<Vec<_>>>();
        let fields = text.split(';').map(field).collect::<Option<Vec<_>>>()?;
        let is_short = fields.len() <= MOST.0 && fields.iter().all(|field| field.len() <= MOST.1);
        is_short.then_some(Self(fields))
    }

    /// One part of one field.
    pub(super) fn part(&self, field: usize, part: usize) -> Option<u32> {
        *self.0.get(field)?.get(part)?
    }

    /// What is held with the key. Nothing where it has only been let go: then it came before.
    pub(super) fn modifiers(&self) -> Option<KeyModifiers> {
        (self.part(1, 1) != Some(RELEASED)).then(|| modifiers(self.locks()))
    }

    /// The modifiers as they are told, with those that stay.
    pub(super) fn locks(&self) -> u16 {
        let told = self.part(1, 0).and_then(|told| u16::try_from(told).ok());
        told.map_or(0, |told| told.saturating_sub(1))
    }

    /// The first number and the modifiers of the second field, where there are no more.
    pub(super) fn plain(&self) -> Option<(Option<u16>, KeyModifiers)> {
        let number = match self.part(0, 0) {
            None => None,
            Some(number) => Some(u16::try_from(number).ok()?),
        };
        let is_plain = self.0.len() <= 2 && self.part(0, 1).is_none();
        is_plain.then_some(())?;
        Some((number, self.modifiers()?))
    }
}

/// Shift 1, Alt 2, Ctrl 4, as xterm counts them, less one. Beyond are Meta, or Super, Hyper and Meta: none is ours, and
/// Alt stands for them; and the locks, which change nothing.
pub(super) fn modifiers(bits: u16) -> KeyModifiers {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 0b11_1010 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    modifiers
}
