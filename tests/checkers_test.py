#!/usr/bin/env python3
"""Each checker is shown a tiny tree that is wrong in one way, and must say so."""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def run_tool(self, name, *arguments):
        done = subprocess.run(
            [sys.executable, os.path.join(ROOT, "tools", name), "--root", self.root, *arguments],
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def holds(self, name, *arguments):
        code, output = self.run_tool(name, *arguments)
        self.assertEqual(code, 0, output)

    def complains(self, name, what, *arguments):
        code, output = self.run_tool(name, *arguments)
        self.assertEqual(code, 1, output)
        self.assertIn(what, output)
        self.assertIn("1 complaints", output)


class Layers(Tree):
    def setUp(self):
        super().setUp()
        self.write("src/LAYERS", "# bottom up\nbase:\ntext: base\ncli: base text\n")
        self.write("src/base/error.h", "#pragma once\n#include <string>\n")
        self.write("src/text/json.cc", '#include <simdjson.h>\n#include "base/error.h"\n')
        self.write("src/text/json_test.cc", "#include <gtest/gtest.h>\n")
        self.write("src/text/random_test.h", "#pragma once\n#include <rapidcheck.h>\n")
        self.write("src/cli/program.h", '#pragma once\n#include "text/json.h"\n')
        self.write("src/text/json.h", "#pragma once\n#include <span>\n")
        self.write("apps/sekisho/main.cc", '#include "cli/program.h"\n')

    def test_a_good_tree(self):
        self.holds("check_layers.py")

    def test_an_upward_include(self):
        self.write("src/base/error.cc", '#include "text/json.h"\n')
        self.complains("check_layers.py", "src/base/error.cc:1: `base` may not include")

    def test_a_cycle_in_the_list(self):
        self.write("src/LAYERS", "base: text\ntext: base\ncli: base text\n")
        self.complains("check_layers.py", "src/LAYERS:1: `base` lists `text`")

    def test_a_folder_within_a_folder(self):
        self.write("src/LAYERS", "base:\ntext: base\ncli: base text\ncli/table: base\n")
        self.write("src/cli/table/row.h", '#pragma once\n#include "base/error.h"\n')
        self.holds("check_layers.py")
        self.write("src/cli/table/row.h", '#pragma once\n#include "cli/program.h"\n')
        self.complains("check_layers.py", "src/cli/table/row.h:2: `cli/table` may not include")

    def test_a_folder_outside_the_list(self):
        self.write("src/utils/x.h", "#pragma once\n")
        self.complains("check_layers.py", "`utils` does not stand in src/LAYERS")

    def test_a_listed_folder_that_is_gone(self):
        self.write("src/LAYERS", "base:\ntext: base\nnet: base\ncli: base text\n")
        self.complains("check_layers.py", "`net` is listed")

    def test_a_library_in_a_header(self):
        self.write("src/text/toml.h", "#pragma once\n#include <toml++/toml.h>\n")
        self.complains("check_layers.py", "in a header")

    def test_a_library_that_is_somebody_elses(self):
        self.write("src/cli/x.cc", "#include <simdjson.h>\n")
        self.complains("check_layers.py", "belongs to `text`")

    def test_a_test_library_outside_tests(self):
        self.write("src/text/x.cc", "#include <rapidcheck.h>\n")
        self.complains("check_layers.py", "outside a test")

    def test_an_unknown_library(self):
        self.write("src/text/x.cc", "#include <nlohmann/json.hpp>\n")
        self.complains("check_layers.py", "unknown library")

    def test_a_program_with_a_library(self):
        self.write("apps/sekisho/main.cc", "#include <simdjson.h>\n")
        self.complains("check_layers.py", "belongs to `text`")

    def test_a_header_that_does_not_exist(self):
        self.write("src/text/x.cc", '#include "base/gone.h"\n')
        self.complains("check_layers.py", "no file src/base/gone.h")


class Tidy(Tree):
    def setUp(self):
        super().setUp()
        self.write("src/text/x.cc", "int f() { return 1; }  // std::cout is only mentioned\n")
        self.write("src/text/x.h", "#pragma once\nint f();\n")
        self.write("docs/codemap.md", "`src` `src/text` `docs` `tools` `cmake`\n")
        self.write("docs/dependencies.md", "`ninja-build` `simdjson`\n")
        self.write("docs/adr/README.md", "[one](0001-one.md)\n")
        self.write("docs/adr/0001-one.md", "# One\n")
        self.write("docs/formats/README.md", "None.\n")
        self.write("tools/packages.txt", "# list\nninja-build\n")
        self.write("cmake/third_party.cmake", "find_package(simdjson REQUIRED)\n")
        self.write("dev", "usage\n\n  test      runs the tests\n")

    def tidy_complains(self, what):
        self.complains("tidy.py", what)

    def test_a_good_tree(self):
        self.holds("tidy.py")

    def test_banned_calls(self):
        for line, instead in [
            ('void g() { std::cout << 1; }', "`cli` prints"),
            ('void g() { std::printf("x"); }', "`cli` prints"),
            ("void g() { std::abort(); }", "SEKISHO_INVARIANT"),
            ("void g() { assert(f()); }", "SEKISHO_INVARIANT"),
            ("std::regex r;", "text/pattern.h"),
            ("int* p = new int;", "std::make_unique"),
            ("void g(int* p) { delete p; }", "std::make_unique"),
            ("int n = std::stoi(s);", "std::from_chars"),
            ("auto t = std::chrono::system_clock::now();", "an Instant that the caller passes"),
            ("auto t = localtime(&now);", "text/civil.h"),
            ("std::random_device seed;", "a generator whose seed"),
        ]:
            with self.subTest(line):
                self.write("src/text/y.cc", line + "\n")
                self.tidy_complains(instead)

    def test_calls_that_only_look_banned(self):
        self.write("src/text/y.cc", 'struct A { A(const A&) = delete; };\n'
                   'static_assert(sizeof(A) == 1);\n'
                   'const char* const kHelp = "use new words, not printf(";\n'
                   'void g(App& app) { app.exit(1); }\n'
                   'void h(void* p) { ::operator delete(p); }\n'
                   'auto a = std::unique_ptr<A>(new A(1));\n')
        self.holds("tidy.py")

    def test_an_assertion_that_does_not_stop_at_its_first_operand(self):
        self.write("src/text/y_test.cc", "RC_ASSERT((!a || *a == 1) == b);\nRC_ASSERT(f(a && b));\n")
        self.holds("tidy.py")
        self.write("src/text/y_test.cc", "RC_ASSERT(!a ||\n          *a == 1);\n")
        self.tidy_complains("evaluates both sides")

    def test_a_long_source(self):
        self.write("src/text/y.cc", "int f();\n" * 801)
        self.tidy_complains("801 lines")

    def test_a_header_without_a_guard(self):
        self.write("src/text/y.h", "int g();\n")
        self.tidy_complains("`#pragma once`")

    def test_an_open_end(self):
        self.write("src/text/y.cc", "// TO" "DO later\n")
        self.tidy_complains("an open end")

    def test_white_space(self):
        for text, what in [("int g();", "no newline"), ("int g(); \n", "white space"),
                           ("int\tg();\n", "a tab")]:
            with self.subTest(what):
                self.write("src/text/y.cc", text)
                self.tidy_complains(what)

    def test_a_path_of_one_machine(self):
        self.write("docs/x.md", "Look in /home" "/somebody/sekisho.\n")
        self.tidy_complains("a path of one machine")

    def test_a_broken_link(self):
        self.write("docs/x.md", "See [that](gone.md).\n")
        self.tidy_complains("broken link")

    def test_an_unknown_command(self):
        self.write("docs/x.md", "Run `./dev tset`.\n")
        self.tidy_complains("no command `./dev tset`")

    def test_a_package_without_a_reason(self):
        self.write("tools/packages.txt", "ninja-build\nlibnew-dev\n")
        self.tidy_complains("the dependency `libnew-dev`")

    def test_a_library_without_a_reason(self):
        self.write("cmake/third_party.cmake", "pkg_check_modules(re2 REQUIRED)\n"
                   "find_package(simdjson)\n")
        self.tidy_complains("the dependency `re2`")

    def test_a_folder_missing_from_the_map(self):
        self.write("src/net/x.h", "#pragma once\n")
        self.tidy_complains("the folder `src/net`")

    def test_a_decision_missing_from_the_list(self):
        self.write("docs/adr/0002-two.md", "# Two\n")
        self.tidy_complains("the document `0002-two.md`")


class Format(Tree):
    def setUp(self):
        super().setUp()
        self.write(".clang-format", "BasedOnStyle: Google\n")

    def test_good_and_bad(self):
        self.write("src/text/x.cc", "int f() { return 1; }\n")
        self.holds("check_format.py")
        self.write("src/text/x.cc", "int  f( ) {return 1;}\n")
        self.complains("check_format.py", "src/text/x.cc: not in the project's format")
        self.holds("check_format.py", "--fix")
        self.holds("check_format.py")


class ClangTidy(Tree):
    def setUp(self):
        super().setUp()
        self.write(".clang-tidy", "Checks: '-*,readability-identifier-naming'\n"
                   "WarningsAsErrors: '*'\nCheckOptions:\n"
                   "  readability-identifier-naming.FunctionCase: lower_case\n")
        source = os.path.join(self.root, "src/text/x.cc")
        self.write("build/compile_commands.json", json.dumps([{
            "directory": self.root, "file": source,
            "command": f"clang++-19 -I{self.root}/src -c {source} -o x.o"}]))
        self.where = ["--build", os.path.join(self.root, "build"),
                      "--cache", os.path.join(self.root, "passed")]
        self.write("src/text/x.h", "#pragma once\n")

    def sources_changed(self, *arguments):
        output = self.run_tool("clang_tidy.py", *self.where, *arguments)[1]
        return int(re.search(r"(\d+) sources changed", output).group(1))

    def test_a_bad_name_then_a_cached_pass(self):
        self.write("src/text/x.cc", '#include "text/x.h"\nint BadName() { return 1; }\n')
        self.complains("clang_tidy.py", "invalid case style for function 'BadName'", *self.where)
        self.write("src/text/x.cc", '#include "text/x.h"\nint good_name() { return 1; }\n')
        self.assertEqual(self.sources_changed(), 1)
        self.assertEqual(self.sources_changed(), 0)
        self.write("src/text/x.h", "#pragma once\nint g();\n")
        self.assertEqual(self.sources_changed(), 1)

    def git(self, *words):
        return subprocess.run(["git", "-C", self.root, "-c", "user.name=t", "-c", "user.email=t",
                               *words], capture_output=True, text=True, check=True).stdout.strip()

    def test_begins_at_the_commit_that_was_noted(self):
        self.write("src/text/x.cc", '#include "text/x.h"\n')
        self.write(".gitignore", "build/\n")
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-qm", "all of it")
        self.assertEqual(self.sources_changed("--noted"), 1)  # nothing is noted yet
        commit = self.git("rev-parse", "--short=12", "HEAD")
        self.write("bench/history.ndjson", json.dumps(
            {"commit": commit, "metric": "nightly.clang_tidy", "failed": False}) + "\n")
        self.assertEqual(self.sources_changed("--noted", "--all"), 0)
        self.write("src/text/x.h", "#pragma once\nint g();\n")
        self.assertEqual(self.sources_changed("--noted"), 1)


class CountTests(Tree):
    def test_passed_failed_and_skipped(self):
        self.write("junit.xml", "<testsuite><testcase name='a' status='run'/>"
                   "<testcase name='b' status='fail'><failure message='x'/></testcase>"
                   "<testcase name='c' status='notrun'>"
                   "<skipped message='SKIP_RETURN_CODE=77'/></testcase>"
                   "<testcase name='d' status='notrun'>"
                   "<skipped message='Unable to find executable'/></testcase></testsuite>")
        code, output = self.run_tool("count_tests.py", os.path.join(self.root, "junit.xml"))
        self.assertEqual(code, 0, output)
        self.assertIn("1 2", output)
        self.assertIn("skipped: c", output)


class ApiTables(unittest.TestCase):
    def test_a_key_that_stands_there_twice(self):
        sys.path.insert(0, os.path.join(ROOT, "tools"))
        import generate_api_tables
        import yaml
        load = lambda text: yaml.load(text, generate_api_tables.Loader)
        self.assertEqual(load("a: {b: 1}\nc: {b: 1}\n"), {"a": {"b": 1}, "c": {"b": 1}})
        with self.assertRaises(SystemExit) as refused:
            load("a:\n  b: 1\n  c: 2\n  b: 3\n")
        self.assertIn("line 4: `b` stands there twice", str(refused.exception))


class Security(Tree):
    PROOF = "[x_test.cc](../src/text/x_test.cc): `Text.IsText`; ctest: `layers`, `fuzz.json`"

    def setUp(self):
        super().setUp()
        sys.path.insert(0, os.path.join(ROOT, "tools"))
        import check_security
        self.catalogues, self.verdicts = check_security.CATALOGUES, check_security.VERDICTS
        self.write("src/text/x_test.cc", "TEST(Text, IsText) {}\nTEST_F(Text, AndMore) {}\n")
        self.write("fuzz/json_fuzz.cc", "// one\n")
        self.write("tests/CMakeLists.txt", "sekisho_check(layers tools/check_layers.py)\n")
        for name in self.catalogues:
            for ending in self.verdicts:
                self.write_page(name, ending)

    def write_page(self, name, ending, **others):
        """All rows, met and shown, but for those of others: `_2_1_1=(verdict, proof)`."""
        rows = []
        for number in self.catalogues[name]:
            verdict, proof = others.get("_" + number.replace(".", "_"), (0, self.PROOF))
            if proof is not None:
                rows.append(f"| {number} | {self.verdicts[ending][verdict]} | how | {proof} |")
        self.write(name + ending, "\n".join(rows) + "\n")

    def test_good_pages(self):
        self.holds("check_security.py")

    def in_both(self, what, name="docs/security", **others):
        for ending in self.verdicts:
            self.write_page(name, ending, **others)
        code, output = self.run_tool("check_security.py")
        self.assertEqual(code, 1, output)
        self.assertIn(what, output)
        self.assertIn("2 complaints", output)

    def test_a_test_that_is_gone(self):
        self.in_both("2.1.1: no test `Text.IsGone` in src/text/x_test.cc",
                     _2_1_1=(0, "[x](../src/text/x_test.cc): `Text.IsGone`"))
        self.in_both("2.1.1: no test `nothing` in ctest", _2_1_1=(1, "ctest: `nothing`"))

    def test_a_claim_that_nothing_shows(self):
        self.in_both("3.1.1: `met` needs a test that shows it", _3_1_1=(0, ""))

    def test_words_that_are_no_proof(self):
        self.in_both("3.1.1: `by hand` is no proof", _3_1_1=(0, self.PROOF + "; by hand"))

    def test_a_requirement_that_is_left_out(self):
        self.in_both("14.5.4 is missing", _14_5_4=(0, None))

    def test_pages_that_differ(self):
        self.write_page("docs/security", ".ja.md", _9_1_1=(2, ""))
        self.complains("check_security.py", "9.1.1 says something else than the English page")

    def test_a_threat_that_is_forgotten_or_that_nothing_meets(self):
        self.in_both("12.E is missing", "docs/threat-model", _12_E=(0, None))
        self.in_both("1.S: `met` needs a test that shows it", "docs/threat-model", _1_S=(0, ""))
        self.in_both("3.T: no test `Text.IsGone` in src/text/x_test.cc", "docs/threat-model",
                     _3_T=(0, "[x](../src/text/x_test.cc): `Text.IsGone`"))


class Dev(unittest.TestCase):
    def run_dev(self, *arguments):
        return subprocess.run([os.path.join(ROOT, "dev"), *arguments], capture_output=True,
                              text=True, check=False)

    def test_help_teaches_every_command(self):
        done = self.run_dev("help")
        self.assertEqual(done.returncode, 0)
        for command in ("setup", "build", "demo", "test", "check", "bench", "fuzz", "format"):
            self.assertRegex(done.stdout, rf"(?m)^  {command}\b")

    def test_an_unknown_command_is_refused(self):
        done = self.run_dev("tset")
        self.assertEqual(done.returncode, 2)
        self.assertIn("./dev help", done.stderr)


if __name__ == "__main__":
    unittest.main()
