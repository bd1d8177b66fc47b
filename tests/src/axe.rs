//! The accessibility checks of axe-core, over the page and through the shadow root.

use crate::browser::Browser;
use crate::contract;

/// What axe finds, one line a violation with the places of it; nothing where all is well.
pub async fn violations(browser: &Browser) -> Vec<String> {
    let there = browser.driver.execute("return typeof axe === 'object'", vec![]).await;
    if there.is_ok_and(|it| it.json() != &serde_json::json!(true)) {
        let program = std::fs::read_to_string(contract::axe()).expect("axe-core");
        browser.driver.execute(program, vec![]).await.expect("axe in the page");
    }
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            (found) => done(found.violations.map((it) => it.id + ' at ' + it.nodes.map((node) => JSON.stringify(node.target)).join(', '))),
            (why) => done(['axe itself: ' + why]))";
    let found = browser.driver.execute_async(script, vec![]).await.expect("axe to answer");
    let list = found.json().as_array().cloned().unwrap_or_default();
    list.iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}
