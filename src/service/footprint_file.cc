#include "service/footprint_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cedar/entities_json.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonValue;
using text::JsonWriter;

constexpr std::string_view kFormat = "sekisho-footprints";
constexpr uint64_t kVersion = 1;
constexpr std::string_view kUndetermined = "undetermined";

bool is_verdict(std::string_view name) {
  using enum barrier::Verdict;
  const std::array names = {barrier::name_of(kPermitted), barrier::name_of(kDoubtful),
                            barrier::name_of(kDenied), kUndetermined};
  return std::ranges::find(names, name) != names.end();
}

template <class Strings>
void write_strings(JsonWriter& json, std::string_view key, const Strings& values) {
  json.key(key);
  json.begin_array();
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

void write_header(const barrier::Relevant& relevant, std::string_view policy_set_hash,
                  std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.member("format", kFormat);
  json.member("version", kVersion);
  json.member("policy_set_hash", policy_set_hash);
  json.key("held");
  json.begin_object();
  for (const auto& [type, attributes] : barrier::held_by(relevant)) {
    write_strings(json, type, attributes);
  }
  json.end_object();
  write_strings(json, "named", barrier::named_by(relevant));
  write_strings(json, "records", relevant.record_names);
  json.member("users_whole", relevant.users_whole || relevant.person_names);
  json.member("others", relevant.others);
  json.end_object();
  out += '\n';
}

void write_row(const review::Context& context, const review::Review& review,
               const review::FootprintRow& row, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.member("system", context.base.registers().code(row.key.system));
  json.member("action", logs::name_of(row.key.action));
  json.member("object", barrier::name_of(review::record_kind_of(row.key.object_kind)));
  json.member("accesses", row.accesses);
  json.member("refused", row.refused);
  json.member("first", text::rfc3339(row.first, text::kUtc));
  json.member("last", text::rfc3339(row.last, text::kUtc));
  json.key("example");
  json.begin_object();
  json.member("file", review.files[row.file].file.name);
  json.member("line", row.line);
  json.end_object();
  json.member("verdict", row.determined ? barrier::name_of(row.outcome.verdict) : kUndetermined);
  if (row.determined) {
    write_strings(json, "policies", row.outcome.policies);
    json.member("reason", row.outcome.reason);
    json.member("route", row.outcome.route);
  }
  if (row.key.cannot_be_told) json.member("cannot_be_told", true);
  json.key("readings");
  json.begin_array();
  for (const std::string& values : row.key.situations) json.raw(values);
  json.end_array();
  json.end_object();
  out += '\n';
}

// Reads the lines of one table. The first problem ends it.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Result<FootprintTable> read(std::string_view ndjson) {
    while (!ndjson.empty()) {
      ++line_;
      const size_t end = std::min(ndjson.find('\n'), ndjson.size());
      Result<JsonValue> json = JsonValue::parse(ndjson.substr(0, end), file_);
      if (!json) {
        Error error = json.error();
        error.place.line = line_;
        return std::unexpected(std::move(error));
      }
      if (auto ok = line_ == 1 ? header(*json) : row(*json); !ok) {
        return std::unexpected(ok.error());
      }
      ndjson.remove_prefix(std::min(end + 1, ndjson.size()));
    }
    if (line_ == 0) return wrong("it is empty");
    return std::move(table_);
  }

 private:
  std::unexpected<Error> wrong(std::string_view what) const {
    return fail(ErrorCode::kBadInput, fmt::format("this is no table of footprints: {}", what),
                {file_, line_, 0}, "Name the output directory of `sekisho review`.");
  }

  static std::string text_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    return std::string(member == nullptr ? "" : member->as_string().value_or(""));
  }
  static uint64_t number_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    return member == nullptr ? 0 : member->as_uint().value_or(0);
  }
  static bool flag_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    return member != nullptr && member->as_bool().value_or(false);
  }
  static std::set<std::string, std::less<>> strings_of(const JsonValue& array) {
    std::set<std::string, std::less<>> out;
    for (const JsonValue& item : array.items()) out.emplace(item.as_string().value_or(""));
    return out;
  }

  Result<void> header(const JsonValue& json) {
    if (text_of(json, "format") != kFormat) return wrong("its first line does not say so");
    if (number_of(json, "version") != kVersion) return wrong("its version is not known");
    table_.policy_set_hash = text_of(json, "policy_set_hash");
    const JsonValue* held = json.find("held");
    const JsonValue* named = json.find("named");
    if (held == nullptr || named == nullptr) return wrong("`held` or `named` is missing");
    for (const text::JsonMember& type : held->members()) {
      table_.held[type.key] = strings_of(type.value);
    }
    table_.named = strings_of(*named);
    if (const JsonValue* records = json.find("records")) table_.records = strings_of(*records);
    table_.users_whole = flag_of(json, "users_whole");
    table_.others = flag_of(json, "others");
    return {};
  }

  Result<void> row(const JsonValue& json) {
    FootprintTable::Row row;
    row.system = text_of(json, "system");
    row.action = text_of(json, "action");
    row.object_kind = text_of(json, "object");
    row.accesses = number_of(json, "accesses");
    row.refused = number_of(json, "refused");
    row.first = text_of(json, "first");
    row.last = text_of(json, "last");
    row.verdict = text_of(json, "verdict");
    if (!is_verdict(row.verdict)) return wrong(fmt::format("`{}` is no verdict", row.verdict));
    row.reason = text_of(json, "reason");
    row.route = text_of(json, "route");
    row.cannot_be_told = flag_of(json, "cannot_be_told");
    if (const JsonValue* example = json.find("example")) {
      row.file = text_of(*example, "file");
      row.line = number_of(*example, "line");
    }
    const JsonValue* readings = json.find("readings");
    if (readings == nullptr || row.accesses == 0)
      return wrong("`readings` or `accesses` is missing");
    for (const JsonValue& reading : readings->items()) {
      Result<barrier::World> world = world_of(reading);
      if (!world) return std::unexpected(world.error());
      row.readings.push_back(std::move(*world));
    }
    table_.rows.push_back(std::move(row));
    return {};
  }

  Result<barrier::World> world_of(const JsonValue& json) const {
    barrier::World world;
    for (auto [key, target] : {std::pair{"principal", &world.request.principal},
                               {"action", &world.request.action},
                               {"resource", &world.request.resource}}) {
      const JsonValue* uid = json.find(key);
      if (uid == nullptr) return wrong(fmt::format("a reading has no `{}`", key));
      Result<cedar::EntityUid> parsed = cedar::parse_uid_json(uid->to_json(), file_);
      if (!parsed) return wrong(parsed.error().message);
      *target = std::move(*parsed);
    }
    const JsonValue* context = json.find("context");
    const JsonValue* entities = json.find("entities");
    if (context == nullptr || entities == nullptr) return wrong("a reading lacks its values");
    Result<cedar::Value> fields = cedar::parse_context_json(context->to_json(), file_);
    if (!fields) return wrong(fields.error().message);
    Result<cedar::Entities> all = cedar::parse_entities_json(entities->to_json(), file_);
    if (!all) return wrong(all.error().message);
    world.request.context = std::move(*fields);
    world.entities = std::move(*all);
    return world;
  }

  const std::string& file_;
  uint32_t line_ = 0;
  FootprintTable table_;
};

}  // namespace

std::string footprint_reads(const barrier::Relevant& relevant) {
  std::string out;
  write_header(relevant, "", out);
  return out;
}

std::string footprints_ndjson(const review::Context& context, const review::Review& review,
                              std::string_view policy_set_hash) {
  std::string out;
  write_header(barrier::Relevant(context.rules.footprint), policy_set_hash, out);
  for (const review::FootprintRow& row : review.footprints) write_row(context, review, row, out);
  return out;
}

Result<FootprintTable> parse_footprints(std::string_view ndjson, const std::string& file) {
  return Reader(file).read(ndjson);
}

}  // namespace sekisho::service
