#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "mask/plan.h"
#include "policy/limits.h"

// What the tests and the fuzz target of this folder mask by.
namespace sekisho::mask {

inline const policy::Vocabulary& sample_vocabulary() {
  static const policy::Vocabulary vocabulary = policy::Vocabulary::parse(R"([fields]
name     = { ja = "氏名", en = "name" }
address  = { ja = "住所", en = "address" }
phone    = { ja = "電話番号", en = "telephone number" }
supplier = { ja = "小売電気事業者", en = "supplier" }
date     = { ja = "契約日", en = "date" }
usage    = { ja = "使用量", en = "usage" }
notes    = { ja = "備考", en = "notes" }
mail     = { ja = "メール", en = "mail" }
[profiles.minimum]
ja = "最低限"
en = "minimum"
masks = { address = "show", phone = "show", supplier = "remove", others = "redact" }
)",
                                                                         "obligations.toml")
                                                   .value();
  return vocabulary;
}

inline const Places& sample_places() {
  static const Places places = Places::parse(R"([fields.name]
json = ["/**/name", "/customers/*/holder"]
headings = ["氏名", "お名前"]
elements = ["#name", ".name", "[name=holder]"]
[fields.address]
json = ["/**/address"]
headings = ["住所"]
elements = [".address"]
[fields.phone]
json = ["/**/phone", "/**/電話", "/list/0"]
headings = ["電話番号", "TEL"]
elements = [".phone", "[name=phone]"]
[fields.supplier]
json = ["/**/supplier"]
headings = ["小売電気事業者"]
elements = [".supplier"]
[fields.date]
json = ["/**/date"]
headings = ["契約日"]
elements = [".date"]
[fields.usage]
json = ["/**/usage"]
headings = ["使用量"]
elements = [".usage"]
[fields.notes]
json = ["/**/notes"]
headings = ["備考"]
elements = [".notes"]
text = true
[fields.mail]
[labels]
json = ["/page"]
headings = ["No"]
elements = ["h1", "th", "dt", "label"]
attributes = ["type", "form action"]
)",
                                             "places.toml", sample_vocabulary())
                                   .value();
  return places;
}

// The same without a path to an element by its number: what a masker may then take in a row.
inline const Places& places_without_index() {
  static const Places places = [] {
    Places out = sample_places();
    std::erase(out.fields.at("phone").json, "/list/0");
    return out;
  }();
  return places;
}

inline policy::Obligations obligations_named(std::string_view annotation) {
  return policy::parse_obligations(annotation, sample_vocabulary()).value();
}

// `mask:phone=last4, mask:supplier=remove`; a pseudonym is the value's length and a fixed sum.
inline Plan sample_plan(std::string_view annotation, const Places& places = sample_places()) {
  const auto token = [](std::string_view value) {
    uint32_t sum = 7;
    for (const char c : value) sum = sum * 31 + static_cast<unsigned char>(c);
    return "P" + std::to_string(sum);
  };
  return Plan::compile(places, obligations_named(annotation), token).value();
}

// Everything that a masker gives for a text in pieces of `piece` bytes, or its error.
template <class Masker>
Result<std::string> in_pieces(Masker masker, std::string_view text, size_t piece) {
  std::string out;
  for (size_t at = 0; at < text.size(); at += piece) {
    if (auto pushed = masker.push(text.substr(at, piece), out); !pushed) {
      return std::unexpected(pushed.error());
    }
  }
  if (auto finished = masker.finish(out); !finished) return std::unexpected(finished.error());
  return out;
}

// The same cut in two, the first piece of `first` bytes.
template <class Masker>
Result<std::string> cut_at(Masker masker, std::string_view text, size_t first) {
  std::string out;
  if (auto pushed = masker.push(text.substr(0, first), out); !pushed) {
    return std::unexpected(pushed.error());
  }
  if (auto pushed = masker.push(text.substr(first), out); !pushed) {
    return std::unexpected(pushed.error());
  }
  if (auto finished = masker.finish(out); !finished) return std::unexpected(finished.error());
  return out;
}

}  // namespace sekisho::mask
