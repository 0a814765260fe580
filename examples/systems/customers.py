"""The customers of the made-up utility that `sekisho demo` writes: the supply points of its register of
contracts, and what a network company knows of each. People, addresses and figures are invented; a point
has the same ones at every start.
"""
import csv
import dataclasses
import datetime
import os
import random

PAGE = 20  # so many on one screen
CITIES = ["東浜市", "西浜市", "汐見市", "岬町", "沖ノ森村"]
STREETS = ["潮路", "松風", "灯台前", "渡船場", "浜通", "鳥居坂"]
FAMILIES = [("髙橋", "タカハシ"), ("﨑山", "サキヤマ"), ("小野", "オノ"), ("渡邊", "ワタナベ"),
            ("浜口", "ハマグチ"), ("汐崎", "シオザキ"), ("長谷川", "ハセガワ"), ("岬", "ミサキ")]
GIVENS = [("一郎", "イチロウ"), ("花子", "ハナコ"), ("恵", "メグミ"), ("健太", "ケンタ"),
          ("由美子", "ユミコ"), ("誠", "マコト"), ("さくら", "サクラ"), ("修", "オサム")]
CONTRACTS = [("従量電灯相当", "30A"), ("従量電灯相当", "60A"), ("低圧電力相当", "8kW"),
             ("高圧電力相当", "120kW")]


@dataclasses.dataclass
class Customer:
    point: str                # 供給地点特定番号
    number: str               # お客さま番号
    name: str
    kana: str
    address: str
    phone: str
    supplier: tuple           # code, name
    switching: str            # a switch that has been applied for; empty: none
    contract: str
    capacity: str
    contract_date: str
    usage: list               # month, kWh
    bank_account: str
    outage: str
    pole: str
    plant: str                # 設備ID of the registry; empty: generates nothing
    notes: list


def rows(directory, name):
    with open(os.path.join(directory, name), encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def make_customer(row, companies):
    dice = random.Random(row["supply_point"])
    family, given = dice.choice(FAMILIES), dice.choice(GIVENS)
    contract, capacity = dice.choice(CONTRACTS)
    supplier = (row["retailer"], companies[row["retailer"]])
    other = dice.choice([name for code, name in sorted(companies.items()) if code != supplier[0]])
    return Customer(
        point=row["supply_point"], number=row["customer"],
        name=family[0] + "\u3000" + given[0], kana=family[1] + " " + given[1],
        address=f"{dice.choice(CITIES)}{dice.choice(STREETS)}{dice.randint(1, 9)}丁目"
                f"{dice.randint(1, 30)}番{dice.randint(1, 20)}号",
        phone=f"090-0{dice.randrange(1000):03}-{dice.randrange(10000):04}",
        supplier=supplier,
        switching=f"{other}へ切替申込中" if dice.random() < 0.2 else "",
        contract=contract, capacity=capacity, contract_date=row["from"][:10],
        usage=[(f"2026-{month:02}", dice.randint(10000, 99999)) for month in (8, 9, 10)],
        bank_account=f"汐路信用金庫 {dice.randrange(10 ** 7):07}",
        outage=dice.choice(["停電なし", "停電中 復旧見込 18:00", "復旧済"]),
        pole=f"{dice.choice(STREETS)}幹{dice.randint(1, 300)}",
        plant=f"{dice.choice('ABCDEFGH')}{dice.randrange(10 ** 6):06}"
              f"{dice.choice('JKLM')}{dice.randint(40, 49)}" if dice.random() < 0.3 else "",
        notes=[f"{supplier[1]}の請求書について問合せ。当社では扱わないと案内。"] +
              ([f"{other}の料金と比べたいとの申出。"] if dice.random() < 0.5 else []))


class Customers:
    """All of them, by point. Notes that are added last as long as the program."""

    def __init__(self, registers):
        """`registers`: the directory `register` of the demo."""
        companies = {row["entity"]: row["name"] for row in rows(registers, "entities.csv")
                     if row["kind"] in ("retailer", "affiliate")}
        now = datetime.datetime.now(datetime.timezone.utc)
        in_force = [row for row in rows(registers, "supply_contracts.csv")
                    if row["retailer"] in companies
                    and datetime.datetime.fromisoformat(row["from"]) <= now
                    and (not row["until"] or now < datetime.datetime.fromisoformat(row["until"]))]
        self.by_point = {row["supply_point"]: make_customer(row, companies) for row in in_force}

    def find(self, phone="", name="", address="", number="", page=1):
        """A page of those who fit all that is given; nobody where nothing is."""
        phone, name = phone.replace("-", ""), name.replace(" ", "").replace("\u3000", "")
        if not (phone or name or address or number):
            return []
        found = [one for one in self.by_point.values()
                 if phone in one.phone.replace("-", "") and address in one.address
                 and number in one.number
                 and name in one.name.replace("\u3000", "")]
        return found[(page - 1) * PAGE:page * PAGE]

    def in_area(self, area):
        return [one for one in self.by_point.values() if one.address.startswith(area)]

    def with_plant(self):
        return [one for one in self.by_point.values() if one.plant]
