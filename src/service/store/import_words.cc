#include "service/store/import_words.h"

#include <algorithm>

#include "text/sentence.h"

namespace sekisho::service {
namespace {

using text::Words;

constexpr Words kGrounds[] = {
    {"{} of {} facts of `{}` would end",
     "台帳「{3}」の {2} 件のうち {1} 件が終了または取消になります"},
    {"{} facts of `{}` would end, and {} rows cannot be read: they may be about these",
     "台帳「{2}」の {1} 件が終了または取消になりますが、読込不能行が {3} "
     "行あり、その行のことかもしれません"},
};

constexpr Words kRegisters[] = {
    {"entities", "法人"},
    {"systems", "システム"},
    {"sites", "事業所"},
    {"people", "従業者"},
    {"assignments", "所属"},
    {"same_person", "同一人物"},
    {"accounts", "ID"},
    {"entitlements", "利用権限"},
    {"shared_account_users", "共用IDの利用者"},
    {"terminals", "端末"},
    {"terminal_loans", "端末の貸与"},
    {"rosters", "勤務表"},
    {"addresses", "ネットワークアドレス"},
    {"outsourcing", "委託"},
    {"outsourcing_staff", "委託従事者"},
    {"disasters", "災害対応"},
    {"grants", "応援者利用許可"},
    {"retailer_codes", "小売電気事業者コード"},
    {"supply_contracts", "供給契約"},
};

}  // namespace

std::string ground_in_japanese(std::string_view english) {
  const std::string said = text::in_japanese(kGrounds, english, [](std::string_view value) {
    const auto* known = std::ranges::find(kRegisters, value, &Words::en);
    return std::string(known == std::end(kRegisters) ? value : known->ja);
  });
  return said.empty() ? std::string(english) : said;
}

}  // namespace sekisho::service
