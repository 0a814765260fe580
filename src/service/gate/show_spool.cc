#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "service/gate/record_looks.h"
#include "spool/look.h"
#include "spool/spool_files.h"
#include "spool/spool_reader.h"
#include "text/json.h"
#include "text/time_format.h"
#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

constexpr uint64_t kAtOnce = 1000;

struct Stands {
  std::string id;
  uint64_t first = 0, end = 0, drained = 0;
  std::deque<std::pair<uint64_t, std::string>> last = {};
};

Result<Stands> read(const SpoolQuestion& question) {
  auto opened = tlog::open_private_directory(question.directory);
  if (!opened) return std::unexpected(opened.error());
  const std::shared_ptr<tlog::Directory> directory = std::move(*opened);
  const Result<uint64_t> drained = spool::read_drained(*directory);
  if (!drained) return std::unexpected(drained.error());
  auto reader = spool::SpoolReader::open(directory, 0);
  if (!reader) return std::unexpected(reader.error());
  Stands out{.id = reader->id(), .first = reader->position(), .drained = *drained};
  Result<uint64_t> told = 0;
  do {
    told = reader->read(kAtOnce, [&](uint64_t index, std::string_view bytes) -> Result<void> {
      out.last.emplace_back(index, bytes);
      if (out.last.size() > question.last) out.last.pop_front();
      return {};
    });
    if (!told) return std::unexpected(told.error());
  } while (*told > 0);
  out.end = reader->position();
  return out;
}

std::string_view or_dash(std::string_view text) {
  return text.empty() ? "-" : text;
}

void append_entry(std::string& out, uint64_t index, std::string_view bytes, bool japanese) {
  const auto add = std::back_inserter(out);
  const Result<spool::SpoolEntry> entry = spool::SpoolEntry::parse(bytes);
  if (!entry) {
    fmt::format_to(add, "{:>10}  {}\n", index, entry.error().message);
  } else if (const spool::Gap* const gap = entry->gap()) {
    fmt::format_to(add,
                   fmt::runtime(japanese ? "{:>10}  {} 記録されなかった閲覧 {} 件: {}\n"
                                         : "{:>10}  {} {} looks unrecorded: {}\n"),
                   index, text::date_time_iso(gap->period.from, text::kJst), gap->looks,
                   gap->reason);
  } else {
    const spool::Look& look = *entry->look();
    const std::string_view verdict =
        look.permitted ? (japanese ? "許可" : "permit") : (japanese ? "拒否" : "deny");
    fmt::format_to(add, "{:>10}  {} {} {} {} {} {}", index,
                   text::date_time_iso(look.time, text::kJst), verdict, look.system, look.action,
                   or_dash(look.person), or_dash(look.terminal));
    if (!look.records.empty()) fmt::format_to(add, " {}", look.records.front());
    if (look.records.size() > 1) fmt::format_to(add, " +{}", look.records.size() - 1);
    fmt::format_to(add, " {}\n", look.request);
  }
}

}  // namespace

Result<std::string> show_spool(const SpoolQuestion& question) {
  const Result<Stands> stands = read(question);
  if (!stands) return std::unexpected(stands.error());
  std::string out;
  if (question.json) {
    for (const auto& [index, bytes] : stands->last) {
      text::JsonWriter json(out);
      json.begin_object().member("index", index).member("drained", index < stands->drained);
      json.member("entry", std::string_view(bytes)).end_object();
      out += '\n';
    }
    return out;
  }
  const uint64_t waiting = stands->end - std::min(stands->end, stands->drained);
  out = fmt::format(
      fmt::runtime(question.japanese
                       ? "スプール {}: 記録 {} 件、証跡に取込み済み {} 件、未取込み {} 件\n"
                       : "spool {}: {} entries, {} of them in the record, {} wait\n"),
      stands->id, stands->end, std::min(stands->end, stands->drained), waiting);
  for (const auto& [index, bytes] : stands->last)
    append_entry(out, index, bytes, question.japanese);
  return out;
}

}  // namespace sekisho::service
