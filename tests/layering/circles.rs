//! Which modules side by side in one folder import one another, directly or by way of others.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths;

/// What the modules of each folder import of the others there. A module is its file and its folder.
type Imports = BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>>;

/// Every circle, as `folder: one, other`. `files` are all of a crate, by their paths from its root.
pub(crate) fn circles(files: &[(String, String)]) -> Vec<String> {
    let imports = imports(files);
    let found = imports.iter().flat_map(|(folder, of)| {
        let reached: BTreeMap<&String, BTreeSet<&String>> = of
            .keys()
            .map(|module| (module, reach(of, module)))
            .collect();
        let together = |one: &String, other: &String| {
            let reaches = |from, to| reached.get(from).is_some_and(|reach| reach.contains(to));
            reaches(one, other) && reaches(other, one)
        };
        let circle = |one: &String| {
            let circle = of.keys().filter(|other| together(one, other)).cloned();
            circle.collect::<Vec<_>>().join(", ")
        };
        let circles: BTreeSet<String> = of
            .keys()
            .map(circle)
            .filter(|circle| !circle.is_empty())
            .collect();
        let folder = folder.join("/");
        circles
            .into_iter()
            .map(move |circle| format!("{folder}: {circle}"))
            .collect::<Vec<_>>()
    });
    found.collect()
}

fn imports(files: &[(String, String)]) -> Imports {
    let module_of = |file: &String| -> Vec<String> {
        file.trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect()
    };
    let modules: BTreeSet<Vec<String>> = files.iter().map(|(file, _)| module_of(file)).collect();
    let mut imports = Imports::new();
    // What tests take in is no part of how the house is built.
    let is_test = |file: &str| {
        file.split('/')
            .any(|part| part == "tests" || part == "tests.rs")
    };
    for (file, source) in files.iter().filter(|(file, _)| !is_test(file)) {
        let module = module_of(file);
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for named in paths::named(&module, code) {
            // A path that begins with any other word leads to a child, or out of the crate.
            let begins_here = named.is_ours;
            let same = module
                .iter()
                .zip(&named.parts)
                .take_while(|(one, other)| one == other)
                .count();
            let (Some(mine), Some(other)) = (module.get(same), named.parts.get(same)) else {
                continue;
            };
            let folder = module.iter().take(same).cloned().collect::<Vec<_>>();
            let other_module = [&*folder, std::slice::from_ref(other)].concat();
            if begins_here && modules.contains(&other_module) {
                let of = imports.entry(folder).or_default();
                of.entry(mine.clone()).or_default().insert(other.clone());
            }
        }
    }
    imports
}

/// All that a module imports, and what that imports, and so on.
fn reach<'a>(of: &'a BTreeMap<String, BTreeSet<String>>, from: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = of.get(from).into_iter().flatten().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(of.get(module).into_iter().flatten());
        }
    }
    reached
}
