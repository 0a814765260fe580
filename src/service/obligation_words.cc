#include "service/obligation_words.h"

#include <fmt/format.h>

#include <map>

namespace sekisho::service {

using report::Bilingual;

Bilingual mask_words(const policy::Mask& mask) {
  switch (mask.method) {
    case policy::MaskMethod::kShow:
      return {"そのまま表示", "shown as it is"};
    case policy::MaskMethod::kFirst:
      return {fmt::format("先頭{}文字のみ", mask.kept),
              fmt::format("the first {} characters", mask.kept)};
    case policy::MaskMethod::kLast:
      return {fmt::format("末尾{}文字のみ", mask.kept),
              fmt::format("the last {} characters", mask.kept)};
    case policy::MaskMethod::kCity:
      return {"市区町村まで", "as far as the municipality"};
    case policy::MaskMethod::kMonth:
      return {"年月まで", "year and month"};
    case policy::MaskMethod::kPseudonym:
      return {"仮名化", "a pseudonym"};
    case policy::MaskMethod::kRedact:
      return {"マスキング", "redacted"};
    case policy::MaskMethod::kRemove:
      return {"項目ごと削除", "removed"};
  }
  return {};
}

std::vector<Bilingual> obligation_lines(const policy::Obligations& obligations,
                                        const policy::Vocabulary& vocabulary) {
  if (obligations.none()) return {};
  std::map<policy::Mask, Bilingual> fields;
  const auto add = [&](const policy::Mask& mask, const Bilingual& field) {
    Bilingual& list = fields[mask];
    list.ja += (list.ja.empty() ? "" : "、") + field.ja;
    list.en += (list.en.empty() ? "" : ", ") + field.en;
  };
  for (const auto& [name, mask] : obligations.fields()) {
    const auto words = vocabulary.fields.find(name);
    const bool known = words != vocabulary.fields.end();
    add(mask, known ? Bilingual{words->second.ja, words->second.en} : Bilingual{name, name});
  }
  add(obligations.others(), {"その他すべて", "everything else"});
  std::vector<Bilingual> out;
  for (const auto& [mask, list] : fields) {
    const Bilingual words = mask_words(mask);
    out.push_back(
        {fmt::format("{}: {}", words.ja, list.ja), fmt::format("{}: {}", words.en, list.en)});
  }
  return out;
}

}  // namespace sekisho::service
