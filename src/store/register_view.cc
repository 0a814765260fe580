#include "store/register_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "register/file_loader.h"
#include "register/rows.h"
#include "store/change_log.h"
#include "store/fact_query.h"

namespace sekisho::store {
namespace {

constexpr int64_t kByHand = 0;  // in place of a file's id

// Several profiles may read one file; a later import brings another file of the same name.
struct FileKey {
  std::string name;
  int64_t change = 0;
  auto operator<=>(const FileKey&) const = default;
};

class View {
 public:
  View(Database& database, int64_t change, const SupplyFiles& segments)
      : database_(database), change_(change), segments_(segments) {}

  Result<reg::Loaded> run() {
    for (auto part : {&View::read_facts, &View::read_files, &View::name_files, &View::report_files,
                      &View::order_supply, &View::add_rows}) {
      if (auto done = (this->*part)(); !done) return std::unexpected(done.error());
    }
    out_.registers.index();
    return std::move(out_);
  }

  Result<MappedRegisters> run_mapped() {
    for (auto part : {&View::read_facts, &View::read_files, &View::name_files, &View::report_files,
                      &View::add_rows}) {
      if (auto done = (this->*part)(); !done) return std::unexpected(done.error());
    }
    MappedRegisters out;
    for (const auto& [profile, segment] : opened_) {
      MappedRegisters::Segment& mapped = out.segments.emplace_back();
      mapped.supply = segment;
      for (const reg::SupplySource& source : segment->files()) {
        mapped.files.push_back(place_[keys_[file_of(profile, source)]]);
      }
      for (const std::string& code : segment->retailers()) out_.registers.entity_codes.intern(code);
    }
    out_.registers.index();
    out.loaded = std::move(out_);
    return out;
  }

 private:
  Result<void> read_facts() {
    return visit_facts(database_, change_, [&](Fact fact) -> Result<void> {
      facts_.push_back(std::move(fact));
      return {};
    });
  }

  Result<void> read_files() {
    auto standing = standing_files(database_, change_);
    if (!standing) return std::unexpected(standing.error());
    standing_ = std::move(*standing);
    auto files = all_files(database_, change_);
    if (!files) return std::unexpected(files.error());
    for (FoundImport& found : *files) {
      keys_[found.file.id] = {found.file.read.name, found.change};
      by_hash_[{found.file.read.profile, found.file.read.name, found.file.read.sha256}] =
          found.file.id;
    }
    auto segments = standing_segments(database_, change_);
    if (!segments) return std::unexpected(segments.error());
    for (const StandingSegment& found : *segments) {
      auto segment = segments_.open(found.segment.sha256);
      if (!segment) return std::unexpected(segment.error());
      opened_.emplace_back(found.segment.profile, std::move(*segment));
    }
    return {};
  }

  // The id of the import that brought a segment's file; the last one, where it came twice.
  int64_t file_of(const std::string& profile, const reg::SupplySource& source) const {
    const auto found = by_hash_.find({profile, source.name, source.sha256});
    return found == by_hash_.end() ? kByHand : found->second;
  }

  // Gives Register::files their order, and ids of files their place in it.
  Result<void> name_files() {
    std::set<FileKey> used;
    for (const ImportedFile& file : standing_) used.insert(keys_[file.id]);
    for (const Fact& fact : facts_) {
      if (fact.file != kByHand) used.insert(keys_[fact.file]);
    }
    for (const auto& [profile, segment] : opened_) {
      for (const reg::SupplySource& source : segment->files()) {
        used.insert(keys_[file_of(profile, source)]);
      }
    }
    for (auto at = used.begin(); at != used.end(); ++at) {
      const auto next = std::next(at);
      const bool newest = next == used.end() || next->name != at->name;
      place_[*at] = static_cast<uint32_t>(out_.registers.files.size());
      out_.registers.files.push_back(newest ? at->name
                                            : fmt::format("{} (change {})", at->name, at->change));
    }
    for (const Fact& fact : facts_) {
      if (fact.file == kByHand) by_hand_.emplace(fact.recorded_by, 0);
    }
    for (auto& [change, place] : by_hand_) {
      place = static_cast<uint32_t>(out_.registers.files.size());
      out_.registers.files.push_back(fmt::format("change {}", change));
    }
    return {};
  }

  // What the review writes down as its inputs.
  Result<void> report_files() {
    std::ranges::sort(standing_, {}, [](const ImportedFile& file) {
      return std::tuple(std::string_view(file.read.name), file.id);
    });
    for (const ImportedFile& file : standing_) {
      reg::note_read(out_.registers, file.read, file.coverage);
      out_.report.files.push_back(file.read);
    }
    auto changes = changes_from(database_, 1);
    if (!changes) return std::unexpected(changes.error());
    for (const Change& change : *changes) {
      if (change.kind == ChangeKind::kImport || change.id > change_) continue;
      reg::LoadReport::File file;
      file.name = fmt::format("change {}", change.id);
      file.sha256 = change.preview;
      out_.report.files.push_back(std::move(file));
    }
    return {};
  }

  // File by file and table by table, as they would have been loaded: codes get their numbers in
  // the order in which they are met. Supply contracts are the last table.
  Result<void> add_rows() {
    std::vector<std::pair<uint32_t, const Fact*>> order;
    order.reserve(facts_.size());
    for (const Fact& fact : facts_) {
      const uint32_t file =
          fact.file == kByHand ? by_hand_[fact.recorded_by] : place_[keys_[fact.file]];
      order.emplace_back(file, &fact);
    }
    std::ranges::sort(order, {}, [](const auto& one) {
      return std::tuple(one.first, one.second->says.table, one.second->line, one.second->id);
    });
    auto at = order.begin();
    for (uint32_t file = 0; file < out_.registers.files.size(); ++file) {
      for (; at != order.end() && at->first == file; ++at) {
        const Fact& fact = *at->second;
        StatedRow row;
        if (auto read = row.read(fact.says); !read) return read;
        reg::add_row(out_.registers, fact.says.table, row.row(), {file, fact.line});
      }
      if (supply_.empty()) continue;
      for (const SupplyPart& part : supply_[file]) {
        if (auto added = add_supply(part, file); !added) return added;
      }
    }
    return {};
  }

  // The rows of one file in a segment.
  struct SupplyPart {
    const reg::SupplySegment* segment;
    std::span<const reg::SupplySegment::Placed> rows;
  };

  Result<void> order_supply() {
    supply_.resize(out_.registers.files.size());
    for (const auto& [profile, segment] : opened_) {
      auto order = segment->in_order();
      if (!order) return std::unexpected(order.error());
      orders_.push_back(std::move(*order));
      const std::span rows(orders_.back());
      for (size_t begin = 0; begin < rows.size();) {
        const Result<reg::SupplyRow> first = segment->row(rows[begin].row);
        if (!first) return std::unexpected(first.error());
        const auto end =
            std::partition_point(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.end(),
                                 [&](const reg::SupplySegment::Placed& placed) {
                                   const Result<reg::SupplyRow> row = segment->row(placed.row);
                                   return row && row->file == first->file;
                                 });
        const auto stop = static_cast<size_t>(end - rows.begin());
        const uint32_t file = place_[keys_[file_of(profile, segment->files()[first->file])]];
        supply_[file].push_back({segment.get(), rows.subspan(begin, stop - begin)});
        begin = stop;
      }
    }
    return {};
  }

  Result<void> add_supply(const SupplyPart& part, uint32_t file) {
    reg::Row row;
    for (const reg::SupplySegment::Placed& placed : part.rows) {
      const Result<reg::SupplyRow> stored = part.segment->row(placed.row);
      if (!stored) return std::unexpected(stored.error());
      const std::string key = part.segment->key(placed.point);
      row.text = {key, stored->customer, stored->retailer};
      row.period = stored->period;
      row.applied = stored->applied;
      if (!reg::add_row(out_.registers, reg::Table::kSupplyContracts, row, {file, stored->line})) {
        return fail(ErrorCode::kLimit, "there are too many supply contracts");
      }
    }
    return {};
  }

  Database& database_;
  int64_t change_;
  const SupplyFiles& segments_;
  reg::Loaded out_;
  std::vector<Fact> facts_;
  std::vector<ImportedFile> standing_;
  std::map<int64_t, FileKey> keys_;  // by id
  std::map<std::tuple<std::string, std::string, std::string>, int64_t> by_hash_;
  std::vector<std::pair<std::string, std::shared_ptr<const reg::SupplySegment>>> opened_;
  std::vector<std::vector<reg::SupplySegment::Placed>> orders_;  // of the rows of opened_
  std::vector<std::vector<SupplyPart>> supply_;                  // by file; empty: they stay mapped
  std::map<FileKey, uint32_t> place_;                            // in Register::files
  std::map<int64_t, uint32_t> by_hand_;                          // by change
};

}  // namespace

Result<reg::Loaded> registers_known_at(Database& database, int64_t change,
                                       const SupplyFiles& segments) {
  return View(database, change, segments).run();
}

Result<MappedRegisters> mapped_registers_known_at(Database& database, int64_t change,
                                                  const SupplyFiles& segments) {
  return View(database, change, segments).run_mapped();
}

Result<reg::Register> register_of(const std::vector<Fact>& facts,
                                  const std::array<bool, reg::kTableCount>& present) {
  reg::Register out;
  out.files.emplace_back();
  out.present = present;
  for (size_t i = 0; i < facts.size(); ++i) {
    StatedRow row;
    if (auto read = row.read(facts[i].says); !read) return std::unexpected(read.error());
    reg::add_row(out, facts[i].says.table, row.row(), {0, static_cast<uint32_t>(i) + 1});
  }
  out.index();
  return out;
}

}  // namespace sekisho::store
