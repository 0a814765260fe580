#include "service/evidence/evidence_words.h"

#include <algorithm>

namespace sekisho::service {
namespace {

struct Word {
  std::string_view name;
  std::string_view japanese;
};

constexpr Word kWords[] = {
    // Kinds.
    {"decision", "判定"},
    {"review", "再判定"},
    {"seal", "改ざん検知記録"},
    {"act", "管理操作"},
    {"login", "ログイン"},
    {"export", "持出し"},
    {"key", "鍵"},
    {"destruction", "鍵の破棄"},
    {"record", "記録"},
    // Members.
    {"action", "操作"},
    {"actor", "実行者"},
    {"after", "変更後"},
    {"approval", "承認"},
    {"as_of", "基準日時"},
    {"attempts", "権限外アクセス(拒否済み)"},
    {"before", "変更前"},
    {"bodies", "本文数"},
    {"body", "本文"},
    {"by", "承認者"},
    {"bytes", "バイト数"},
    {"checkpoint", "記録確定点"},
    {"class", "保存区分"},
    {"content", "内容"},
    {"contradicted", "不整合件数"},
    {"corrected", "訂正件数"},
    {"counts", "件数"},
    {"doubtful", "要確認"},
    {"ended", "終了件数"},
    {"event", "事象"},
    {"events", "アクセス数"},
    {"facts_revision", "台帳の版"},
    {"factors", "認証要素"},
    {"files", "ファイル"},
    {"format", "形式"},
    {"from", "開始"},
    {"hash", "ハッシュ値"},
    {"inputs", "入力"},
    {"items", "件数"},
    {"kind", "種別"},
    {"lines", "行数"},
    {"name", "名称"},
    {"nonce", "乱数"},
    {"number", "決裁番号"},
    {"obligations", "付帯条件"},
    {"on", "対象種別"},
    {"origin", "ログ名"},
    {"period", "期間"},
    {"permitted", "許可"},
    {"policy_set", "閲覧可否ルールの版"},
    {"program", "プログラム"},
    {"reason", "理由"},
    {"reasons", "判定理由"},
    {"recipient", "提供先"},
    {"rejects", "読込不能行数"},
    {"result", "結果"},
    {"results", "出力"},
    {"root", "ルート"},
    {"run", "実行番号"},
    {"segment", "原本区画"},
    {"session", "セッション"},
    {"size", "記録数"},
    {"subject", "対象"},
    {"successor", "後継ログ"},
    {"system", "システム"},
    {"target", "対象物"},
    {"time", "日時"},
    {"unchanged", "変更なし件数"},
    {"undetermined", "判定保留"},
    {"until", "終了"},
    {"use", "用途"},
    {"v", "書式の版"},
    {"verifier", "検証鍵"},
    {"violations", "権限外アクセス(閲覧あり)"},
    {"what", "持出し対象"},
    {"withdrawn", "取消件数"},
    // Words that members hold.
    {"account", "ID"},
    {"add", "追加"},
    {"added", "追加"},
    {"archive", "保管"},
    {"campaign", "半期アクセスログ解析"},
    {"case", "調査案件"},
    {"change", "変更"},
    {"continued", "継続"},
    {"created", "作成"},
    {"delivery", "ログの受領"},
    {"deny", "拒否"},
    {"fact", "台帳"},
    {"failure", "失敗"},
    {"figure", "公表数値"},
    {"frozen", "凍結"},
    {"hold", "保全"},
    {"inquiry", "照会票"},
    {"log", "ログ"},
    {"permit", "許可"},
    {"policy", "閲覧可否ルール"},
    {"policy-draft", "閲覧可否ルールの案"},
    {"profile", "読込定義"},
    {"release", "保全解除"},
    {"remove", "削除"},
    {"restored", "復元"},
    {"retention", "保存期間"},
    {"retired", "引退"},
    {"setting", "設定"},
    {"success", "成功"},
    {"witness", "第三者による記録確認"},
};

}  // namespace

std::string evidence_word(std::string_view name, bool japanese) {
  const Word* const word = std::ranges::find(kWords, name, &Word::name);
  return std::string(japanese && word != std::end(kWords) ? word->japanese : name);
}

}  // namespace sekisho::service
