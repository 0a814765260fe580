#include "barrier/published_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "barrier/limits.h"
#include "base/file.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace sekisho::barrier {
namespace {

namespace fs = std::filesystem;

// In memory that the publisher shares with everybody: docs/formats/gate-facts.md.
struct Current {
  char magic[8];
  uint32_t version;
  uint32_t unused;
  std::atomic<uint64_t> generation;
  std::atomic<int64_t> confirmed;  // microseconds since 1970
};
static_assert(sizeof(Current) == 32);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

constexpr std::string_view kMagic("SKCURR\0\1", 8);
constexpr uint32_t kVersion = 1;

const Current& current_in(const MappedFile& file) {
  return *reinterpret_cast<const Current*>(file.bytes().data());
}
bool is_current(const MappedFile& file) {
  if (file.bytes().size() != sizeof(Current)) return false;
  const Current& current = current_in(file);
  return std::string_view(current.magic, sizeof current.magic) == kMagic &&
         current.version == kVersion;
}
Current& shared_in(MappedFile& file) {
  return *reinterpret_cast<Current*>(file.data());
}

std::string generation_name(uint64_t generation) {
  return fmt::format("generation.{}", generation);
}

std::unexpected<Error> failed_to(std::string_view what, const fs::path& path,
                                 const std::error_code& why) {
  return fail(ErrorCode::kIo, fmt::format("cannot {} `{}`: {}", what, path.string(), why.message()),
              {path.string()});
}

// The files of a generation, by their names in the directory.
struct Parts {
  std::string facts = {}, rules = {};
  std::vector<std::string> supply = {};
  std::vector<OutageRule> outages = {};
};

void write_texts(text::JsonWriter& json, std::string_view key,
                 const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& one : texts) json.value(one);
  json.end_array();
}

std::string parts_json(const Parts& parts) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("facts", parts.facts).member("rules", parts.rules);
  json.key("supply").begin_array();
  for (const std::string& name : parts.supply) json.value(name);
  json.end_array().key("outages").begin_array();
  for (const OutageRule& one : parts.outages) {
    json.begin_object().member("system", one.system).member("plan", one.plan);
    write_texts(json, "actions", one.actions);
    write_texts(json, "routes", one.routes);
    json.member("seconds", one.seconds).end_object();
  }
  json.end_array().end_object();
  return out;
}

// False where it is anything but a short list of texts.
bool read_texts(const text::JsonValue* list, std::vector<std::string>& out) {
  if (list == nullptr || !list->is_array() || list->size() > kMaxOutageTexts) return false;
  for (const text::JsonValue& one : list->items()) {
    if (!one.is_string()) return false;
    out.emplace_back(*one.as_string());
  }
  return true;
}

std::optional<OutageRule> read_outage(const text::JsonValue& json) {
  OutageRule out;
  for (const auto& [name, to] : {std::pair{"system", &out.system}, std::pair{"plan", &out.plan}}) {
    const text::JsonValue* const value = json.find(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    *to = *value->as_string();
  }
  const text::JsonValue* const seconds = json.find("seconds");
  const auto number = seconds == nullptr ? std::nullopt : seconds->as_int();
  if (!number || *number < 0 || out.system.empty() || out.plan.empty()) return std::nullopt;
  out.seconds = *number;
  if (!read_texts(json.find("actions"), out.actions)) return std::nullopt;
  if (!read_texts(json.find("routes"), out.routes)) return std::nullopt;
  return out;
}

Result<Parts> read_parts(const fs::path& file) {
  const auto wrong = [&] {
    return fail(ErrorCode::kBadInput, "this does not name the files of a generation",
                {file.string()});
  };
  const Result<std::string> text = read_file(file, kMaxGenerationBytes);
  if (!text) return std::unexpected(text.error());
  const auto json = text::JsonValue::parse(*text, file.string());
  if (!json) return std::unexpected(json.error());
  const auto name_in = [](const text::JsonValue* value) -> std::string {
    const auto name = value == nullptr ? std::nullopt : value->as_string();
    return name && name->find('/') == std::string_view::npos ? std::string(*name) : "";
  };
  Parts out{.facts = name_in(json->find("facts")), .rules = name_in(json->find("rules"))};
  const text::JsonValue* const supply = json->find("supply");
  if (out.facts.empty() || out.rules.empty() || supply == nullptr ||
      supply->size() > kMaxPublishedSegments) {
    return wrong();
  }
  for (const text::JsonValue& one : supply->items()) {
    out.supply.push_back(name_in(&one));
    if (out.supply.back().empty()) return wrong();
  }
  const text::JsonValue* const outages = json->find("outages");
  if (outages == nullptr) return out;  // nothing was declared
  if (!outages->is_array() || outages->size() > kMaxOutageRules) return wrong();
  for (const text::JsonValue& one : outages->items()) {
    auto rule = read_outage(one);
    if (!rule) return wrong();
    out.outages.push_back(std::move(*rule));
  }
  return out;
}

}  // namespace

bool OutageRule::covers(std::string_view action, std::string_view route) const {
  return std::ranges::find(actions, action) != actions.end() &&
         (routes.empty() || std::ranges::find(routes, route) != routes.end());
}

const OutageRule* PublishedFacts::outage_of(std::string_view system) const {
  const auto found = std::ranges::find(outages, system, &OutageRule::system);
  return found == outages.end() ? nullptr : &*found;
}

Result<EntityId> PublishedFacts::supplier_of(std::string_view point, Instant t) const {
  std::optional<reg::SupplyRow> then;  // of several that hold, the one that began last
  for (const auto& segment : supply) {
    const auto rows = segment->history(point);
    if (!rows) return std::unexpected(rows.error());
    for (const reg::SupplyRow& row : *rows) {
      if (row.period.contains(t) && (!then || then->period.from <= row.period.from)) then = row;
    }
  }
  return then && !then->retailer.empty() ? image->retailer(then->retailer, t) : EntityId();
}

TerminalId PublishedFacts::terminal_at(std::string_view address, Instant t) const {
  const AddressId id = image->address(address);
  if (!id.known()) return {};
  const auto readings = image->terminals(image->state(id, t));
  return readings.size() == 1 ? readings.front().terminal : TerminalId();
}

Result<FactPublisher> FactPublisher::open(fs::path directory, Instant now) {
  FactPublisher out(std::move(directory));
  std::error_code why;
  fs::create_directories(out.directory_, why);
  if (why) return failed_to("make", out.directory_, why);
  const fs::path path = out.directory_ / "current";
  auto there = MappedFile::open(path, MappedFile::Access::kShare);
  if (!there || !is_current(*there)) {
    std::string bytes(sizeof(Current), '\0');
    std::memcpy(bytes.data(), kMagic.data(), kMagic.size());
    std::memcpy(bytes.data() + offsetof(Current, version), &kVersion, sizeof kVersion);
    // Later than all that somebody may have seen in a file that was lost.
    const auto generation = static_cast<uint64_t>(now.micros);
    std::memcpy(bytes.data() + offsetof(Current, generation), &generation, sizeof generation);
    if (auto made = write_file(path, bytes); !made) return std::unexpected(made.error());
    there = MappedFile::open(path, MappedFile::Access::kShare);
    if (!there) return std::unexpected(there.error());
  }
  out.current_ = std::move(*there);
  return out;
}

Result<std::string> FactPublisher::take_supply(const fs::path& segment) const {
  std::string name = segment.filename().string() + ".supply";
  std::error_code why;
  if (fs::exists(directory_ / name, why)) return name;
  const fs::path part = directory_ / (name + ".part");
  fs::copy_file(segment, part, fs::copy_options::overwrite_existing, why);
  if (why) return failed_to("copy", segment, why);
  fs::permissions(part, fs::perms::group_read, fs::perm_options::add, why);
  fs::rename(part, directory_ / name, why);
  if (why) return failed_to("publish", segment, why);
  return name;
}

Result<std::string> FactPublisher::write_rules(const Rules& rules) const {
  std::string name = "rules." + policy_set_hash(rules);
  std::error_code why;
  if (fs::exists(directory_ / name, why)) return name;
  const fs::path part = directory_ / (name + ".part");
  fs::remove_all(part, why);
  for (const Rules::File& file : rules.files) {
    const fs::path path = part / file.name;
    fs::create_directories(path.parent_path(), why);
    if (why) return failed_to("make", path.parent_path(), why);
    if (auto written = write_file(path, file.text); !written)
      return std::unexpected(written.error());
  }
  fs::rename(part, directory_ / name, why);
  if (why) return failed_to("publish", directory_ / name, why);
  return name;
}

Result<void> FactPublisher::publish(const Facts& facts, Instant now) {
  Current& current = shared_in(current_);
  const uint64_t next = current.generation.load(std::memory_order_relaxed) + 1;
  Parts parts{.facts = fmt::format("facts.{}", next),
              .outages = {facts.outages.begin(), facts.outages.end()}};
  for (const fs::path& segment : facts.supply) {
    auto name = take_supply(segment);
    if (!name) return std::unexpected(name.error());
    parts.supply.push_back(std::move(*name));
  }
  auto rules = write_rules(facts.rules);
  if (!rules) return std::unexpected(rules.error());
  parts.rules = std::move(*rules);
  const ImageHead head{std::string(facts.revision), policy_set_hash(facts.rules), now};
  if (auto written = write_file(directory_ / parts.facts, fact_image(facts.base, head)); !written)
    return written;
  const std::string name = generation_name(next);
  if (auto written = write_file(directory_ / name, parts_json(parts)); !written) return written;
  current.generation.store(next, std::memory_order_release);
  confirm(now);

  std::vector<std::string> names = std::move(parts.supply);
  names.insert(names.end(), {parts.facts, parts.rules, name, "current"});
  std::vector<std::string> needed = names;
  needed.insert(needed.end(), names_.begin(), names_.end());
  forget_all_but(needed);
  names_ = std::move(names);
  return {};
}

// Somebody may just have begun to open the files of the last generation; those before it nobody
// opens any more. What cannot be removed now goes with the next generation.
void FactPublisher::forget_all_but(const std::vector<std::string>& names) {
  std::error_code why;
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(directory_, why)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name.starts_with("facts.") || name.starts_with("rules.") ||
                      name.starts_with("generation.") || name.ends_with(".supply") ||
                      name.ends_with(".part");
    if (ours && std::ranges::find(names, name) == names.end()) old.push_back(entry.path());
  }
  for (const fs::path& path : old) fs::remove_all(path, why);
}

void FactPublisher::confirm(Instant now) {
  shared_in(current_).confirmed.store(now.micros, std::memory_order_release);
}

Result<FactFollower> FactFollower::open(fs::path directory) {
  FactFollower out(std::move(directory));
  const auto explained = [](Error error) {
    error.help = "Start `sekisho serve --gate DIR`, which publishes them.";
    return std::unexpected(std::move(error));
  };
  if (auto mapped = out.map(); !mapped) return explained(mapped.error());
  const uint64_t generation = current_in(out.current_).generation.load(std::memory_order_acquire);
  if (auto loaded = out.load(generation); !loaded) return explained(loaded.error());
  return out;
}

Result<void> FactFollower::map() {
  const fs::path path = directory_ / "current";
  auto file = MappedFile::open(path);
  if (!file) return std::unexpected(file.error());
  if (!is_current(*file))
    return fail(ErrorCode::kBadInput, "these are no published facts", {path.string()});
  current_ = std::move(*file);
  return {};
}

Result<void> FactFollower::load(uint64_t generation) {
  const auto parts = read_parts(directory_ / generation_name(generation));
  if (!parts) return std::unexpected(parts.error());
  auto next = std::make_shared<PublishedFacts>();
  next->generation = generation;
  auto image = FactImage::open(directory_ / parts->facts);
  if (!image) return std::unexpected(image.error());
  next->image = std::move(*image);
  next->outages = parts->outages;
  // A segment or rules that go on are those that are open already.
  for (const std::string& name : parts->supply) {
    const fs::path path = directory_ / name;
    const auto same = [&](const auto& one) { return one->path() == path; };
    if (facts_ != nullptr) {
      const auto found = std::ranges::find_if(facts_->supply, same);
      if (found != facts_->supply.end()) {
        next->supply.push_back(*found);
        continue;
      }
    }
    auto segment = reg::SupplySegment::open(path);
    if (!segment) return std::unexpected(segment.error());
    next->supply.push_back(std::move(*segment));
  }
  const std::string& policy_set = next->image->head().policy_set;
  if (facts_ != nullptr && facts_->image->head().policy_set == policy_set) {
    next->rules = facts_->rules;
  } else {
    auto rules = load_rules(directory_ / parts->rules);
    if (!rules) return std::unexpected(rules.error());
    if (policy_set_hash(*rules) != policy_set) {
      return fail(ErrorCode::kBadInput, "the rules are not those of the facts",
                  {(directory_ / parts->rules).string()});
    }
    next->rules = std::make_shared<const Rules>(std::move(*rules));
  }
  facts_ = std::move(next);
  return {};
}

bool FactFollower::is_stale(Instant now) const {
  const int64_t confirmed = current_in(current_).confirmed.load(std::memory_order_acquire);
  return now.micros - confirmed > kStaleFactsMicros;
}

const std::shared_ptr<const PublishedFacts>& FactFollower::at(Instant now) {
  static const std::shared_ptr<const PublishedFacts> none;
  const auto generation = [&] {
    return current_in(current_).generation.load(std::memory_order_acquire);
  };
  if (!is_stale(now) && facts_->generation == generation()) return facts_;
  if (now < shifted(tried_, kBetweenTriesMicros) && now >= tried_) return none;
  // Whoever publishes may have begun anew, in another file.
  const bool mapped = !is_stale(now) || map();
  if (mapped && (facts_->generation == generation() || load(generation())) && !is_stale(now))
    return facts_;
  tried_ = now;
  return none;
}

std::optional<FactFollower::LastKnown> FactFollower::last_known(Instant now) {
  at(now);  // whatever was published since is gone over to
  const Current& current = current_in(current_);
  if (!is_stale(now) || facts_->generation != current.generation.load(std::memory_order_acquire))
    return std::nullopt;
  return LastKnown{facts_, Instant{current.confirmed.load(std::memory_order_acquire)}};
}

}  // namespace sekisho::barrier
