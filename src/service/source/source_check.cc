#include "service/source/source_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "logs/byte_source.h"
#include "logs/decoder.h"
#include "logs/file_problem.h"
#include "logs/limits.h"
#include "logs/reader.h"
#include "register/describe.h"
#include "register/file_loader.h"
#include "register/tables.h"
#include "text/json.h"
#include "text/time_format.h"
#include "text/toml.h"
#include "text/zone.h"

namespace sekisho::service {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string help_for(logs::RejectReason reason) {
  switch (reason) {
    case logs::RejectReason::kEmptyLine:
      return "If empty lines are harmless in this log, set `empty_lines = \"skip\"`.";
    case logs::RejectReason::kTooFewFields:
      return "If trailing columns may be left out, set `short_lines = \"fill\"`; else check "
             "`delimiter`.";
    case logs::RejectReason::kTooManyFields:
      return "If more columns may follow, set `long_lines = \"ignore\"`; else check `delimiter` "
             "and "
             "`quote`.";
    case logs::RejectReason::kBrokenQuote:
      return "If records have line breaks in quotes, set `records = \"multiline\"`; if the log has "
             "no quotes, `quote = \"\"`.";
    case logs::RejectReason::kBadEncoding:
      return "Check `encoding`.";
    case logs::RejectReason::kBadTime:
      return "Add the form of this time to `formats` under `[dates]`, unless the line is broken.";
    case logs::RejectReason::kMissingField:
      return "If the field may be empty, leave out `required`.";
    case logs::RejectReason::kUnknownValue:
      return "Add the word under `[values]`, or state a meaning under `[defaults]`; of a record's "
             "key check `object_kind` and `object_digits`.";
    case logs::RejectReason::kBadStructure:
      return "Check `format`, unless the line is cut off.";
    case logs::RejectReason::kPatternMismatch:
      return "The whole line has to fit `pattern`.";
    case logs::RejectReason::kTooLong:
    case logs::RejectReason::kNulByte:
    case logs::RejectReason::kMultilineTooLong:
      return "The file is damaged there, or it is no text.";
  }
  return {};
}

void put(Fields& fields, std::string name, std::string value) {
  if (!value.empty()) fields.emplace_back(std::move(name), std::move(value));
}

std::string symbol(const logs::SymbolTable& table, uint32_t number) {
  return number == logs::kNoSymbol ? std::string() : std::string(table.text(number));
}

Fields fields_of(const logs::LogProfile& profile, const logs::Decoder& decoder,
                 const logs::Block& block, const logs::EventBlock& events, size_t i) {
  Fields out;
  std::string scratch;
  put(out, "time", text::rfc3339(events.time[i], text::Zone{profile.zone_offset_seconds}));
  put(out, "account", symbol(decoder.accounts(), events.account[i]));
  put(out, "terminal", symbol(decoder.terminals(), events.terminal[i]));
  put(out, "address", symbol(decoder.addresses(), events.address[i]));
  put(out, "action", std::string(logs::name_of(events.action[i])));
  put(out, "outcome", std::string(logs::name_of(events.outcome[i])));
  const bool keyless = events.object_kind[i] == logs::ObjectKind::kNone;
  put(out, "object",
      keyless ? "none" : std::string(decoder.object_key(block, events.object[i], scratch)));
  put(out, "customer", decoder.text(block, events.customer[i]));
  put(out, "items", fmt::format("{}", fmt::join(profile.item_sets[events.items[i]], ", ")));
  return out;
}

// Events and rejects of a block, merged by line.
void explain_block(const logs::LogProfile& profile, const logs::Decoder& decoder,
                   const logs::Block& block, const logs::EventBlock& events,
                   const std::vector<logs::Reject>& rejects, uint64_t most,
                   std::vector<SourceCheck::Line>& out) {
  size_t next = 0;
  const auto add_rejects_before = [&](uint64_t line) {
    for (; next < rejects.size() && rejects[next].line < line && out.size() < most; ++next) {
      const logs::Reject& reject = rejects[next];
      out.push_back({reject.line,
                     reject.lines,
                     false,
                     {},
                     std::string(logs::name_of(reject.reason)),
                     reject.detail,
                     help_for(reject.reason)});
    }
  };
  for (size_t i = 0; i < events.size() && out.size() < most; ++i) {
    add_rejects_before(events.line[i]);
    if (out.size() == most) return;
    out.push_back(
        {events.line[i], 1, true, fields_of(profile, decoder, block, events, i), {}, {}, {}});
  }
  add_rejects_before(UINT64_MAX);
}

Result<void> check_log(const logs::LogFile& file, const std::string& toml,
                       const std::string& profile_name, uint64_t most_lines, SourceCheck& out) {
  const Result<logs::LogProfile> profile = logs::parse_log_profile(toml, profile_name);
  if (!profile) return std::unexpected(profile.error());
  out.what = profile->system;
  out.mapping = logs::mapped_fields(*profile);
  Result<logs::BlockReader> reader = logs::BlockReader::open(file, *profile);
  if (!reader) return std::unexpected(reader.error());
  logs::Decoder decoder(*profile);
  logs::FileWatch watch;
  logs::EventBlock events;
  std::vector<logs::Reject> rejects;
  for (bool last = false; !last;) {
    const Result<logs::Block> block = reader->next();
    if (!block) return std::unexpected(block.error());
    last = block->last;
    watch.add(*block, decoder.decode(*block, events, rejects), rejects);
    explain_block(*profile, decoder, *block, events, rejects, most_lines, out.explained);
  }
  out.lines = watch.counts().lines;
  out.header_lines = watch.counts().header_lines;
  out.understood_lines = watch.counts().event_lines;
  out.rejected_lines = watch.counts().reject_lines;
  for (const auto& list : {reader->problems(), watch.problems(*profile)}) {
    for (const logs::FileProblem& problem : list) {
      out.problems.push_back(
          {std::string(logs::name_of(problem.kind)), problem.message, problem.help});
    }
  }
  return {};
}

template <class Facts>
void explain_rows(const reg::Register& registers, const Facts& rows,
                  std::vector<SourceCheck::Line>& out) {
  for (const auto& row : rows) {
    out.push_back({row.origin.line, 1, true, {{"row", reg::describe(registers, row)}}, {}, {}, {}});
  }
}

Fields mapping_of(const reg::RegisterProfile& profile) {
  Fields out;
  const auto specs = reg::fields_of(profile.table);
  for (size_t i = 0; i < specs.size(); ++i) {
    const reg::FieldSource& source = profile.fields[i];
    std::vector<std::string> names;
    for (const reg::Column& column : source.columns) {
      names.push_back(column.number == 0 ? column.name : fmt::format("#{}", column.number));
    }
    if (source.constant) names.push_back(fmt::format("always `{}`", *source.constant));
    if (!names.empty()) out.emplace_back(specs[i].name, fmt::format("{}", fmt::join(names, " + ")));
  }
  return out;
}

Result<void> check_register(const SourceCheckOptions& options, const reg::RegisterProfile& profile,
                            SourceCheck& out) {
  out.what = reg::name_of(profile.table);
  out.mapping = mapping_of(profile);
  reg::Register registers;
  reg::LoadReport report;
  registers.files.push_back(out.sample);
  const Result<void> read = reg::load_file({options.sample, out.sample, &profile, nullptr, {}},
                                           reg::rows_into(registers, profile.table, 0), report);
  if (!read) return read;
  registers.supply.seal();
  registers.index();
  const auto explain = [&](const auto&... tables) {
    (explain_rows(registers, tables, out.explained), ...);
  };
  explain(registers.entities, registers.systems, registers.sites, registers.people,
          registers.assignments, registers.same_person, registers.accounts, registers.entitlements,
          registers.shared_users, registers.terminals, registers.loans, registers.rosters,
          registers.addresses, registers.outsourcing, registers.contract_staff, registers.disasters,
          registers.grants, registers.retailer_codes);
  for (const reg::RejectedRow& row : report.rejected) {
    out.explained.push_back({row.error.place.line,
                             1,
                             false,
                             {},
                             std::string(name_of(row.error.code)),
                             row.error.message,
                             row.error.help});
  }
  std::ranges::sort(out.explained, {}, &SourceCheck::Line::line);
  if (out.explained.size() > options.most_lines) out.explained.resize(options.most_lines);
  for (const reg::LoadReport::File& file : report.files) {
    out.lines += file.lines;
    out.header_lines += file.header_lines;
    out.understood_lines += file.row_lines;
    out.rejected_lines += file.rejected_lines;
  }
  return {};
}

}  // namespace

Result<SourceCheck> check_source(const SourceCheckOptions& options) {
  const Result<std::string> toml = read_file(options.profile, logs::kMaxProfileBytes);
  if (!toml) return std::unexpected(toml.error());
  const Result<text::TomlTable> table = text::TomlTable::parse(*toml, options.profile.string());
  if (!table) return std::unexpected(table.error());
  const Result<std::string> kind = table->string("kind");
  if (!kind) return std::unexpected(kind.error());
  SourceCheck out;
  out.profile = options.profile.filename().string();
  out.sample = options.sample.filename().string();
  out.kind = *kind;
  Result<void> done;
  if (*kind == "register") {
    const auto profile = reg::parse_register_profile(*toml, options.profile.string());
    if (!profile) return std::unexpected(profile.error());
    SEKISHO_INVARIANT(profile->has_value());
    done = check_register(options, **profile, out);
  } else {
    done = check_log({.path = options.sample, .name = out.sample}, *toml, options.profile.string(),
                     options.most_lines, out);
  }
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<SourceCheck> check_log_sample(LogSample sample) {
  SourceCheck out;
  out.profile = "profile";
  out.sample = "sample";
  out.kind = "log";
  logs::LogFile file{.path = out.sample, .name = out.sample, .bytes = sample.bytes.size()};
  file.kept = [&sample]() -> Result<std::unique_ptr<logs::ByteSource>> {
    return logs::ByteSource::of(std::move(sample.bytes));
  };
  if (auto done = check_log(file, sample.profile, out.profile, sample.most_lines, out); !done)
    return std::unexpected(done.error());
  return out;
}

std::string source_check_text(const SourceCheck& check) {
  std::string out = fmt::format("{} read as a {} ({}) by {}\n", check.sample, check.kind,
                                check.what, check.profile);
  for (const auto& [field, source] : check.mapping)
    out += fmt::format("  {} from {}\n", field, source);
  for (const SourceCheck::Problem& problem : check.problems) {
    out += fmt::format("\n{}: {}\n  {}\n", problem.kind, problem.message, problem.help);
  }
  out += '\n';
  for (const SourceCheck::Line& line : check.explained) {
    const std::string lines =
        line.lines == 1 ? fmt::format("line {}", line.line)
                        : fmt::format("lines {}-{}", line.line, line.line + line.lines - 1);
    if (!line.understood) {
      out +=
          fmt::format("{}: REJECTED, {}: {}\n  {}\n", lines, line.reason, line.detail, line.help);
      continue;
    }
    std::vector<std::string> parts;
    for (const auto& [name, value] : line.fields)
      parts.push_back(fmt::format("{} {}", name, value));
    out += fmt::format("{}: {}\n", lines, fmt::join(parts, "; "));
  }
  out += fmt::format("\n{} lines: {} headers, {} understood, {} rejected\n", check.lines,
                     check.header_lines, check.understood_lines, check.rejected_lines);
  return out;
}

std::string source_check_json(const SourceCheck& check) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object();
  json.member("profile", check.profile).member("sample", check.sample);
  json.member("kind", check.kind).member("what", check.what);
  json.key("mapping").begin_object();
  for (const auto& [field, source] : check.mapping) json.member(field, source);
  json.end_object();
  json.member("lines", check.lines).member("header_lines", check.header_lines);
  json.member("understood_lines", check.understood_lines)
      .member("rejected_lines", check.rejected_lines);
  json.key("problems").begin_array();
  for (const SourceCheck::Problem& problem : check.problems) {
    json.begin_object().member("kind", problem.kind).member("message", problem.message);
    json.member("help", problem.help).end_object();
  }
  json.end_array();
  json.key("explained").begin_array();
  for (const SourceCheck::Line& line : check.explained) {
    json.begin_object().member("line", line.line).member("lines", line.lines);
    json.member("understood", line.understood);
    if (line.understood) {
      json.key("fields").begin_object();
      for (const auto& [name, value] : line.fields) json.member(name, value);
      json.end_object();
    } else {
      json.member("reason", line.reason).member("detail", line.detail).member("help", line.help);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace sekisho::service
