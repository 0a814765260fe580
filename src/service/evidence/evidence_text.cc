#include "service/evidence/evidence_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "evidence/entry.h"
#include "evidence/schema.h"
#include "report/display_width.h"
#include "service/evidence/evidence_words.h"
#include "text/base64.h"
#include "text/encoding.h"
#include "text/json.h"
#include "text/number.h"
#include "text/time_format.h"
#include "tlog/tree_hash.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

constexpr size_t kTimeColumns = 19;
constexpr size_t kKindColumns = 14;  // 改ざん検知記録
constexpr size_t kSystemColumns = 8;
constexpr size_t kLabelColumns = 24;
constexpr size_t kShownCharacters = 72;  // of a value in a line

std::string padded(std::string text, size_t columns) {
  const size_t width = report::display_width(text);
  return text.append(columns - std::min(columns, width), ' ');
}

// Without what a terminal would obey or turn around, and not longer than a line should be.
std::string visible(std::string_view text, size_t characters = std::string::npos) {
  std::string out;
  for (size_t at = 0; at < text.size(); --characters) {
    if (characters == 0) return out + "…";
    const std::optional<char32_t> c = text::next_code_point(text, at);
    const bool odd = !c || *c < 0x20 || (*c >= 0x7F && *c < 0xA0) ||
                     (*c >= 0x202A && *c <= 0x202E) || (*c >= 0x2066 && *c <= 0x2069) ||
                     *c == 0x200E || *c == 0x200F;
    text::append_code_point(odd ? 0xFFFD : *c, out);
  }
  return out;
}

std::string shown(const JsonValue& value, const evidence::Member* member, bool japanese) {
  const std::optional<std::string_view> text = value.as_string();
  if (!text) return visible(value.to_json());
  if (member != nullptr && member->shape == evidence::Shape::kWord) {
    return visible(evidence_word(*text, japanese));
  }
  const std::optional<Instant> time = member != nullptr && member->shape == evidence::Shape::kTime
                                          ? evidence::entry_time(*text)
                                          : std::nullopt;
  return time ? text::rfc3339(*time, text::kJst) : visible(*text);
}

std::string text_at(const JsonValue& entry, std::string_view pointer) {
  const JsonValue* const value = entry.at_pointer(pointer);
  return value == nullptr ? "" : visible(value->as_string().value_or(""));
}

// What the kind says of itself in a few words.
std::string gist(const JsonValue& entry, const evidence::Kind* kind, bool japanese) {
  std::string out;
  const auto add = [&out](std::string_view text) {
    if (!out.empty() && !text.empty()) out += ' ';
    out += text;
  };
  if (kind == nullptr) return visible(entry.to_json(), kShownCharacters);
  for (const evidence::Member& member : kind->members) {
    const bool telling = member.shape == evidence::Shape::kWord ||
                         member.shape == evidence::Shape::kName ||
                         member.shape == evidence::Shape::kText;
    const JsonValue* const value = entry.find(member.name);
    if (value == nullptr || !member.required) continue;
    if (telling) add(shown(*value, &member, japanese));
    if (member.shape == evidence::Shape::kAnything)
      add(visible(value->to_json(), kShownCharacters));
  }
  const auto say = [&](const char* english, const char* in_japanese, const std::string& who) {
    if (who.empty()) return;
    out += fmt::format("{}{} {}", japanese ? "、" : ", ", japanese ? in_japanese : english, who);
  };
  say("by", "実行者", text_at(entry, "/actor"));
  say("about", "対象", text_at(entry, "/subject"));
  say("approved by", "承認者", text_at(entry, "/approval/by"));
  return out;
}

const evidence::Kind* kind_of(const JsonValue& entry) {
  const JsonValue* const kind = entry.find("kind");
  return kind == nullptr ? nullptr : evidence::kind_named(kind->as_string().value_or(""));
}

size_t index_columns(uint64_t size) {
  return std::max<size_t>(5, std::to_string(size).size());
}

const evidence::Member* member_named(std::span<const evidence::Member> members,
                                     std::string_view name) {
  const auto found = std::ranges::find(members, name, &evidence::Member::name);
  return found == members.end() ? nullptr : &*found;
}

class Rows {
 public:
  explicit Rows(bool japanese) : japanese_(japanese) {}

  void object(const JsonValue& object, const std::string& label,
              std::span<const evidence::Member> members) {
    for (const auto& [name, value] : ordered(object)) {
      const evidence::Member* member = member_named(members, name);
      if (member == nullptr && label.empty()) {
        member = member_named(evidence::common_members(), name);
      }
      const std::string word = member == nullptr ? visible(name) : evidence_word(name, japanese_);
      this->value(value,
                  label.empty() ? word : fmt::format("{}{}{}", label, japanese_ ? "・" : ".", word),
                  member);
    }
  }
  std::string text() && { return std::move(out_); }

 private:
  // What somebody looks for first comes first, and what only machines need last.
  static std::vector<text::JsonMember> ordered(const JsonValue& object) {
    std::vector<text::JsonMember> members(object.members().begin(), object.members().end());
    const auto rank = [](std::string_view name) {
      if (name == "kind") return 0;
      if (name == "time") return 1;
      return name == "nonce" || name == "v" ? 3 : 2;
    };
    std::ranges::sort(members, {}, [&](const text::JsonMember& member) {
      return std::pair(rank(member.key), std::string_view(member.key));
    });
    return members;
  }

  void value(const JsonValue& value, const std::string& label, const evidence::Member* member) {
    if (value.is_object() && value.size() > 0) {
      const bool known = member != nullptr && member->object != nullptr;
      return object(value, label,
                    known ? member->object->members : std::span<const evidence::Member>());
    }
    if (value.is_array() && value.size() > 0) {
      for (const JsonValue& item : value.items()) this->value(item, label, member);
      return;
    }
    const bool kind = member != nullptr && member->name == "kind";
    out_ += fmt::format("  {} {}\n", padded(label, kLabelColumns),
                        kind ? evidence_word(value.as_string().value_or(""), japanese_)
                             : shown(value, member, japanese_));
  }

  bool japanese_;
  std::string out_;
};

std::string leaf_of(std::string_view entry) {
  return crypto::to_hex(crypto::view(tlog::leaf_hash(entry)));
}

}  // namespace

std::string entry_line_header(uint64_t size, bool japanese) {
  const auto columns = static_cast<int>(index_columns(size));
  if (japanese) {
    return fmt::format("{}  {}  {}  {}  内容\n",
                       std::string(static_cast<size_t>(columns) - 4, ' ') + "番号",
                       padded("日時(日本時間)", kTimeColumns), padded("種別", kKindColumns),
                       padded("システム", kSystemColumns));
  }
  return fmt::format("{:>{}}  {:<{}}  {:<{}}  {:<{}}  what\n", "index", columns, "time (Japan)",
                     kTimeColumns, "kind", kKindColumns, "system", kSystemColumns);
}

std::string entry_line(uint64_t index, uint64_t size, std::string_view entry, bool japanese) {
  const Result<JsonValue> value = JsonValue::parse(entry);
  const auto columns = static_cast<int>(index_columns(size));
  if (!value || !value->is_object()) {
    return fmt::format("{:>{}}  {}\n", index, columns, visible(entry, kShownCharacters));
  }
  const std::optional<Instant> time = evidence::entry_time(text_at(*value, "/time"));
  const evidence::Kind* const kind = kind_of(*value);
  const std::string name = evidence_word(text_at(*value, "/kind"), japanese);
  const std::string system = text_at(*value, "/system");
  return fmt::format("{:>{}}  {}  {}  {}  {}\n", index, columns,
                     padded(time ? text::date_time_iso(*time, text::kJst) : "-", kTimeColumns),
                     padded(name.empty() ? "-" : name, kKindColumns),
                     padded(system.empty() ? "-" : system, kSystemColumns),
                     gist(*value, kind, japanese));
}

std::string entry_rows(std::string_view entry, bool japanese) {
  const Result<JsonValue> value = JsonValue::parse(entry);
  std::string out;
  if (value && value->is_object()) {
    const evidence::Kind* const kind = kind_of(*value);
    Rows rows(japanese);
    rows.object(*value, {}, kind == nullptr ? std::span<const evidence::Member>() : kind->members);
    out = std::move(rows).text();
  } else {
    out = "  " + visible(entry) + "\n";
  }
  const char* const label = japanese ? "リーフのハッシュ値" : "leaf hash";
  return out + fmt::format("  {} {}\n", padded(label, kLabelColumns), leaf_of(entry));
}

std::string entry_json(uint64_t index, std::string_view entry) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("index", index).member("leaf", leaf_of(entry));
  if (JsonValue::parse(entry)) {
    json.key("entry").raw(entry);
  } else {
    json.member("bytes", text::base64_encode(entry));
  }
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service
