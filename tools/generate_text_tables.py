#!/usr/bin/env python3
"""Write the tables of src/text: CP932 and the variant kanji.

    tools/generate_text_tables.py            rewrites src/text/*.inc
    tools/generate_text_tables.py --check    exits 1 when a file is not what would be written

The CP932 table comes from Python's codec; a unit test holds it against iconv's. The variant table
joins the pairs below with the CJK compatibility ideographs of Unicode.
"""

import pathlib
import sys
import unicodedata

TEXT = pathlib.Path(__file__).resolve().parent.parent / "src" / "text"
HEADER = "// Written by tools/generate_text_tables.py; do not edit.\n"

# Each line: the kanji that a match key keeps, then its variants in names of people and places.
VARIANTS = """
高髙 崎﨑嵜 辺邊邉 斎齋 斉齊 浜濱濵 沢澤 桜櫻 国國囯 広廣 徳德 恵惠 瀬瀨 吉𠮷 島嶋嶌㠀 峰峯 竜龍 蔵藏 真眞 寿壽 栄榮
円圓 鉄鐵銕 万萬 晋晉 応應 館舘 条條 学學 会會 豊豐 滝瀧 糸絲 弥彌 野埜 富冨 桑桒 杉杦 柳栁 清淸 青靑 黒黑 増增 寛寬
禄祿 緑綠 郎郞 朗朖 曽曾 槙槇 薮藪 桧檜 県縣 関關 亀龜 駅驛 芦蘆 茎莖 鴎鷗 礼禮 来來 両兩 乗乘 仏佛 仮假 伝傳 価價
倹儉 児兒 兎兔 剣劍劔劒 剤劑 励勵 労勞 勲勳 勅敕 区區 医醫 単單 即卽 厳嚴 収收 参參 双雙 叙敍 台臺 号號 告吿 営營 囲圍
図圖 団團 塁壘 壊壞 壌壤 売賣 変變 奥奧 奨奬 嬢孃 宝寶 実實 写寫 対對 専專 将將 尽盡 届屆 属屬 岳嶽 峡峽 巌巖嵓 巣巢
帯帶 帰歸 庁廳 廃廢 弁辨瓣辯 弐貳 弾彈 当當 径徑 従從 徴徵 恋戀 悪惡 悩惱 懐懷 戦戰 戯戲 戸戶 払拂 抜拔 択擇 担擔 拝拜
拠據 拡擴 挙擧 挟挾 挿插 捜搜 掲揭 揺搖 摂攝 撃擊 数數 断斷 旧舊 昼晝 晃晄 暁曉 暦曆 栃杤 柏栢 柿柹 梅楳槑 検檢 楼樓
楽樂 概槪 様樣 権權 横橫 欧歐 歓歡 歩步 歯齒 歳歲 歴歷 残殘 殴毆 毎每 気氣 浄淨 浅淺 渇渴 渉涉 渓溪 温溫 湾灣 湿濕
満滿 滞滯 済濟 潜潛 渋澁 炉爐 点點 為爲 焼燒 犠犧 状狀 独獨 狭狹 猟獵 献獻 獣獸 瑶瑤 画畫 畳疊 発發 盗盜 研硏 秘祕
称稱 穂穗 穏穩 稲稻 窃竊 竈竃 粋粹 粛肅 経經 絵繪 継繼 続續 総總 縁緣 縄繩 縦縱 繊纖 缶罐 聡聰 聴聽 胆膽 脳腦 臓臟
舎舍 舗舖 艶艷 芸藝 荘莊 蒋蔣 薫薰 薬藥 虎乕 虫蟲 蛍螢 蛮蠻 蝋蠟 衛衞 装裝 褒襃 覇霸 覚覺 覧覽 観觀 触觸 訳譯 証證
誉譽 読讀 譲讓 賛贊 践踐 転轉 軽輕 辞辭 逓遞 遅遲 遥遙 郷鄕 酔醉 醸釀 釈釋 釜釡 鋭銳 録錄 銭錢 鎌鐮 鎮鎭 閲閱 闘鬪
陥陷 隠隱 隣鄰 随隨 険險 雑雜 霊靈 静靜 顔顏 顕顯 頬頰 頼賴 飲飮 餅餠 騒騷 験驗 髄髓 鬱欝 魚𩵋 鶏鷄雞 麦麥 麹麴 麺麵
黙默 巻卷 圏圈 呉吳 娯娛 尭堯 穣穰 凛凜 亘亙 蛎蠣 祢禰 祷禱 桝枡 松枩 船舩 土圡 梁樑 角⻆ 昂昻 教敎 乃迺 略畧 群羣
裏裡 侠俠 倶俱 剥剝 噛嚙 嘘噓 填塡 屏屛 掴摑 攪撹 涛濤 痩瘦 砺礪 箪簞 繋繫 莱萊 蝉蟬 躯軀 醤醬 頚頸 鴬鶯 鹸鹼 冴冱
寝寢 喜㐂 時旹 年秊 和咊 世丗 秋穐龝秌
"""


def variants():
    table = {}
    for group in VARIANTS.split():
        kept = group[0]
        for variant in group[1:]:
            table[ord(variant)] = ord(kept)
    for code in [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]:
        decomposed = unicodedata.normalize("NFC", chr(code))
        if len(decomposed) == 1 and ord(decomposed) != code:
            table.setdefault(code, ord(decomposed))
    for code in list(table):  # chains end at a kanji that is kept
        seen = {code}
        while table[code] in table and table[code] not in seen:
            seen.add(table[code])
            table[code] = table[table[code]]
        if table[code] in seen:
            raise SystemExit(f"variants of {chr(code)} go in a circle")
    return table


def variant_table():
    rows, row = [], ""
    for code, kept in sorted(variants().items()):
        pair = f"{{{code:#x}, {kept:#x}}},"
        if len(row) + len(pair) + 1 > 99:
            rows.append(row.rstrip() + "\n")
            row = ""
        row += pair + " "
    title = "// Variant kanji and the one that a match key keeps, by code point.\n"
    return HEADER + title + "".join(rows) + row.rstrip() + "\n"


def cp932_table():
    """One row of 188 cells for each lead byte 81-9F, E0-EF, FA-FC; 0 where there is no character.

    F0-F9 is the user-defined area, which is computed.
    """
    out = [HEADER, "// Lead bytes 81-9F, E0-EF and FA-FC; second bytes 40-7E and 80-FC of each.\n"]
    for lead in [*range(0x81, 0xA0), *range(0xE0, 0xF0), *range(0xFA, 0xFD)]:
        out.append(f"// {lead:02X}\n")
        cells = []
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFD)]:
            try:
                text = bytes([lead, trail]).decode("cp932")
            except UnicodeDecodeError:
                text = "\0"
            cells.append(f"{ord(text):#x}," if text != "\0" else "0,")
        row = ""
        for cell in cells:
            if len(row) + len(cell) > 99:
                out.append(row + "\n")
                row = ""
            row += cell
        out.append(row + "\n")
    return "".join(out)


def main():
    stale = False
    tables = {"cp932_table.inc": cp932_table(), "variant_table.inc": variant_table()}
    for name, content in tables.items():
        path = TEXT / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != content:
                print(f"{path} is stale: run tools/generate_text_tables.py", file=sys.stderr)
                stale = True
        else:
            path.write_text(content, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
