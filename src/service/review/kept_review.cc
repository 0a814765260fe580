#include "service/review/kept_review.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "text/base64.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using logs::CoverageTally;
using review::FileRead;
using review::KeptFile;
using review::Look;
using text::JsonValue;
using text::JsonWriter;

constexpr std::string_view kFormat = "sekisho-kept";
constexpr std::string_view kReplacement = "\uFFFD";
constexpr uint64_t kVersion = 1;

constexpr std::array kLookTexts{&Look::account, &Look::terminal, &Look::address, &Look::object,
                                &Look::customer};

// Counts as they stand in a row, in a fixed order.
constexpr std::array kLineCounts{&logs::LineCounts::lines,       &logs::LineCounts::header_lines,
                                 &logs::LineCounts::event_lines, &logs::LineCounts::reject_lines,
                                 &logs::LineCounts::events,      &logs::LineCounts::rejects};
constexpr std::array kCounts{&review::Counts::events,     &review::Counts::examined,
                             &review::Counts::keyless,    &review::Counts::permitted,
                             &review::Counts::violations, &review::Counts::attempts,
                             &review::Counts::doubtful,   &review::Counts::undetermined};

// --- writing

// Whole numbers of 64 bits, the largest as -1.
void number(JsonWriter& json, uint64_t value) {
  json.value(static_cast<int64_t>(value));
}

void write_look(JsonWriter& json, const Look& look, const StringPool& texts) {
  number(json, look.line);
  json.value(look.time.micros);
  for (const auto text : kLookTexts) json.value(texts.text(look.*text));
  number(json, look.items);
  number(json, static_cast<uint64_t>(look.action));
  number(json, static_cast<uint64_t>(look.object_kind));
  number(json, static_cast<uint64_t>(look.outcome));
}

void write_keys(JsonWriter& json, std::string_view name, const KeyDigests& keys) {
  json.key(name).begin_object();
  for (const auto& [text, digest] : keys) json.member(text, digest);
  json.end_object();
}

void write_coverage(JsonWriter& json, const CoverageTally::State& state) {
  json.key("days").begin_array();
  for (const auto& [day, count] : state.days) {
    json.begin_array().value(day);
    number(json, count.events);
    number(json, count.rejects);
    json.end_array();
  }
  json.end_array();
  json.member("undated", state.undated_rejects);
  json.member("first", state.first.micros).member("last", state.last.micros);
  json.key("edges").begin_array();
  for (const CoverageTally::Edge& edge : state.edges) {
    json.begin_array();
    number(json, edge.block);
    number(json, edge.first_line);
    json.value(edge.first.micros).value(edge.last.micros);
    number(json, edge.first_number);
    number(json, edge.last_number);
    json.end_array();
  }
  json.end_array();
  json.key("steps").begin_array();
  for (const CoverageTally::Step& step : state.steps) {
    json.begin_array();
    number(json, step.line);
    json.value(step.before.micros).value(step.after.micros).end_array();
  }
  json.end_array();
  json.key("jumps").begin_array();
  for (const CoverageTally::Jump& jump : state.jumps) {
    json.begin_array();
    number(json, jump.line);
    number(json, jump.before);
    number(json, jump.after);
    json.end_array();
  }
  json.end_array();
}

void write_problems(JsonWriter& json, const FileRead& read) {
  json.key("problems").begin_array();
  for (const logs::FileProblem& problem : read.problems) {
    json.begin_array();
    number(json, static_cast<uint64_t>(problem.kind));
    json.value(problem.message).value(problem.help).end_array();
  }
  json.end_array();
  json.key("reasons").begin_array();
  for (const auto& [reason, count] : read.reasons) {
    const review::RejectExample& example = read.examples.at(reason);
    json.begin_array();
    number(json, static_cast<uint64_t>(reason));
    number(json, count);
    number(json, example.line);
    // Both hold bytes of the log as they stand.
    json.value(text::base64_encode(example.detail)).value(text::base64_encode(example.raw));
    json.end_array();
  }
  json.end_array();
}

void write_kept(JsonWriter& json, const KeptFile& kept, const StringPool& texts) {
  json.key("looks").begin_array();
  for (const Look& look : kept.looks) {
    json.begin_array();
    write_look(json, look, texts);
    json.end_array();
  }
  json.end_array();
  json.key("groups").begin_array();
  for (const KeptFile::Group& group : kept.groups) {
    json.begin_array();
    write_look(json, group.example, texts);
    number(json, group.accesses);
    number(json, group.refused);
    json.value(group.first.micros).value(group.last.micros);
    number(json, group.permitted ? 1 : 0);
    json.end_array();
  }
  json.end_array();
}

void write_log(const KeptLog& log, const StringPool& texts, std::string& out) {
  JsonWriter json(out);
  const FileRead& read = log.read;
  json.begin_object();
  json.member("file", read.file.name).member("sha256", read.sha256);
  json.member("profile", log.profile_sha256);
  json.key("lines").begin_array();
  for (const auto count : kLineCounts) number(json, read.lines.*count);
  json.end_array();
  json.key("counts").begin_array();
  for (const auto count : kCounts) number(json, read.counts.*count);
  json.end_array();
  write_coverage(json, read.coverage.state());
  write_problems(json, read);
  write_keys(json, "accounts", log.accounts);
  write_keys(json, "terminals", log.terminals);
  write_keys(json, "addresses", log.addresses);
  write_kept(json, read.kept, texts);
  json.end_object();
  out += '\n';
}

// --- reading

std::unexpected<Error> damaged(const std::string& file, uint64_t line) {
  return fail(ErrorCode::kBadInput, "this is not what a review of this version kept", {file, line},
              "Review again without --since.");
}

// A row of numbers and texts, read from its beginning. What is missing is 0 or empty, and `good`
// says so.
class Row {
 public:
  explicit Row(const JsonValue& value) : items_(value.items()) {}
  int64_t integer() {
    const JsonValue* item = next();
    const std::optional<int64_t> value = item == nullptr ? std::nullopt : item->as_int();
    good_ = good_ && value.has_value();
    return value.value_or(0);
  }
  uint64_t number() { return static_cast<uint64_t>(integer()); }
  Instant instant() { return {integer()}; }
  // A number below `end`.
  template <class Enum>
  Enum word(Enum last) {
    const uint64_t value = number();
    good_ = good_ && value <= static_cast<uint64_t>(last);
    return static_cast<Enum>(good_ ? value : 0);
  }
  std::string_view text() {
    const JsonValue* item = next();
    const auto value = item == nullptr ? std::nullopt : item->as_string();
    good_ = good_ && value.has_value();
    return value.value_or("");
  }
  std::string bytes() {
    std::optional<std::string> value = text::base64_decode(text());
    good_ = good_ && value.has_value();
    return std::move(value).value_or("");
  }
  // At its end, and nothing was wrong.
  bool whole() const { return good_ && at_ == items_.size(); }

 private:
  const JsonValue* next() { return at_ < items_.size() ? &items_[at_++] : fail_row(); }
  const JsonValue* fail_row() {
    good_ = false;
    return nullptr;
  }

  std::span<const JsonValue> items_;
  size_t at_ = 0;
  bool good_ = true;
};

// Reads each row of an array; false where one is not whole.
template <class Take>
bool each_row(const JsonValue& object, std::string_view name, const Take& take) {
  const JsonValue* array = object.find(name);
  if (array == nullptr) return false;
  for (const JsonValue& item : array->items()) {
    Row row(item);
    take(row);
    if (!row.whole()) return false;
  }
  return true;
}

template <class Take>
bool one_row(const JsonValue& object, std::string_view name, const Take& take) {
  const JsonValue* array = object.find(name);
  if (array == nullptr) return false;
  Row row(*array);
  take(row);
  return row.whole();
}

Look read_look(Row& row, StringPool& texts) {
  Look look;
  look.line = row.number();
  look.time = row.instant();
  for (const auto text : kLookTexts) look.*text = texts.intern(row.text());
  look.items = static_cast<uint16_t>(row.number());
  look.action = row.word(logs::Action::kOther);
  look.object_kind = row.word(logs::ObjectKind::kOther);
  look.outcome = row.word(logs::Outcome::kUnknown);
  return look;
}

bool read_keys(const JsonValue& object, std::string_view name, KeyDigests& out) {
  const JsonValue* keys = object.find(name);
  if (keys == nullptr) return false;
  for (const text::JsonMember& member : keys->members()) {
    out.emplace(member.key, member.value.as_string().value_or(""));
  }
  return true;
}

std::optional<int64_t> integer_of(const JsonValue& object, std::string_view name) {
  const JsonValue* value = object.find(name);
  return value == nullptr ? std::nullopt : value->as_int();
}

std::string text_of(const JsonValue& object, std::string_view name) {
  const JsonValue* value = object.find(name);
  return std::string(value == nullptr ? "" : value->as_string().value_or(""));
}

bool read_coverage(const JsonValue& object, CoverageTally& out) {
  CoverageTally::State state;
  const auto undated = integer_of(object, "undated");
  const auto first = integer_of(object, "first");
  const auto last = integer_of(object, "last");
  if (!undated || !first || !last) return false;
  state.undated_rejects = static_cast<uint64_t>(*undated);
  state.first = {*first};
  state.last = {*last};
  const bool good = each_row(object, "days",
                             [&](Row& row) {
                               const int64_t day = row.integer();
                               const uint64_t events = row.number();
                               state.days[day] = {events, row.number()};
                             }) &&
                    each_row(object, "edges",
                             [&](Row& row) {
                               CoverageTally::Edge edge{};
                               edge.block = row.number();
                               edge.first_line = row.number();
                               edge.first = row.instant();
                               edge.last = row.instant();
                               edge.first_number = row.number();
                               edge.last_number = row.number();
                               state.edges.push_back(edge);
                             }) &&
                    each_row(object, "steps",
                             [&](Row& row) {
                               CoverageTally::Step step{};
                               step.line = row.number();
                               step.before = row.instant();
                               step.after = row.instant();
                               state.steps.push_back(step);
                             }) &&
                    each_row(object, "jumps", [&](Row& row) {
                      CoverageTally::Jump jump{};
                      jump.line = row.number();
                      jump.before = row.number();
                      jump.after = row.number();
                      state.jumps.push_back(jump);
                    });
  out = CoverageTally(std::move(state));
  return good;
}

bool read_problems(const JsonValue& object, FileRead& out) {
  return each_row(object, "problems",
                  [&](Row& row) {
                    logs::FileProblem problem;
                    problem.kind = row.word(logs::FileProblemKind::kOtherLayout);
                    problem.message = row.text();
                    problem.help = row.text();
                    out.problems.push_back(std::move(problem));
                  }) &&
         each_row(object, "reasons", [&](Row& row) {
           const auto reason = row.word(logs::RejectReason::kMultilineTooLong);
           out.reasons[reason] = row.number();
           review::RejectExample& example = out.examples[reason];
           example.line = row.number();
           example.detail = row.bytes();
           example.raw = row.bytes();
         });
}

bool read_kept(const JsonValue& object, StringPool& texts, KeptFile& out) {
  return each_row(object, "looks", [&](Row& row) { out.looks.push_back(read_look(row, texts)); }) &&
         each_row(object, "groups", [&](Row& row) {
           KeptFile::Group group;
           group.example = read_look(row, texts);
           group.accesses = row.number();
           group.refused = row.number();
           group.first = row.instant();
           group.last = row.instant();
           group.permitted = row.number() != 0;
           out.groups.push_back(group);
         });
}

std::set<std::string> names_of(const KeyDigests& keys) {
  std::set<std::string> out;
  for (const auto& [text, digest] : keys) out.insert(text);
  return out;
}

bool read_log(const JsonValue& object, StringPool& texts, KeptLog& out) {
  out.profile_sha256 = text_of(object, "profile");
  FileRead& read = out.read;
  read.file.name = text_of(object, "file");
  read.sha256 = text_of(object, "sha256");
  const bool good = one_row(object, "lines",
                            [&](Row& row) {
                              for (const auto count : kLineCounts) read.lines.*count = row.number();
                            }) &&
                    one_row(object, "counts",
                            [&](Row& row) {
                              for (const auto count : kCounts) read.counts.*count = row.number();
                            }) &&
                    read_coverage(object, read.coverage) && read_problems(object, read) &&
                    read_keys(object, "accounts", out.accounts) &&
                    read_keys(object, "terminals", out.terminals) &&
                    read_keys(object, "addresses", out.addresses) &&
                    read_kept(object, texts, read.kept);
  read.kept.accounts = names_of(out.accounts);
  read.kept.terminals = names_of(out.terminals);
  read.kept.addresses = names_of(out.addresses);
  return good;
}

std::optional<KeptHead> read_head(std::string_view line) {
  const Result<JsonValue> value = JsonValue::parse(line);
  if (!value || text_of(*value, "format") != kFormat ||
      integer_of(*value, "version") != static_cast<int64_t>(kVersion)) {
    return std::nullopt;
  }
  const JsonValue* by_record = value->find("by_record");
  return KeptHead{text_of(*value, "program_version"),
                  text_of(*value, "from"),
                  text_of(*value, "until"),
                  text_of(*value, "reads"),
                  text_of(*value, "world"),
                  by_record == nullptr || by_record->as_bool().value_or(true)};
}

}  // namespace

std::string kept_ndjson(const KeptHead& head, const std::vector<KeptLog>& logs,
                        const StringPool& texts) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("format", kFormat).member("version", kVersion);
  json.member("program_version", head.program_version);
  json.member("from", head.from).member("until", head.until);
  json.member("reads", head.reads).member("world", head.world);
  json.member("by_record", head.by_record);
  json.end_object();
  out += '\n';
  for (const KeptLog& log : logs) {
    const size_t before = out.size();
    write_log(log, texts, out);
    // What the writer put in the place of bytes that are no text: they could not be read back.
    if (std::string_view(out).substr(before).contains(kReplacement)) out.resize(before);
  }
  return out;
}

Result<std::unique_ptr<KeptReview>> parse_kept(std::string_view ndjson, const std::string& file) {
  auto out = std::make_unique<KeptReview>();
  out->texts.intern("");
  for (uint64_t line = 1; !ndjson.empty(); ++line) {
    const size_t end = ndjson.find('\n');
    if (end == std::string_view::npos) return damaged(file, line);
    const std::string_view one = ndjson.substr(0, end);
    ndjson.remove_prefix(end + 1);
    if (line == 1) {
      const std::optional<KeptHead> head = read_head(one);
      if (!head) return damaged(file, line);
      out->head = *head;
      continue;
    }
    const Result<JsonValue> value = JsonValue::parse(one, file);
    KeptLog log;
    if (!value || !read_log(*value, out->texts, log)) return damaged(file, line);
    std::string name = log.read.file.name;
    out->logs.emplace(std::move(name), std::move(log));
  }
  return out;
}

}  // namespace sekisho::service
