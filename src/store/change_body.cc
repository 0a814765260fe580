#include "store/change_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "register/tables.h"
#include "store/limits.h"
#include "text/canonical_json.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace sekisho::store {
namespace {

using text::JsonValue;
using text::JsonWriter;

constexpr std::string_view kFormat = "sekisho-change";
constexpr int64_t kVersion = 1;
constexpr std::array kWhats{Step::What::kAdd, Step::What::kCorrect, Step::What::kEnd,
                            Step::What::kWithdraw};

std::unexpected<Error> bad(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("this is no body of a change: {}", what), {},
              "Verify the evidence log, and bring its bodies back from a backup.");
}

// Open ends are left out.
void write_period(JsonWriter& json, const Period& period) {
  if (period.from != kBeginning) json.member("from", period.from.micros);
  if (period.until != kForever) json.member("until", period.until.micros);
}

void write_file(JsonWriter& json, const ImportedFile& file) {
  const reg::LoadReport::File& read = file.read;
  json.begin_object()
      .member("name", read.name)
      .member("sha256", read.sha256)
      .member("bytes", read.bytes)
      .member("register", reg::name_of(read.table))
      .member("profile", read.profile)
      .member("profile_sha256", file.profile_sha256)
      .member("mode", reg::name_of(file.mode));
  write_period(json, file.coverage);
  json.member("lines", read.lines)
      .member("header_lines", read.header_lines)
      .member("row_lines", read.row_lines)
      .member("rejected_lines", read.rejected_lines)
      .member("rows", read.rows)
      .member("rejected", read.rejected)
      .member("refused", read.refused)
      .end_object();
}

std::string head_of(const ChangeBody& body) {
  const Change& change = body.change;
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("format", kFormat)
      .member("v", kVersion)
      .member("change", change.id)
      .member("recorded_at", change.recorded_at.micros)
      .member("first_fact", change.first_fact)
      .member("first_file", change.first_file)
      .member("kind", name_of(change.kind))
      .member("by", change.consent.by)
      .member("reason", change.consent.reason)
      .member("approved_by", change.consent.approved_by)
      .member("approval", change.consent.approval)
      .member("preview", change.preview)
      .key("counts")
      .raw(counts_json(change.counts))
      .member("steps", change.steps.size());
  json.key("files").begin_array();
  for (const ImportedFile& file : change.files) write_file(json, file);
  json.end_array().key("segments").begin_array();
  for (const NewSegment& segment : change.segments) {
    json.begin_object()
        .member("profile", segment.profile)
        .member("sha256", segment.sha256)
        .member("points", segment.points)
        .member("rows", segment.rows)
        .end_object();
  }
  json.end_array().key("profiles").begin_array();
  for (const ProfileText& profile : body.profiles) {
    json.begin_object()
        .member("name", profile.name)
        .member("sha256", profile.sha256)
        .member("text", profile.text)
        .end_object();
  }
  json.end_array().key("contents").begin_array();
  for (const SealedContent& content : body.contents) {
    json.begin_object()
        .member("sha256", content.sha256)
        .member("bytes", content.bytes)
        .end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace

std::string line_of(const Step& step) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("step", name_of(step.what)).member("profile", step.profile);
  if (step.ends != 0) json.member("ends", step.ends);
  if (step.says) {
    json.member("register", reg::name_of(step.says->table));
    write_period(json, step.says->period);
    json.key("fields").raw(step.says->fields);
  }
  if (step.file != 0) json.member("file", step.file).member("line", step.line);
  json.end_object();
  return out + "\n";
}

namespace {

// Members of one object. Whatever is missing or of another type makes `good` false.
class Members {
 public:
  explicit Members(const JsonValue& object) : object_(object) {}
  bool good() const { return good_; }

  std::string string(std::string_view name) { return std::string(take(text(name))); }
  uint64_t natural(std::string_view name) {
    const JsonValue* const value = object_.find(name);
    return take(value == nullptr ? std::nullopt : value->as_uint());
  }
  uint64_t natural_or_0(std::string_view name) {
    return object_.find(name) == nullptr ? 0 : natural(name);
  }
  bool boolean(std::string_view name) {
    const JsonValue* const value = object_.find(name);
    return take(value == nullptr ? std::nullopt : value->as_bool());
  }
  Instant instant(std::string_view name, Instant fallback) {
    const JsonValue* const value = object_.find(name);
    return value == nullptr ? fallback : Instant{take(value->as_int())};
  }
  Period period() { return {instant("from", kBeginning), instant("until", kForever)}; }
  reg::Table table() { return take(reg::table_named(text("register").value_or(""))); }
  std::span<const JsonValue> list(std::string_view name) {
    const JsonValue* const value = object_.find(name);
    good_ = good_ && value != nullptr && value->is_array();
    return value == nullptr ? std::span<const JsonValue>() : value->items();
  }

 private:
  std::optional<std::string_view> text(std::string_view name) const {
    const JsonValue* const value = object_.find(name);
    return value == nullptr ? std::nullopt : value->as_string();
  }
  template <class T>
  T take(std::optional<T> value) {
    good_ = good_ && value.has_value();
    return value.value_or(T{});
  }

  const JsonValue& object_;
  bool good_ = true;
};

bool read_file(const JsonValue& value, ImportedFile& out) {
  Members from(value);
  out.read.name = from.string("name");
  out.read.sha256 = from.string("sha256");
  out.read.bytes = from.natural("bytes");
  out.read.table = from.table();
  out.read.profile = from.string("profile");
  out.profile_sha256 = from.string("profile_sha256");
  out.mode = from.string("mode") == reg::name_of(reg::ImportMode::kDelta) ? reg::ImportMode::kDelta
                                                                          : reg::ImportMode::kFull;
  out.coverage = from.period();
  out.read.lines = from.natural("lines");
  out.read.header_lines = from.natural("header_lines");
  out.read.row_lines = from.natural("row_lines");
  out.read.rejected_lines = from.natural("rejected_lines");
  out.read.rows = from.natural("rows");
  out.read.rejected = from.natural("rejected");
  out.read.refused = from.boolean("refused");
  return from.good();
}

}  // namespace

Result<void> write_body(const ChangeBody& body, const Put& put) {
  if (auto done = put(head_of(body)); !done) return done;
  for (const Step& step : body.change.steps) {
    if (auto done = put(line_of(step)); !done) return done;
  }
  return {};
}

Result<void> BodyReader::add(std::string_view bytes) {
  while (!bytes.empty()) {
    if (has_head_ && steps_left_ == 0) return take_bytes(bytes);
    const size_t end = bytes.find('\n');
    const bool whole = end != std::string_view::npos;
    line_ += bytes.substr(0, end);
    bytes.remove_prefix(whole ? end + 1 : bytes.size());
    if (line_.size() > (has_head_ ? kMaxChangeLineBytes : kMaxHeadBytes)) {
      return fail(ErrorCode::kLimit, "a line of the body of a change is too long");
    }
    if (!whole) return {};
    if (auto taken = take_line(line_); !taken) return taken;
    line_.clear();
  }
  return {};
}

Result<void> BodyReader::take_line(std::string_view line) {
  return has_head_ ? read_step(line) : read_head(line);
}

Result<void> BodyReader::read_head(std::string_view line) {
  const Result<JsonValue> json = JsonValue::parse(line);
  if (!json) return bad("its head is no JSON");
  Members from(*json);
  if (from.string("format") != kFormat) return bad("its format is another one");
  if (from.natural("v") != kVersion) {
    return fail(ErrorCode::kUnsupported, "the body of a change is of another version");
  }
  Change& change = body_.change;
  change.id = static_cast<int64_t>(from.natural("change"));
  change.recorded_at = from.instant("recorded_at", {});
  change.first_fact = static_cast<int64_t>(from.natural("first_fact"));
  change.first_file = static_cast<int64_t>(from.natural("first_file"));
  const auto kind = change_kind_named(from.string("kind"));
  if (!kind) return bad("it is of no kind");
  change.kind = *kind;
  change.consent = {from.string("by"), from.string("reason"), from.string("approved_by"),
                    from.string("approval")};
  change.preview = from.string("preview");
  const JsonValue* const counts = json->find("counts");
  Result<CountsByTable> parsed = parse_counts(counts == nullptr ? "" : counts->to_json());
  if (!parsed) return std::unexpected(parsed.error());
  change.counts = *parsed;
  steps_left_ = from.natural("steps");
  bool good = true;
  for (const JsonValue& value : from.list("files")) {
    good = read_file(value, change.files.emplace_back()) && good;
  }
  for (const JsonValue& value : from.list("segments")) {
    Members segment(value);
    change.segments.push_back({segment.string("profile"), segment.string("sha256"),
                               segment.natural("points"), segment.natural("rows")});
    good = good && segment.good();
  }
  for (const JsonValue& value : from.list("profiles")) {
    Members profile(value);
    body_.profiles.push_back(
        {profile.string("name"), profile.string("sha256"), profile.string("text")});
    good = good && profile.good();
  }
  for (const JsonValue& value : from.list("contents")) {
    Members content(value);
    body_.contents.push_back({content.string("sha256"), content.natural("bytes")});
    good = good && content.good();
  }
  if (!good || !from.good()) return bad("its head is not complete");
  has_head_ = true;
  content_left_ = body_.contents.empty() ? 0 : body_.contents.front().bytes;
  return {};
}

Result<void> BodyReader::read_step(std::string_view line) {
  const Result<JsonValue> json = JsonValue::parse(line);
  if (!json) return bad("a step is no JSON");
  Members from(*json);
  const std::string name = from.string("step");
  const auto what =
      std::ranges::find_if(kWhats, [&](Step::What one) { return name_of(one) == name; });
  if (what == kWhats.end()) return bad("a step is none");
  Step step{*what,
            static_cast<int64_t>(from.natural_or_0("ends")),
            std::nullopt,
            from.string("profile"),
            static_cast<uint32_t>(from.natural_or_0("file")),
            static_cast<uint32_t>(from.natural_or_0("line"))};
  if (const JsonValue* const fields = json->find("fields")) {
    Result<std::string> canonical = text::canonical_json(*fields);
    if (!canonical) return std::unexpected(canonical.error());
    step.says = Statement{from.table(), from.period(), std::move(*canonical)};
  }
  if (!from.good() || step.file > body_.change.files.size() ||
      step.says.has_value() != (step.what != Step::What::kWithdraw)) {
    return bad("a step is not complete");
  }
  body_.change.steps.push_back(std::move(step));
  --steps_left_;
  return {};
}

Result<void> BodyReader::take_bytes(std::string_view bytes) {
  while (content_ < body_.contents.size()) {
    const size_t some = std::min<uint64_t>(bytes.size(), content_left_);
    if (some != 0) {
      if (auto taken = take_content_(content_, bytes.substr(0, some)); !taken) return taken;
    }
    bytes.remove_prefix(some);
    content_left_ -= some;
    if (content_left_ != 0) return {};
    if (++content_ < body_.contents.size()) content_left_ = body_.contents[content_].bytes;
  }
  return bytes.empty() ? Result<void>() : bad("it goes on behind its end");
}

Result<ChangeBody> BodyReader::finish() {
  // Files without bytes may be the last ones.
  if (has_head_ && steps_left_ == 0) {
    if (auto done = take_bytes({}); !done) return std::unexpected(done.error());
  }
  if (!has_head_ || steps_left_ != 0 || content_ < body_.contents.size()) {
    return bad("its end is missing");
  }
  return std::move(body_);
}

}  // namespace sekisho::store
