//! From ids to words: one language at a time, with numbers and days in its own way.

use chrono::{Datelike, Timelike};
use engine::{Arg, Finding, Sign, Stretch, era_of};
use rulebook::{Code, Core, Day, PackName, Texts, Tongue};
use std::collections::{BTreeMap, BTreeSet};

/// The words of one language that have arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The language, as in `lang`.
    pub lang: String,
    /// The how-manieth of the languages it is, and so whose names of items it shows.
    at: usize,
    words: BTreeMap<String, String>,
    packs: BTreeSet<PackName>,
    whole: bool,
}

impl Words {
    /// No words yet; items of lists are called as in the original.
    pub fn of(lang: &str) -> Words {
        Words {
            lang: lang.into(),
            ..Words::default()
        }
    }

    /// No words yet, of one of the languages that exist.
    pub fn among(lang: &str, core: &Core) -> Words {
        Words {
            at: core.language_at(lang),
            ..Words::of(lang)
        }
    }

    /// What an item of a list is called.
    pub fn name<'a>(&self, item: &'a Code) -> &'a str {
        item.name(self.at)
    }

    /// What it is called in another language, where that is something else.
    pub fn other_name<'a>(&self, item: &'a Code) -> &'a str {
        item.other_name(self.at).unwrap_or_default()
    }

    /// Whether the words of a pack are here.
    pub fn has(&self, pack: &PackName) -> bool {
        self.packs.contains(pack)
    }

    /// Whether all words are here that belong to no road. Before that only the first question can be asked.
    pub fn are_whole(&self) -> bool {
        self.whole
    }

    /// Adds the words of a pack.
    pub fn add(&mut self, pack: PackName, texts: Texts) {
        self.whole |= pack.as_str().rsplit('.').next() == Some("later");
        self.packs.insert(pack);
        self.words
            .extend(texts.0.into_iter().map(|(id, text)| (id.as_str().to_owned(), text)));
    }

    /// The text with this id, if there is one.
    pub fn find(&self, id: &str) -> Option<&str> {
        self.words.get(id).map(String::as_str)
    }

    /// The text with this id; the id itself where it has not arrived, so that nothing is ever blank.
    pub fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.find(id).unwrap_or(id)
    }

    /// A text with its `{name}` places filled. Where the first of them is one, and the language says that otherwise, its text is `<id>.one`.
    pub fn fill(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.get(id).to_owned();
        let first = text
            .split_once('{')
            .and_then(|(_, rest)| rest.split_once('}'))
            .map(|(name, _)| name);
        if args.iter().any(|(name, with)| first == Some(*name) && *with == "1")
            && let Some(one) = self.find(&format!("{id}.one"))
        {
            text = one.to_owned();
        }
        for (name, with) in args {
            text = text.replace(&format!("{{{name}}}"), with);
        }
        text
    }

    /// A text with the places filled by what a rule compared. `None` where there is no such text, or a place stays open.
    pub fn compared(&self, id: &str, args: &[(String, Arg)]) -> Option<String> {
        self.find(id)?;
        Some(self.with(id, args)).filter(|text| !text.contains('{'))
    }

    /// What a finding says.
    pub fn says(&self, finding: &Finding) -> String {
        self.with(finding.text.as_str(), &finding.args)
    }

    /// How a finding can be mended.
    pub fn fix(&self, finding: &Finding) -> Option<String> {
        self.find(finding.hint.as_str())
            .is_some()
            .then(|| self.with(finding.hint.as_str(), &finding.args))
    }

    /// A number can also be told as the size of a file: `{file.bytes:size}`.
    fn with(&self, id: &str, args: &[(String, Arg)]) -> String {
        let numbers: Vec<f64> = args.iter().filter_map(|(_, arg)| number(arg)).collect();
        let mut all: Vec<(String, String)> = args.iter().map(|(name, arg)| (name.clone(), self.arg(arg, &numbers))).collect();
        // Told are only those that the text asks for: a number of another kind may well read like a size.
        let text = self.get(id);
        let sizes = args.iter().filter_map(|(name, arg)| match arg {
            Arg::Number(number) => Some((format!("{name}:size"), *number as u64)),
            _ => None,
        });
        let (names, sizes): (Vec<String>, Vec<u64>) = sizes.filter(|(name, _)| text.contains(&format!("{{{name}}}"))).unzip();
        all.extend(names.into_iter().zip(self.sizes(&sizes)));
        let all: Vec<(&str, &str)> = all.iter().map(|(name, with)| (name.as_str(), with.as_str())).collect();
        self.fill(id, &all)
    }

    /// `beside` are the numbers that stand in the same sentence.
    fn arg(&self, arg: &Arg, beside: &[f64]) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            // A measured number is told to a tenth, and without it where that is nothing.
            Arg::Number(number) => apart(*number, beside, |number| {
                if (number * 10.0).round() % 10.0 != 0.0 {
                    tenth(number)
                } else {
                    grouped(number.round() as i64)
                }
            }),
            Arg::Day(day) => self.day(*day),
            Arg::Words(id) => self.get(id.as_str()).to_owned(),
            Arg::Signs(signs) => self.signs(signs),
        }
    }

    /// Characters, each told by itself where it is seen, by its name where it has one, and what can be written instead.
    pub fn signs(&self, signs: &[Sign]) -> String {
        let told = |sign: &Sign| {
            let name = sign.name.as_ref().and_then(|id| self.find(id.as_str()));
            let pattern = match (sign.sign.is_empty(), name) {
                (false, None) => "format.sign",
                (false, Some(_)) => "format.sign.named",
                (true, Some(_)) => "format.sign.unseen",
                (true, None) => "format.sign.code",
            };
            let args = [("name", name.unwrap_or_default()), ("code", &sign.code), ("sign", &sign.sign)];
            let told = self.fill(pattern, &args);
            if sign.to.is_empty() {
                told
            } else {
                self.fill("format.sign.to", &[("to", sign.to.as_str()), ("sign", told.as_str())])
            }
        };
        signs.iter().map(told).collect::<Vec<_>>().join(self.get("format.list"))
    }

    /// A text in which what is not seen stands as its name.
    pub fn shown(&self, stretches: &[Stretch]) -> String {
        let shown = |stretch: &Stretch| match stretch {
            Stretch::Text(text) => text.clone(),
            Stretch::Unseen(sign) => {
                let name = sign.name.as_ref().and_then(|id| self.find(id.as_str()));
                self.fill("format.sign.shown", &[("name", name.unwrap_or(&sign.code))])
            }
        };
        stretches.iter().map(shown).collect()
    }

    /// Sentences one after the other, with the gap that the language leaves between them.
    pub fn sentences(&self, said: impl IntoIterator<Item = String>) -> String {
        let join = |one: String, next: String| self.fill("format.sentences", &[("one", &one), ("next", &next)]);
        said.into_iter().filter(|it| !it.is_empty()).reduce(join).unwrap_or_default()
    }

    /// A day with its weekday, and its era where the language writes eras.
    pub fn day(&self, day: Day) -> String {
        let (plain, between, tail) = self.day_pieces(day);
        plain + between + &tail
    }

    /// The day, what the language leaves between, and its weekday, for who keeps each of them on one line.
    pub fn day_pieces(&self, day: Day) -> (String, &str, String) {
        let whole = self.get("format.day.whole");
        let between = whole.split_once("{day}").and_then(|(_, rest)| rest.split_once("{tail}"));
        (self.plain_day(day), between.map_or(" ", |(between, _)| between), self.day_tail(day))
    }

    /// A month of a year.
    pub fn month(&self, year: i32, month: u32) -> String {
        let (year, month) = (year.to_string(), month.to_string());
        let name = self.get(&format!("format.month.{month}")).to_owned();
        self.fill("format.month.only", &[("year", &year), ("month", &month), ("monthname", &name)])
    }

    /// A day without weekday and era.
    pub fn plain_day(&self, day: Day) -> String {
        let (year, month, date) = (day.year().to_string(), day.month().to_string(), day.day().to_string());
        let name = self.get(&format!("format.month.{month}")).to_owned();
        self.fill(
            "format.day",
            &[("year", &year), ("month", &month), ("day", &date), ("monthname", &name)],
        )
    }

    /// A moment as RFC 3339 writes it, told by the clocks of Japan to the minute; what is no moment stands as it is.
    pub fn moment(&self, text: &str) -> String {
        const JAPAN_AHEAD_S: i32 = 9 * 3600;
        let moment = chrono::DateTime::parse_from_rfc3339(text).ok();
        let there = moment.zip(chrono::FixedOffset::east_opt(JAPAN_AHEAD_S));
        let Some(moment) = there.map(|(moment, japan)| moment.with_timezone(&japan)) else {
            return text.to_owned();
        };
        let time = format!("{:02}:{:02}", moment.hour(), moment.minute());
        self.fill("format.moment", &[("day", &self.plain_day(moment.date_naive())), ("time", &time)])
    }

    /// Era and weekday, as they stand after the day.
    fn day_tail(&self, day: Day) -> String {
        let weekday = self
            .get(&format!("format.weekday.{}", day.weekday().num_days_from_sunday()))
            .to_owned();
        let era = self.era(day).unwrap_or_default();
        self.fill("format.day.tail", &[("era", &era), ("weekday", &weekday)])
    }

    /// The year in its era.
    pub fn era(&self, day: Day) -> Option<String> {
        let (era, year) = era_of(day)?;
        let year = if year == 1 {
            self.get("format.era.first").to_owned()
        } else {
            year.to_string()
        };
        Some(format!("{}{year}", self.get(&format!("format.era.{}", era.letter))))
    }

    /// An amount in yen.
    pub fn yen(&self, amount: u32) -> String {
        self.fill("format.yen", &[("n", &grouped(i64::from(amount)))])
    }

    /// Sizes that stand beside each other, to the byte where two that differ would read alike.
    pub fn sizes(&self, sizes: &[u64]) -> Vec<String> {
        let short: Vec<String> = sizes.iter().map(|size| self.bytes(*size)).collect();
        let mut pairs = sizes.iter().zip(&short);
        let alike = pairs.any(|(size, text)| sizes.iter().zip(&short).any(|(other, same)| size != other && text == same));
        if !alike {
            return short;
        }
        let exact = |size: &u64| format!("{} B", grouped(i64::try_from(*size).unwrap_or(i64::MAX)));
        sizes.iter().map(exact).collect()
    }

    /// A size.
    pub fn bytes(&self, bytes: u64) -> String {
        match bytes {
            0..1_000 => format!("{bytes} B"),
            1_000..1_000_000 => format!("{} KB", bytes / 1_000),
            1_000_000..1_000_000_000 => match bytes / 100_000 % 10 {
                0 => format!("{} MB", bytes / 1_000_000),
                tenths => format!("{}.{tenths} MB", bytes / 1_000_000),
            },
            _ => format!("{} GB", bytes / 1_000_000_000),
        }
    }
}

impl Tongue for Words {
    fn text(&self, id: &str) -> Option<&str> {
        self.find(id)
    }

    fn name<'i>(&self, item: &'i Code) -> &'i str {
        Words::name(self, item)
    }

    fn day(&self, day: Day) -> String {
        self.plain_day(day)
    }

    fn number(&self, number: f64) -> String {
        if number.fract() == 0.0 {
            grouped(number as i64)
        } else {
            number.to_string()
        }
    }

    fn size(&self, bytes: f64) -> String {
        self.bytes(bytes as u64)
    }
}

/// A name of a file, to stand in a sentence. What is written from the right keeps to itself, and turns nothing around it.
pub fn isolated(name: &str) -> String {
    let from_right = |sign: char| matches!(sign, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    if name.chars().any(from_right) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}

fn number(arg: &Arg) -> Option<f64> {
    match arg {
        Arg::Number(number) => Some(*number),
        _ => None,
    }
}

/// A number as it is told, but with as many decimals as it takes not to read like another one beside it: what is over a limit by a
/// hundredth shall not read as if it were the limit.
pub fn apart(number: f64, beside: &[f64], told: impl Fn(f64) -> String) -> String {
    const MOST: usize = 6;
    let text = told(number);
    let others: Vec<f64> = beside.iter().copied().filter(|it| *it != number).collect();
    // What is told as it is needs no more.
    let whole = (number * 10.0).round() / 10.0 == number;
    if whole || others.iter().all(|it| told(*it) != text) {
        return text;
    }
    let exact = |number: f64, decimals: usize| format!("{number:.decimals$}");
    let enough = |decimals: &usize| others.iter().all(|it| exact(*it, *decimals) != exact(number, *decimals));
    (1..=MOST).find(enough).map_or(text, |decimals| exact(number, decimals))
}

/// A number to a tenth.
pub fn tenth(number: f64) -> String {
    // Adding nothing takes the sign from a zero.
    format!("{:.1}", (number * 10.0).round() / 10.0 + 0.0)
}

/// A number to a tenth, without one that is nothing.
pub fn at_most_tenth(number: f64) -> String {
    tenth(number).trim_end_matches(".0").to_owned()
}

/// A whole number with a comma every three digits.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::{Words, isolated};
    use engine::Arg;
    use rulebook::{Code, Core};

    #[test]
    fn sentences_stand_apart_as_the_language_has_it() {
        let mut words = Words::of("en");
        words.words = [("format.sentences".to_owned(), "{one} {next}".to_owned())].into();
        let said = ["Here.", "", "There."].map(str::to_owned);
        assert_eq!(words.sentences(said), "Here. There.");
        assert_eq!(words.sentences([]), "");
    }

    #[test]
    fn an_item_is_called_by_the_name_of_the_language_or_of_the_original() {
        let languages = ["ja", "en", "vi"].map(|code| (code.to_owned(), String::new())).into();
        let core = Core {
            languages,
            ..Core::default()
        };
        let item = Code {
            names: ["one", "two"].map(str::to_owned).into(),
            ..Code::default()
        };
        let called = |lang: &str| {
            let words = Words::among(lang, &core);
            [words.name(&item), words.other_name(&item)].map(str::to_owned)
        };
        assert_eq!(["ja", "en", "vi"].map(called), [["one", "two"], ["two", "one"], ["one", "two"]]);
        assert_eq!(Words::of("en").name(&item), "one", "before anything has arrived");
    }

    /// The words of the rulebook itself.
    fn rulebook(lang: &str) -> Words {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebook");
        let book = rulebook::host::load(&folder).unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut words = Words::of(lang);
        words.add(rulebook::PackName::new("tests"), book.texts(lang));
        words
    }

    #[test]
    fn days_and_months_are_written_as_each_language_does() {
        let (ja, en) = (rulebook("ja"), rulebook("en"));
        let day = "2026-10-20".parse().unwrap();
        assert_eq!(en.day(day), "20 October 2026 (Tuesday)");
        assert_eq!(
            ja.day(day),
            "2026\u{5e74}10\u{6708}20\u{65e5}\u{ff08}\u{4ee4}\u{548c}8\u{5e74}\u{30fb}\u{706b}\u{ff09}"
        );
        assert_eq!(en.day_pieces(day).1, " ");
        assert_eq!(
            (en.month(2026, 4), ja.month(2026, 4)),
            ("April 2026".into(), "2026\u{5e74}4\u{6708}".into())
        );
    }

    #[test]
    fn one_is_told_otherwise_than_many_where_the_language_does() {
        let (ja, en) = (rulebook("ja"), rulebook("en"));
        assert_eq!(en.fill("send.wait", &[("n", "1")]), "It tries again by itself in 1 second.");
        assert_eq!(en.fill("send.wait", &[("n", "2")]), "It tries again by itself in 2 seconds.");
        assert_eq!(ja.fill("send.wait", &[("n", "1")]), ja.get("send.wait").replace("{n}", "1"));
        // The first place decides: in the second it may be one of something else.
        assert!(!en.fill("arrange.count", &[("n", "2"), ("of", "1")]).contains('{'));
        let args = [("v.certificate_months".to_owned(), Arg::Number(1.0))];
        assert!(en.with("r.paper_old", &args).contains("more than a month"));
    }

    #[test]
    fn a_name_from_the_right_turns_nothing_around_it() {
        assert_eq!(isolated("\u{0645}\u{0633}.pdf"), "\u{2068}\u{0645}\u{0633}.pdf\u{2069}");
        assert_eq!(isolated("\u{66F8}.pdf"), "\u{66F8}.pdf");
    }

    #[test]
    fn a_number_can_be_the_size_of_a_file() {
        let mut words = Words::of("en");
        words.words = [("r.a".to_owned(), "{case.bytes:size} ({case.bytes}) of {v.most:size}".to_owned())].into();
        let args = [("case.bytes", 26_460_000.0), ("v.most", 25_000_000.0)];
        let args = args.map(|(name, number)| (name.to_owned(), Arg::Number(number)));
        assert_eq!(words.with("r.a", &args), "26.4 MB (26,460,000) of 25 MB");
    }

    #[test]
    fn a_number_near_a_limit_does_not_read_as_the_limit() {
        let mut words = Words::of("en");
        words.words = [("r.a.seen".to_owned(), "{photo.face} ({v.least} to {v.most})".to_owned())].into();
        let seen = |number: f64| {
            let args = [("photo.face", number), ("v.least", 22.0), ("v.most", 28.0)];
            let args = args.map(|(name, number)| (name.to_owned(), Arg::Number(number)));
            words.with("r.a.seen", &args)
        };
        assert_eq!(seen(25.0), "25 (22 to 28)");
        assert_eq!(seen(27.94), "27.9 (22 to 28)");
        assert_eq!(seen(28.0), "28 (22 to 28)");
        assert_eq!(seen(28.04), "28.04 (22 to 28)");
        assert_eq!(seen(21.998), "21.998 (22 to 28)");
    }

    #[test]
    fn the_byte_that_is_too_many_is_seen() {
        let mut words = Words::of("en");
        words.words = [("r.a".to_owned(), "{case.bytes:size} of {v.most:size}".to_owned())].into();
        let check = |bytes: f64, expected: &str| {
            let args = [("case.bytes", bytes), ("v.most", 25_000_000.0), ("file.bytes", 25_000_002.0)];
            let args = args.map(|(name, number)| (name.to_owned(), Arg::Number(number)));
            assert_eq!(words.with("r.a", &args), expected);
        };
        check(25_000_001.0, "25,000,001 B of 25,000,000 B");
        check(25_099_999.0, "25,099,999 B of 25,000,000 B");
        check(25_100_000.0, "25.1 MB of 25 MB");
        check(25_000_000.0, "25 MB of 25 MB");
        assert_eq!(words.sizes(&[27_456_789, 27_401_234, 5]), ["27,456,789 B", "27,401,234 B", "5 B"]);
    }

    #[test]
    fn a_moment_is_told_by_the_clocks_of_japan() {
        let mut words = Words::of("en");
        let texts = [
            ("format.day", "{year}-{month}-{day}"),
            ("format.moment", "{day} at {time}"),
            ("format.month.1", "January"),
        ];
        words.words = texts.map(|(id, text)| (id.to_owned(), text.to_owned())).into();
        assert_eq!(words.moment("2026-12-31T15:04:59Z"), "2027-1-1 at 00:04");
        assert_eq!(words.moment("2027-01-01T00:20:59.5+09:00"), "2027-1-1 at 00:20");
        assert_eq!(words.moment("yesterday"), "yesterday");
    }
}
