#include <algorithm>
#include <array>
#include <cstring>

#include "logs/text_layouts.h"

namespace sekisho::logs {
namespace {

constexpr size_t kUnwanted = SIZE_MAX;
constexpr std::array<std::string_view, 7> kParts{"priority", "timestamp", "hostname", "app-name",
                                                 "procid",   "msgid",     "message"};
constexpr size_t kMessage = 6;

RawField field_of(std::string_view line, size_t begin, size_t end, Form form = Form::kPlain) {
  return {line.data() + begin, static_cast<uint32_t>(end - begin), form};
}

// What ends a name of an element or a parameter (anything but printable ASCII without `=`, space,
// `]` and `"`), and what a value has to be looked at for.
struct Marks {
  bool ends_name[256] = {};
  bool in_value[256] = {};
  constexpr Marks() {
    for (int c = 0; c < 256; ++c) {
      ends_name[c] = c <= ' ' || c > '~' || c == '=' || c == ']' || c == '"';
      in_value[c] = c == '"' || c == '\\';
    }
  }
};
constexpr Marks kMarks;

size_t end_of_name(std::string_view line, size_t at) {
  while (at < line.size() && !kMarks.ends_name[static_cast<unsigned char>(line[at])]) ++at;
  return at;
}

// Where the value that begins at `at` ends, at its quote; nothing closes it: the line's size.
size_t end_of_value(std::string_view line, size_t at, Form& form) {
  for (;;) {
    while (at < line.size() && !kMarks.in_value[static_cast<unsigned char>(line[at])]) ++at;
    if (at >= line.size()) return line.size();
    if (line[at] == '"') return at;
    form = Form::kBackslash;
    at += 2;
  }
}

}  // namespace

SyslogLayout::SyslogLayout(const LogFormat& format) {
  std::ranges::fill(header_values_, kUnwanted);
  for (size_t i = 0; i < format.sources.size(); ++i) {
    const std::string& name = format.sources[i];
    if (const size_t slash = name.find('/'); slash != std::string::npos) {
      const std::string element = name.substr(0, slash);
      auto known = std::ranges::find(elements_, element, &Element::name);
      if (known == elements_.end()) known = elements_.insert(known, {element, {}});
      known->parameters.push_back({name.substr(slash + 1), i});
      continue;
    }
    const auto part = std::ranges::find(kParts, name);
    if (part != kParts.end()) header_values_[part - kParts.begin()] = i;
  }
}

const char* SyslogLayout::read(std::string_view line, std::span<RawField> values) {
  std::ranges::fill(values, RawField{});
  size_t at = 0;
  if (const char* wrong = read_header(line, at, values)) return wrong;
  if (const char* wrong = read_data(line, at, values)) return wrong;
  if (at < line.size() && line[at] != ' ') return "no space before the message";
  if (header_values_[kMessage] != kUnwanted && at < line.size()) {
    if (line.substr(at + 1).starts_with("\xEF\xBB\xBF")) at += 3;
    values[header_values_[kMessage]] = field_of(line, at + 1, line.size());
  }
  return nullptr;
}

// `<PRI>1 ` and five words.
const char* SyslogLayout::read_header(std::string_view line, size_t& at,
                                      std::span<RawField> values) {
  if (line.empty() || line[0] != '<') return "the line does not begin with `<`";
  size_t end = 1;
  while (end < line.size() && end < 4 && line[end] >= '0' && line[end] <= '9') ++end;
  if (end == 1 || !line.substr(end).starts_with(">1 ")) return "no priority and version 1";
  if (header_values_[0] != kUnwanted) values[header_values_[0]] = field_of(line, 1, end);
  at = end + 3;
  for (size_t part = 1; part < kMessage; ++part) {
    const auto* space =
        static_cast<const char*>(std::memchr(line.data() + at, ' ', line.size() - at));
    if (space == nullptr) return "the header is cut off";
    const auto stop = static_cast<size_t>(space - line.data());
    if (stop == at) return "an empty word in the header";
    if (header_values_[part] != kUnwanted) values[header_values_[part]] = field_of(line, at, stop);
    at = stop + 1;
  }
  return nullptr;
}

// `-`, or elements one behind the other.
const char* SyslogLayout::read_data(std::string_view line, size_t& at, std::span<RawField> values) {
  if (at < line.size() && line[at] == '-') {
    ++at;
    return nullptr;
  }
  if (at >= line.size() || line[at] != '[') return "no structured data";
  while (at < line.size() && line[at] == '[') {
    if (const char* wrong = read_element(line, at, values)) return wrong;
  }
  return nullptr;
}

// `[ID NAME="VALUE" …]`
const char* SyslogLayout::read_element(std::string_view line, size_t& at,
                                       std::span<RawField> values) {
  const size_t id_end = end_of_name(line, at + 1);
  const std::string_view id = line.substr(at + 1, id_end - at - 1);
  if (id.empty()) return "an element without a name";
  const auto element = std::ranges::find(elements_, id, &Element::name);
  at = id_end;
  for (;;) {
    if (at >= line.size()) return "the structured data is cut off";
    if (line[at] == ']') {
      ++at;
      return nullptr;
    }
    if (line[at] != ' ') return "no space before a parameter";
    const size_t name_end = end_of_name(line, at + 1);
    const std::string_view name = line.substr(at + 1, name_end - at - 1);
    if (name.empty() || !line.substr(name_end).starts_with("=\""))
      return "a parameter without a value";
    const size_t begin = name_end + 2;
    Form form = Form::kPlain;
    const size_t end = end_of_value(line, begin, form);
    if (end == line.size()) return "the structured data is cut off";
    if (element != elements_.end()) keep(*element, name, field_of(line, begin, end, form), values);
    at = end + 1;
  }
}

void SyslogLayout::keep(const Element& element, std::string_view name, const RawField& value,
                        std::span<RawField> values) {
  for (const Parameter& wanted : element.parameters) {
    if (wanted.name.front() != name.front() || wanted.name != name) continue;
    if (values[wanted.value].data == nullptr) values[wanted.value] = value;
  }
}

}  // namespace sekisho::logs
