#include "register/contradictions.h"

namespace sekisho::reg {
namespace {

struct Words {
  std::string_view name;
  Sentence title;
  Sentence consequence;
};

constexpr Sentence kBothReadings{
    "どちらの行が正しい場合についても判定する。結果が同じならそれを用い、異なる閲覧は検出事項とせず"
    "、"
    "両方の解釈とともに判定保留の一覧に載せる。",
    "Decided under both readings; where they differ, the access is listed as undetermined with "
    "both, never as a finding."};

// INVARIANT: in the order of ContradictionKind.
constexpr std::array<Words, kContradictionKindCount> kWords = {{
    {"inverted-period",
     {"終了が開始より前の期間", "A period ends before it begins"},
     {"二つの日付の間について、この行が有効な場合と無効な場合の両方で判定する。"
      "結果が異なる閲覧は判定保留の一覧に載せる。",
      "Between the two dates, decided with the row in force and without it; where they differ, the "
      "access is listed as undetermined."}},
    {"unknown-code",
     {"どの台帳にもないコードへの参照", "A row refers to a code that no register declares"},
     {"そのコードについての事実はないものとして扱い、それを要する条件は満たされない。"
      "台帳の対象期間外であれば判定保留とする。",
      "There are no facts about the code, so a condition that needs one fails; outside the "
      "register's coverage it is undetermined."}},
    {"declared-twice",
     {"内容の異なる二重の登録", "One thing is declared by two rows that differ"},
     {"先に書かれた行を用いる。", "The row that stands first is used."}},
    {"no-tdso",
     {"一般送配電事業者の登録がない", "No entity is the T&D company"},
     {"社内か社外かを判定できないため、閲覧を許す根拠が得られない。法人台帳を訂正するまで点検の結果"
      "を用いない。",
      "Nobody can be found to work for the T&D company, so nothing is permitted: do not use a "
      "review before the register of entities is corrected."}},
    {"several-tdso",
     {"一般送配電事業者が複数登録されている", "Several entities are the T&D company"},
     {"先に書かれた法人を、情報遮断の内側にある会社とする。",
      "The entity that stands first is the company that the barrier stands around."}},
    {"account-twice",
     {"同一IDの名義人又は種別が重複", "One account has two holders or kinds at once"},
     kBothReadings},
    {"terminal-twice",
     {"同一端末の所有者、設置場所又は端末管理責任者が重複",
      "One terminal has two owners, sites or custodians at once"},
     kBothReadings},
    {"address-twice",
     {"同一アドレスが複数の端末に割当て", "One address has two terminals at once"},
     kBothReadings},
    {"loan-twice",
     {"同一端末が複数の相手に貸与", "One terminal is lent to two at once"},
     kBothReadings},
    {"retailer-code-twice",
     {"同一の事業者コードが複数の法人に対応",
      "One retailer's code stands for two entities at once"},
     {"開始日が後の行を用いる。", "The row that began last is used."}},
    {"supply-twice",
     {"同一供給地点の小売電気事業者が重複", "One supply point has two retailers at once"},
     {"開始日が後の契約を、閲覧時点の小売電気事業者の契約とする。",
      "The contract that began last is taken as the supplier at that time."}},
    {"no-employer",
     {"ID名義人の勤務先がない期間", "A holder of an account works nowhere"},
     {"台帳の対象期間内に勤務先がなければ、勤務先を要する条件は満たされない。",
      "Inside the register's coverage, a condition that needs a place of work fails."}},
    {"grant-outside-disaster",
     {"災害対応期間外に及ぶ応援者利用許可", "A helper's grant reaches beyond its disaster"},
     {"利用許可は記載された期間のまま用いる。災害対応期間外の部分の当否は人が確認する。",
      "The grant is used with its period as written; whether its part outside the disaster was "
      "right is for people to say."}},
    {"linked-to-itself",
     {"同一人台帳の一行が同じ社員番号を二度挙げている",
      "A row of same_person names one employee number twice"},
     {"この行は効力をもたない。", "The row has no effect."}},
}};

}  // namespace

std::string_view name_of(ContradictionKind kind) {
  return kWords[static_cast<size_t>(kind)].name;
}
Sentence title_of(ContradictionKind kind) {
  return kWords[static_cast<size_t>(kind)].title;
}
Sentence consequence_of(ContradictionKind kind) {
  return kWords[static_cast<size_t>(kind)].consequence;
}

}  // namespace sekisho::reg
