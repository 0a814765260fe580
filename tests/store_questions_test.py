#!/usr/bin/env python3
"""Questions to the barrier are answered by a store as by the files that were imported into it.

    store_questions_test.py SEKISHO

A made-up utility is imported into SQLite and into PostgreSQL. The questions are of every kind of
account and record that its registers have, at several instants; each answer of the store, whose
supply contracts stay mapped, is the one of the files, where every row is loaded.
"""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

from postgres import Postgres

SEKISHO = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "sekisho"
SEED = 20261126
POINTS = 4


def run(*words, accepted=(0, 1)):
    done = subprocess.run([SEKISHO, *words], capture_output=True, text=True, check=False)
    if done.returncode not in accepted:
        raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Questions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Postgres.start()
        cls.scratch = tempfile.TemporaryDirectory(prefix="sekisho_questions_")
        cls.root = cls.scratch.name
        run("demo", "--out", f"{cls.root}/demo", "--accesses", "2000")
        cls.registers = f"{cls.root}/demo/register"
        cls.stores = {"SQLite": cls.store("sqlite", "")}
        if cls.server:
            cls.stores["PostgreSQL"] = cls.store("postgres", cls.server.new_database())
        else:
            print("LEFT OUT: postgresql-15 is not installed")

    @classmethod
    def tearDownClass(cls):
        if cls.server:
            cls.server.__exit__()
        cls.scratch.cleanup()

    @classmethod
    def store(cls, name, database):
        store = f"{cls.root}/{name}"
        run("store", "init", store, "--origin", "example.com/questions",
            *(["--database", database] if database else []))
        run("register", "import", cls.registers, "--store", store, "--by", "u1", "--reason", "test")
        return store

    def compare(self, *question):
        expected = json.loads(run(*question, "--registers", self.registers, "--json"))
        for name, store in self.stores.items():
            answer = json.loads(run(*question, "--store", store, "--json"))
            self.assertEqual(answer.pop("facts_revision"), "change.1")
            if "question" in answer:
                self.assertEqual(answer["question"].pop("facts"), "change.1")
            self.assertEqual(answer, expected, f"{name}: {' '.join(question)}")
        return expected

    def test_every_answer_is_that_of_the_files(self):
        chance = random.Random(SEED)
        points = [row["supply_point"] for row in
                  chance.sample(rows(f"{self.registers}/supply_contracts.csv"), POINTS)]
        accounts = {row["kind"]: row for row in rows(f"{self.registers}/accounts.csv")}
        terminal = chance.choice(rows(f"{self.registers}/terminals.csv"))["terminal"]
        verdicts = set()
        for account in accounts.values():
            for point in points:
                answer = self.compare("decide", "--system", account["system"], "--account",
                                      account["account"], "--terminal", terminal, "--at",
                                      "2024-10-05T12:00:00", "--object", point)
                verdicts.add(answer["verdict"])
                self.assertTrue(any("supply_contracts" in fact["file"]
                                    for fact in answer["facts"]), answer["facts"])
        for at in ("2019-01-01", "2024-10-05"):
            seen = self.compare("who-may-see", "--system", "nol", "--record", points[0], "--at", at)
            for row in seen["rows"][:1]:
                self.compare("may-see", "--person", row["people"][0], "--at", at)
        self.compare("decide", "--system", "nol", "--account", "nobody", "--terminal", terminal,
                     "--at", "2024-10-05", "--object", "0900000000000000000000")
        self.assertTrue(verdicts)

    def test_what_was_known_then(self):
        store = self.stores["SQLite"]
        run("decide", "--store", store, "--known-at", "1999-01-01", "--system", "nol", "--account",
            "a", "--terminal", "t", "--at", "2024-10-05", accepted=(2,))
        for words in (("--registers", self.registers, "--store", store),
                      ("--registers", self.registers, "--known-at", "change.1"), ()):
            run("decide", *words, "--system", "nol", "--account", "a", "--terminal", "t", "--at",
                "2024-10-05", accepted=(2,))


if __name__ == "__main__":
    unittest.main()
