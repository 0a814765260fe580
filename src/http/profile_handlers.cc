#include <fmt/format.h>

#include "http/handlers.h"
#include "service/source/limits.h"
#include "service/source/log_profile_list.h"
#include "service/source/source_check.h"
#include "text/base64.h"
#include "text/json_writer.h"

// Profiles, by which logs are read.
namespace sekisho::http {

Answer list_log_profiles(const Call& call) {
  Result<std::string> json = service::log_profiles_json(call.services.places->profiles());
  if (!json) return std::unexpected(fault_of(json.error()));
  return json_response(std::move(*json));
}

// A profile that is being written is malformed most of the time: that is an answer, too.
Answer check_log_profile(const Call& call) {
  auto bytes = text::base64_decode(call.text("sample"));
  if (!bytes) return refuse(Problem::kInvalidRequest, "`sample` is not base64");
  if (bytes->size() > service::kMaxSampleBytes) {
    return refuse(Problem::kTooLarge,
                  fmt::format("a sample has at most {} bytes", service::kMaxSampleBytes));
  }
  service::LogSample sample{.profile = call.text("profile"), .bytes = std::move(*bytes)};
  if (const text::JsonValue* lines = call.body.find("lines"))
    sample.most_lines = static_cast<uint64_t>(lines->as_int().value_or(1));
  const auto check = service::check_log_sample(std::move(sample));
  if (check)
    return json_response(fmt::format("{{\"check\":{}}}\n", service::source_check_json(*check)));
  const Error& error = check.error();
  if (error.code == ErrorCode::kIo || error.code == ErrorCode::kInternal)
    return std::unexpected(fault_of(error));
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("trouble").begin_object().member("message", error.message);
  json.member("help", error.help).member("line", error.place.line);
  json.member("column", error.place.column).end_object().end_object();
  return json_response(out + "\n");
}

}  // namespace sekisho::http
