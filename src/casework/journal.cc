#include "casework/journal.h"

#include <fmt/format.h>

#include <array>

#include "casework/limits.h"
#include "crypto/random.h"
#include "crypto/sha256.h"
#include "text/base64.h"
#include "text/time_format.h"

namespace sekisho::casework {
namespace {

using text::JsonMember;
using text::JsonValue;

// 128 bits: what is said in few words cannot be guessed from its hash.
std::string nonce() {
  std::array<unsigned char, 16> random{};
  crypto::fill_random(random);
  return text::base64url_encode({reinterpret_cast<const char*>(random.data()), random.size()});
}

struct Last {
  int64_t revision = 0;
  std::string sha256;
};

Result<Last> last_step(store::Database& database, const std::string& thing) {
  Last out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = {row.integer(0), std::string(row.text(1))};
        return {};
      },
      "SELECT revision, sha256 FROM work_step WHERE thing = $1 ORDER BY revision DESC LIMIT 1",
      std::string_view(thing));
  if (!done) return std::unexpected(done.error());
  return out;
}

JsonValue draft_of(const Thing& thing, const Step& step, const std::string& before,
                   const std::optional<Approval>& approval) {
  std::vector<JsonMember> out{
      {"kind", JsonValue::string("act")},
      {"act", JsonValue::string(step.revision == 1 ? "add" : "change")},
      {"on", JsonValue::string(std::string(name_of(thing.kind)))},
      {"target", JsonValue::string(fmt::format("{} {}", name_of(thing), step.what))},
      {"time", JsonValue::string(text::rfc3339(step.at, text::kUtc))},
      {"actor", JsonValue::string(step.by)},
      {"after", JsonValue::string(step.sha256)}};
  if (!before.empty()) out.push_back({"before", JsonValue::string(before)});
  if (approval) {
    std::vector<JsonMember> members;
    if (!approval->by.empty()) members.push_back({"by", JsonValue::string(approval->by)});
    members.push_back({"number", JsonValue::string(approval->number)});
    out.push_back({"approval", JsonValue::object(std::move(members))});
  }
  return JsonValue::object(std::move(out));
}

}  // namespace

std::string_view name_of(ThingKind kind) {
  static constexpr std::array<std::string_view, 13> kNames{
      "case",    "inquiry", "figure",     "campaign",  "delivery",    "policy-draft", "disaster",
      "lending", "pool",    "stock-take", "emergency", "outage-plan", "outage-look"};
  return kNames[static_cast<size_t>(kind)];
}

std::string name_of(const Thing& thing) {
  return fmt::format("{}/{}", name_of(thing.kind), thing.id);
}

Result<int64_t> Journal::add(const Thing& thing, std::string_view what, const Details& details,
                             const std::optional<Approval>& approval) {
  const std::string name = name_of(thing);
  const Result<Last> last = last_step(database_, name);
  if (!last) return std::unexpected(last.error());
  Step step{last->revision + 1, author_.now, author_.by, std::string(what), {}, {}};
  text::JsonWriter json(step.content);
  json.begin_object().member("thing", name).member("revision", step.revision);
  json.member("what", what).member("by", author_.by);
  json.member("at", text::rfc3339(author_.now, text::kUtc));
  if (!last->sha256.empty()) json.member("before", last->sha256);
  json.member("nonce", nonce());
  if (approval) {
    json.key("approval").begin_object().member("by", approval->by);
    json.member("number", approval->number).end_object();
  }
  if (details) details(json);
  json.end_object();
  step.sha256 = crypto::sha256_hex(step.content);
  const auto done = database_.run(
      "INSERT INTO work_step (thing, revision, at, done_by, what, content, sha256) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      std::string_view(name), step.revision, step.at, std::string_view(step.by),
      std::string_view(step.what), std::string_view(step.content), std::string_view(step.sha256));
  if (!done) return std::unexpected(done.error());
  entries_.push_back({draft_of(thing, step, last->sha256, approval), std::move(step.content)});
  return step.revision;
}

Result<std::vector<Step>> steps_of(store::Database& database, const Thing& thing) {
  std::vector<Step> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({row.integer(0), Instant{row.integer(1)}, std::string(row.text(2)),
                       std::string(row.text(3)), std::string(row.text(4)),
                       std::string(row.text(5))});
        return {};
      },
      "SELECT revision, at, done_by, what, content, sha256 FROM work_step WHERE thing = $1 "
      "ORDER BY revision",
      std::string_view(name_of(thing)));
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<int64_t> revision_of(store::Database& database, const Thing& thing) {
  const Result<Last> last = last_step(database, name_of(thing));
  if (!last) return std::unexpected(last.error());
  return last->revision;
}

Result<void> check_steps(const std::vector<Step>& steps) {
  std::string before;
  for (const Step& step : steps) {
    const Result<JsonValue> content = JsonValue::parse(step.content);
    const JsonValue* named = content ? content->find("before") : nullptr;
    const std::string_view names =
        named == nullptr ? std::string_view() : named->as_string().value_or("");
    if (!content || names != before || crypto::sha256_hex(step.content) != step.sha256) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("step {} is not what was recorded", step.revision), {},
                  "Compare it with its entry of the evidence record.");
    }
    before = step.sha256;
  }
  return {};
}

Result<int64_t> next_id(store::Database& database, std::string_view largest) {
  const auto id = database.number(largest);
  if (!id) return std::unexpected(id.error());
  return id->value_or(0) + 1;
}

std::unexpected<Error> not_now(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

Result<void> check_text(std::string_view what, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return fail(ErrorCode::kBadInput, fmt::format("the {} is missing", what), {}, "Write one.");
  }
  if (text.size() > kMaxTextBytes) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the {} has more than {} bytes", what, kMaxTextBytes));
  }
  return {};
}

Result<void> check_name(std::string_view what, std::string_view name) {
  if (name.empty()) return fail(ErrorCode::kBadInput, fmt::format("the {} is missing", what));
  if (name.size() > kMaxNameBytes) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the {} has more than {} bytes", what, kMaxNameBytes));
  }
  return {};
}

}  // namespace sekisho::casework
