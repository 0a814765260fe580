#!/usr/bin/env python3
"""ネットワークオンライン: what suppliers and the network company's clerks work with, as a JSON API with
downloads in CSV (CP932). It knows who asks by the gate alone, and keeps the access log that
sources/logs/nol.toml reads.

    network_online.py --registers demo/register --logs logs/nol --keys identity-keys.json
"""
import csv
import datetime
import io
import json

import serving
from gate_identity import GatedHandler, Identities

LOG_HEADER = "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n"
COLUMNS = ["供給地点特定番号", "お客さま番号", "契約者名", "フリガナ", "需要場所", "電話番号",
           "小売電気事業者コード", "小売電気事業者名", "スイッチング状況", "契約種別", "契約電力",
           "契約年月日", "使用電力量", "口座番号", "停電状況", "電柱番号", "備考"]


def as_json(one):
    return {"supply_point": one.point, "customer_number": one.number, "name": one.name,
            "kana": one.kana, "address": one.address, "phone": one.phone,
            "supplier": {"code": one.supplier[0], "name": one.supplier[1]},
            "switching": one.switching or None,
            "contract": {"type": one.contract, "capacity": one.capacity},
            "contract_date": one.contract_date,
            "usage": [{"month": month, "kwh": kwh} for month, kwh in one.usage],
            "bank_account": one.bank_account, "outage": one.outage,
            "facility": {"pole": one.pole, "plant": one.plant or None}, "notes": one.notes}


def as_row(one):
    return [one.point, one.number, one.name, one.kana, one.address, one.phone, *one.supplier,
            one.switching, one.contract, one.capacity, one.contract_date, one.usage[-1][1],
            one.bank_account, one.outage, one.pole, " / ".join(one.notes)]


class NetworkOnline(GatedHandler):
    def get(self):
        if self.enter():
            if self.segments == [""]:
                self.say({"system": "ネットワークオンライン"})
            elif self.segments == ["points"]:
                self.search()
            elif self.segments == ["points.csv"]:
                self.download()
            else:
                self.show()

    def change(self, body):
        """PUT /points/{spid}/notes with a text adds a note."""
        if not self.enter():
            return
        one = self.customers.by_point.get(self.segments[1] if len(self.segments) == 3 else "")
        if one is None or self.command != "PUT" or self.segments[::2] != ["points", "notes"]:
            self.say({"error": "該当なし"}, 404)
        else:
            one.notes.append(body.decode(errors="replace"))
            self.write_log("NOL-310", "更新", one)
            self.say({"notes": one.notes})

    def turn_away(self):
        self.write_log("NOL-1", "ログイン", None, "拒否")
        self.say({"error": "ゲート経由でのみ利用できます"}, 403)

    def show(self):
        one = self.customers.by_point.get(self.segments[-1])
        if self.segments[:-1] != ["points"] or one is None:
            return self.say({"error": "該当なし"}, 404)
        self.write_log("NOL-205", "照会, 詳細", one)
        return self.say(as_json(one))

    def search(self):
        asked = {name: self.query.get(name, "") for name in ("phone", "name", "address")}
        asked["number"] = self.query.get("customer_number", "")
        page = self.query.get("page", "1")
        found = self.customers.find(**asked, page=int(page) if page.isdecimal() else 1)
        for one in found:
            self.write_log("NOL-201", "検索", one)
        self.say({"count": len(found), "points": [as_json(one) for one in found]})

    def download(self):
        found = self.customers.in_area(self.query.get("area", ""))
        table = io.StringIO(newline="")
        writer = csv.writer(table, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for one in found:
            writer.writerow(as_row(one))
            self.write_log("NOL-401", "出力", one)
        self.answer(table.getvalue().encode("cp932"), "text/csv; charset=Shift_JIS",
                    headers=[("Content-Disposition", 'attachment; filename="points.csv"')])

    def say(self, what, status=200):
        """The answer shows who asked."""
        who = {"person": self.visitor.person, "account": self.visitor.account,
               "terminal": self.visitor.terminal}
        self.answer(json.dumps({"who": who, **what}, ensure_ascii=False),
                    "application/json", status)

    def write_log(self, screen, action, one, outcome="正常"):
        now = datetime.datetime.now(serving.JAPAN)
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow(
            [now.strftime("%Y/%m/%d %H:%M:%S"), self.visitor.account, self.visitor.terminal, screen,
             action, one.number if one else "", one.point if one else "", outcome])
        self.log.write(line.getvalue())


if __name__ == "__main__":
    GIVEN = serving.arguments(__doc__.splitlines()[0], ("--keys", "the gate's public keys"))
    NetworkOnline.identities = Identities("nol", GIVEN.keys)
    NetworkOnline.log = serving.Log(GIVEN.logs, "NOL_%Y%m.csv", "cp932", LOG_HEADER)
    serving.serve(NetworkOnline, GIVEN)
