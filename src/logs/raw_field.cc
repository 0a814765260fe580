#include "logs/raw_field.h"

#include <optional>

#include "text/json.h"

namespace sekisho::logs {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<char> hex_byte(std::string_view two) {
  if (two.size() < 2) return std::nullopt;
  const int high = hex_digit(two[0]);
  const int low = hex_digit(two[1]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

void undouble(std::string_view bytes, char quote, std::string& out) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    out += bytes[i];
    if (bytes[i] == quote && i + 1 < bytes.size() && bytes[i + 1] == quote) ++i;
  }
}

void strip_backslashes(std::string_view bytes, std::string& out) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\\' || i + 1 == bytes.size()) {
      out += bytes[i];
      continue;
    }
    const std::optional<char> byte =
        bytes[i + 1] == 'x' ? hex_byte(bytes.substr(i + 2)) : std::nullopt;
    out += byte ? *byte : bytes[i + 1];
    i += byte ? 3 : 1;
  }
}

void decode_percent(std::string_view bytes, std::string& out) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    const std::optional<char> byte = bytes[i] == '%' ? hex_byte(bytes.substr(i + 1)) : std::nullopt;
    out += byte ? *byte : bytes[i] == '+' ? ' ' : bytes[i];
    if (byte) i += 2;
  }
}

void decode_json(std::string_view bytes, std::string& out) {
  const auto value = text::JsonValue::parse("\"" + std::string(bytes) + "\"");
  const auto decoded = value ? value->as_string() : std::nullopt;
  out += decoded ? *decoded : bytes;
}

// Where the target of a request line begins and ends: behind the method and before the protocol,
// or the whole text of a bare URL.
std::string_view target_of(std::string_view request) {
  const size_t space = request.find(' ');
  if (space == std::string_view::npos) return request;
  request.remove_prefix(space + 1);
  const size_t last = request.rfind(' ');
  const bool protocol =
      last != std::string_view::npos && request.substr(last + 1).starts_with("HTTP/");
  return protocol ? request.substr(0, last) : request;
}

RawField part_of(const RawField& whole, std::string_view part, Form form) {
  return {part.data(), static_cast<uint32_t>(part.size()),
          form == Form::kPlain ? whole.form : form};
}

}  // namespace

void unescape(Form form, std::string_view bytes, std::string& out, char quote) {
  switch (form) {
    case Form::kPlain:
      out += bytes;
      return;
    case Form::kDoubledQuotes:
      undouble(bytes, quote, out);
      return;
    case Form::kBackslash:
      strip_backslashes(bytes, out);
      return;
    case Form::kPercent:
      decode_percent(bytes, out);
      return;
    case Form::kJson:
      decode_json(bytes, out);
      return;
  }
}

RawField request_method(RawField request) {
  const size_t space = request.view().find(' ');
  if (request.data == nullptr || space == std::string_view::npos) return {};
  return part_of(request, request.view().substr(0, space), Form::kPlain);
}

RawField request_path(RawField request) {
  if (request.data == nullptr) return {};
  std::string_view target = target_of(request.view());
  if (const size_t scheme = target.find("://"); scheme != std::string_view::npos) {
    const size_t slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? target.substr(target.size()) : target.substr(slash);
  }
  return part_of(request, target.substr(0, target.find_first_of("?#")), Form::kPercent);
}

RawField request_parameter(RawField request, std::string_view name) {
  if (request.data == nullptr) return {};
  std::string_view query = target_of(request.view());
  const size_t mark = query.find('?');
  if (mark == std::string_view::npos) return {};
  query.remove_prefix(mark + 1);
  query = query.substr(0, query.find('#'));
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find_first_of("&;"));
    if (pair.size() > name.size() && pair[name.size()] == '=' && pair.starts_with(name)) {
      const std::string_view value = pair.substr(name.size() + 1);
      const bool plain = value.find_first_of("%+") == std::string_view::npos;
      return part_of(request, value, plain ? Form::kPlain : Form::kPercent);
    }
    query.remove_prefix(pair.size() == query.size() ? query.size() : pair.size() + 1);
  }
  return {};
}

}  // namespace sekisho::logs
