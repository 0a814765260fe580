#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logs/log_format.h"
#include "logs/raw_field.h"
#include "text/json.h"

namespace sekisho::logs {

// Each cuts one line into the values that LogFormat::sources names, in their order. `read` returns
// nullptr, or why the line is not of the layout; `values` is then void. Not thread-safe.

// RFC 5424, sections 6.1 to 6.3. The message may be anything. A parameter that comes twice in its
// element keeps its first value.
class SyslogLayout {
 public:
  explicit SyslogLayout(const LogFormat& format);
  const char* read(std::string_view line, std::span<RawField> values);

 private:
  struct Parameter {
    std::string name;
    size_t value;
  };
  struct Element {
    std::string name;
    std::vector<Parameter> parameters;  // that are asked for
  };
  const char* read_header(std::string_view line, size_t& at, std::span<RawField> values);
  const char* read_data(std::string_view line, size_t& at, std::span<RawField> values);
  const char* read_element(std::string_view line, size_t& at, std::span<RawField> values);
  static void keep(const Element& element, std::string_view name, const RawField& value,
                   std::span<RawField> values);

  size_t header_values_[7];  // index into values, or kUnwanted; the last is the message
  std::vector<Element> elements_;
};

// NCSA common and combined, as Apache and nginx write them. What follows the user agent is ignored.
class AccessLogLayout {
 public:
  explicit AccessLogLayout(const LogFormat& format);
  const char* read(std::string_view line, std::span<RawField> values);

 private:
  size_t wanted_[9];  // index into values, or kUnwanted
};

// JSON Lines: one value a line, RFC 8259.
class JsonLayout {
 public:
  explicit JsonLayout(const LogFormat& format);
  const char* read(std::string_view line, std::span<RawField> values);

 private:
  text::JsonLineReader reader_;
  std::vector<text::JsonField> fields_;
  std::string reason_;
};

// Named groups of a regular expression that fits the whole line.
class PatternLayout {
 public:
  explicit PatternLayout(const LogFormat& format);
  const char* read(std::string_view line, std::span<RawField> values);

 private:
  const LogFormat& format_;
  std::vector<std::string_view> groups_;
  std::string utf8_;
};

}  // namespace sekisho::logs
