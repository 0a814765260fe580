#include "cedar/issue_json.h"

#include "text/json_writer.h"

namespace sekisho::cedar {

std::string_view offending_text(const Place& place, std::string_view source) {
  if (place.length == 0 || place.offset >= source.size()) return {};
  std::string_view out = source.substr(place.offset, place.length);
  if (out.size() <= kMaxOffendingBytes) return out;
  size_t end = kMaxOffendingBytes;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;
  return out.substr(0, end);
}

std::string to_json(const Error& error, std::string_view source, Severity severity,
                    std::string_view policy) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("severity", severity == Severity::kError ? "error" : "warning");
  json.member("code", name_of(error.code));
  if (!policy.empty()) json.member("policy", policy);
  json.member("message", error.message);
  const Place& place = error.place;
  if (!place.file.empty()) json.member("file", place.file);
  if (place.line != 0) json.member("line", place.line);
  if (place.column != 0) json.member("column", place.column);
  if (place.length != 0) {
    json.member("offset", place.offset).member("length", place.length);
    json.member("text", offending_text(place, source));
  }
  if (!error.help.empty()) json.member("help", error.help);
  json.end_object();
  return out;
}

}  // namespace sekisho::cedar
