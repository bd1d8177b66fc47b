//! The words that mean something in content.

/// Whether a word is an operator. What is none may be damage, or packed in a way that is not known here.
pub(super) fn is_one(word: &[u8]) -> bool {
    matches!(
        word,
        b"b" | b"B" | b"b*" | b"B*" | b"BDC" | b"BI" | b"BMC" | b"BT" | b"BX" | b"c" | b"cm" | b"CS" | b"cs" | b"d" | b"d0" | b"d1"
            | b"Do" | b"DP" | b"EI" | b"EMC" | b"ET" | b"EX" | b"f" | b"F" | b"f*" | b"G" | b"g" | b"gs" | b"h" | b"i" | b"ID" | b"j"
            | b"J" | b"K" | b"k" | b"l" | b"m" | b"M" | b"MP" | b"n" | b"q" | b"Q" | b"re" | b"RG" | b"rg" | b"ri" | b"s" | b"S"
            | b"SC" | b"sc" | b"SCN" | b"scn" | b"sh" | b"T*" | b"Tc" | b"Td" | b"TD" | b"Tf" | b"Tj" | b"TJ" | b"TL" | b"Tm"
            | b"Tr" | b"Ts" | b"Tw" | b"Tz" | b"v" | b"w" | b"W" | b"W*" | b"y" | b"'" | b"\""
    )
}
