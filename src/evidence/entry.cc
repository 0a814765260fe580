#include "evidence/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "crypto/random.h"
#include "evidence/limits.h"
#include "evidence/schema.h"
#include "text/base64.h"
#include "text/canonical_json.h"
#include "text/civil.h"
#include "text/json_pointer.h"
#include "text/nearest.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::evidence {
namespace {

constexpr size_t kNonceCharacters = 22;
constexpr size_t kHashCharacters = 64;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_text(std::string_view text) {
  return !text.empty() && text.size() <= kMaxTextBytes && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNameBytes &&
         std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

bool is_pseudonym(std::string_view text) {
  return text.size() >= kMinPseudonymBytes && text.size() <= kMaxPseudonymBytes &&
         std::ranges::all_of(text,
                             [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

bool is_hash(std::string_view text) {
  return text.size() == kHashCharacters && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool is_nonce(std::string_view text) {
  return text.size() == kNonceCharacters && text::base64url_decode(text).has_value();
}

struct Fault {
  std::string_view message;
  std::string_view help = {};
};

// What is wrong with a value of this shape, for those that are one string or number.
std::optional<Fault> fault_of(const Member& member, const text::JsonValue& value) {
  const std::optional<std::string_view> text = value.as_string();
  switch (member.shape) {
    case Shape::kVersion:
      if (value.as_int() == kSchemaVersion) return std::nullopt;
      return Fault{"is not the version that this program writes", "Write 1, or leave it out."};
    case Shape::kText:
      if (text && is_text(*text)) return std::nullopt;
      return Fault{"is no text of one line", "Write 1 to 4096 bytes without control characters."};
    case Shape::kName:
      if (text && is_name(*text)) return std::nullopt;
      return Fault{"is no name", "Write 1 to 128 printable ASCII characters without spaces."};
    case Shape::kPseudonym:
      if (text && is_pseudonym(*text)) return std::nullopt;
      return Fault{"is no pseudonym",
                   "Write 8 to 64 ASCII letters, digits, `-` or `_`, never a name or an employee "
                   "number: an entry stays for ever."};
    case Shape::kTime:
      if (text && entry_time(*text)) return std::nullopt;
      return Fault{"is no time in UTC", "Write it as `2026-01-31T03:34:56Z` or `…56.789Z`."};
    case Shape::kHash:
      if (text && is_hash(*text)) return std::nullopt;
      return Fault{"is no SHA-256", "Write 64 hexadecimal digits in lower case."};
    case Shape::kNonce:
      if (text && is_nonce(*text)) return std::nullopt;
      return Fault{"is no nonce", "Write 128 random bits in base64url, or leave it out."};
    case Shape::kCount:
      if (value.as_uint()) return std::nullopt;
      return Fault{"is no whole number from 0 on"};
    case Shape::kAnything:
      if (value.is_object()) return std::nullopt;
      return Fault{"is no object"};
    case Shape::kWord:
    case Shape::kObject:
      break;
  }
  return std::nullopt;
}

class EntryCheck {
 public:
  explicit EntryCheck(const Kind& kind) : kind_(kind) {}

  Result<void> run(const text::JsonValue& entry) {
    if (members(entry, kind_.members, common_members())) return {};
    error_.message = fmt::format("`{}` {}", pointer_, error_.message);
    return std::unexpected(std::move(error_));
  }

 private:
  bool refuse(std::string message, std::string help = {}) {
    error_ = {ErrorCode::kBadInput, std::move(message), {}, std::move(help)};
    return false;
  }
  // An error is on its way out of a member or an item.
  bool refused_below(std::string_view token) {
    pointer_ = "/" + text::json_pointer_escaped(token) + pointer_;
    return false;
  }

  // An object whose members are those of both tables.
  bool members(const text::JsonValue& object, std::span<const Member> own,
               std::span<const Member> common) {
    for (const auto& [name, value] : object.members()) {
      const Member* member = find(own, name);
      if (member == nullptr) member = find(common, name);
      if (member == nullptr) unknown(name, own, common);
      if (member == nullptr || !this->value(value, *member)) return refused_below(name);
    }
    for (const Member& member : common) {
      if (member.required || is_one_of(member.name, kind_.needs)) {
        if (!has(object, member)) return false;
      }
    }
    for (const Member& member : own) {
      if (member.required && !spared(object, member) && !has(object, member)) return false;
    }
    return true;
  }

  static bool spared(const text::JsonValue& object, const Member& member) {
    const size_t bar = member.unless.find('|');
    if (bar == std::string_view::npos) return false;
    const text::JsonValue* const other = object.find(member.unless.substr(0, bar));
    return other != nullptr &&
           is_one_of(other->as_string().value_or(""), member.unless.substr(bar + 1));
  }

  static const Member* find(std::span<const Member> table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Member::name);
    return found == table.end() ? nullptr : &*found;
  }

  bool has(const text::JsonValue& object, const Member& member) {
    if (object.find(member.name) != nullptr) return true;
    refuse("is missing", fmt::format("An entry of the kind `{}` needs it.", kind_.name));
    return refused_below(member.name);
  }

  bool unknown(std::string_view name, std::span<const Member> own, std::span<const Member> common) {
    std::vector<std::string_view> names;
    for (const Member& member : own) names.push_back(member.name);
    for (const Member& member : common) names.push_back(member.name);
    std::string help = text::did_you_mean(name, names);
    if (help.empty()) help = "docs/formats/evidence.md lists the members.";
    return refuse(fmt::format("is not a member in the kind `{}`", kind_.name), std::move(help));
  }

  bool value(const text::JsonValue& value, const Member& member) {
    if (!member.many) return one(value, member);
    const std::span<const text::JsonValue> items = value.items();
    if (items.empty() || items.size() > kMaxListItems) {
      return refuse(fmt::format("is no list of 1 to {}", kMaxListItems));
    }
    for (size_t i = 0; i < items.size(); ++i) {
      if (!one(items[i], member)) return refused_below(std::to_string(i));
    }
    return true;
  }

  bool one(const text::JsonValue& value, const Member& member) {
    if (member.shape == Shape::kObject) {
      if (!value.is_object()) return refuse("is no object");
      return members(value, member.object->members, {});
    }
    if (member.shape == Shape::kWord) {
      const std::optional<std::string_view> word = value.as_string();
      return (word && is_one_of(*word, member.words)) ||
             refuse(fmt::format("is not {}", describe(member)));
    }
    const std::optional<Fault> fault = fault_of(member, value);
    return !fault || refuse(std::string(fault->message), std::string(fault->help));
  }

  const Kind& kind_;
  std::string pointer_;
  Error error_;
};

std::unexpected<Error> bad(std::string message, std::string help = {}) {
  return fail(ErrorCode::kBadInput, std::move(message), {}, std::move(help));
}

}  // namespace

Nonce NonceSource::next() {
  if (used_ == nonces_.size()) {
    crypto::fill_random({nonces_.front().data(), sizeof(nonces_)});
    used_ = 0;
  }
  return nonces_.at(used_++);
}

// Exactly what rfc3339() writes in UTC: one instant has one text.
std::optional<Instant> entry_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() <= kForm.size() || text.back() != 'Z') return std::nullopt;
  const auto number = [&](size_t at, size_t digits) {
    return static_cast<int>(text::parse_u64(text.substr(at, digits)).value_or(10'000));
  };
  text::CivilTime civil{number(0, 4),  number(5, 2),  number(8, 2),
                        number(11, 2), number(14, 2), number(17, 2)};
  const std::string_view fraction = text.substr(kForm.size(), text.size() - kForm.size() - 1);
  if (fraction.size() == 4) civil.micros = number(20, 3) * 1000;
  if (fraction.size() == 7) civil.micros = number(20, 6);
  const std::optional<Instant> instant = text::checked_instant(civil, text::kUtc);
  if (!instant || text::rfc3339(*instant, text::kUtc) != text) return std::nullopt;
  return instant;
}

Result<void> check_entry(const text::JsonValue& entry) {
  if (!entry.is_object()) return bad("an entry is one JSON object");
  const text::JsonValue* const name = entry.find("kind");
  if (name == nullptr) return bad("`/kind` is missing");
  const Kind* const kind = kind_named(name->as_string().value_or(""));
  if (kind == nullptr) {
    return bad("`/kind` is none that this version knows",
               text::did_you_mean(name->as_string().value_or(""), kind_names()));
  }
  return EntryCheck(*kind).run(entry);
}

Result<std::string> make_entry(const text::JsonValue& draft, Instant now, const Nonce& nonce) {
  if (!draft.is_object()) return bad("an entry is one JSON object");
  std::vector<text::JsonMember> members;
  members.reserve(draft.size() + 3);
  members.assign(draft.members().begin(), draft.members().end());
  const auto add_missing = [&](const char* name, text::JsonValue value) {
    if (draft.find(name) == nullptr) members.push_back({name, std::move(value)});
  };
  add_missing("v", text::JsonValue::integer(kSchemaVersion));
  add_missing("time", text::JsonValue::string(text::rfc3339(now, text::kUtc)));
  const std::string_view bits(reinterpret_cast<const char*>(nonce.data()), nonce.size());
  add_missing("nonce", text::JsonValue::string(text::base64url_encode(bits)));
  const text::JsonValue entry = text::JsonValue::object(std::move(members));
  if (auto checked = check_entry(entry); !checked) return std::unexpected(checked.error());
  Result<std::string> bytes = text::canonical_json(entry);
  if (bytes && bytes->size() > kMaxEntryBytes) {
    return fail(ErrorCode::kLimit,
                fmt::format("the entry has {} bytes, more than {}", bytes->size(), kMaxEntryBytes),
                {}, "Keep the large part in a file and refer to it as `body`.");
  }
  return bytes;
}

Result<text::JsonValue> parse_entry(std::string_view bytes) {
  if (bytes.size() > kMaxEntryBytes) {
    return fail(ErrorCode::kLimit, fmt::format("an entry has at most {} bytes", kMaxEntryBytes));
  }
  Result<text::JsonValue> entry = text::JsonValue::parse(bytes);
  if (!entry) return entry;
  if (auto checked = check_entry(*entry); !checked) return std::unexpected(checked.error());
  const Result<std::string> canonical = text::canonical_json(*entry);
  if (!canonical) return std::unexpected(canonical.error());
  if (*canonical != bytes) return bad("the entry is not in its canonical form");
  return entry;
}

text::JsonValue record_of(text::JsonValue content) {
  return text::JsonValue::object(
      {{"kind", text::JsonValue::string("record")}, {"content", std::move(content)}});
}

}  // namespace sekisho::evidence
