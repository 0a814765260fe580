#include "policy/obligations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "policy/limits.h"
#include "text/nearest.h"

namespace sekisho::policy {
namespace {

constexpr std::string_view kMaskKind = "mask";
constexpr std::array<std::string_view, 8> kMaskWords{"show",  "first3",    "last4",  "city",
                                                     "month", "pseudonym", "redact", "remove"};

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

template <class Map>
std::string did_you_mean_key(std::string_view word, const Map& known) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : known) names.push_back(name);
  std::string help = text::did_you_mean(word, names);
  return help.empty() ? fmt::format("Known are {}.", fmt::join(names, ", ")) : help;
}

std::unexpected<Error> unknown(std::string_view what, std::string_view name, std::string help) {
  return fail(ErrorCode::kBadInput, fmt::format("unknown {} `{}` in an obligation", what, name), {},
              std::move(help));
}

// `phone=last4`, or the name of a profile.
Result<Obligations> parse_mask(std::string_view text, const Vocabulary& vocabulary) {
  const size_t sign = text.find('=');
  if (sign == std::string_view::npos) {
    const auto profile = vocabulary.profiles.find(text);
    if (profile != vocabulary.profiles.end()) return profile->second.masks;
    return unknown("mask profile", text, did_you_mean_key(text, vocabulary.profiles));
  }
  const std::string_view field = trimmed(text.substr(0, sign));
  const std::string_view name = trimmed(text.substr(sign + 1));
  const std::optional<Mask> mask = mask_named(name);
  if (!mask) {
    std::string help = text::did_you_mean(name, kMaskWords);
    if (help.empty()) help = "Write show, first3, last4, city, month, pseudonym, redact or remove.";
    return unknown("mask", name, std::move(help));
  }
  if (field == "*") return Obligations(*mask, {});
  if (!vocabulary.fields.contains(field)) {
    return unknown("field", field, did_you_mean_key(field, vocabulary.fields));
  }
  return Obligations({}, {{std::string(field), *mask}});
}

Result<Obligations> parse_one(std::string_view text, const Vocabulary& vocabulary) {
  const size_t colon = text.find(':');
  const std::string_view kind = trimmed(text.substr(0, colon));
  if (colon == std::string_view::npos || kind != kMaskKind) {
    return unknown("kind", kind,
                   "Write `mask:PROFILE` or `mask:FIELD=MASK`; several are separated by commas.");
  }
  return parse_mask(trimmed(text.substr(colon + 1)), vocabulary);
}

}  // namespace

const Mask& Obligations::mask_of(std::string_view field) const {
  const auto found = fields().find(field);
  return found == fields().end() ? others() : found->second;
}

Obligations::Obligations(const Mask& others, Fields fields) {
  std::erase_if(fields, [&](const auto& entry) { return entry.second == others; });
  demand_ = std::make_shared<const Demand>(others, std::move(fields));
}

const std::shared_ptr<const Obligations::Demand>& Obligations::nothing() {
  static const auto demand = std::make_shared<const Demand>();
  return demand;
}

bool Obligations::uses(MaskMethod method) const {
  return others().method == method || std::ranges::any_of(fields(), [&](const auto& one) {
           return one.second.method == method;
         });
}

void Obligations::merge(const Obligations& more) {
  if (demand_ == more.demand_ || more.none()) return;
  Fields merged = fields();
  for (const auto& [field, mask] : more.fields()) merged.try_emplace(field, others());
  for (auto& [field, mask] : merged) mask = stronger(mask, more.mask_of(field));
  *this = Obligations(stronger(others(), more.others()), std::move(merged));
}

std::strong_ordering Obligations::operator<=>(const Obligations& other) const {
  if (demand_ == other.demand_) return std::strong_ordering::equal;
  return *demand_ <=> *other.demand_;
}

std::string to_string(const Obligations& obligations) {
  if (obligations.none()) return "nothing";
  std::string out;
  for (const auto& [field, mask] : obligations.fields()) {
    out += fmt::format("{}: {}, ", field, to_string(mask));
  }
  return out + "others: " + to_string(obligations.others());
}

Result<Obligations> parse_obligations(std::string_view annotation, const Vocabulary& vocabulary) {
  Obligations out;
  size_t count = 0;
  for (size_t at = 0; at <= annotation.size();) {
    const size_t comma = std::min(annotation.find(',', at), annotation.size());
    if (++count > kMaxObligations) {
      return fail(ErrorCode::kLimit, fmt::format("more than {} obligations", kMaxObligations), {},
                  "Define a profile in obligations.toml.");
    }
    const auto one = parse_one(trimmed(annotation.substr(at, comma - at)), vocabulary);
    if (!one) return std::unexpected(one.error());
    out.merge(*one);
    at = comma + 1;
  }
  return out;
}

Result<Obligations> obligations_of(const cedar::Policy& policy, const Vocabulary& vocabulary) {
  const std::string* annotation = policy.annotation(kObligationAnnotation);
  if (annotation == nullptr) return Obligations{};
  Result<Obligations> out = parse_obligations(*annotation, vocabulary);
  if (out) return out;
  Error error = out.error();
  error.place = policy.place;
  return std::unexpected(std::move(error));
}

}  // namespace sekisho::policy
