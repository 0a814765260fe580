#include "demo/names.h"

#include <array>

namespace sekisho::demo::demo {
namespace {

struct Spelling {
  std::string_view written, kana;
};

constexpr auto kFamilyNames = std::to_array<Spelling>({
    {"髙橋", "タカハシ"}, {"高橋", "タカハシ"},   {"山﨑", "ヤマサキ"}, {"山崎", "ヤマザキ"},
    {"渡邊", "ワタナベ"}, {"渡辺", "ワタナベ"},   {"德永", "トクナガ"}, {"斎藤", "サイトウ"},
    {"齋藤", "サイトウ"}, {"小林", "コバヤシ"},   {"加藤", "カトウ"},   {"岡田", "オカダ"},
    {"石川", "イシカワ"}, {"長谷川", "ハセガワ"}, {"藤井", "フジイ"},   {"村上", "ムラカミ"},
    {"近藤", "コンドウ"}, {"遠藤", "エンドウ"},   {"青木", "アオキ"},   {"西村", "ニシムラ"},
    {"福田", "フクダ"},   {"太田", "オオタ"},     {"三浦", "ミウラ"},   {"岡本", "オカモト"},
    {"松田", "マツダ"},   {"中川", "ナカガワ"},   {"小野", "オノ"},     {"竹内", "タケウチ"},
    {"金子", "カネコ"},   {"和田", "ワダ"},       {"中山", "ナカヤマ"}, {"上田", "ウエダ"},
    {"島﨑", "シマザキ"}, {"久保", "クボ"},       {"工藤", "クドウ"},   {"野口", "ノグチ"},
});

constexpr auto kGivenNames = std::to_array<Spelling>({
    {"一郎", "イチロウ"}, {"陽子", "ヨウコ"}, {"拓也", "タクヤ"},   {"真由美", "マユミ"},
    {"修", "オサム"},     {"千尋", "チヒロ"}, {"浩二", "コウジ"},   {"明日香", "アスカ"},
    {"豊", "ユタカ"},     {"早苗", "サナエ"}, {"達也", "タツヤ"},   {"みどり", "ミドリ"},
    {"学", "マナブ"},     {"智子", "トモコ"}, {"雄介", "ユウスケ"}, {"彩", "アヤ"},
    {"進", "ススム"},     {"奈々", "ナナ"},   {"哲", "テツ"},       {"ひかり", "ヒカリ"},
});

constexpr auto kFirstSyllables =
    std::to_array<std::string_view>({"アル", "ケノ", "サユ", "トロ", "ネミ", "ハソ", "マヨ", "ユラ",
                                     "リテ", "ロキ", "ワカ", "ヌイ", "フエ"});
constexpr auto kLastSyllables =
    std::to_array<std::string_view>({"ソネ", "ミタ", "ルカ", "ヒヨ", "ノア", "ケム", "ラト", "ツネ",
                                     "オリ", "ウレ", "シロ", "ナヘ"});
static_assert(kFirstSyllables.size() * kLastSyllables.size() == kRetailerCount);

constexpr auto kSystems = std::to_array<SystemName>({
    {"nol", "託送契約オンライン", "logical", "託送契約"},
    {"cc", "お客さま受付システム", "logical", "お客さま対応"},
    {"nws", "系統設定管理システム", "physical", "系統運用"},
    {"re", "再エネ登録簿(外部)", "physical", "電力契約"},
    {"mdms", "計量データ管理システム", "physical", "検針管理"},
    {"hes", "計器通信制御システム", "physical", "検針管理"},
    {"bill", "託送料金計算システム", "physical", "託送契約"},
    {"switch", "供給者変更支援システム", "physical", "託送契約"},
    {"outage", "停電情報システム", "physical", "配電計画"},
    {"asset", "設備台帳システム", "physical", "配電計画"},
    {"works", "工事管理システム", "physical", "配電計画"},
    {"map", "配電地図システム", "physical", "配電計画"},
    {"conn", "系統接続申込システム", "physical", "系統運用"},
    {"plan", "需給計画システム", "physical", "系統運用"},
    {"imb", "インバランス精算システム", "physical", "託送契約"},
    {"fcst", "需要想定システム", "physical", "系統運用"},
    {"reserve", "調整力管理システム", "physical", "系統運用"},
    {"vault", "契約書庫", "physical", "電力契約"},
    {"desk", "問合せ記録簿", "logical", "お客さま対応"},
    {"dwh", "分析基盤", "logical", "情報システム"},
});

}  // namespace

PersonName random_person_name(Random& random) {
  const Spelling& family = kFamilyNames[random.below(kFamilyNames.size())];
  const Spelling& given = kGivenNames[random.below(kGivenNames.size())];
  return {std::string(family.written) + "　" + std::string(given.written),
          std::string(family.kana) + " " + std::string(given.kana)};
}

std::string retailer_name(size_t number) {
  return std::string(kFirstSyllables[number % kFirstSyllables.size()]) +
         std::string(kLastSyllables[number / kFirstSyllables.size()]) + "電力合同会社";
}

std::span<const SystemName> system_names() {
  return kSystems;
}

}  // namespace sekisho::demo::demo
