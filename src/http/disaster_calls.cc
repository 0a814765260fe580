#include "http/disaster_calls.h"

#include <fmt/format.h>

#include "crypto/sha256.h"
#include "http/casework_calls.h"
#include "service/asked.h"
#include "text/number.h"

namespace sekisho::http {
namespace {

constexpr size_t kTagDigits = 12;

}  // namespace

std::expected<void, Fault> act_at_desk(const Call& call, std::string_view ground,
                                       std::string_view number,
                                       const service::Disasters::Work& work) {
  const auto done = call.services.disasters->act({call.caller, call.now},
                                                 {std::string(ground), std::string(number)}, work);
  if (!done) return std::unexpected(conflict_of(done.error()));
  return {};
}

std::string text_of(const text::JsonValue& object, std::string_view member) {
  const text::JsonValue* const value = object.find(member);
  return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
}

std::expected<std::optional<Instant>, Fault> time_of(const text::JsonValue& body,
                                                     std::string_view member) {
  const std::string text = text_of(body, member);
  if (text.empty()) return std::nullopt;
  const Result<Instant> at = service::asked_instant(text);
  if (!at) return std::unexpected(fault_of(at.error()));
  return *at;
}

disaster::Lifting lifting_of(const Call& call) {
  disaster::Lifting out{.reason = call.text("reason")};
  if (const text::JsonValue* const grace = call.body.find("grace_minutes"))
    out.grace_minutes = grace->as_int();
  return out;
}

Response tagged_by_content(std::string json, int64_t revision, int status) {
  std::string tag =
      fmt::format("\"{}-{}\"", revision, crypto::sha256_hex(json).substr(0, kTagDigits));
  Response out = tagged(std::move(json), revision, status);
  out.etag = std::move(tag);
  return out;
}

std::expected<void, Fault> check_seen(const Call& call, int64_t revision) {
  const std::string seen = call.arguments.text("If-Match");
  if (seen.empty() || seen == "*" || seen.starts_with(fmt::format("\"{}-", revision))) return {};
  return refuse(Problem::kChangedMeanwhile);
}

int64_t filter_of(const Call& call, std::string_view parameter) {
  return text::parse_i64(call.arguments.text(parameter)).value_or(0);
}

std::expected<Mask, Fault> mask_of_lending(const Call& call, const std::string& id) {
  const auto kind = office::ThingKind::kGrant;
  const auto may = call.may(office::Action::kView, {.kind = kind, .id = id});
  const Demands demands = may.value_or(Demands{office::Demand::kMaskPersonalData});
  auto mask = Mask::of(call, kind, id, demands);
  if (!mask || !mask->masks() || id == kAllCases) return mask;
  return Mask::of(call, kind, kAllCases, demands);
}

}  // namespace sekisho::http
