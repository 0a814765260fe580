#include "gateway/listed_records.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "gateway/limits.h"
#include "mask/html_tokens.h"
#include "mask/html_words.h"
#include "text/csv.h"
#include "text/encoding.h"
#include "text/fold.h"
#include "text/json.h"
#include "text/json_pointer.h"

namespace sekisho::gateway {
namespace {

std::unexpected<Error> unmapped(const char* why) {
  return fail(ErrorCode::kBadInput,
              std::string("the records of the response are not known: ") + why);
}

// Collects texts that a document shows, in their order.
class Texts {
 public:
  explicit Texts(bool may_lack) : may_lack_(may_lack) {}

  Result<void> add(std::string_view text) {
    if (texts_.size() == kMaxListedTexts)
      return fail(ErrorCode::kLimit, "the response shows too many records");
    texts_.emplace_back(text);
    return {};
  }
  // Where there should be one.
  Result<void> lack(const char* why) { return may_lack_ ? add({}) : unmapped(why); }
  std::vector<std::string> take() && { return std::move(texts_); }

 private:
  bool may_lack_;
  std::vector<std::string> texts_;
};

// The one member of that name, or null: of two, readers take different ones.
const text::JsonValue* only_member(const text::JsonValue& object, std::string_view name) {
  const text::JsonValue* found = nullptr;
  for (const text::JsonMember& member : object.members()) {
    if (member.key != name) continue;
    if (found != nullptr) return nullptr;
    found = &member.value;
  }
  return found;
}

Result<void> walk(const text::JsonValue& value, std::string_view pointer, Texts& out) {
  if (pointer.empty()) {
    if (value.is_string()) return out.add(*value.as_string());
    if (value.is_integer()) return out.add(value.to_json());
    return out.lack("a key that is no text");
  }
  pointer.remove_prefix(1);
  const size_t end = std::min(pointer.find('/'), pointer.size());
  const std::string_view step = pointer.substr(0, end);
  const std::string_view rest = pointer.substr(end);
  if (step == "*") {
    if (!value.is_array()) return unmapped("no list where there should be one");
    for (const text::JsonValue& item : value.items()) {
      if (auto walked = walk(item, rest, out); !walked) return walked;
    }
    return {};
  }
  const auto name = text::json_pointer_token(step);
  const text::JsonValue* member = name ? only_member(value, *name) : nullptr;
  return member != nullptr ? walk(*member, rest, out)
                           : out.lack("a member is missing, or is there twice");
}

Result<void> add_json(const ListedPlaces& places, std::string_view document, Texts& out) {
  if (places.json.empty()) return unmapped("the route names none of JSON");
  const auto value = text::JsonValue::parse(document);
  if (!value) return unmapped("broken JSON");
  for (const std::string& pointer : places.json) {
    if (auto walked = walk(*value, pointer, out); !walked) return walked;
  }
  return {};
}

Result<void> add_json_lines(const ListedPlaces& places, std::string_view document, Texts& out) {
  for (size_t at = 0; at < document.size();) {
    const size_t end = std::min(document.find('\n', at), document.size());
    const std::string_view line = document.substr(at, end - at);
    at = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (auto added = add_json(places, line, out); !added) return added;
  }
  return {};
}

Result<void> add_csv(const ListedPlaces& places, const mask::CsvMasker::Options& options,
                     std::string_view document, Texts& out) {
  if (places.csv.empty()) return unmapped("the route names none of CSV");
  const bool cp932 = options.encoding == mask::CsvMasker::Encoding::kCp932;
  std::string decoded;
  if (!text::append_utf8(cp932 ? text::Encoding::kCp932 : text::Encoding::kUtf8, document, decoded))
    return unmapped("broken characters");
  std::string_view utf8 = decoded;
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  text::CsvReader reader(utf8, {.delimiter = options.delimiter, .multiline = true});
  text::CsvRecord record;
  std::vector<size_t> columns;
  size_t width = 0;
  while (reader.next(record)) {
    if (record.error) return unmapped("broken CSV");
    if (record.fields.empty()) continue;
    if (width == 0) {
      width = record.fields.size();
      for (const std::string& name : places.csv) {
        const auto is_it = [&](std::string_view field) {
          return text::match_key(field) == text::match_key(name);
        };
        const auto found = std::ranges::find_if(record.fields, is_it);
        if (found == record.fields.end() ||
            std::find_if(found + 1, record.fields.end(), is_it) != record.fields.end()) {
          return unmapped("a column is missing, or is there twice");
        }
        columns.push_back(static_cast<size_t>(found - record.fields.begin()));
      }
      continue;
    }
    if (record.fields.size() != width) return unmapped("a row of another width");
    for (const size_t column : columns) {
      if (auto added = out.add(record.fields[column]); !added) return added;
    }
  }
  return width != 0 ? Result<void>() : unmapped("no header");
}

bool has_class(const mask::HtmlToken& token, const std::vector<std::string>& classes) {
  const mask::HtmlAttribute* attribute = token.attribute("class");
  if (attribute == nullptr) return false;
  return std::ranges::any_of(mask::class_names(attribute->value), [&](std::string_view name) {
    return std::ranges::find(classes, name) != classes.end();
  });
}

Result<void> add_html(const ListedPlaces& places, std::string_view document, Texts& out) {
  if (places.html.empty()) return unmapped("the route names none of HTML");
  using Token = mask::HtmlToken;
  mask::HtmlTokens tokens;
  Token token;
  std::string key;
  bool within = false;  // an element that holds a key
  for (size_t at = 0; at < document.size();) {
    if (tokens.next(document, at, true, token) != mask::HtmlTokens::Outcome::kToken)
      return unmapped("HTML that readers take differently");
    if (within) {
      if (token.kind == Token::Kind::kText) {
        key += token.raw;
        continue;
      }
      if (token.kind != Token::Kind::kEnd) return unmapped("more than a key in its element");
      const size_t begin = std::min(key.find_first_not_of(" \t\r\n"), key.size());
      const size_t end = key.find_last_not_of(" \t\r\n") + 1;
      if (auto added = out.add(std::string_view(key).substr(begin, end - begin)); !added)
        return added;
      within = false;
    } else if (token.kind == Token::Kind::kStart && has_class(token, places.html)) {
      within = true;
      key.clear();
    }
  }
  return within ? unmapped("an element without an end") : Result<void>();
}

bool names_some(const ListedPlaces& places, mask::DocumentType type) {
  switch (type) {
    case mask::DocumentType::kJson:
    case mask::DocumentType::kJsonLines:
      return !places.json.empty();
    case mask::DocumentType::kCsv:
      return !places.csv.empty();
    case mask::DocumentType::kHtml:
      return !places.html.empty();
    case mask::DocumentType::kText:
      break;
  }
  return false;
}

Result<std::vector<std::string>> texts_at(const ListedPlaces& places,
                                          const mask::DocumentFormat& format,
                                          std::string_view document, bool may_lack) {
  Texts texts(may_lack);
  Result<void> added = unmapped("a document in which none can be found");
  switch (format.type) {
    case mask::DocumentType::kJson:
      added = add_json(places, document, texts);
      break;
    case mask::DocumentType::kJsonLines:
      added = add_json_lines(places, document, texts);
      break;
    case mask::DocumentType::kCsv:
      added = add_csv(places, format.csv, document, texts);
      break;
    case mask::DocumentType::kHtml:
      added = add_html(places, document, texts);
      break;
    case mask::DocumentType::kText:
      break;
  }
  if (!added) return std::unexpected(added.error());
  return std::move(texts).take();
}

}  // namespace

Result<std::vector<std::string>> shown_texts(const ListedPlaces& places,
                                             const mask::DocumentFormat& format,
                                             std::string_view document) {
  if (!names_some(places, format.type)) return std::vector<std::string>();
  return texts_at(places, format, document, true);
}

Result<std::vector<ListedRecord>> listed_records(const Route& route,
                                                 const mask::DocumentFormat& format,
                                                 std::string_view document) {
  auto keys = texts_at(route.lists, format, document, false);
  if (!keys) return std::unexpected(keys.error());
  auto addresses = shown_texts(route.addresses, format, document);
  if (!addresses) return std::unexpected(addresses.error());
  // Which address is whose can only be told where each key has one.
  if (!addresses->empty() && addresses->size() != keys->size())
    return unmapped("not as many addresses as keys");
  addresses->resize(keys->size());
  std::vector<ListedRecord> out;
  std::set<std::pair<std::string, std::string>> seen;
  for (size_t i = 0; i < keys->size(); ++i) {
    auto key = canonical_record(route.kind, (*keys)[i]);
    if (!key) return unmapped("a key that is none");
    if (!seen.emplace(*key, (*addresses)[i]).second) continue;
    if (out.size() == kMaxListedRecords)
      return fail(ErrorCode::kLimit, "the response shows too many records");
    out.push_back({std::move(*key), std::move((*addresses)[i])});
  }
  return out;
}

}  // namespace sekisho::gateway
