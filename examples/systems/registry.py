#!/usr/bin/env python3
"""再エネ登録簿: the registry of another body, to which the network company has one account for everybody.
No gate of ours stands before it, so who looked is found by its access log afterwards: the common log
format that sources/logs/re.toml reads.

    registry.py --registers demo/register --logs logs/re --password-file registry-password
"""
import base64
import datetime
import hmac
import html

import serving

ACCOUNT = "SJN0001"
PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>再エネ登録簿</title></head>
<body><p>利用者 {account}</p>
{body}
</body></html>
"""


def row(one):
    return (f'<tr><td><a href="/nintei/detail?setsubi={one.plant}">{one.plant}</a></td>'
            f"<td>{html.escape(one.name)}</td></tr>\n")


def detail(one):
    return (f"<h1>認定設備 {one.plant}</h1>\n<dl><dt>設置者</dt><dd>{html.escape(one.name)}</dd>"
            f"<dt>設置場所</dt><dd>{html.escape(one.address)}</dd>"
            f"<dt>買取契約</dt><dd>{html.escape(one.supplier[1])}</dd></dl>\n")


class Registry(serving.Handler):
    password = log = None

    def get(self):
        self.account = self.logged_in()
        if not self.account:
            return self.show("<h1>ログインしてください</h1>", 401,
                             [("WWW-Authenticate", 'Basic realm="registry", charset="UTF-8"')])
        if self.segments in ([""], ["login"]):
            return self.show('<h1>再エネ登録簿</h1>\n<p><a href="/nintei/list">一覧</a></p>')
        found = self.customers.with_plant()
        if self.segments == ["nintei", "list"]:
            return self.show("<table>\n" + "".join(row(one) for one in found[:20]) + "</table>")
        one = next((one for one in found if one.plant == self.query.get("setsubi")), None)
        if self.segments != ["nintei", "detail"] or one is None:
            return self.show("<h1>該当なし</h1>", 404)
        return self.show(detail(one))

    def logged_in(self):
        """The account, by its password; empty: nobody's."""
        scheme, _, text = self.headers.get("Authorization", "").partition(" ")
        try:
            account, _, password = base64.b64decode(text, validate=True).decode().partition(":")
        except ValueError:
            return ""
        right = hmac.compare_digest(password.encode(), self.password.encode())
        return account if scheme.lower() == "basic" and account == ACCOUNT and right else ""

    def show(self, body, status=200, headers=()):
        page = PAGE.format(account=self.account or "-", body=body).encode()
        now = datetime.datetime.now(serving.JAPAN).strftime("%d/%b/%Y:%H:%M:%S %z")
        self.log.write(f'{self.client_address[0]} - {self.account or "-"} [{now}] '
                       f'"{self.command} {serving.without_breaks(self.path)} HTTP/1.1" {status} '
                       f'{len(page)} "-" "-"\n')
        self.answer(page, "text/html; charset=utf-8", status, headers)


if __name__ == "__main__":
    GIVEN = serving.arguments(__doc__.splitlines()[0],
                              ("--password-file", "a file with the account's password"))
    with open(GIVEN.password_file, encoding="utf-8") as FILE:
        Registry.password = FILE.read().strip()
    Registry.log = serving.Log(GIVEN.logs, "access_log.%Y%m")
    serving.serve(Registry, GIVEN)
