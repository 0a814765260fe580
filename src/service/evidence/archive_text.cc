#include "service/evidence/archive_text.h"

#include <fmt/format.h>

#include <functional>

#include "text/json_writer.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::with_thousands;

std::string days_of(const Period& period) {
  if (period.empty()) return "no access";
  return fmt::format("{} to {}", text::date_iso(period.from, text::kJst),
                     text::date_iso(shifted(period.until, -1), text::kJst));
}

void write_sealed(text::JsonWriter& json, const SealedSegment& sealed) {
  json.member("segment", sealed.id)
      .member("entry", sealed.entry)
      .member("system", sealed.system)
      .member("file", sealed.file)
      .member("lines", sealed.seal.lines)
      .member("events", sealed.events)
      .member("rejects", sealed.rejects)
      .member("bytes", sealed.seal.bytes)
      .member("hash", sealed.seal.hash)
      .member("content", sealed.seal.sha256)
      .member("received", sealed.received_sha256)
      .member("class", sealed.retention_class)
      .member("key", sealed.key);
  if (sealed.period.empty()) return;
  json.member("from", text::rfc3339(sealed.period.from, text::kUtc))
      .member("until", text::rfc3339(sealed.period.until, text::kUtc));
}

std::string indented(const std::function<void(text::JsonWriter&)>& write) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object();
  write(json);
  json.end_object();
  return out + "\n";
}

template <class List, class Write>
void write_list(text::JsonWriter& json, std::string_view name, const List& list, Write write) {
  json.key(name).begin_array();
  for (const auto& item : list) {
    json.begin_object();
    write(item);
    json.end_object();
  }
  json.end_array();
}

void write_names(text::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& names) {
  json.key(name).begin_array();
  for (const std::string& each : names) json.value(each);
  json.end_array();
}

}  // namespace

std::string added_text(const ArchiveAdded& added) {
  std::string out;
  uint64_t lines = 0;
  for (const SealedSegment& sealed : added.sealed) {
    lines += sealed.seal.lines;
    out += fmt::format("sealed  {}  entry {}  {}  {} lines, {} accesses, {} rejects, {}\n",
                       sealed.id, sealed.entry, sealed.file, with_thousands(sealed.seal.lines),
                       with_thousands(sealed.events), with_thousands(sealed.rejects),
                       days_of(sealed.period));
  }
  for (const SealedSegment& sealed : added.known)
    out += fmt::format("known   {}  entry {}  {}\n", sealed.id, sealed.entry, sealed.file);
  for (const Error& error : added.refused) out += fmt::format("refused {}\n", to_string(error));
  for (const std::string& name : added.unclaimed)
    out += fmt::format("not sealed, since no profile claims it: {}\n", name);
  out += fmt::format("{} files sealed with {} lines, {} sealed before, {} refused, {} unclaimed\n",
                     added.sealed.size(), with_thousands(lines), added.known.size(),
                     added.refused.size(), added.unclaimed.size());
  return out;
}

std::string added_json(const ArchiveAdded& added) {
  return indented([&](text::JsonWriter& json) {
    const auto write = [&](const SealedSegment& sealed) { write_sealed(json, sealed); };
    write_list(json, "sealed", added.sealed, write);
    write_list(json, "known", added.known, write);
    write_list(json, "refused", added.refused, [&](const Error& error) {
      json.member("file", error.place.file).member("message", error.message);
    });
    write_names(json, "unclaimed", added.unclaimed);
  });
}

std::string listed_text(const std::vector<ListedSegment>& segments) {
  std::string out;
  for (const auto& [sealed, state] : segments) {
    out += fmt::format("{}  {:<7}  entry {}  {}  {}  {} lines  {}\n", sealed.id, name_of(state),
                       sealed.entry, sealed.system, days_of(sealed.period),
                       with_thousands(sealed.seal.lines), sealed.file);
  }
  return out + fmt::format("{} segments\n", segments.size());
}

std::string listed_json(const std::vector<ListedSegment>& segments) {
  return indented([&](text::JsonWriter& json) {
    write_list(json, "segments", segments, [&](const ListedSegment& listed) {
      write_sealed(json, listed.sealed);
      json.member("state", name_of(listed.state));
    });
  });
}

std::string checked_text(const ArchiveCheck& check) {
  std::string out;
  for (const DamagedSegment& damaged : check.damaged) {
    for (const logs::SegmentProblem& problem : damaged.problems) {
      out += fmt::format("segment {} ({}), lines {} to {}: {}\n", damaged.segment, damaged.file,
                         problem.first_line, problem.last_line, problem.message);
    }
  }
  for (const std::string& name : check.strays) {
    out += fmt::format(
        "{}: no entry of the record seals this file\n"
        "  help: Seal its log file with `sekisho archive add`, which writes it anew, or remove "
        "it.\n",
        name);
  }
  if (!check.no_vault.empty()) {
    out += fmt::format("only hashes of encrypted bytes were looked at: {}\n", check.no_vault);
  }
  out += fmt::format(
      "{} segments: {} whole with {} lines ({} opened), {} erased, {} damaged; {} stray files\n",
      check.segments, check.whole, with_thousands(check.lines), check.opened, check.erased,
      check.damaged.size(), check.strays.size());
  return out;
}

std::string checked_json(const ArchiveCheck& check) {
  return indented([&](text::JsonWriter& json) {
    json.member("segments", check.segments)
        .member("whole", check.whole)
        .member("lines", check.lines)
        .member("opened", check.opened)
        .member("erased", check.erased);
    if (!check.no_vault.empty()) json.member("no_vault", check.no_vault);
    write_list(json, "damaged", check.damaged, [&](const DamagedSegment& damaged) {
      json.member("segment", damaged.segment).member("file", damaged.file);
      write_list(json, "problems", damaged.problems, [&](const logs::SegmentProblem& problem) {
        json.member("first_line", problem.first_line)
            .member("last_line", problem.last_line)
            .member("message", problem.message);
      });
    });
    write_names(json, "strays", check.strays);
  });
}

}  // namespace sekisho::service
