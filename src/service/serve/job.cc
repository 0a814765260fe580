#include "service/serve/job.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "service/serve/data_places.h"
#include "service/serve/limits.h"
#include "text/json_members.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonValue;
using text::JsonWriter;

constexpr std::array<std::string_view, kJobStates> kStateNames{
    "queued", "running", "done", "failed", "cancelled", "interrupted"};

std::string utc(Instant instant) {
  return text::rfc3339(instant, text::kUtc);
}

// When the attempt began and ended that a revision belongs to.
void write_times(JsonWriter& json, const Job& job, uint64_t revision) {
  json.member("submitted", utc(job.submitted()));
  for (uint64_t i = revision; i-- > 0;) {
    if (job.changes[i].state == JobState::kQueued) return;
    if (job.changes[i].state == JobState::kRunning) {
      json.member("started", utc(job.changes[i].time));
      return;
    }
    if (i + 1 == revision) json.member("ended", utc(job.changes[i].time));
  }
}

}  // namespace

std::string_view name_of(JobState state) {
  return kStateNames[static_cast<size_t>(state)];
}

std::optional<JobState> job_state_of(std::string_view name) {
  const auto found = std::ranges::find(kStateNames, name);
  if (found == kStateNames.end()) return std::nullopt;
  return static_cast<JobState>(found - kStateNames.begin());
}

std::string job_json(const Job& job, std::optional<uint64_t> asked) {
  const uint64_t revision = asked.value_or(job.revision());
  const bool newest = revision == job.revision();
  const JobState state = job.changes[revision - 1].state;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("job", job.id).member("kind", job.kind).member("state", name_of(state));
  json.member("revision", revision).member("caller", job.caller);
  json.key("request").raw(job.request);
  write_times(json, job, revision);
  const auto begun = [](const Job::Change& change) { return change.state == JobState::kRunning; };
  json.member("attempts",
              std::ranges::count_if(job.changes.begin(),
                                    job.changes.begin() + static_cast<ptrdiff_t>(revision), begun));
  if (newest && job.cancelling) json.member("cancelling", true);
  if (newest && !job.step.empty()) json.member("step", job.step);
  json.member("bytes", newest ? job.bytes : 0).member("bytes_of", newest ? job.bytes_of : 0);
  json.member("lines", newest ? job.lines : 0);
  if (newest && job.findings != 0) json.member("findings", job.findings);
  if (newest && job.seconds_left) json.member("seconds_left", *job.seconds_left);
  if (newest && !job.error.empty()) json.member("error", job.error);
  if (newest && !job.result.empty()) json.member("result", job.result);
  json.end_object();
  return out;
}

std::string job_file(const Job& job) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("v", 1).member("job", job.id).member("kind", job.kind).member("caller", job.caller);
  json.key("request").raw(job.request);
  json.key("changes").begin_array();
  for (const Job::Change& change : job.changes) {
    json.begin_object().member("state", name_of(change.state));
    json.member("micros", change.time.micros).end_object();
  }
  json.end_array();
  json.member("cancelling", job.cancelling);
  json.member("error", job.error).member("result", job.result);
  json.end_object();
  return out + "\n";
}

Result<Job> parse_job_file(std::string_view json, const std::string& file) {
  const auto bad = [&](std::string_view what) {
    return fail(ErrorCode::kBadInput, fmt::format("a job's file {}", what), {file},
                "Move the file away; the other jobs are not touched by it.");
  };
  const Result<JsonValue> value = JsonValue::parse(json, file);
  if (!value) return std::unexpected(value.error());
  const JsonValue* version = value->find("v");
  if (version == nullptr || version->as_uint() != 1) return bad("is not of version 1");
  Job job;
  job.id = text::text_member(*value, "job");
  job.kind = text::text_member(*value, "kind");
  job.caller = text::text_member(*value, "caller");
  job.error = text::text_member(*value, "error");
  job.result = text::text_member(*value, "result");
  const JsonValue* cancelling = value->find("cancelling");
  job.cancelling = cancelling != nullptr && cancelling->as_bool().value_or(false);
  const JsonValue* request = value->find("request");
  const JsonValue* changes = value->find("changes");
  if (!is_plain_name(job.id)) return bad("names no job");
  if (request == nullptr || changes == nullptr || changes->size() == 0 ||
      changes->size() > kMaxJobChanges) {
    return bad("says neither what was asked nor what became of it");
  }
  job.request = request->to_json();
  for (const JsonValue& change : changes->items()) {
    const auto state = job_state_of(text::text_member(change, "state"));
    const JsonValue* micros = change.find("micros");
    if (!state || micros == nullptr || !micros->as_int()) return bad("has a state that is none");
    job.changes.push_back({*state, {*micros->as_int()}});
    if (*state == JobState::kRunning) ++job.attempts;
  }
  return job;
}

}  // namespace sekisho::service
