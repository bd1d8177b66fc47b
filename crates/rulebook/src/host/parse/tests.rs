//! Conditions as written, as read, and as printed.

use super::*;
use crate::{Cmp, FactId, FieldId, GroupId, Literal, Role, Unit, ValueId};
use proptest::prelude::*;

/// Reads a condition and prints it again.
fn check(written: &str, printed: &str) {
    let read = parse_condition(written).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(read.to_string(), printed);
    assert_eq!(parse_condition(printed), Ok(read), "printed form of `{written}`");
}

/// Refuses a condition at a column, and says this among other things.
fn refuse(written: &str, column: usize, say: &str) {
    let wrong = parse_condition(written).expect_err(written);
    assert!(wrong.starts_with(&format!("column {column} of `{written}`: ")), "{wrong}");
    assert!(wrong.contains(say), "{wrong}");
}

#[test]
fn conditions_are_read() {
    check("Always", "always");
    check("f.job is student", "f.job is student");
    check("f.job is not student", "f.job is not student");
    check("f.job in [a, \"039\", 04N2]", "f.job in [a, \"039\", 04N2]");
    check("f.job not in [a, b,]", "not (f.job in [a, b])");
    check(
        "f.a empty or f.b filled and not f.c empty",
        "f.a empty or (f.b filled and f.c filled)",
    );
    check("(f.a empty or f.b empty) and f.c empty", "(f.a empty or f.b empty) and f.c empty");
    check("age(birth-date, filing) >= v.photo_age", "age(birth-date, filing) >= v.photo_age");
    check("(expiry - 3 months) > (today)", "expiry - 3 months > today");
    check("f.x == -5", "f.x == -5");
    check("today -5 days < 2026-04-15", "today - 5 days < 2026-04-15");
    check(
        "any g.family (f.stays is yes and f.age < 20)",
        "any g.family (f.stays is yes and f.age < 20)",
    );
    check(
        "sum(g.jobs, f.pay) + 0 days != sum(f.a, f.b)",
        "sum(g.jobs, f.pay) + 0 days != sum(f.a, f.b)",
    );
    check(
        "photo.width_px < v.min or photo.turned is true",
        "photo.width_px < v.min or photo.turned is true",
    );
    check(
        "f.name contains \"a \\\"b\\\"\" and count(g.x) > 3",
        "f.name contains \"a \\\"b\\\"\" and count(g.x) > 3",
    );
    check("months(desired-period) <= 3", "months(desired-period) <= 3");
}

#[test]
fn what_cannot_be_read_is_explained() {
    refuse("f.job is 039", 10, "write \"039\" in quotes");
    refuse("f.job is empty", 10, "`f.job empty`");
    refuse("f.job = 3", 7, "write `==`");
    refuse("f.job is a or b", 15, "`in [..]`");
    refuse("student is f.job", 1, "`student` is not known");
    refuse("g.family filled", 1, "is a group");
    refuse("(f.a empty", 11, "expected `)`");
    refuse("f.a empty f.b empty", 11, "`and`, `or` or the end");
    refuse("f.a < 3 weeks", 9, "weeks");
    refuse("expiry - 3 weeks < today", 12, "`days`, `months`, `civil-months` or `years`");
    refuse("年 is 3", 1, "is not known");
    refuse("f.name contains \"x", 17, "closing");
    refuse("", 1, "found the end");
}

#[test]
fn packed_forms_pass_the_same_door() {
    for text in ["always", "f.a empty", "never", "not (any g.x (f.b is \"1\"))", "filing < today"] {
        let condition = parse_condition(text).unwrap();
        let packed = serde_json::to_string(&condition).unwrap();
        assert_eq!(serde_json::from_str::<Condition>(&packed).unwrap(), condition, "{packed}");
    }
    for text in ["today", "expiry - 1 days"] {
        let packed = serde_json::to_string(&parse_expr(text).unwrap()).unwrap();
        let read = expr_or_text(&mut serde_json::Deserializer::from_str(&packed)).unwrap();
        assert_eq!(read.to_string(), text);
    }
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-9_999i32..9_999).prop_map(f64::from),
        (-9_999i32..9_999).prop_map(|it| f64::from(it) / 8.0)
    ]
}

fn field() -> impl Strategy<Value = FieldId> {
    "f\\.[a-z][a-z0-9_]{0,9}".prop_map(FieldId::new)
}

fn group() -> impl Strategy<Value = GroupId> {
    "g\\.[a-z][a-z0-9_]{0,9}".prop_map(GroupId::new)
}

fn any_expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        field().prop_map(Expr::Field),
        prop::sample::select(Role::NAMED.to_vec()).prop_map(Expr::Role),
        "(photo|pdf|file|case)\\.[a-z_]{1,9}".prop_map(|id| Expr::Fact(FactId::new(id))),
        "v\\.[a-z_]{1,9}".prop_map(|id| Expr::Value(ValueId::new(id))),
        number().prop_map(Expr::Number),
        (0u64..99_999).prop_map(|days| Expr::Day(crate::Day::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days))),
        Just(Expr::Today),
        Just(Expr::Filing),
        Just(Expr::Row),
        group().prop_map(Expr::Count),
        (group(), field()).prop_map(|(group, field)| Expr::SumRows(group, field)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let unit = prop::sample::select(vec![Unit::Days, Unit::Months, Unit::CivilMonths, Unit::Years]);
        let boxed = inner.clone().prop_map(Box::new).boxed();
        prop_oneof![
            boxed.clone().prop_map(Expr::Months),
            boxed.clone().prop_map(Expr::Days),
            boxed.clone().prop_map(Expr::Half),
            boxed.clone().prop_map(Expr::OfficeDay),
            (boxed.clone(), boxed.clone()).prop_map(|(of, on)| Expr::Age(of, on)),
            (boxed.clone(), boxed, unit, any::<bool>()).prop_map(|(day, by, unit, back)| Expr::Shift { day, by, unit, back }),
            prop::collection::vec(inner, 1..4).prop_map(Expr::Sum),
        ]
    })
}

fn literal() -> impl Strategy<Value = Literal> {
    let words = prop_oneof![
        "\\PC{0,9}",
        "[0-9.a-z-]{1,5}",
        prop::sample::select(crate::condition::RESERVED.to_vec()).prop_map(String::from)
    ];
    prop_oneof![
        words.prop_map(Literal::Text),
        number().prop_map(Literal::Number),
        any::<bool>().prop_map(Literal::Bool)
    ]
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let cmp = prop::sample::select(vec![Cmp::Lt, Cmp::Le, Cmp::Eq, Cmp::Ne, Cmp::Ge, Cmp::Gt]);
    let leaf = prop_oneof![
        Just(Condition::Always),
        Just(Condition::Never),
        any_expr().prop_map(Condition::Empty),
        (any_expr(), "\\PC{0,9}").prop_map(|(what, text)| Condition::Contains(what, text)),
        (any_expr(), prop::collection::vec(literal(), 1..4)).prop_map(|(what, all)| Condition::In(what, all)),
        (any_expr(), cmp, any_expr()).prop_map(|(left, cmp, right)| Condition::Compare(left, cmp, right)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed.clone().prop_map(Condition::Not),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            prop::collection::vec(inner, 2..4).prop_map(Condition::Or),
            (group(), boxed.clone()).prop_map(|(group, of)| Condition::Any(group, of)),
            (group(), boxed).prop_map(|(group, of)| Condition::All(group, of)),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(condition in any_condition()) {
        prop_assert_eq!(parse_condition(&condition.to_string()), Ok(condition));
    }

    #[test]
    fn nothing_makes_the_parser_panic(text in "[a-z.\\-+()\\[\\]\"<>=!, 0-9é年\\\\]{0,40}") {
        let _ = parse_condition(&text);
    }
}
