#!/usr/bin/env python3
"""コールセンター: screens in HTML for those who answer the telephone. It knows who asks by the gate alone,
and keeps the access log that sources/logs/cc.toml reads.

    call_centre.py --registers demo/register --logs logs/cc --keys identity-keys.json
"""
import datetime
import html
import os
import urllib.parse

import serving
from gate_identity import GatedHandler, Identities

PAGE = """<!DOCTYPE html>
<html lang="ja">
<head><meta charset="utf-8"><title>お客さま受付</title>
<link rel="stylesheet" href="/assets/style.css"></head>
<body>
<nav><a href="/">検索へ戻る</a></nav>
<p class="who">{who}</p>
{body}
</body>
</html>
"""
STYLE = """body { font-family: sans-serif; margin: 1.5em 2em; line-height: 1.5; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; } .who { color: #555; }
dl { display: grid; grid-template-columns: 10em 1fr; gap: .2em 1em; margin: 0; }
dt { font-weight: bold; } dd { margin: 0; }
th, td { padding: .2em 1em .2em 0; text-align: left; }
"""
SEARCH = """<h1>お客さま検索</h1>
<form action="/customers">
<p><label>電話番号 <input name="phone"></label></p>
<p><label>氏名 <input name="name"></label></p>
<p><label>住所 <input name="address"></label></p>
<p><button>検索</button></p>
</form>
"""


def hit(one):
    return (f'<tr><td><a class="supply-point" href="/customers/{one.point}">{one.point}</a></td>'
            f'<td class="name">{html.escape(one.name)}</td>'
            f'<td class="address">{html.escape(one.address)}</td>'
            f'<td class="phone">{one.phone}</td>'
            f'<td class="supplier">{html.escape(one.supplier[1])}</td></tr>\n')


def hits(found):
    return ("<h1>検索結果</h1>\n<table>\n<tr><th>供給地点特定番号</th><th>氏名</th><th>住所</th>"
            "<th>電話番号</th><th>小売電気事業者</th></tr>\n"
            + "".join(hit(one) for one in found) + "</table>\n")


def screen(one):
    terms = [("供給地点特定番号", one.point), ("お客さま番号", one.number), ("氏名", one.name),
             ("フリガナ", one.kana), ("住所", one.address), ("電話番号", one.phone),
             ("停電状況", one.outage), ("電柱番号", one.pole),
             ("小売電気事業者", f"{one.supplier[1]}({one.supplier[0]})"),
             ("スイッチング申込", one.switching or "なし"), ("契約種別", one.contract),
             ("契約電力", one.capacity), ("契約年月日", one.contract_date),
             ("口座番号", one.bank_account)]
    usage = "".join(f'<tr><td class="usage">{month}</td><td class="usage">{kwh:,}</td></tr>'
                    for month, kwh in one.usage)
    notes = "".join(f'<li class="notes">{html.escape(note)}</li>\n' for note in one.notes)
    return ("<h1>お客さま照会</h1>\n<dl>\n"
            + "".join(f"<dt>{term}</dt><dd>{html.escape(text)}</dd>\n" for term, text in terms)
            + f"</dl>\n<h2>使用電力量</h2>\n<table>\n<tr><th>年月</th><th>kWh</th></tr>\n{usage}\n"
              f"</table>\n<h2>応対記録</h2>\n<ul>\n{notes}</ul>\n"
              '<form method="post">\n<p><input name="memo"><button>追記</button></p>\n</form>\n')


class CallCentre(GatedHandler):
    def get(self):
        if self.segments == ["assets", "style.css"]:  # holds nobody's data
            self.answer(STYLE, "text/css")
        elif self.enter():
            if self.segments == [""]:
                self.show(SEARCH)
            elif self.segments == ["customers"]:
                self.search()
            else:
                self.customer()

    def change(self, body):
        """POST /customers/{spid} with a form adds a note."""
        if not self.enter():
            return
        one = self.customers.by_point.get(self.segments[-1])
        if self.segments[:-1] != ["customers"] or one is None or self.command != "POST":
            self.show("<h1>該当なし</h1>", 404)
        else:
            form = dict(urllib.parse.parse_qsl(body.decode(errors="replace")))
            one.notes.append(form.get("memo", ""))
            self.write_log("更新", one)
            self.answer("", "text/html; charset=utf-8", 303,
                        headers=[("Location", f"/customers/{one.point}")])

    def turn_away(self):
        self.write_log("ログイン", None, "DENY")
        self.show("<h1>ゲート経由でのみ利用できます</h1>", 403)

    def search(self):
        found = self.customers.find(**{name: self.query.get(name, "")
                                       for name in ("phone", "name", "address")})
        for one in found:
            self.write_log("検索", one)
        self.show(hits(found))

    def customer(self):
        one = self.customers.by_point.get(self.segments[-1])
        if self.segments[:-1] != ["customers"] or one is None:
            return self.show("<h1>該当なし</h1>", 404)
        self.write_log("照会", one)
        return self.show(screen(one))

    def show(self, body, status=200):
        """Every screen shows who is working at it."""
        who = f"担当 {self.visitor.person}({self.visitor.account}) 端末 {self.visitor.terminal}"
        self.answer(PAGE.format(who=html.escape(who), body=body), "text/html; charset=utf-8", status)

    def write_log(self, action, one, outcome="OK"):
        now = datetime.datetime.now(serving.JAPAN).isoformat(timespec="seconds")
        point = f' spid="{one.point}"' if one else ""
        self.log.write(f'<134>1 {now} cc-ap01 callcenter {os.getpid()} VIEW '
                       f'[cc@32473 uid="{serving.without_breaks(self.visitor.account)}" '
                       f'term="{serving.without_breaks(self.visitor.terminal)}"{point} '
                       f'ope="{action}" res="{outcome}"] お客さま受付\n')


if __name__ == "__main__":
    GIVEN = serving.arguments(__doc__.splitlines()[0], ("--keys", "the gate's public keys"))
    CallCentre.identities = Identities("cc", GIVEN.keys)
    CallCentre.log = serving.Log(GIVEN.logs, "callcenter-%Y-%m.log")
    serving.serve(CallCentre, GIVEN)
