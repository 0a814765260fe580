#!/usr/bin/env python3
"""A second opinion on a made-up utility: the rules of the barrier, read plainly.

    judge.py UTILITY OUTPUT [--registers DIR]

Reads UTILITY/register (or DIR) and UTILITY/logs and writes OUTPUT/findings.csv, rejects.csv,
undetermined.csv and scope.json. It shares no code and no idea with the review: every access is
looked up row by row, and slowly. Where it, the review and the truth agree, all three would have to
be wrong in the same way.
"""
import csv
import datetime as dt
import itertools
import json
import os
import re
import sys
import unicodedata
from collections import defaultdict

JST = dt.timezone(dt.timedelta(hours=9))
EVER = float("inf")
ERA = re.compile(r"(平成|令和)(元|\d+)年(\d+)月(\d+)日$")
CC = re.compile(r'<134>1 (\S+) \S+ callcenter \d+ VIEW \[cc@32473 uid="([^"]*)" term="([^"]*)" '
                r'spid="(\d{22})" ope="照会" res="(OK|DENY)"\] ')
RE = re.compile(r'(\S+) - (\S+) \[([^\]]+)\] "GET \S+\?setsubi=(\S+) HTTP/1.1" (\d+) ')


def instant(text):
    if not text:
        return EVER
    era = ERA.match(text)
    if not era:
        return dt.datetime.fromisoformat(text).timestamp()
    year = 1 if era[2] == "元" else int(era[2])
    year += 1988 if era[1] == "平成" else 2018
    return dt.datetime(year, int(era[3]), int(era[4]), tzinfo=JST).timestamp()


def fold(text):
    return unicodedata.normalize("NFKC", text).lower()


class Registers:
    def __init__(self, directory):
        self.directory = directory
        self.kind = {r["entity"]: r["kind"] for r in self.rows("entities")}
        self.grid = next(e for e, k in self.kind.items() if k == "tdso")
        self.posts = self.by("assignments", "社員番号", "発令日", "解除日", "cp932")
        self.accounts = self.by("accounts", ("system", "account"), "issued", "revoked")
        self.entitled = self.by("entitlements", ("system", "account"))
        self.users = self.by("shared_account_users", ("system", "account"))
        self.terminals = self.by("terminals", "terminal")
        self.addresses = self.by("addresses", "address")
        self.loans = self.by("terminal_loans", "terminal")
        self.rosters = self.by("rosters", "terminal")
        self.contracts = self.by("outsourcing", "contract")
        self.crew = self.by("outsourcing_staff", "person")
        self.grants = self.by("grants", "person")
        self.supply = self.by("supply_contracts", "supply_point")

    def rows(self, name, encoding="utf-8"):
        with open(os.path.join(self.directory, name + ".csv"), encoding=encoding, newline="") as f:
            yield from csv.DictReader(f)

    def by(self, name, key, since="from", until="until", encoding="utf-8"):
        table = defaultdict(list)
        for row in self.rows(name, encoding):
            row["period"] = (instant(row[since]), instant(row[until]))
            if row["period"][0] < row["period"][1]:
                at = row[key] if isinstance(key, str) else tuple(fold(row[k]) for k in key)
                table[at].append(row)
        return table


def at(rows, t):
    return [r for r in rows if r["period"][0] <= t < r["period"][1]]


class Judge:
    def __init__(self, registers):
        self.r = registers

    def works_for(self, person, t):
        return {p["会社コード"] for p in at(self.r.posts[person], t) if p["区分"] != "原籍"}

    def mandated(self, person, system, t):
        """The companies for which the person may use the system."""
        works = self.works_for(person, t)
        found = works & {self.r.grid}
        for row in at(self.r.crew[person], t):
            for contract in at(self.r.contracts[row["contract"]], t):
                if (contract["principal"] == self.r.grid and contract["contractor"] in works
                        and system in contract["systems"].split(";")):
                    found.add(contract["contractor"])
        return found

    def outcome(self, system, name, account, terminal, t):
        """permitted, doubtful or denied, under one reading of the account's and terminal's rows."""
        if account is None or terminal is None:
            return "denied"
        holder = account["holder"]
        if account["kind"] == "shared":
            holder = terminal["custodian"]
            if holder not in {u["person"] for u in at(self.r.users[(system, name)], t)}:
                return "denied"
        for grant in at(self.r.grants[holder], t):
            if (grant["system"], grant["account"], grant["terminal"]) == (
                    system, name, terminal["terminal"]):
                return "permitted"
        mandated = self.mandated(holder, system, t)
        places = {terminal["entity"]}
        places |= {l["borrower"] for l in at(self.r.loans[terminal["terminal"]], t)}
        if not at(self.r.entitled[(system, name)], t) or not places & mandated:
            return "denied"
        return "doubtful" if self.works_for(holder, t) - mandated else "permitted"

    def viewer(self, account, terminal, terminal_code, t):
        custodian = terminal["custodian"] if terminal else ""
        if account and account["kind"] != "shared":
            holder = account["holder"]
            if custodian == holder:
                return holder, "confirmed"
            places = {terminal["entity"]} if terminal else set()
            places |= {l["borrower"] for l in self.r.loans[terminal_code]}
            if places & self.works_for(holder, t):
                return holder, "presumed"
        if custodian:
            return custodian, "presumed"
        duty = {d["person"] for d in at(self.r.rosters[terminal_code], t)}
        return (duty.pop(), "presumed") if len(duty) == 1 else ("", "unknown")

    def judge(self, system, name, terminal, address, t):
        """(outcome, viewer, certainty); the outcome is undetermined where readings differ."""
        codes = [terminal] if address is None else [
            a["terminal"] for a in at(self.r.addresses[address], t)] or [None]
        places = [(c, row) for c in codes for row in at(self.r.terminals[c], t) or [None]]
        accounts = at(self.r.accounts[(system, name)], t) or [None]
        readings = [(a, c, row) for a, (c, row) in itertools.product(accounts, places)]
        outcomes = {self.outcome(system, name, a, row, t) for a, c, row in readings}
        if len(outcomes) > 1:
            return "undetermined", "", ""
        account, code, row = readings[0]
        return (outcomes.pop(), *self.viewer(account, row, code, t))


def nol(raw):
    line = raw.decode("cp932")
    if not line.endswith("\r\n") or line.count('"') % 2:
        raise ValueError("broken")
    when, name, terminal, _, action, _, point, result = next(csv.reader([line[:-2]]))
    era = re.match(r"R(\d+)\.(\d+)\.(\d+) (.*)", when)
    if era:
        when = f"{int(era[1]) + 2018}/{era[2]}/{era[3]} {era[4]}"
    t = dt.datetime.strptime(when, "%Y/%m/%d %H:%M:%S").replace(tzinfo=JST).timestamp()
    if (point == "") != (action == "ログイン") or result not in ("正常", "拒否"):
        raise ValueError("broken")
    return t, fold(name), terminal, None, point, result == "拒否"


def cc(raw):
    when, name, terminal, point, result = CC.match(raw.decode()).groups()
    return dt.datetime.fromisoformat(when).timestamp(), name, terminal, None, point, result == "DENY"


def nws(raw):
    e = json.loads(raw)
    t = dt.datetime.fromisoformat(e["time"].replace("Z", "+00:00")).timestamp()
    return t, e["actor"]["id"], None, e["src"], e["point"], e["status"] == 403


def renewables(raw):
    address, name, when, facility, status = RE.match(raw.decode()).groups()
    t = dt.datetime.strptime(when, "%d/%b/%Y:%H:%M:%S %z").timestamp()
    return t, fold(name), None, address, facility, status == "403"


SYSTEMS = {"nol": (nol, 1), "cc": (cc, 0), "nws": (nws, 0), "re": (renewables, 0)}
DISPOSITIONS = {"denied": "violation", "doubtful": "doubtful"}


def main(utility, output, registers):
    judge = Judge(Registers(registers))
    os.makedirs(output, exist_ok=True)
    findings, rejects, undetermined, scope = [], [], [], {}
    for system, (decode, headers) in SYSTEMS.items():
        viewers, seen, keyless = set(), set(), 0
        folder = os.path.join(utility, "logs", system)
        for name in sorted(os.listdir(folder)):
            file = f"logs/{system}/{name}"
            with open(os.path.join(folder, name), "rb") as f:
                lines = f.read().split(b"\n")[:-1]
            for number, raw in enumerate(lines[headers:], headers + 1):
                try:
                    t, account, terminal, address, target, refused = decode(raw + b"\n")
                except (ValueError, AttributeError):
                    rejects.append((file, number, "broken"))
                    continue
                outcome, viewer, certainty = judge.judge(system, account, terminal, address, t)
                if outcome == "undetermined":
                    undetermined.append((file, number))
                if outcome not in DISPOSITIONS:
                    continue
                retailer = "".join(r["retailer"] for r in at(judge.r.supply[target], t))
                disposition = DISPOSITIONS[outcome]
                if disposition == "violation" and refused:
                    disposition = "attempt"
                findings.append((file, number, system, disposition, viewer, certainty, target,
                                 retailer))
                if disposition != "violation":
                    continue
                viewers |= {viewer} - {""}
                if not target:
                    keyless += 1
                elif judge.r.kind.get(retailer) != "affiliate":
                    seen.add((target, retailer))
        scope[system] = {"viewers": len(viewers), "keyless": keyless,
                         "facilities" if system == "re" else "contracts": len({o for o, _ in seen})}
        if system != "re":
            scope[system]["retailers"] = len({r for _, r in seen})

    def table(name, header, rows):
        with open(os.path.join(output, name), "w", encoding="utf-8", newline="") as f:
            csv.writer(f).writerows([header, *rows])

    table("findings.csv", ["file", "line", "system", "disposition", "viewer", "certainty", "object",
                           "retailer"], findings)
    table("rejects.csv", ["file", "line", "reason"], rejects)
    table("undetermined.csv", ["file", "line"], undetermined)
    with open(os.path.join(output, "scope.json"), "w", encoding="utf-8") as f:
        json.dump({"systems": scope}, f)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5) or sys.argv[3:4] not in ([], ["--registers"]):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2],
         sys.argv[4] if len(sys.argv) == 5 else os.path.join(sys.argv[1], "register"))
