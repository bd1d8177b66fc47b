//! A small book with one part for two procedures, three codes and a road without a tool.

use crate::host::Book;
use crate::host::load::from_files;
use crate::{CharClass, Condition, FieldKind, Force, Item, Part, Requirement, Shape};

const PART: &str = r#"
    id = "part.n"
    source = "src.a"
    official = "N"
    [[step]]
    id = "st.first"
    item = [
        { heading = "h.shown" },
        { field = { id = "f.school", kind = { as = "text" }, no = "18", but = [{ in = ["p.coe"], no = "20", text = "f.school.coe" }] } },
        { heading = "h.gone" },
        { field = { id = "f.hidden", kind = { as = "text" } } },
        { heading = { text = "h.coe", only = ["p.coe"] } },
        { field = { id = "f.after_hidden", kind = { as = "text" }, asked = "f.hidden is yes" } },
        { field = { id = "f.either", kind = { as = "text" }, asked = "f.hidden is yes or f.school filled", required = "f.hidden empty" } },
        { field = { id = "f.industry", kind = { as = "choice", list = "codes.industry", shape = "radio" }, by = "menu", but = [{ in = ["p.coe"], shape = "search" }] } },
        { group = { id = "g.jobs", max = 2, title = "f.job", only = ["01A"], field = [{ id = "f.job", kind = { as = "text" } }] } },
        { field = { id = "f.helper", kind = { as = "text" }, asked = "any g.jobs (f.job filled) or count(g.jobs) > 0" } },
    ]
    [[step]]
    id = "st.coe"
    only = ["p.coe"]
    item = [{ field = { id = "f.only_coe", kind = { as = "text" } } }]
    [[rule]]
    id = "r.gone"
    at = { field = "f.school" }
    wrong = "f.hidden filled"
    severity = "warns"
    source = "src.a"
    [[rule]]
    id = "r.stays"
    at = { field = "f.school" }
    wrong = "sum(f.hidden, f.school) > 3"
    severity = "warns"
    source = "src.a""#;

const DOCUMENTS: &str = r#"
    id = "ds.a"
    source = "src.a"
    one_of = [{ id = "o.a" }]
    [[document]]
    id = "d.a"
    from_whom = "office"
    only = ["p.extension"]
    force = "class"
    class = "bt3.a"
    also = [
        { only = ["p.coe"], force = "list", class = [], requirement = { one-of = "o.a" } },
        { only = ["01A"], when = "f.school filled", force = "absolute" },
    ]"#;

fn book() -> Book {
    let tool = |name: &str| {
        format!(
            r#"
            name = "{name}"
            source = "src.a"
            version = "1"
            file_name = "x"
            max_rows = 1
            menu = [
                {{ code = "01A", label = "", set = "S", sheets = ["N"], in_play = ["N"] }},
                {{ code = "01B", label = "", set = "S", sheets = ["N"], in_play = ["N"], hidden = {{ N = "B" }} }},
                {{ code = "01C", label = "", set = "S", sheets = ["N"], in_play = ["N"], hidden = {{ N = "B" }}, activity = "01A" }},
                {{ code = "01D", label = "", set = "S", sheets = ["N"], in_play = ["N"], hidden = {{ N = "B" }}, activity = "01B" }}]"#
        )
    };
    let sheet = r#"
        sheet = "N"
        tools = ["ext", "coe"]
        column = [
            { at = "A", to = { field = "f.school" }, limit = "kanji 60", but = [{ in = ["coe"], limit = "kanji 30" }] },
            { at = "B", to = { field = "f.hidden" }, limit = "9" },
            { at = "C", to = { field = "f.either" } },
        ]"#;
    let variant = |tool: &str, code: &str| {
        format!(
            "[[variant]]\nstatuses = [\"s.{code}\"]\nparts = [\"part.n\"]\ndocuments = [\"ds.a\"]\ntool = \"{tool}\"\ncode = \"{code}\"\n"
        )
    };
    let extension = format!(
        "id = \"p.extension\"\n{}{}{}{}[[variant]]\nstatuses = [\"s.x\"]\nparts = [\"part.n\"]\ndocuments = []\n",
        variant("ext", "01A"),
        variant("ext", "01B"),
        variant("ext", "01C"),
        variant("ext", "01D")
    );
    let coe = format!("id = \"p.coe\"\n{}", variant("coe", "01B"));
    let list =
        ["01A", "B"].map(|entry| format!("[[list]]\nid = \"codes.industry_{entry}\"\nsource = \"src.a\"\nitem = [{{ id = \"1\" }}]\n"));
    let files = [
        ("forms/n.toml", PART.to_owned()),
        ("official/common.toml", "chars = { kanji = [\"kanji\"] }".to_owned()),
        ("official/tools/ext.toml", tool("ext")),
        ("official/tools/coe.toml", tool("coe")),
        ("official/N.toml", sheet.to_owned()),
        ("procedures/extension.toml", extension),
        ("procedures/coe.toml", coe),
        ("codes/industry.toml", list.concat()),
        ("documents/a.toml", DOCUMENTS.to_owned()),
    ];
    let files = files.into_iter().map(|(file, text)| (file.to_owned(), text)).collect();
    from_files(&files).unwrap_or_else(|all| panic!("{all:#?}"))
}

fn part<'a>(book: &'a Book, procedure: &str, at: usize) -> &'a Part {
    let found = book.made.procedures.iter().find(|it| it.id.as_str() == procedure).unwrap();
    let id = &found.variants[at].parts[0];
    book.made.parts.iter().find(|part| part.id == *id).unwrap()
}

fn fields(part: &Part) -> Vec<&str> {
    part.fields().map(|field| field.id.as_str()).collect()
}

#[test]
fn what_no_column_of_the_road_shows_is_not_asked_nor_what_hangs_on_it() {
    let book = book();
    assert_eq!(
        fields(part(&book, "p.extension", 0)),
        [
            "f.school",
            "f.hidden",
            "f.after_hidden",
            "f.either",
            "f.industry",
            "f.job",
            "f.helper"
        ]
    );
    let hidden = part(&book, "p.extension", 1);
    assert_eq!(
        fields(hidden),
        ["f.school", "f.either", "f.industry"],
        "also what only a missing group would ask for"
    );
    let either = hidden.fields().nth(1).unwrap();
    assert_eq!(
        (either.asked.to_string().as_str(), &either.required),
        ("f.school filled", &Condition::Always)
    );
    let rules: Vec<_> = hidden.rules.iter().map(|rule| (rule.id.as_str(), rule.wrong.to_string())).collect();
    assert_eq!(rules, [("r.stays", "sum(f.school) > 3".to_owned())]);
    let headings = |part: &Part| -> Vec<String> {
        let items = part.steps.iter().flat_map(|step| &step.items);
        items
            .filter_map(|item| {
                if let Item::Heading(heading) = item {
                    Some(heading.text.to_string())
                } else {
                    None
                }
            })
            .collect()
    };
    assert_eq!(headings(hidden), ["h.shown", "h.gone"], "it stands over what comes next");
    assert_eq!(headings(part(&book, "p.coe", 0)), ["h.shown", "h.coe"]);
}

#[test]
fn differences_and_limits_are_those_of_the_road() {
    let book = book();
    let school = |procedure, at| part(&book, procedure, at).fields().next().unwrap();
    let (ours, theirs) = (school("p.extension", 0), school("p.coe", 0));
    assert_eq!((ours.no.as_str(), ours.words(), ours.limit.max), ("18", "f.school", Some(60)));
    assert_eq!(
        (theirs.no.as_str(), theirs.words(), theirs.limit.max),
        ("20", "f.school.coe", Some(30))
    );
    assert_eq!(ours.limit.chars, [CharClass::Kanji]);
    assert!(fields(part(&book, "p.coe", 0)).contains(&"f.only_coe"));
    let jobs = [0, 1, 2, 3].map(|at| fields(part(&book, "p.extension", at)).contains(&"f.job"));
    assert_eq!(
        jobs,
        [true, false, true, false],
        "what is for 01A is for 01C too, whose activity it is"
    );
    let list = |at| match &part(&book, "p.extension", at)
        .fields()
        .find(|field| field.id.as_str() == "f.industry")
        .unwrap()
        .kind
    {
        FieldKind::Choice { list, .. } => list.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        [list(0), list(1), list(2), list(3)],
        ["codes.industry_01A", "codes.industry_B", "codes.industry_01A", "codes.industry_B"],
        "B is that of all tools; 01C stands for the activity 01A, 01D for 01B"
    );
    let shape = |procedure| match &part(&book, procedure, 0)
        .fields()
        .find(|field| field.id.as_str() == "f.industry")
        .unwrap()
        .kind
    {
        FieldKind::Choice { shape, .. } => *shape,
        other => panic!("{other:?}"),
    };
    assert_eq!([shape("p.extension"), shape("p.coe")], [Shape::Radio, Shape::Search]);
}

#[test]
fn equal_results_are_one_pack_and_a_road_without_a_tool_keeps_its_questions() {
    let book = book();
    let ids: Vec<_> = book.made.parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(
        ids,
        ["part.n.01B", "part.n.01A", "part.n.01B_2", "part.n.01C", "part.n.extension_x"],
        "01D is like 01B of the same tool"
    );
    let without = part(&book, "p.extension", 4);
    assert!(fields(without).contains(&"f.hidden") && without.fields().all(|field| field.limit.is_free()));
    assert!(book.packs().iter().any(|pack| pack.name.as_str() == "part.n.01A"));
}

#[test]
fn a_document_is_asked_for_on_the_grounds_of_its_road() {
    let book = book();
    let asked = |procedure: &str, at: usize| {
        let found = book.made.procedures.iter().find(|it| it.id.as_str() == procedure).unwrap();
        let set = book
            .made
            .documents
            .iter()
            .find(|set| set.id == found.variants[at].documents[0])
            .unwrap();
        let classes = |it: &crate::Document| it.class.iter().map(ToString::to_string).collect::<Vec<_>>();
        let facts = set.documents.iter().map(|it| (it.force(), it.requirement.clone(), classes(it)));
        facts.collect::<Vec<_>>()
    };
    let class = || vec!["bt3.a".to_owned()];
    assert_eq!(
        asked("p.extension", 0),
        [
            (Force::Class, Requirement::Needed, class()),
            (Force::Absolute, Requirement::Needed, class())
        ],
        "what is left out is as on the first ground"
    );
    assert_eq!(asked("p.extension", 1), [(Force::Class, Requirement::Needed, class())]);
    assert_eq!(asked("p.coe", 0), [(Force::List, Requirement::OneOf("o.a".into()), vec![])]);
}
