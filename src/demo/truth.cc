#include "demo/truth.h"

#include <algorithm>
#include <map>

#include "base/file.h"
#include "demo/names.h"
#include "text/csv.h"
#include "text/json.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::demo::demo {
namespace {

void mark(std::vector<bool>& bits, size_t at) {
  if (bits.size() <= at) bits.resize(at + 1);
  bits[at] = true;
}

int64_t count_of(const std::vector<bool>& bits) {
  return std::count(bits.begin(), bits.end(), true);
}

std::string moment(Instant time) {
  return text::rfc3339(time, text::kJst);
}

}  // namespace

Truth::Truth(const std::filesystem::path& directory, const World& world, const Supply& supply,
             Known known, size_t flush_bytes)
    : directory_(directory),
      world_(world),
      supply_(supply),
      known_(known),
      violations_file_(directory / "violations.csv", flush_bytes),
      undetermined_file_(directory / "undetermined.csv", flush_bytes) {
  violations_file_.text() = "file,line,label,viewer,certainty\n";
  undetermined_file_.text() = "file,line,label\n";
}

Verdict Truth::verdict_of(Label label) const {
  if (label == Label::kWithdrawn && known_ == Known::kCorrected) return Verdict::kPermitted;
  return info_of(label).verdict;
}

Retailer Truth::retailer_of(Source source, const Event& event) const {
  if (event.target == kNoTarget || source == Source::kRe) return kNoRetailer;
  return supply_.retailer_at(event.target, event.time);
}

void Truth::add(Source source, std::string_view file, uint64_t line, const Event& event) {
  ++sources_[static_cast<size_t>(source)].events;
  const Verdict verdict = verdict_of(event.label);
  if (verdict == Verdict::kPermitted) return;
  add_span(source, file, line, event);
  const std::string_view label = info_of(event.label).name;
  if (verdict == Verdict::kUndetermined) {
    ++undetermined_;
    text::CsvWriter(undetermined_file_.text()).field(file).field(line).field(label).end_row();
    undetermined_file_.wrote();
    return;
  }
  text::CsvWriter writer(violations_file_.text());
  writer.field(file).field(line).field(label);
  writer.field(event.viewer.known() ? std::string_view(world_.people[event.viewer.value].code)
                                    : "");
  writer.field(name_of(event.certainty)).end_row();
  violations_file_.wrote();
  if (verdict == Verdict::kViolation) add_leak(source, event);
}

void Truth::add_span(Source source, std::string_view file, uint64_t line, const Event& event) {
  Span& span = spans_[static_cast<size_t>(event.label)];
  if (span.example.events == 0) {
    span.first = event.time;
    span.example.file = file;
    span.example.line = line;
  }
  span.last = event.time;
  ++span.example.events;
  span.accounts.insert(event.account);
  if (event.viewer.known()) span.viewers.insert(event.viewer);
  if (event.target != kNoTarget) mark(span.objects, event.target);
  const Retailer retailer = retailer_of(source, event);
  if (retailer != kNoRetailer) mark(span.retailers, retailer);
}

void Truth::add_leak(Source source, const Event& event) {
  ++violations_;
  Leak& leak = leaks_[static_cast<size_t>(source)];
  if (event.viewer.known()) leak.viewers.insert(event.viewer);
  if (event.target == kNoTarget) {
    ++leak.keyless;
    return;
  }
  const Retailer retailer = retailer_of(source, event);
  if (retailer == kOwnRetailer) return;
  mark(leak.objects, event.target);
  if (retailer != kNoRetailer) mark(leak.retailers, retailer);
}

std::string Truth::json() const {
  std::string out;
  text::JsonWriter writer(out, text::JsonWriter::Style::kIndented);
  writer.begin_object().key("period").begin_object();
  writer.member("from", moment(year_begin())).member("until", moment(year_end())).end_object();
  writer.key("sources").begin_object();
  for (size_t s = 0; s < kSourceCount; ++s) {
    writer.key(system_names()[s].code).begin_object();
    writer.member("lines", sources_[s].events + sources_[s].malformed);
    writer.member("events", sources_[s].events).member("malformed", sources_[s].malformed);
    writer.end_object();
  }
  writer.end_object();
  std::map<std::string_view, Label> by_name;
  for (size_t l = 0; l < kLabelCount; ++l) {
    const auto label = static_cast<Label>(l);
    const Verdict verdict = verdict_of(label);
    if (verdict == Verdict::kPermitted || verdict == Verdict::kUndetermined) continue;
    if (spans_[l].example.events > 0) by_name.emplace(info_of(label).name, label);
  }
  writer.key("incidents").begin_object();
  for (const auto& [name, label] : by_name) {
    const Span& span = spans_[static_cast<size_t>(label)];
    const Source source = info_of(label).source;
    writer.key(name).begin_object();
    writer.member("system", system_names()[static_cast<size_t>(source)].code);
    writer.member("first", moment(span.first)).member("last", moment(span.last));
    writer.member("events", span.example.events).member("accounts", span.accounts.size());
    writer.member("viewers", span.viewers.size());
    writer.member(source == Source::kRe ? "facilities" : "contracts", count_of(span.objects));
    if (source != Source::kRe) writer.member("retailers", count_of(span.retailers));
    writer.end_object();
  }
  writer.end_object().key("leaks").begin_object();
  for (size_t s = 0; s < kSourceCount; ++s) {
    const bool facilities = static_cast<Source>(s) == Source::kRe;
    writer.key(system_names()[s].code).begin_object();
    writer.member("viewers", leaks_[s].viewers.size()).member("keyless", leaks_[s].keyless);
    writer.member(facilities ? "facilities" : "contracts", count_of(leaks_[s].objects));
    if (!facilities) writer.member("retailers", count_of(leaks_[s].retailers));
    writer.end_object();
  }
  writer.end_object().member("undetermined", undetermined_).end_object();
  out += '\n';
  return out;
}

Result<void> Truth::finish() {
  if (auto closed = violations_file_.close(); !closed) return closed;
  if (auto closed = undetermined_file_.close(); !closed) return closed;
  return write_file(directory_ / "truth.json", json());
}

}  // namespace sekisho::demo::demo
