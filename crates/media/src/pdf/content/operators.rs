//! The words that mean something in content.

const ALL: &str = "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S \
                   SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"";

/// Whether a word is an operator. What is none may be damage, or packed in a way that is not known here.
pub(super) fn is_one(word: &[u8]) -> bool {
    ALL.split(' ').any(|it| it.as_bytes() == word)
}
