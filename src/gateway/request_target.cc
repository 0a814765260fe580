#include "gateway/request_target.h"

#include <algorithm>
#include <array>
#include <optional>

#include "gateway/limits.h"
#include "text/encoding.h"

namespace sekisho::gateway {
namespace {

std::unexpected<Error> refused(const char* why) {
  return fail(ErrorCode::kBadInput, std::string("the address of the request is refused: ") + why);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
}

// Bytes that stand in a URL as themselves (RFC 3986), `%` among them.
constexpr auto kMayStand = [] {
  std::array<bool, 256> out{};
  for (size_t byte = 0x21; byte < 0x7F; ++byte) {
    out[byte] = !std::string_view("\"<>\\^`{|}#").contains(static_cast<char>(byte));
  }
  return out;
}();

struct Decoded {
  std::string text;
  bool tricky = false;  // an encoded character that means something to readers of paths
};

// Nothing where it cannot be decoded, or where what comes out is no text.
std::optional<Decoded> decode(std::string_view raw, bool plus_is_space) {
  Decoded out;
  out.text.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    const auto byte = static_cast<unsigned char>(raw[i]);
    if (!kMayStand[byte]) return std::nullopt;
    if (byte == '+' && plus_is_space) {
      out.text += ' ';
      continue;
    }
    if (byte != '%') {
      out.text += raw[i];
      continue;
    }
    if (raw.size() - i < 3) return std::nullopt;
    const int high = hex_digit(raw[i + 1]);
    const int low = hex_digit(raw[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    const auto value = static_cast<unsigned char>(high * 16 + low);
    if (value == 0) return std::nullopt;
    if (is_control(value) ||
        std::string_view("/\\%;").find(static_cast<char>(value)) != std::string_view::npos) {
      out.tricky = true;
    }
    out.text += static_cast<char>(value);
    i += 2;
  }
  if (!text::valid_utf8(out.text)) return std::nullopt;
  return out;
}

Result<std::vector<std::string>> read_path(std::string_view path) {
  if (!path.starts_with('/')) return refused("it does not begin with a slash");
  std::vector<std::string> out;
  size_t at = 1;
  while (true) {
    const size_t end = std::min(path.find('/', at), path.size());
    const bool last = end == path.size();
    const std::string_view raw = path.substr(at, end - at);
    if (raw.find(';') != std::string_view::npos) return refused("a semicolon in the path");
    auto segment = decode(raw, false);
    if (!segment || segment->tricky) return refused("a character that readers take differently");
    if (segment->text.empty() && !last) return refused("an empty segment");
    if (segment->text.ends_with('.') || segment->text.ends_with(' '))
      return refused("a segment that ends in a dot or a space");
    if (out.size() == kMaxSegments) return refused("too many segments");
    out.push_back(std::move(segment->text));
    if (last) return out;
    at = end + 1;
  }
}

}  // namespace

Result<std::vector<Parameter>> read_parameters(std::string_view text) {
  std::vector<Parameter> out;
  if (text.empty()) return out;
  if (text.find(';') != std::string_view::npos) return refused("a semicolon between parameters");
  size_t at = 0;
  while (at <= text.size()) {
    const size_t end = std::min(text.find('&', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    at = end + 1;
    const size_t equals = std::min(part.find('='), part.size());
    auto name = decode(part.substr(0, equals), true);
    auto value = decode(part.substr(std::min(equals + 1, part.size())), true);
    if (!name || !value || name->text.empty()) return refused("a parameter that cannot be read");
    if (out.size() == kMaxParameters) return refused("too many parameters");
    out.push_back({std::move(name->text), std::move(value->text)});
  }
  return out;
}

Result<RequestTarget> read_target(std::string_view target) {
  if (target.size() > kMaxTargetBytes) return refused("it is too long");
  const size_t question = std::min(target.find('?'), target.size());
  auto segments = read_path(target.substr(0, question));
  if (!segments) return std::unexpected(segments.error());
  auto query = read_parameters(target.substr(std::min(question + 1, target.size())));
  if (!query) return std::unexpected(query.error());
  return RequestTarget{std::move(*segments), std::move(*query)};
}

}  // namespace sekisho::gateway
