#include "service/words.h"

#include <span>

namespace sekisho::service {
namespace {

struct Word {
  std::string_view name, ja, en;
};

report::Bilingual look_up(std::span<const Word> words, std::string_view name) {
  for (const Word& word : words) {
    if (word.name == name) return {std::string(word.ja), std::string(word.en)};
  }
  return {std::string(name), std::string(name)};
}

constexpr Word kDispositions[] = {
    {"violation", "権限外アクセス(閲覧あり)", "unauthorised access"},
    {"attempt", "権限外アクセス(拒否済み)", "unauthorised attempt, refused"},
    {"doubtful", "要確認", "doubtful"},
    {"undetermined", "判定保留", "undetermined"},
};

constexpr Word kCertainties[] = {
    {"confirmed", "確定", "confirmed"},
    {"presumed", "推定", "presumed"},
    {"unknown", "特定不能", "unknown"},
};

constexpr Word kViewerBases[] = {
    {"custodian-is-holder", "端末管理責任者がID名義人本人である",
     "the terminal's custodian is the account's holder"},
    {"holders-company", "端末がID名義人の勤務先のもの、または勤務先へ貸与されたものである",
     "the terminal belongs to, or was lent to, a company that the holder works for"},
    {"custodian", "ID名義人と無関係の端末であり、端末管理責任者を閲覧者と推定した",
     "the terminal has nothing to do with the holder; its custodian is presumed"},
    {"shared-custodian", "共用IDのため、端末管理責任者を閲覧者と推定した",
     "a shared account; the terminal's custodian is presumed"},
    {"roster", "共用端末の当番が当該時刻に1名のみであった",
     "the only one on duty at the shared terminal"},
    {"none", "閲覧者を特定できる記録がない", "no record names anybody"},
};

constexpr Word kActions[] = {
    {"view", "照会", "view"},        {"search", "検索", "search"},
    {"list", "一覧表示", "list"},    {"print", "印刷", "print"},
    {"export", "出力", "export"},    {"update", "更新", "update"},
    {"login", "ログイン", "log-in"}, {"logout", "ログアウト", "log-out"},
    {"batch", "一括処理", "batch"},  {"other", "その他", "other"},
};

constexpr Word kRejects[] = {
    {"empty-line", "空行", "empty line"},
    {"too-few-fields", "項目数の不足", "too few fields"},
    {"too-many-fields", "項目数の超過", "too many fields"},
    {"broken-quote", "引用符の不整合", "broken quoting"},
    {"bad-encoding", "文字コードの誤り", "wrong encoding"},
    {"bad-time", "日時の誤り", "not a time"},
    {"missing-field", "必須項目の欠落", "a required field is missing"},
    {"unknown-value", "定義にない値", "a value that the profile does not know"},
    {"bad-structure", "書式の誤り", "broken structure"},
    {"too-long", "長すぎる行", "line too long"},
    {"nul-byte", "NULバイトの混入", "NUL byte"},
    {"pattern-mismatch", "書式に合わない行", "does not match the pattern"},
    {"multiline-too-long", "長すぎるレコード", "record too long"},
};

constexpr Word kGaps[] = {
    {"silent-day", "記録のない日", "a day without a line"},
    {"sequence-jump", "連番の欠け", "the numbering jumps"},
    {"clock-steps-back", "時刻の逆行", "the clock steps back"},
    {"truncated-file", "ファイルの途切れ", "the file is cut off"},
};

constexpr Word kCaseStates[] = {
    {"open", "未判断", "open"},
    {"triaged", "一次確認済み", "triaged"},
    {"closed", "二次確認済み", "closed"},
    {"withdrawn", "取下げ", "withdrawn"},
};

constexpr Word kOutcomes[] = {
    {"", "判断前", "not judged"},
    {"real", "権限外と認定", "real"},
    {"explained", "業務上の理由あり", "explained"},
    {"rule-wrong", "判定ルールの誤り", "rule wrong"},
    {"register-wrong", "台帳の誤り", "register wrong"},
};

}  // namespace

report::Bilingual disposition_words(std::string_view name) {
  return look_up(kDispositions, name);
}
report::Bilingual certainty_words(std::string_view name) {
  return look_up(kCertainties, name);
}
report::Bilingual viewer_basis_words(std::string_view name) {
  return look_up(kViewerBases, name);
}
report::Bilingual action_words(std::string_view name) {
  return look_up(kActions, name);
}
report::Bilingual reject_words(std::string_view name) {
  return look_up(kRejects, name);
}
report::Bilingual gap_words(std::string_view name) {
  return look_up(kGaps, name);
}
report::Bilingual case_state_words(std::string_view name) {
  return look_up(kCaseStates, name);
}
report::Bilingual outcome_words(std::string_view name) {
  return look_up(kOutcomes, name);
}

}  // namespace sekisho::service
