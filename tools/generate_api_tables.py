#!/usr/bin/env python3
"""Writes what src/http has of api/openapi.yaml: the names of its operations and problems, and the
document as JSON; and for the console which act each operation is.

usage: tools/generate_api_tables.py [--check]

With --check nothing is written; the exit status is 1 when a file is not what would be written.
"""
import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "api" / "openapi.yaml"
FOLDER = ROOT / "src" / "http"
CONSOLE = ROOT / "console" / "src" / "api"
HEADER = "// Written by tools/generate_api_tables.py from api/openapi.yaml; edit that.\n"
PIECE = 8192  # characters of a literal


class Loader(yaml.SafeLoader):
    """Refuses a mapping that has a key twice, of which YAML would keep the last one unseen."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                sys.exit(f"generate_api_tables.py: line {key.start_mark.line + 1}: "
                         f"`{key.value}` stands there twice")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def enumerator(name):
    """`getHealth` and `not-found` as kGetHealth and kNotFound."""
    return "k" + "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]", name))


def served(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if "x-sekisho-since" not in operation:
                sys.exit(f"generate_api_tables.py: `{operation['operationId']}` does not say since when")
            yield path, method, operation


def act(operation):
    """Who may: the members of a row that say so."""
    name, act = operation["operationId"], operation.get("x-sekisho-act")
    if (act == "open") != (operation.get("security") == []):
        sys.exit(f"generate_api_tables.py: `{name}` is open in one way and not in the other")
    if act in ("open", "own"):
        return f"Asks::{enumerator(act)}, {{}}, {{}}"
    if not isinstance(act, dict) or set(act) != {"action", "thing"}:
        sys.exit(f"generate_api_tables.py: `{name}` does not say which act it is (x-sekisho-act)")
    return (f"Asks::kOffice, office::Action::{enumerator(act['action'])}, "
            f"office::ThingKind::{enumerator(act['thing'])}")


def console_acts(operations):
    """Which of its acts somebody has to be allowed, of all that are more than to look."""
    rows, things = [], set()
    for _, method, one in operations:
        act = one["x-sekisho-act"]
        if not isinstance(act, dict):
            continue
        acts = [f"{each['action']}.{each['thing']}"
                for each in [act, *one.get("x-sekisho-or-acts", [])]]
        things.update(each.split(".")[1] for each in acts)
        if method != "get" or act["action"] != "view":
            rows.append(f"  {one['operationId']}: {json.dumps(acts)},\n")
    return (f"/** What the rules of the office are about. */\nexport type Kind =\n"
            + "".join(f'  | "{thing}"\n' for thing in sorted(things)).rstrip() + ";\n\n"
            + "/** What one has to be allowed for an operation: one of these. Those that only look"
            + " are not here. */\nexport const acts = {\n" + "".join(rows)
            + "} satisfies Record<string, string[]>;\n")


def pieces(text):
    for begin in range(0, len(text), PIECE):
        piece = text[begin:begin + PIECE]
        if ')api"' in piece:
            sys.exit("generate_api_tables.py: `)api\"` cannot stand in the document")
        yield f'R"api({piece})api"sv,\n'


def tables():
    document = yaml.load(SOURCE.read_text(encoding="utf-8"), Loader)
    operations = list(served(document))
    problems = document["x-sekisho-problems"]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    tables_of_server = {
        "operation_names.inc": "".join(
            f"{enumerator(one['operationId'])},  // {method.upper()} {path}\n"
            for path, method, one in operations),
        "operation_rows.inc": "".join(
            f'{{Operation::{enumerator(one["operationId"])}, "{one["operationId"]}", '
            f'"{method.upper()}", "{path}",\n{act(one)}}},\n' for path, method, one in operations),
        "problem_names.inc": "".join(f"{enumerator(name)},\n" for name in problems),
        "problem_rows.inc": "".join(
            f'{{Problem::{enumerator(name)}, {one["status"]}, "{name}",\n'
            f'{json.dumps([one["title"], one["title_ja"]], ensure_ascii=False)[1:-1]},\n'
            f'{json.dumps([one["help"], one["help_ja"]], ensure_ascii=False)[1:-1]}}},\n'
            for name, one in problems.items()),
        "document_pieces.inc": "".join(pieces(text)),
    }
    return {**{FOLDER / name: content for name, content in tables_of_server.items()},
            CONSOLE / "acts.ts": console_acts(operations)}


def main():
    stale = False
    for path, content in tables().items():
        wanted = HEADER + content
        if sys.argv[1:] == ["--check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != wanted:
                print(f"{path.relative_to(ROOT)} is not up to date: run tools/generate_api_tables.py",
                      file=sys.stderr)
                stale = True
        elif sys.argv[1:]:
            sys.exit(__doc__)
        else:
            path.write_text(wanted, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
