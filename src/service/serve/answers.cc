#include "service/serve/answers.h"

#include <fmt/format.h>

#include "crypto/sha256.h"
#include "service/serve/limits.h"
#include "text/json_members.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

// The file of an act: who did what, and the answer where it is known.
std::string file_of(Instant now, std::string_view act, const Answers::Answer* answer) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("micros", now.micros).member("act", act);
  if (answer != nullptr) {
    json.member("status", answer->status).member("content_type", answer->content_type);
    json.member("location", answer->location).member("body", answer->body);
  }
  json.end_object();
  return out;
}

bool is_old(const JsonValue& file, Instant now) {
  const JsonValue* micros = file.find("micros");
  const int64_t written = micros == nullptr ? 0 : micros->as_int().value_or(0);
  return now.micros - written > kRememberedSeconds * kMicrosPerSecond;
}

}  // namespace

Answers::Answers(std::unique_ptr<tlog::Directory> directory, std::function<Instant()> now)
    : directory_(std::move(directory)), now_(std::move(now)) {}

Result<Answers::Begun> Answers::begin(std::string_view caller, std::string_view key,
                                      std::string_view act) {
  const std::string name = crypto::sha256_hex(fmt::format("{}\n{}", caller, key));
  const std::string hash = crypto::sha256_hex(act);
  const std::lock_guard lock(mutex_);
  const Result<std::string> text = tlog::read_whole(*directory_, name, kMaxRememberedBytes * 2);
  if (text) {
    const Result<JsonValue> file = JsonValue::parse(*text, name);
    if (!file) return std::unexpected(file.error());
    if (!is_old(*file, now_())) {
      if (text::text_member(*file, "act") != hash) return Refused::kOther;
      const JsonValue* status = file->find("status");
      if (status == nullptr) return Refused::kUnfinished;
      return Answer{static_cast<int>(status->as_int().value_or(0)),
                    text::text_member(*file, "content_type"), text::text_member(*file, "location"),
                    text::text_member(*file, "body")};
    }
  } else if (text.error().code != ErrorCode::kNotFound) {
    return std::unexpected(text.error());
  }
  if (auto dropped = drop_old(); !dropped) return std::unexpected(dropped.error());
  const std::string begun = file_of(now_(), hash, nullptr);
  if (auto kept = tlog::write_durably(*directory_, name, begun); !kept) {
    return std::unexpected(kept.error());
  }
  return Mine{name};
}

Result<void> Answers::keep(const Mine& mine, const Answer& answer) {
  const std::lock_guard lock(mutex_);
  const Result<std::string> text =
      tlog::read_whole(*directory_, mine.name, kMaxRememberedBytes * 2);
  if (!text) return std::unexpected(text.error());
  const Result<JsonValue> file = JsonValue::parse(*text, mine.name);
  if (!file) return std::unexpected(file.error());
  if (answer.body.size() > kMaxRememberedBytes) {
    return fail(ErrorCode::kLimit, "the answer is too long to be kept");
  }
  return tlog::write_durably(*directory_, mine.name,
                             file_of(now_(), text::text_member(*file, "act"), &answer));
}

Result<void> Answers::forget(const Mine& mine) {
  const std::lock_guard lock(mutex_);
  return directory_->remove(mine.name);
}

// Looks for old ones only where there are many: each look reads them all.
Result<void> Answers::drop_old() {
  const Result<std::vector<std::string>> names = directory_->names();
  if (!names) return std::unexpected(names.error());
  if (names->size() < kMaxRememberedAnswers) return {};
  size_t left = names->size();
  for (const std::string& name : *names) {
    const Result<std::string> text = tlog::read_whole(*directory_, name, kMaxRememberedBytes * 2);
    const Result<JsonValue> file =
        text ? JsonValue::parse(*text, name) : Result<JsonValue>(std::unexpected(text.error()));
    if (file && !is_old(*file, now_())) continue;
    if (auto removed = directory_->remove(name); !removed) return removed;
    --left;
  }
  if (left < kMaxRememberedAnswers) return {};
  return fail(ErrorCode::kLimit, "too many acts with a key in one day", {},
              "Wait, or ask without an Idempotency-Key.");
}

}  // namespace sekisho::service
