#include "service/review/simulation.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "service/review/run_review.h"
#include "text/date.h"
#include "text/json_writer.h"

namespace sekisho::service {

using namespace column;

namespace {

constexpr size_t kHolder = finding_column("holder");
constexpr size_t kDayBytes = 10;  // `2024-10-02` of a time

// In which department people worked, by their number.
class Departments {
 public:
  explicit Departments(const reg::Register& registers) : registers_(registers) {
    for (const reg::Assignment& one : registers.assignments) {
      if (one.kind != reg::PostKind::kHome) by_person_[one.person.value].push_back(&one);
    }
  }

  // Of the main post where there are several; empty where none is known.
  std::string of(const FindingRow& row) const {
    const uint32_t number = registers_.person_codes.find(row[kHolder]);
    const auto time = parser_.parse(row[kTime]);
    if (number == StringPool::kAbsent || !time) return {};
    const auto posts = by_person_.find(number);
    if (posts == by_person_.end()) return {};
    const reg::Assignment* found = nullptr;
    for (const reg::Assignment* one : posts->second) {
      if (!one->period.contains(*time)) continue;
      if (found == nullptr || one->kind < found->kind) found = one;
    }
    return found == nullptr ? std::string() : std::string(registers_.text(found->department));
  }

 private:
  const reg::Register& registers_;
  const text::InstantParser parser_ =
      text::InstantParser::compile(std::array<std::string, 1>{"iso"}, text::kJst).value();
  std::map<uint32_t, std::vector<const reg::Assignment*>> by_person_;
};

struct Counts {
  uint64_t added = 0, withdrawn = 0, changed = 0;

  void count(Change::Kind kind) {
    switch (kind) {
      case Change::Kind::kAdded:
        ++added;
        return;
      case Change::Kind::kWithdrawn:
        ++withdrawn;
        return;
      case Change::Kind::kChanged:
        ++changed;
        return;
    }
  }
  void write(text::JsonWriter& json) const {
    json.member("added", added).member("withdrawn", withdrawn).member("changed", changed);
  }
};

const FindingRow& row_of(const Change& change) {
  return change.kind == Change::Kind::kWithdrawn ? change.before : change.now;
}

void write_example(text::JsonWriter& json, const Change& change) {
  const FindingRow& row = row_of(change);
  json.begin_object().member("change", name_of(change.kind)).member("file", row[kFile]);
  json.key("line").raw(row[kLine]);
  json.member("system", row[kSystem]).member("disposition_before", change.before[kDisposition]);
  json.member("disposition_now", change.now[kDisposition]);
  json.member("reason_before", change.before[kReason]).member("reason_now", change.now[kReason]);
  json.end_object();
}

}  // namespace

std::string simulation_json(const ReviewResult& result) {
  const Comparison& changes = *result.comparison;
  const Departments departments(result.barrier->loaded.registers);
  std::map<std::pair<std::string, std::string>, Counts> by_day;
  Counts total;
  for (const Change& change : changes.changes) {
    const FindingRow& row = row_of(change);
    by_day[{row[kTime].substr(0, kDayBytes), departments.of(row)}].count(change.kind);
    total.count(change.kind);
  }
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("policy_set_hash", result.barrier->policy_set_hash);
  json.member("files", result.review.files.size()).member("files_kept", result.files_kept);
  total.write(json);
  json.key("days").begin_array();
  for (const auto& [key, counts] : by_day) {
    json.begin_object().member("day", key.first).member("department", key.second);
    counts.write(json);
    json.end_object();
  }
  json.end_array().key("inputs").begin_array();
  for (const std::string& difference : changes.differences) json.value(difference);
  json.end_array().key("examples").begin_array();
  for (size_t i = 0; i < std::min(changes.changes.size(), kMaxSimulatedExamples); ++i) {
    write_example(json, changes.changes[i]);
  }
  json.end_array().end_object();
  return out;
}

}  // namespace sekisho::service
