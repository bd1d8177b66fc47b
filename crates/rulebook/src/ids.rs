//! Newtypes for every id, so that a field can never be passed where a status is meant. A copy of an id shares its text: each judgement hands
//! out hundreds.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// How ids of this kind begin in the rulebook.
            pub const PREFIX: &'static str = $prefix;
            /// Takes the id as written; the lints see to it that it exists.
            pub fn new(id: impl Into<String>) -> Self { Self(id.into().into()) }
            /// The id as written.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name { fn from(id: &str) -> Self { Self::new(id) } }
        impl Borrow<str> for $name { fn borrow(&self) -> &str { &self.0 } }
    )*};
}

ids! {
    /// A field of a form, for example the number of the passport.
    FieldId "f."
    /// A group of fields that repeats in rows.
    GroupId "g."
    /// One page of a form.
    StepId "st."
    /// A form part, shared by several procedures.
    PartId "part."
    /// A procedure at the agency.
    ProcedureId "p."
    /// A status of residence.
    StatusId "s."
    /// A kind of user of the online system.
    ApplicantId "k."
    /// A document to attach.
    DocumentId "d."
    /// A set of documents, usually those of one status.
    DocumentSetId "ds."
    /// Documents of which one is enough.
    OneOfId "o."
    /// A class of evidence that the ordinance asks for (`bt3.` and `bt37.` are its tables).
    ClassId "bt"
    /// Who gives a document: a word with texts `from.<word>`, `ask.<word>` and `ask.title.<word>`. The applicant and the office, whose
    /// forms are filled here, are asked for nothing and need the first only.
    Provider ""
    /// A rule that can be broken.
    RuleId "r."
    /// Something that a person can do.
    ActId "act."
    /// A table in which answers count points.
    TallyId "y."
    /// A piece of guidance.
    GuideId "guide."
    /// A day that follows from the answers.
    DateId "t."
    /// A dated value: an age, a limit, a size.
    ValueId "v."
    /// A source that can be looked up.
    SourceId "src."
    /// A closed list of codes.
    CodesId "codes."
    /// A kind of characters.
    CharId "char."
    /// A calendar that counts its years in another way.
    CalendarId "cal."
    /// A text for people. Derived from other ids: `<id>`, `<id>.help`, `<id>.fix`, ...
    TextId ""
    /// A measurement of a file, as `media` names it (`photo.width_px`).
    FactId ""
    /// The name of a pack.
    PackName ""
}

/// What a field means where code must find it by meaning and not by id.
///
/// Closed: a new meaning is a new variant, and the compiler leads to whoever must know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Which kind of user fills the form.
    Applicant,
    /// Which procedure is wanted.
    Procedure,
    /// Which status of residence the procedure is about.
    Status,
    /// Which of the allowed procedures are filed together with it: any number of them, by their ids.
    Together,
    /// The day on which the person plans to file; today where it is empty.
    FilingDay,
    /// The last day of the present period of stay.
    Expiry,
    /// Date of birth of the applicant.
    BirthDate,
    /// Present period of stay.
    CurrentPeriod,
    /// Period of stay that is asked for.
    DesiredPeriod,
    /// Name in Roman letters as in the passport.
    RomanName,
    /// A Japanese postal code.
    PostalCode,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A passport number.
    PassportNumber,
    /// The number of a residence card.
    ResidenceCard,
    /// The thirteen-digit corporate number, whose first digit checks the others.
    CorporateNumber,
    /// An amount in yen.
    Yen,
    /// A person's name in wide letters, where another form asks for it in Roman ones.
    WideName,
    /// The nationality of the applicant: of its list, the items have the three letters of a passport's lines among what they are also called.
    Nationality,
    /// The sex of the applicant, with the letter of a passport's lines in the same way.
    Sex,
    /// The last day on which the passport is valid.
    PassportExpiry,
}

impl Role {
    /// The word that stands for this role in a condition.
    pub fn word(self) -> &'static str {
        match self {
            Role::Applicant => "applicant",
            Role::Procedure => "procedure",
            Role::Status => "status",
            Role::Together => "together",
            Role::FilingDay => "filing-day",
            Role::Expiry => "expiry",
            Role::BirthDate => "birth-date",
            Role::CurrentPeriod => "current-period",
            Role::DesiredPeriod => "desired-period",
            Role::RomanName => "roman-name",
            Role::PostalCode => "postal-code",
            Role::Phone => "phone",
            Role::Email => "email",
            Role::PassportNumber => "passport-number",
            Role::ResidenceCard => "residence-card",
            Role::CorporateNumber => "corporate-number",
            Role::Yen => "yen",
            Role::WideName => "wide-name",
            Role::Nationality => "nationality",
            Role::Sex => "sex",
            Role::PassportExpiry => "passport-expiry",
        }
    }

    /// The roles that conditions may name: those that one field of a whole case can have.
    pub const NAMED: [Role; 9] = [
        Role::Applicant,
        Role::Procedure,
        Role::Status,
        Role::Together,
        Role::FilingDay,
        Role::Expiry,
        Role::BirthDate,
        Role::CurrentPeriod,
        Role::DesiredPeriod,
    ];
}
