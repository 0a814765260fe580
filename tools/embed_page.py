#!/usr/bin/env python3
"""Writes src/report/page_assets.inc from page.css and page.js beside it.

usage: tools/embed_page.py [--check]

The page of a review carries its style and its script inside and admits them by their hashes
alone. With --check nothing is written; the exit status is 1 when the file is not up to date.
"""
import base64
import hashlib
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "src" / "report"
TARGET = FOLDER / "page_assets.inc"


def constant(name, text):
    """A C++ constant with the text, and one with its hash as a policy writes it."""
    for bad in (')asset"', "</style", "</script", "\r"):
        if bad in text:
            sys.exit(f"embed_page.py: `{bad}` cannot stand in {name}")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return (f'inline constexpr const char* k{name} = R"asset({text})asset";\n'
            f'inline constexpr const char* k{name}Hash = "sha256-{digest}";\n')


def main():
    wanted = ("// Written by tools/embed_page.py from page.css and page.js; edit those.\n"
              + constant("Style", (FOLDER / "page.css").read_text(encoding="utf-8"))
              + constant("Script", (FOLDER / "page.js").read_text(encoding="utf-8")))
    if sys.argv[1:] == ["--check"]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        if current != wanted:
            print("src/report/page_assets.inc is not up to date: run tools/embed_page.py",
                  file=sys.stderr)
            return 1
        return 0
    if sys.argv[1:]:
        sys.exit(__doc__)
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
