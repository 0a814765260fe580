#include "text/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

#include "text/limits.h"
#include "text/nearest.h"

namespace sekisho::text {

struct TomlTable::Document {
  toml::table root;
  std::string file;
};

namespace {

const toml::table& table_at(const void* table) {
  return *static_cast<const toml::table*>(table);
}

Place place_at(const toml::source_region& region, const std::string& file) {
  return Place{file, region.begin.line, region.begin.column};
}

std::string quoted(std::string_view key) {
  return "`" + std::string(key) + "`";
}

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a float";
    case toml::node_type::boolean:
      return "a boolean";
    default:
      return "a date or time";
  }
}

}  // namespace

TomlTable::TomlTable(std::shared_ptr<const Document> document, const void* table)
    : document_(std::move(document)), table_(table) {}

Result<TomlTable> TomlTable::parse(std::string_view utf8, std::string file) {
  if (utf8.size() > kMaxTomlBytes) {
    return fail(ErrorCode::kLimit, "TOML text is too long", {std::move(file)});
  }
  auto document = std::make_shared<Document>();
  document->file = std::move(file);
  try {
    document->root = toml::parse(utf8, document->file);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kBadInput, "invalid TOML: " + std::string(error.description()),
                place_at(error.source(), document->file));
  } catch (const std::exception& error) {
    return fail(ErrorCode::kBadInput, "invalid TOML: " + std::string(error.what()),
                {document->file});
  }
  const void* root = &document->root;
  return TomlTable(std::move(document), root);
}

std::vector<std::string> TomlTable::keys() const {
  struct Entry {
    toml::source_position position;
    std::string key;
  };
  std::vector<Entry> entries;
  for (const auto& [key, value] : table_at(table_)) {
    entries.push_back({key.source().begin, std::string(key.str())});
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return std::pair(a.position.line, a.position.column) <
           std::pair(b.position.line, b.position.column);
  });
  std::vector<std::string> out;
  for (Entry& entry : entries) out.push_back(std::move(entry.key));
  return out;
}

bool TomlTable::has(std::string_view key) const {
  return table_at(table_).contains(key);
}

Place TomlTable::place() const {
  return place_at(table_at(table_).source(), document_->file);
}

Place TomlTable::place(std::string_view key) const {
  const toml::table& table = table_at(table_);
  const auto found = table.find(key);
  return found == table.end() ? place() : place_at(found->first.source(), document_->file);
}

Error TomlTable::error(std::string_view key, std::string message, std::string help) const {
  return Error{ErrorCode::kBadInput, std::move(message), place(key), std::move(help)};
}

namespace {

// The value of a key as `T`; absent is an empty optional, another type an error.
template <class T>
Result<std::optional<T>> get(const TomlTable& self, const void* table, std::string_view key,
                             const char* wanted) {
  const toml::node* node = table_at(table).get(key);
  if (node == nullptr) return std::optional<T>();
  std::optional<T> value = node->value_exact<T>();
  if (value) return value;
  return std::unexpected(self.error(
      key, quoted(key) + " must be " + wanted + ", but it is " + std::string(kind_of(*node))));
}

template <class T>
Result<T> required(const TomlTable& self, std::string_view key, Result<std::optional<T>> found) {
  if (!found) return std::unexpected(std::move(found.error()));
  if (*found) return std::move(**found);
  return std::unexpected(self.error(key, quoted(key) + " is missing"));
}

template <class T>
Result<T> or_fallback(Result<std::optional<T>> found, T fallback) {
  if (!found) return std::unexpected(std::move(found.error()));
  return *found ? std::move(**found) : std::move(fallback);
}

}  // namespace

Result<std::optional<std::string>> TomlTable::optional_string(std::string_view key) const {
  return get<std::string>(*this, table_, key, "a string");
}

Result<std::string> TomlTable::string(std::string_view key) const {
  return required(*this, key, optional_string(key));
}

Result<std::string> TomlTable::string_or(std::string_view key, std::string_view fallback) const {
  return or_fallback(optional_string(key), std::string(fallback));
}

Result<std::vector<std::string>> TomlTable::optional_strings(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  if (node == nullptr) return std::vector<std::string>();
  if (const auto* one = node->as_string()) return std::vector<std::string>{one->get()};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    return std::unexpected(error(key, quoted(key) + " must be an array of strings, but it is " +
                                          std::string(kind_of(*node))));
  }
  std::vector<std::string> out;
  for (const toml::node& item : *array) {
    const auto* text = item.as_string();
    if (text == nullptr) {
      return fail(
          ErrorCode::kBadInput,
          quoted(key) + " must be an array of strings, but it holds " + std::string(kind_of(item)),
          place_at(item.source(), document_->file));
    }
    out.push_back(text->get());
  }
  return out;
}

Result<std::vector<std::string>> TomlTable::strings(std::string_view key) const {
  if (!has(key)) return std::unexpected(error(key, quoted(key) + " is missing"));
  return optional_strings(key);
}

Result<bool> TomlTable::boolean(std::string_view key) const {
  return required(*this, key, get<bool>(*this, table_, key, "true or false"));
}

Result<bool> TomlTable::boolean_or(std::string_view key, bool fallback) const {
  return or_fallback(get<bool>(*this, table_, key, "true or false"), fallback);
}

Result<std::optional<int64_t>> TomlTable::optional_integer(std::string_view key) const {
  return get<int64_t>(*this, table_, key, "an integer");
}

Result<int64_t> TomlTable::integer(std::string_view key) const {
  return required(*this, key, optional_integer(key));
}

Result<int64_t> TomlTable::integer_or(std::string_view key, int64_t fallback) const {
  return or_fallback(optional_integer(key), fallback);
}

Result<double> TomlTable::number(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  if (node == nullptr) return std::unexpected(error(key, quoted(key) + " is missing"));
  const auto* integer = node->as_integer();
  const auto* real = node->as_floating_point();
  if (integer != nullptr) return static_cast<double>(integer->get());
  if (real != nullptr && std::isfinite(real->get())) return real->get();
  return std::unexpected(error(key, quoted(key) + " must be a finite number"));
}

Result<std::optional<TomlTable>> TomlTable::optional_table(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  if (node == nullptr) return std::optional<TomlTable>();
  if (const toml::table* table = node->as_table()) {
    return std::optional<TomlTable>(TomlTable(document_, table));
  }
  return std::unexpected(
      error(key, quoted(key) + " must be a table, but it is " + std::string(kind_of(*node))));
}

Result<TomlTable> TomlTable::table(std::string_view key) const {
  return required(*this, key, optional_table(key));
}

Result<std::vector<TomlTable>> TomlTable::tables(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  std::vector<TomlTable> out;
  if (node == nullptr) return out;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    return std::unexpected(error(
        key, quoted(key) + " must be an array of tables, but it is " + std::string(kind_of(*node)),
        "Write `[[" + std::string(key) + "]]` above each of them."));
  }
  for (const toml::node& item : *array) {
    const toml::table* table = item.as_table();
    if (table == nullptr) {
      return fail(
          ErrorCode::kBadInput,
          quoted(key) + " must be an array of tables, but it holds " + std::string(kind_of(item)),
          place_at(item.source(), document_->file));
    }
    out.push_back(TomlTable(document_, table));
  }
  return out;
}

bool TomlTable::is_string(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  return node != nullptr && node->is_string();
}

bool TomlTable::is_table(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  return node != nullptr && node->is_table();
}

bool TomlTable::is_array(std::string_view key) const {
  const toml::node* node = table_at(table_).get(key);
  return node != nullptr && node->is_array();
}

Result<void> TomlTable::only(std::span<const std::string_view> allowed) const {
  for (const std::string& key : keys()) {
    if (std::ranges::find(allowed, key) != allowed.end()) continue;
    std::string help = did_you_mean(key, allowed);
    if (help.empty()) {
      help = "Known here:";
      for (const std::string_view name : allowed) help += " " + quoted(name);
      help += ".";
    }
    return std::unexpected(error(key, "unknown key " + quoted(key), std::move(help)));
  }
  return {};
}

Result<void> TomlTable::only(std::initializer_list<std::string_view> allowed) const {
  return only(std::span(allowed.begin(), allowed.size()));
}

}  // namespace sekisho::text
