#!/usr/bin/env python3
"""Write the table of src/cedar/characters.cc: scripts, and which characters identifiers may have.

    tools/generate_script_tables.py            rewrites src/cedar/script_table.inc
    tools/generate_script_tables.py --check    exits 1 when the file is not what would be written

The data are those of ICU 72 (Unicode 15, Debian 12's libicu72): the script extensions of every
character, augmented as UTS #39 says for East Asian writing, and its General Security Profile for
Identifiers. Where that library is not installed, `--check` says so and checks nothing.
"""

import ctypes
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src" / "cedar" / "script_table.inc"
HEADER = "// Written by tools/generate_script_tables.py; do not edit.\n"
LAST = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
WORDS = 4  # of 64 bits: how many script codes a set can hold
# UTS #39, 5.1: a script also counts as each way of writing that uses it.
AUGMENTED = {"Hani": ["Hanb", "Jpan", "Kore"], "Hira": ["Jpan"], "Kana": ["Jpan"],
             "Hang": ["Kore"], "Bopo": ["Hanb"]}
# ICU's numbers of scripts and of ways of writing do not change.
CODES = {"Zyyy": 0, "Zinh": 1, "Bopo": 5, "Hani": 17, "Hang": 18, "Hira": 20, "Kana": 22,
         "Zzzz": 103, "Jpan": 105, "Kore": 119, "Hanb": 172}


class Icu:
    def __init__(self):
        self.common = ctypes.CDLL("libicuuc.so.72")
        self.i18n = ctypes.CDLL("libicui18n.so.72")
        for name in ("uspoof_getRecommendedSet_72", "uspoof_getInclusionSet_72"):
            getattr(self.i18n, name).restype = ctypes.c_void_p
        self.common.uset_contains_72.restype = ctypes.c_int8

    def scripts(self, code):
        found = (ctypes.c_int32 * 64)()
        error = ctypes.c_int32(0)
        count = self.common.uscript_getScriptExtensions_72(code, found, 64, ctypes.byref(error))
        if error.value > 0:
            raise SystemExit(f"ICU refuses U+{code:04X}")
        return list(found[:count])

    def allowed(self):
        out = set()
        for name in ("uspoof_getRecommendedSet_72", "uspoof_getInclusionSet_72"):
            error = ctypes.c_int32(0)
            uset = ctypes.c_void_p(getattr(self.i18n, name)(ctypes.byref(error)))
            for code in range(LAST + 1):
                if self.common.uset_contains_72(uset, code):
                    out.add(code)
        return out


def set_of(scripts):
    """The augmented set as a tuple of words; all bits for what every script uses."""
    if CODES["Zyyy"] in scripts or CODES["Zinh"] in scripts:
        return (2**64 - 1,) * WORDS
    codes = set(scripts)
    for name, more in AUGMENTED.items():
        if CODES[name] in scripts:
            codes.update(CODES[other] for other in more)
    bits = sum(1 << code for code in codes)
    return tuple((bits >> (64 * i)) & (2**64 - 1) for i in range(WORDS))


def table():
    icu = Icu()
    allowed = icu.allowed()
    unknown = (set_of([CODES["Zzzz"]]), False)
    sets, ranges = [], []
    for code in range(LAST + 1):
        if code in SURROGATES:
            continue
        entry = (set_of(icu.scripts(code)), code in allowed)
        if entry == unknown:
            continue
        if entry[0] not in sets:
            sets.append(entry[0])
        row = (sets.index(entry[0]), entry[1])
        if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == row:
            ranges[-1][1] = code
        else:
            ranges.append([code, code, row])
    lines = [HEADER, "constexpr ScriptSet kScriptSets[] = {\n"]
    lines += ["    {{" + ", ".join(f"0x{word:x}" for word in words) + "}},\n" for words in sets]
    lines += ["};\n", "constexpr CharacterRange kRanges[] = {\n"]
    row = "   "
    for first, last, (index, good) in ranges:
        item = f" {{0x{first:x}, 0x{last:x}, {index}, {int(good)}}},"
        if len(row) + len(item) > 100:
            lines.append(row + "\n")
            row = "   "
        row += item
    lines += [row + "\n", "};\n"]
    return "".join(lines)


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    try:
        wanted = table()
    except OSError as error:
        if not check:
            raise
        print(f"script table: not checked, {error}")
        return 0
    if not check:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == wanted:
        print("script table: holds")
        return 0
    print("script table: run tools/generate_script_tables.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
