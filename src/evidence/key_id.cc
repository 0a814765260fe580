#include "evidence/key_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/limits.h"

namespace sekisho::evidence {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxKeyNameBytes && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
  });
}

// `2022-10`
bool is_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return false;
  const std::string_view month = text.substr(5);
  return std::ranges::all_of(text.substr(0, 4), is_digit) && month >= "01" && month <= "12" &&
         is_digit(month[0]) && is_digit(month[1]);
}

}  // namespace

Result<KeyId> KeyId::make(Kind kind, std::string_view name, std::string_view month) {
  if (!is_name(name) || (kind == Kind::kPerson && name.size() < kMinPseudonymBytes)) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no name of a key", name), {},
                "Use lower-case letters, digits and `-`.");
  }
  if (kind == Kind::kClass ? !is_month(month) : !month.empty()) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no month", month), {},
                "Write a month as 2022-10.");
  }
  return KeyId(kind, name, month);
}

Result<KeyId> KeyId::of_person(std::string_view pseudonym) {
  return make(Kind::kPerson, pseudonym, {});
}
Result<KeyId> KeyId::of_class(std::string_view name, std::string_view month) {
  return make(Kind::kClass, name, month);
}
Result<KeyId> KeyId::of_segment(std::string_view id) {
  return make(Kind::kSegment, id, {});
}

Result<KeyId> KeyId::parse(std::string_view text) {
  const size_t dot = text.find('.');
  const std::string_view kind = text.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  if (kind == "person") return of_person(rest);
  if (kind == "segment") return of_segment(rest);
  if (const size_t second = rest.find('.'); kind == "class" && second != std::string_view::npos)
    return of_class(rest.substr(0, second), rest.substr(second + 1));
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is no name of a key", text));
}

std::string KeyId::text() const {
  switch (kind_) {
    case Kind::kPerson:
      return "person." + name_;
    case Kind::kClass:
      return fmt::format("class.{}.{}", name_, month_);
    case Kind::kSegment:
      return "segment." + name_;
  }
  return {};
}

}  // namespace sekisho::evidence
