#include "service/review/coverage_json.h"

#include <algorithm>

#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonWriter;

// A clock that steps back by less is the jitter of several writers of one log.
constexpr int64_t kClockStepSeconds = 300;

std::string date_of(int64_t day) {
  return text::date_iso(Instant{day * kMicrosPerDay}, text::kUtc);
}

void write_gap(JsonWriter& json, const logs::Gap& gap) {
  json.begin_object();
  json.member("kind", logs::name_of(gap.kind));
  if (gap.kind == logs::GapKind::kSilentDay) {
    json.member("day", date_of(gap.day));
  } else {
    json.member("file", gap.file);
    json.member("line", gap.line);
  }
  if (!gap.detail.empty()) json.member("detail", gap.detail);
  json.end_object();
}

void write_file(JsonWriter& json, const review::Context& context, const review::FileRead& read) {
  json.begin_object();
  json.member("file", read.file.name);
  json.member("profile", context.sources.profiles[read.file.profile].file);
  json.member("system", context.sources.profiles[read.file.profile].system);
  json.member("bytes", read.file.bytes);
  json.member("sha256", read.sha256);
  json.member("lines", read.lines.lines);
  json.member("header_lines", read.lines.header_lines);
  json.member("event_lines", read.lines.event_lines);
  json.member("reject_lines", read.lines.reject_lines);
  json.key("rejects").begin_object();
  for (const auto& [reason, count] : read.reasons) json.member(logs::name_of(reason), count);
  json.end_object();
  json.key("problems").begin_array();
  for (const logs::FileProblem& problem : read.problems) {
    json.begin_object();
    json.member("kind", logs::name_of(problem.kind));
    json.member("message", problem.message).member("help", problem.help);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

std::map<std::string, SystemCoverage> coverage_of(const review::Context& context,
                                                  const review::Review& review) {
  std::map<std::string, SystemCoverage> out;
  for (const review::FileRead& read : review.files) {
    SystemCoverage& system = out[context.sources.profiles[read.file.profile].system];
    system.tally.merge(read.coverage);
    std::vector<logs::Gap> steps = read.coverage.clock_steps(read.file.name, kClockStepSeconds);
    system.gaps.insert(system.gaps.end(), steps.begin(), steps.end());
    std::vector<logs::Gap> jumps = read.coverage.sequence_jumps(read.file.name);
    system.gaps.insert(system.gaps.end(), jumps.begin(), jumps.end());
    for (const logs::FileProblem& problem : read.problems) {
      if (problem.kind != logs::FileProblemKind::kTruncated) continue;
      system.gaps.push_back(
          {logs::GapKind::kTruncatedFile, 0, read.file.name, read.lines.lines, problem.message});
    }
  }
  for (auto& [code, system] : out) {
    std::vector<logs::Gap> silent = logs::silent_days(system.tally.days());
    system.gaps.insert(system.gaps.begin(), silent.begin(), silent.end());
  }
  return out;
}

std::string coverage_json(const review::Context& context, const review::Review& review,
                          const review::Scope& scope, const std::vector<std::string>& unclaimed) {
  const reg::Register& registers = context.base.registers();
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.key("systems").begin_object();
  for (const auto& [code, system] : coverage_of(context, review)) {
    json.key(code).begin_object();
    json.key("days").begin_object();
    for (const auto& [day, count] : system.tally.days()) {
      json.key(date_of(day)).begin_object();
      json.member("events", count.events).member("rejects", count.rejects);
      json.end_object();
    }
    json.end_object();
    json.key("gaps").begin_array();
    for (const logs::Gap& gap : system.gaps) write_gap(json, gap);
    json.end_array();
    json.end_object();
  }
  json.end_object();
  json.key("systems_without_log").begin_array();
  for (const SystemId system : scope.without_log) json.value(registers.code(system));
  json.end_array();
  json.key("files").begin_array();
  for (const review::FileRead& read : review.files) write_file(json, context, read);
  json.end_array();
  json.key("unclaimed").begin_array();
  for (const std::string& name : unclaimed) json.value(name);
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace sekisho::service
