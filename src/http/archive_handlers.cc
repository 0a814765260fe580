#include <fmt/format.h>

#include <algorithm>

#include "http/casework_calls.h"
#include "http/masking.h"
#include "service/deliveries/delivery_json.h"
#include "service/deliveries/limits.h"
#include "service/evidence/archive.h"
#include "service/evidence/evidence_list.h"

// The archive of sealed logs.
namespace sekisho::http {
namespace {

service::EvidencePlace record_of(const Call& call) {
  return {call.services.places->record().string(), {}, {}};
}

std::expected<std::vector<service::ListedSegment>, Fault> segments_of(const Call& call) {
  if (auto shown = call.services.ledger->publish(); !shown)
    return std::unexpected(fault_of(shown.error()));
  auto all = service::list_archive(record_of(call));
  if (!all) return std::unexpected(fault_of(all.error()));
  std::erase_if(*all, [&](const service::ListedSegment& one) {
    return !call.may(
        office::Action::kView,
        {.kind = office::ThingKind::kDelivery, .id = one.sealed.id, .system = one.sealed.system});
  });
  return std::move(*all);
}

}  // namespace

// An administrator sees segments of the own systems, and only these are counted.
Answer list_segments(const Call& call) {
  const auto all = segments_of(call);
  if (!all) return std::unexpected(all.error());
  const std::string system = call.arguments.text("system");
  const auto during =
      service::asked_period(call.arguments.text("from"), call.arguments.text("until"));
  if (!during) return std::unexpected(fault_of(during.error()));
  const bool always = during->from == kBeginning && during->until == kForever;
  std::vector<std::string> items;
  for (const service::ListedSegment& one : *all) {
    if (!system.empty() && one.sealed.system != system) continue;
    // One without accesses is of no time.
    if (always || one.sealed.period.overlaps(*during)) items.push_back(service::segment_json(one));
  }
  return page_of(
      call, fmt::format("segments {} {} {}", system, during->from.micros, during->until.micros),
      items);
}

// They name people: whoever wants to see them states a purpose, which is recorded, as with the
// line of a finding.
Answer get_lines(const Call& call) {
  const std::string id = call.arguments.text("segment");
  const auto mask = Mask::of(call, office::ThingKind::kDelivery, id);
  if (!mask) return std::unexpected(mask.error());
  if (mask->masks()) return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  const auto all = segments_of(call);
  if (!all) return std::unexpected(all.error());
  const auto segment = std::ranges::find(
      *all, id, [](const service::ListedSegment& one) { return std::string_view(one.sealed.id); });
  if (segment == all->end()) return refuse(Problem::kNotFound, "the archive has no such segment");
  const uint64_t first = *call.arguments.number("first");
  const uint64_t last = call.arguments.number("last").value_or(first);
  if (last < first || last - first >= service::kMaxLinesShown) {
    return refuse(
        Problem::kInvalidRequest,
        fmt::format("name at most {} lines, the first before the last", service::kMaxLinesShown));
  }
  std::string bytes;
  const auto read = service::extract_lines(
      record_of(call), id, service::LineRange{first, last},
      [&](std::string_view some) -> Result<void> {
        if (bytes.size() + some.size() > service::kMaxShownBytes)
          return fail(ErrorCode::kLimit, "these lines are too long to be shown at once");
        bytes += some;
        return {};
      });
  if (!read && read.error().code == ErrorCode::kLimit) {
    Fault fault = conflict_of(read.error());
    fault.problem = Problem::kTooLarge;
    return std::unexpected(std::move(fault));
  }
  if (!read) return std::unexpected(conflict_of(read.error()));
  Response out{.content_type = "application/octet-stream", .body = std::move(bytes)};
  out.headers.push_back({"Content-Disposition", "attachment"});
  return out;
}

}  // namespace sekisho::http
