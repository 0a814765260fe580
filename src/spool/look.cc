#include "spool/look.h"

#include <fmt/format.h>

#include <optional>

#include "spool/limits.h"
#include "text/number.h"

namespace sekisho::spool {
namespace {

using text::JsonValue;

constexpr std::string_view kBegin = R"({"v":1)";
constexpr int64_t kVersion = 1;
constexpr std::string_view kPermit = "permit";
constexpr std::string_view kDeny = "deny";

// `name` has its quotes and colon: `,"gate":`.
void append_text(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += name;
  text::append_json_string(out, value);
}

void append_texts(std::string& out, std::string_view name, std::span<const std::string> values) {
  if (values.empty()) return;
  out += name;
  char before = '[';
  for (const std::string& value : values) {
    out += before;
    text::append_json_string(out, value);
    before = ',';
  }
  out += ']';
}

bool end_entry(std::string& out, size_t begin) {
  out += '}';
  if (out.size() - begin <= kMaxLookBytes) return true;
  out.resize(begin);
  return false;
}

std::unexpected<Error> bad(std::string_view member) {
  return fail(ErrorCode::kBadInput, fmt::format("an entry of the spool has no `{}`", member));
}

std::string_view text_of(const JsonValue& object, std::string_view name) {
  const JsonValue* const value = object.find(name);
  return value == nullptr ? std::string_view() : value->as_string().value_or("");
}

std::optional<Instant> time_of(const JsonValue& object, std::string_view name) {
  const JsonValue* const value = object.find(name);
  const std::optional<int64_t> micros = value == nullptr ? std::nullopt : value->as_int();
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

// Absent: none. False where there is anything but a list of texts, or too many.
bool texts_of(const JsonValue& object, std::string_view name, size_t most,
              std::vector<std::string>& out) {
  const JsonValue* const value = object.find(name);
  if (value == nullptr) return true;
  if (!value->is_array() || value->size() > most) return false;
  for (const JsonValue& one : value->items()) {
    if (!one.is_string()) return false;
    out.emplace_back(*one.as_string());
  }
  return true;
}

}  // namespace

bool append_look(std::string& out, const Look& look) {
  if (look.records.size() > kMaxLookRecords || look.reasons.size() > kMaxLookTexts ||
      look.terms.size() > kMaxLookTexts) {
    return false;
  }
  const size_t begin = out.size();
  out += kBegin;
  out += R"(,"time":)";
  text::append_i64(out, look.time.micros);
  append_text(out, R"(,"gate":)", look.gate);
  append_text(out, R"(,"request":)", look.request);
  append_text(out, R"(,"session":)", look.session);
  append_text(out, R"(,"system":)", look.system);
  append_text(out, R"(,"person":)", look.person);
  append_text(out, R"(,"account":)", look.account);
  append_text(out, R"(,"terminal":)", look.terminal);
  append_text(out, R"(,"address":)", look.address);
  append_text(out, R"(,"action":)", look.action);
  append_text(out, R"(,"kind":)", look.record_kind);
  append_texts(out, R"(,"records":)", look.records);
  append_texts(out, R"(,"terms":)", look.terms);
  append_text(out, R"(,"decision":)", look.permitted ? kPermit : kDeny);
  append_texts(out, R"(,"reasons":)", look.reasons);
  append_text(out, R"(,"obligations":)", look.obligations);
  append_text(out, R"(,"policy_set":)", look.policy_set);
  append_text(out, R"(,"facts_revision":)", look.facts_revision);
  if (!look.outage_plan.empty()) {
    append_text(out, R"(,"outage_plan":)", look.outage_plan);
    out += R"(,"unconfirmed_since":)";
    text::append_i64(out, look.unconfirmed_since.micros);
  }
  return end_entry(out, begin);
}

bool append_gap(std::string& out, const Gap& gap) {
  const size_t begin = out.size();
  out += kBegin;
  append_text(out, R"(,"gate":)", gap.gate);
  out += R"(,"gap":{"from":)";
  text::append_i64(out, gap.period.from.micros);
  out += R"(,"until":)";
  text::append_i64(out, gap.period.until.micros);
  out += R"(,"looks":)";
  text::append_u64(out, gap.looks);
  append_text(out, R"(,"reason":)", gap.reason);
  out += '}';
  return end_entry(out, begin);
}

Result<SpoolEntry> SpoolEntry::parse(std::string_view bytes) {
  Result<JsonValue> document = JsonValue::parse(bytes);
  if (!document) return std::unexpected(document.error());
  const JsonValue* const version = document->find("v");
  if (version == nullptr || !version->as_int()) return bad("v");
  if (*version->as_int() != kVersion) {
    return fail(ErrorCode::kUnsupported,
                fmt::format("the entry of the spool is of version {}", *version->as_int()));
  }
  SpoolEntry out;
  out.document_ = std::move(*document);
  const JsonValue* const gap = out.document_.find("gap");
  const auto read = gap == nullptr ? out.read_look() : out.read_gap(*gap);
  if (!read) return std::unexpected(read.error());
  return out;
}

Result<void> SpoolEntry::read_look() {
  Look look;
  const auto time = time_of(document_, "time");
  if (!time) return bad("time");
  look.time = *time;
  look.action = {};
  for (const auto& [name, value] :
       {std::pair{"gate", &look.gate}, std::pair{"request", &look.request},
        std::pair{"system", &look.system}, std::pair{"action", &look.action},
        std::pair{"policy_set", &look.policy_set},
        std::pair{"facts_revision", &look.facts_revision}}) {
    *value = text_of(document_, name);
    if (value->empty()) return bad(name);
  }
  look.session = text_of(document_, "session");
  look.person = text_of(document_, "person");
  look.account = text_of(document_, "account");
  look.terminal = text_of(document_, "terminal");
  look.address = text_of(document_, "address");
  look.record_kind = text_of(document_, "kind");
  look.obligations = text_of(document_, "obligations");
  const std::string_view decision = text_of(document_, "decision");
  if (decision != kPermit && decision != kDeny) return bad("decision");
  look.permitted = decision == kPermit;
  look.outage_plan = text_of(document_, "outage_plan");
  if (!look.outage_plan.empty()) {
    const auto since = time_of(document_, "unconfirmed_since");
    if (!since) return bad("unconfirmed_since");
    look.unconfirmed_since = *since;
  }
  if (!texts_of(document_, "records", kMaxLookRecords, records_)) return bad("records");
  if (!texts_of(document_, "reasons", kMaxLookTexts, reasons_)) return bad("reasons");
  if (!texts_of(document_, "terms", kMaxLookTexts, terms_)) return bad("terms");
  look.records = records_;
  look.terms = terms_;
  look.reasons = reasons_;
  content_ = look;
  return {};
}

Result<void> SpoolEntry::read_gap(const JsonValue& gap) {
  const auto from = time_of(gap, "from");
  const auto until = time_of(gap, "until");
  const JsonValue* const looks = gap.find("looks");
  Gap out{.gate = text_of(document_, "gate"), .reason = text_of(gap, "reason")};
  if (out.gate.empty()) return bad("gate");
  if (!from || !until || *until < *from) return bad("gap");
  if (looks == nullptr || !looks->as_uint()) return bad("looks");
  if (out.reason.empty()) return bad("reason");
  out.period = {*from, *until};
  out.looks = *looks->as_uint();
  content_ = out;
  return {};
}

}  // namespace sekisho::spool
