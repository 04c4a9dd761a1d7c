//! Shapes that a state file must not have.

/// Files that are TOML and none of ours, each with the lines to be named and what to write.
pub(super) const SHAPES: [(&str, &[&str]); 56] = [
    (
        "format = \"one\"\n",
        &["line 1: format = \"one\"", "Write: format = 1"],
    ),
    ("format = -1\n", &["line 1", "Write: format = 1"]),
    ("format = 0\n", &["line 1", "Write: format = 1"]),
    ("format = 1.0\n", &["line 1", "Write: format = 1"]),
    ("[format]\nof = 1\n", &["line 1", "Write: format = 1"]),
    (
        "[project]\nid = \"a\"\nname = \"A\"\n",
        &["line 1: [project]", "Write: [[project]]"],
    ),
    ("project = 5\n", &["line 1", "[[project]]"]),
    ("project.name = \"A\"\n", &["line 1", "[[project]]"]),
    ("project = { id = \"a\" }\n", &["line 1", "[[project]]"]),
    ("project = [{ id = \"a\" }, 5]\n", &["line 1", "no project"]),
    (
        "project = [\n{ id = \"a\" },\n\"b\"]\n",
        &["line 3", "no project"],
    ),
    (
        "[project.items.\"a/b#c\"]\nstate = \"done\"\n",
        &["line 1", "Write above it [[project]]"],
    ),
    (
        "[[projects]]\nid = \"a\"\n",
        &["line 1", "Write: [[project]]"],
    ),
    (
        "[[Project]]\nid = \"a\"\n",
        &["line 1", "Write: [[project]]"],
    ),
    (
        "[feedback]\nid = \"f\"\n",
        &["line 1", "Write: [[feedback]]"],
    ),
    ("measure = \"x\"\n", &["line 1", "[[measure]]"]),
    (
        "[[measures]]\nid = \"m\"\n",
        &["line 1", "Write: [[measure]]"],
    ),
    ("[[here]]\nproject = \"a\"\n", &["line 1", "Write: [here]"]),
    ("here = 5\n", &["line 1", "Write: [here]"]),
    ("[here]\nproject = 5\n", &["line 2", "Write: project = \""]),
    ("read = []\n", &["line 1", "Write: [read]"]),
    ("[read]\nupdates = 7\n", &["line 2", "Write: updates = ["]),
    ("name = \"A\"\n", &["line 1", "Write above it: [[project]]"]),
    (
        "[items.\"a/b#c\"]\nstate = \"done\"\n",
        &["line 1", "[project.items."],
    ),
    (
        "[[project]]\nid = 7\n",
        &["line 2: id = 7", "Write: id = \"7\""],
    ),
    (
        "[[project]]\nid = [\"a\"]\nname = \"A b\"\n",
        &["line 2", "Write: id = \"a-b-1\""],
    ),
    (
        "[[project]]\nid = \"\"\n",
        &["line 2", "An id is not empty"],
    ),
    (
        "[[project]]\nname = \"Nobody's\"\n",
        &["line 1", "\"Nobody's\" has no id", "id = \"nobodys-1\""],
    ),
    (
        "[[feedback]]\nplace = \"signs/contracting\"\n",
        &["line 1", "feedback has no id"],
    ),
    (
        "[[measure]]\nid = 9\nlevel = 2\n",
        &["line 2", "Write: id = \"9\""],
    ),
    (
        "[[project]]\nid = \"a\"\nname = \"First\"\n[[project]]\nid = \"a\"\nname = \"Second\"\n",
        &[
            "line 5",
            "Line 2 has the same id",
            "\"First\" there, \"Second\" here",
            "Write another one: id = \"second-4\"",
        ],
    ),
    (
        "[[project]]\nid = \"a\"\nplace = 5\n",
        &["line 3", "Write: place = \""],
    ),
    (
        "[[project]]\nid = \"a\"\nitems = 5\n",
        &["line 3", "[project.items."],
    ),
    (
        "[[project]]\nid = \"a\"\ngates = [1]\n",
        &["line 3", "[project.gates."],
    ),
    (
        "[[project]]\nid = \"a\"\nitems.\"a/b#c\" = [{ state = \"done\" }]\n",
        &["line 3", "without the square brackets"],
    ),
    (
        "[[project]]\nid = \"a\"\nitems.\"a/b#c\" = \"done\"\n",
        &[
            "line 3",
            "[project.items.\"a/b#c\"], and below it: state = \"done\"",
        ],
    ),
    (
        "[[project]]\nid = \"a\"\nitems.\"a/b#c\" = 5\n",
        &["line 3", "[project.items.\"a/b#c\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[[project.items.\"a/b#c\"]]\nstate = \"done\"\n",
        &["line 3", "Write: [project.items.\"a/b#c\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.item.\"a/b#c\"]\nstate = \"done\"\n",
        &["line 3", "Write items for item"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.\"a/b#c\"]\nstate = \"done\"\n",
        &["line 3", "Write: [project.items.\"a/b#c\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b#c\"]\nclash = 5\n",
        &["line 4: clash = 5", "[[project.items.\"a/b#c\".clash]]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b#c\".clash]\nfield = \"owner\"\n",
        &["line 3", ".clash]]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[[project.items.\"a/b#c\".clash]]\nvalue = \"x\"\n",
        &["line 3", "field = \"owner\""],
    ),
    (
        "[[project]]\nid = \"a\"\n[[project.items.\"a/b#c\".clash]]\nfield = \"owner\"\n",
        &["line 3", "value = \""],
    ),
    (
        "[[project]]\nid = \"a\"\nname.first = \"A\"\n",
        &["line 3", "Write: name = \""],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b#c\".owner]\nname = \"A\"\n",
        &["line 3", "Write: owner = \""],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b#c\"]\nby = [1]\n",
        &["line 4", "Write: by = \""],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b#c\"]\nstate = \"done\"\n[project.gates.\"a/b#c\"]\nstate = \"open\"\n",
        &[
            "line 5: [project.gates.\"a/b#c\"]",
            "line 3 too, under items",
        ],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b\"]\nreason = \"x\"\n[project.gates.\"a/b\"]\nreason = \"y\"\n",
        &["line 3", "line 5 too, under gates"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.gates.\"a/b#c\"]\nstate = \"done\"\n",
        &["line 3", "Write: [project.items.\"a/b#c\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"a/b\"]\nreason = \"x\"\n",
        &["line 3", "has a #", "write: [project.gates.\"a/b\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.\"\"]\nowner = \"x\"\n",
        &["line 3", "not empty", "Write: [project.items."],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.signs.\"b#c\"]\nstate = \"done\"\n",
        &["line 3", "Write: [project.items.\"signs/b#c\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.signs]\n\"b#c\" = { state = \"done\" }\n",
        &["line 4", "Write: [project.items.\"signs/b#c\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.toolkit.b]\nreason = \"x\"\n",
        &["line 3", "Write: [project.gates.\"toolkit/b\"]"],
    ),
    (
        "[[project]]\nid = \"a\"\n[project.items.a.b.c]\nstate = \"done\"\n",
        &["line 3", "Write: [project.gates.\"a/b/c\"]"],
    ),
];
