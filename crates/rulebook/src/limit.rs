//! Which characters an answer takes, and how many.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// Which characters and how many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Classes of which every character must be in one. Empty: any character.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chars: Vec<CharClass>,
    /// Most UTF-16 code units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u16>,
    /// Exactly `max` code units.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
}

impl Limit {
    /// Whether nothing is limited.
    pub fn is_free(&self) -> bool {
        self.chars.is_empty() && self.max.is_none()
    }
}

/// The character classes of the agency's tools; the ranges stand in `engine`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum CharClass {
    /// 半角数字: `0-9`.
    #[serde(rename = "digits")]
    Digits,
    /// 半角英字: `A-Z a-z`.
    #[serde(rename = "letters")]
    Letters,
    /// 半角英大文字: `A-Z`.
    #[serde(rename = "capitals")]
    Capitals,
    /// 半角記号.
    #[serde(rename = "symbols")]
    Symbols,
    /// 半角ピリオド.
    #[serde(rename = "period")]
    Period,
    /// 半角カンマ.
    #[serde(rename = "comma")]
    Comma,
    /// 半角ハイフン.
    #[serde(rename = "hyphen")]
    Hyphen,
    /// 半角スペース.
    #[serde(rename = "space")]
    Space,
    /// 半角カナ.
    #[serde(rename = "narrow-kana")]
    NarrowKana,
    /// ひらがな.
    #[serde(rename = "hiragana")]
    Hiragana,
    /// 全角カナ.
    #[serde(rename = "katakana")]
    Katakana,
    /// 漢字.
    #[serde(rename = "kanji")]
    Kanji,
    /// 全角数字.
    #[serde(rename = "wide-digits")]
    WideDigits,
    /// 全角英字.
    #[serde(rename = "wide-letters")]
    WideLetters,
    /// 全角スペース.
    #[serde(rename = "wide-space")]
    WideSpace,
    /// 全角記号.
    #[serde(rename = "wide-symbols")]
    WideSymbols,
}
