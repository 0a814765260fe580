#include "mask/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "mask/free_text.h"
#include "mask/generalise.h"
#include "mask/plan_parts.h"
#include "text/cp932.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::mask {
namespace {

using policy::Mask;
using policy::MaskMethod;

// Merges what several places say of one.
void merge(Treatment& into, const Treatment& more) {
  into =
      into.named ? Treatment{stronger(into.mask, more.mask), true, into.text || more.text} : more;
}

// Marks behind a heading are none of its name: `電話番号：`, `氏名*`.
std::string heading_key(std::string_view utf8) {
  std::string key = text::match_key(utf8);
  constexpr std::string_view kReference = "※";
  while (key.ends_with(':') || key.ends_with('*') || key.ends_with(kReference)) {
    key.resize(key.size() - (key.ends_with(kReference) ? kReference.size() : 1));
  }
  return key;
}

class PlanCompiler {
 public:
  PlanCompiler(const Places& places, const policy::Obligations& obligations, Pseudonym pseudonym)
      : places_(places) {
    parts_.obligations = obligations;
    parts_.pseudonym = std::move(pseudonym);
    parts_.others = {obligations.others(), false, false};
    parts_.attributes.insert(places.attributes.begin(), places.attributes.end());
  }

  Result<Plan::Parts> compile() {
    if (auto checked = check(); !checked) return std::unexpected(checked.error());
    for (const auto& [field, places] : places_.fields) {
      add(places, {parts_.obligations.mask_of(field), true, places.text});
    }
    add(places_.labels, {Mask{}, true, false});
    auto json = JsonPaths::compile(paths_, parts_.others);
    if (!json) return std::unexpected(json.error());
    parts_.json = std::move(*json);
    return std::move(parts_);
  }

 private:
  Result<void> check() const {
    for (const auto& [field, mask] : parts_.obligations.fields()) {
      if (mask.method == MaskMethod::kShow || !parts_.others.shows()) continue;
      if (places_.fields.contains(field)) continue;
      return fail(
          ErrorCode::kBadInput,
          fmt::format("the field `{}` has to be masked and has no place", field), {},
          fmt::format("Say where it stands in a table [fields.{}]; an empty table says that "
                      "the system does not have it.",
                      field));
    }
    if (!parts_.pseudonym && parts_.obligations.uses(MaskMethod::kPseudonym)) {
      return fail(ErrorCode::kBadInput, "a field is to become a pseudonym, and there is no key", {},
                  "Give the key of the legal entity that looks.");
    }
    return {};
  }

  void add(const FieldPlaces& places, const Treatment& treatment) {
    for (const std::string& path : places.json) {
      if (auto steps = path_steps(path)) paths_.push_back({std::move(*steps), treatment});
    }
    for (const std::string& heading : places.headings) {
      merge(parts_.headings[heading_key(heading)], treatment);
    }
    for (const std::string& element : places.elements) {
      if (auto selector = selector_of(element)) {
        merge(parts_.elements[selector->kind][selector->name], treatment);
      }
    }
  }

  const Places& places_;
  Plan::Parts parts_;
  std::vector<JsonPaths::Path> paths_;
};

// Where the character ends that begins at `at`.
size_t character_end(std::string_view value, size_t at, ValueEncoding encoding) {
  if (encoding == ValueEncoding::kCp932) return at + text::cp932_character_bytes(value.substr(at));
  static_cast<void>(text::next_code_point(value, at));
  return at;
}

// Where the last character begins.
size_t last_character(std::string_view value, ValueEncoding encoding) {
  if (encoding == ValueEncoding::kCp932) return text::last_cp932_character(value);
  size_t at = value.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(value[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::string_view first_characters(std::string_view value, size_t characters,
                                  ValueEncoding encoding) {
  size_t at = 0;
  for (size_t i = 0; i < characters && at < value.size(); ++i) {
    at = character_end(value, at, encoding);
  }
  return value.substr(0, at);
}

std::string_view last_characters(std::string_view value, size_t characters,
                                 ValueEncoding encoding) {
  size_t at = value.size();
  for (size_t i = 0; i < characters && at > 0; ++i) {
    at = last_character(value.substr(0, at), encoding);
  }
  return value.substr(at);
}

void append_masked(std::string_view value, const Mask& mask, const Pseudonym& pseudonym,
                   ValueEncoding encoding, std::string& out) {
  switch (mask.method) {
    case MaskMethod::kFirst: {
      // Of a short value nothing would be hidden.
      const std::string_view kept = first_characters(value, mask.kept, encoding);
      if (kept.size() < value.size()) out += kept;
      out += kMark;
      return;
    }
    case MaskMethod::kLast: {
      const std::string_view kept = last_characters(value, mask.kept, encoding);
      out += kMark;
      if (kept.size() < value.size()) out += kept;
      return;
    }
    case MaskMethod::kCity:
      out += municipality_of(value).value_or(std::string(kMark));
      return;
    case MaskMethod::kMonth:
      out += month_of(value).value_or(std::string(kMark));
      return;
    case MaskMethod::kPseudonym:
      out += pseudonym(text::fold_width(value));
      return;
    case MaskMethod::kShow:
    case MaskMethod::kRedact:
    case MaskMethod::kRemove:
      out += kMark;
  }
}

}  // namespace

Result<Plan> Plan::compile(const Places& places, const policy::Obligations& obligations,
                           Pseudonym pseudonym) {
  auto parts = PlanCompiler(places, obligations, std::move(pseudonym)).compile();
  if (!parts) return std::unexpected(parts.error());
  return Plan(std::make_shared<const Parts>(std::move(*parts)));
}

const Treatment* Plan::Parts::heading(std::string_view utf8) const {
  const auto found = headings.find(heading_key(utf8));
  return found == headings.end() ? nullptr : &found->second;
}

const Treatment* Plan::Parts::element(Selector::Kind kind, std::string_view name) const {
  const auto of_kind = elements.find(kind);
  if (of_kind == elements.end()) return nullptr;
  const auto found = of_kind->second.find(name);
  return found == of_kind->second.end() ? nullptr : &found->second;
}

bool Plan::shows_all() const {
  return parts_->obligations.none();
}

const Treatment& Plan::others() const {
  return parts_->others;
}

policy::Mask Plan::mask_of(std::string_view field) const {
  return parts_->obligations.mask_of(field);
}

std::string Plan::treated(std::string_view value, const Treatment& treatment) const {
  std::string out;
  if (!treat(value, treatment, out)) out = value;
  return out;
}

bool Plan::treat(std::string_view value, const Treatment& treatment, std::string& out,
                 ValueEncoding encoding) const {
  if (treatment.shows()) return treatment.text && mask_text(value, *this, out);
  const auto blank = [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
  };
  std::string_view trimmed = value;
  while (!trimmed.empty() && blank(trimmed.front())) trimmed.remove_prefix(1);
  if (trimmed.empty()) return false;  // there is nothing to hide
  while (blank(trimmed.back())) trimmed.remove_suffix(1);
  append_masked(trimmed, treatment.mask, parts_->pseudonym, encoding, out);
  return true;
}

}  // namespace sekisho::mask
