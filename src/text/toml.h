#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::text {

// A table of a TOML 1.0 document, read with places so that a mistake is pointed at. A copy is cheap
// and keeps the document alive. A getter without `optional` fails when the key is absent; each
// fails when the value is of another type. Thread-safe as const data is.
class TomlTable {
 public:
  static Result<TomlTable> parse(std::string_view utf8, std::string file);

  // In the order of the document.
  std::vector<std::string> keys() const;
  bool has(std::string_view key) const;
  // Where this table, or the value of a key (the table itself when absent), stands.
  Place place() const;
  Place place(std::string_view key) const;

  Result<std::string> string(std::string_view key) const;
  Result<std::string> string_or(std::string_view key, std::string_view fallback) const;
  Result<std::optional<std::string>> optional_string(std::string_view key) const;
  // An array of strings, or one string as a list of one.
  Result<std::vector<std::string>> strings(std::string_view key) const;
  Result<std::vector<std::string>> optional_strings(std::string_view key) const;  // absent: empty
  Result<bool> boolean(std::string_view key) const;
  Result<bool> boolean_or(std::string_view key, bool fallback) const;
  Result<int64_t> integer(std::string_view key) const;
  Result<int64_t> integer_or(std::string_view key, int64_t fallback) const;
  Result<std::optional<int64_t>> optional_integer(std::string_view key) const;
  Result<double> number(std::string_view key) const;  // an integer or a float

  Result<TomlTable> table(std::string_view key) const;
  Result<std::optional<TomlTable>> optional_table(std::string_view key) const;
  // An array of tables, or an inline array of tables; absent: empty.
  Result<std::vector<TomlTable>> tables(std::string_view key) const;

  bool is_string(std::string_view key) const;
  bool is_table(std::string_view key) const;
  bool is_array(std::string_view key) const;

  // Refuses any other key, with "did you mean" where one is near.
  Result<void> only(std::span<const std::string_view> allowed) const;
  Result<void> only(std::initializer_list<std::string_view> allowed) const;

  // An error at the place of `key`, for checks that only the caller can make.
  Error error(std::string_view key, std::string message, std::string help = {}) const;

 private:
  struct Document;
  TomlTable(std::shared_ptr<const Document> document, const void* table);

  std::shared_ptr<const Document> document_;
  const void* table_ = nullptr;  // a table inside document_
};

}  // namespace sekisho::text
