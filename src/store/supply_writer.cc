#include "store/supply_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "crypto/sha256.h"
#include "register/supply_key.h"
#include "register/supply_layout.h"
#include "text/json_writer.h"

namespace sekisho::store {
namespace {

using reg::SupplyContract;
using reg::SupplyKey;

constexpr size_t kBufferBytes = size_t{1} << 20;

// A new file that is hashed while it is written.
class HashedFile {
 public:
  explicit HashedFile(const std::filesystem::path& path)
      : path_(path),
        descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    buffer_.reserve(kBufferBytes);
  }
  HashedFile(const HashedFile&) = delete;
  HashedFile& operator=(const HashedFile&) = delete;
  ~HashedFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  Result<void> write(std::string_view bytes) {
    buffer_ += bytes;
    return buffer_.size() < kBufferBytes ? Result<void>() : flush();
  }
  template <class T>
  Result<void> write_plain(const T& value) {
    return write({reinterpret_cast<const char*>(&value), sizeof value});
  }
  // The hash, once everything is on the disk.
  Result<std::string> finish() {
    if (auto flushed = flush(); !flushed) return std::unexpected(flushed.error());
    if (::fsync(descriptor_) != 0) return failed();
    return hash_.hex();
  }

 private:
  Result<void> flush() {
    hash_.update(buffer_);
    for (std::string_view left = buffer_; !left.empty();) {
      const ssize_t written = ::write(descriptor_, left.data(), left.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return failed();
      left.remove_prefix(static_cast<size_t>(written));
    }
    buffer_.clear();
    return {};
  }
  std::unexpected<Error> failed() const {
    return fail(ErrorCode::kIo,
                fmt::format("cannot write a supply segment: {}", std::strerror(errno)),
                {path_.string()}, "Look at the disk and at who may write there.");
  }

  std::filesystem::path path_;
  int descriptor_;
  std::string buffer_;
  crypto::Sha256 hash_;
};

struct Point {
  SupplyKey key;
  const SupplyContract* rows;
  uint32_t count;
};
struct OtherPoint {
  std::string key;
  const SupplyContract* rows;
  uint32_t count;
};

auto order_of(const reg::SupplyRow& row) {
  return std::tuple(row.period.from, row.period.until, row.file, row.line);
}

// The points of a segment to be, one after another in the order of their keys. Each pass over them
// tells the same.
class Source {
 public:
  using Visit =
      std::function<Result<void>(std::string_view key, std::span<const reg::SupplyRow> rows)>;

  Source(const SupplyRows& rows, const reg::SupplySegment* base) : rows_(rows), base_(base) {
    if (base_ != nullptr) files_ = base_->files();
    for (const reg::SupplySource& file : rows.files) {
      const auto known = std::ranges::find(files_, file);
      file_at_.push_back(static_cast<uint32_t>(known - files_.begin()));
      if (known == files_.end()) files_.push_back(file);
    }
    rows.contracts.for_each([&](std::string_view key, std::span<const SupplyContract> all) {
      const auto count = static_cast<uint32_t>(all.size());
      SupplyKey packed;
      if (SupplyKey::pack(key, packed)) {
        points_.push_back({packed, all.data(), count});
      } else {
        others_.push_back({std::string(key), all.data(), count});
      }
    });
    std::ranges::sort(points_, {}, &Point::key);
    std::ranges::sort(others_, {}, &OtherPoint::key);
  }

  const std::vector<reg::SupplySource>& files() const { return files_; }

  Result<void> each(const Visit& visit) const {
    uint64_t old = 0;
    const uint64_t old_points = base_ == nullptr ? 0 : base_->points();
    std::vector<reg::SupplyRow> rows;
    for (size_t i = 0; i < points_.size() + others_.size(); ++i) {
      const std::string key = key_at(i);
      for (; old < old_points && reg::supply_key_before(base_->key(old), key); ++old) {
        if (auto done = visit_base(old, visit); !done) return done;
      }
      new_rows(i, rows);
      if (old < old_points && base_->key(old) == key) {
        if (auto merged = merge(old++, rows); !merged) return merged;
      } else if (base_ != nullptr) {
        std::erase_if(rows, [](const reg::SupplyRow& row) { return row.period.empty(); });
      }
      if (rows.empty()) continue;
      std::ranges::sort(rows, {}, order_of);
      if (auto done = visit(key, rows); !done) return done;
    }
    for (; old < old_points; ++old) {
      if (auto done = visit_base(old, visit); !done) return done;
    }
    return {};
  }

 private:
  std::string key_at(size_t i) const {
    if (i >= points_.size()) return others_[i - points_.size()].key;
    const auto digits = points_[i].key.digits();
    return {digits.data(), digits.size()};
  }

  void new_rows(size_t i, std::vector<reg::SupplyRow>& out) const {
    const bool packed = i < points_.size();
    const SupplyContract* const first = packed ? points_[i].rows : others_[i - points_.size()].rows;
    const uint32_t count = packed ? points_[i].count : others_[i - points_.size()].count;
    out.clear();
    for (const SupplyContract& row : std::span(first, count)) {
      const reg::Origin origin = rows_.contracts.origin(row);
      out.push_back({row.retailer.known() ? rows_.retailers.text(row.retailer.value) : "",
                     rows_.contracts.customer(row.customer), row.period, row.applied,
                     file_at_[origin.file], origin.line});
    }
  }

  Result<void> visit_base(uint64_t point, const Visit& visit) const {
    const Result<std::vector<reg::SupplyRow>> rows = base_->rows_of(point);
    if (!rows) return std::unexpected(rows.error());
    return visit(base_->key(point), *rows);
  }

  // A row of the delta takes the place of those with its beginning; one without any time only takes
  // them away. A row that says what is known already changes nothing, not even where it was read.
  Result<void> merge(uint64_t point, std::vector<reg::SupplyRow>& rows) const {
    const Result<std::vector<reg::SupplyRow>> old = base_->rows_of(point);
    if (!old) return std::unexpected(old.error());
    const size_t fresh = rows.size();
    for (const reg::SupplyRow& row : *old) {
      const std::span news(rows.data(), fresh);
      const auto same =
          std::ranges::find_if(news, [&](const reg::SupplyRow& one) { return one.says_as(row); });
      if (same != news.end()) {
        *same = row;
      } else if (std::ranges::none_of(news, [&](const reg::SupplyRow& one) {
                   return one.period.from == row.period.from;
                 })) {
        rows.push_back(row);
      }
    }
    std::erase_if(rows, [](const reg::SupplyRow& row) { return row.period.empty(); });
    return {};
  }

  const SupplyRows& rows_;
  const reg::SupplySegment* base_;
  std::vector<reg::SupplySource> files_;
  std::vector<uint32_t> file_at_;  // of the import's files in files_
  std::vector<Point> points_;
  std::vector<OtherPoint> others_;
};

// Texts that stand in the heap, in the order in which they are met. A customer's number that the
// row before has, too, stands there once.
class Heap {
 public:
  struct Place {
    uint64_t begin;
    bool fresh;
  };
  Place place(std::string_view text) {
    if (text == last_) return {last_begin_, false};
    last_ = text;
    last_begin_ = end_;
    end_ += text.size();
    return {last_begin_, true};
  }
  uint64_t size() const { return end_; }

 private:
  std::string last_;
  uint64_t last_begin_ = 0;
  uint64_t end_ = 0;
};

class Writer {
 public:
  Writer(const Source& source, HashedFile& out) : source_(source), out_(out) {}

  Result<WrittenSegment> run() {
    for (auto pass :
         {&Writer::count, &Writer::head, &Writer::points, &Writer::rows, &Writer::heap}) {
      if (auto done = (this->*pass)(); !done) return std::unexpected(done.error());
    }
    Result<std::string> hash = out_.finish();
    if (!hash) return std::unexpected(hash.error());
    return WrittenSegment{std::move(*hash), header_.points, header_.rows};
  }

 private:
  // Tells of each point with the place of its key and of its rows' customers in the heap.
  using Visit = std::function<Result<void>(std::string_view key, const Heap::Place& key_place,
                                           std::span<const reg::SupplyRow> rows,
                                           std::span<const Heap::Place> customers)>;
  Result<void> each(const Visit& visit) {
    Heap heap;
    std::vector<Heap::Place> customers;
    auto done = source_.each([&](std::string_view key, std::span<const reg::SupplyRow> rows) {
      SupplyKey packed;
      const Heap::Place place =
          SupplyKey::pack(key, packed) ? Heap::Place{0, false} : heap.place(key);
      customers.clear();
      for (const reg::SupplyRow& row : rows) customers.push_back(heap.place(row.customer));
      return visit(key, place, rows, customers);
    });
    heap_bytes_ = heap.size();
    return done;
  }

  Result<void> count() {
    std::memcpy(header_.magic, reg::kSupplyMagic, sizeof reg::kSupplyMagic);
    header_.version = reg::kSupplyVersion;
    std::set<std::string, std::less<>> retailers;
    auto done = each([&](std::string_view, const Heap::Place&, std::span<const reg::SupplyRow> rows,
                         std::span<const Heap::Place>) -> Result<void> {
      ++header_.points;
      header_.rows += rows.size();
      for (const reg::SupplyRow& row : rows) {
        if (row.customer.size() > std::numeric_limits<uint16_t>::max()) return too_much();
        if (!row.retailer.empty() && !retailers.contains(row.retailer)) {
          retailers.emplace(row.retailer);
        }
      }
      return {};
    });
    if (!done) return done;
    header_.heap_bytes = heap_bytes_;
    constexpr uint64_t kMost = std::numeric_limits<uint32_t>::max();
    if (header_.rows > kMost || heap_bytes_ > kMost ||
        source_.files().size() > std::numeric_limits<uint16_t>::max()) {
      return too_much();
    }
    uint32_t number = 0;
    for (const std::string& code : retailers) retailers_.emplace(code, ++number);
    return {};
  }

  static std::unexpected<Error> too_much() {
    return fail(ErrorCode::kLimit, "there are too many supply contracts", {},
                "A segment has 4,294,967,295 rows, as many bytes of customer numbers, and rows of "
                "65,535 files.");
  }

  Result<void> head() {
    std::string head;
    text::JsonWriter json(head);
    json.begin_object().key("files").begin_array();
    for (const reg::SupplySource& file : source_.files()) {
      json.begin_object().member("name", file.name).member("sha256", file.sha256).end_object();
    }
    json.end_array().key("retailers").begin_array();
    for (const auto& [code, number] : retailers_) json.value(code);
    json.end_array().end_object();
    header_.head_bytes = head.size();
    head.resize((head.size() + 7) / 8 * 8, ' ');
    if (auto written = out_.write_plain(header_); !written) return written;
    return out_.write(head);
  }

  Result<void> points() {
    uint32_t first_row = 0;
    return each([&](std::string_view key, const Heap::Place& place,
                    std::span<const reg::SupplyRow> rows, std::span<const Heap::Place>) {
      SupplyKey packed;
      reg::SupplyPoint point{place.begin, SupplyKey::kHighEnd, static_cast<uint32_t>(key.size()),
                             first_row, static_cast<uint32_t>(rows.size())};
      if (SupplyKey::pack(key, packed)) {
        point.low = packed.low;
        point.high = packed.high;
        point.key_bytes = 0;
      }
      first_row += point.row_count;
      return out_.write_plain(point);
    });
  }

  Result<void> rows() {
    return each([&](std::string_view, const Heap::Place&, std::span<const reg::SupplyRow> rows,
                    std::span<const Heap::Place> customers) -> Result<void> {
      for (size_t i = 0; i < rows.size(); ++i) {
        const reg::SupplyRow& row = rows[i];
        const auto retailer = retailers_.find(row.retailer);
        const reg::StoredSupplyRow stored{row.period.from.micros,
                                          row.period.until.micros,
                                          row.applied.micros,
                                          static_cast<uint32_t>(customers[i].begin),
                                          static_cast<uint16_t>(row.customer.size()),
                                          static_cast<uint16_t>(row.file),
                                          retailer == retailers_.end() ? 0 : retailer->second,
                                          row.line};
        if (auto written = out_.write_plain(stored); !written) return written;
      }
      return {};
    });
  }

  Result<void> heap() {
    return each([&](std::string_view key, const Heap::Place& place,
                    std::span<const reg::SupplyRow> rows,
                    std::span<const Heap::Place> customers) -> Result<void> {
      if (place.fresh) {
        if (auto written = out_.write(key); !written) return written;
      }
      for (size_t i = 0; i < rows.size(); ++i) {
        if (!customers[i].fresh) continue;
        if (auto written = out_.write(rows[i].customer); !written) return written;
      }
      return {};
    });
  }

  const Source& source_;
  HashedFile& out_;
  reg::SupplyHeader header_{};
  std::map<std::string, uint32_t, std::less<>> retailers_;
  uint64_t heap_bytes_ = 0;
};

// Rows that overlap an earlier one with another retailer.
uint64_t contradictions_in(const std::vector<reg::SupplyRow>& rows) {
  uint64_t count = 0;
  for (size_t i = 1; i < rows.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (rows[k].retailer == rows[i].retailer) continue;
      if (!rows[k].period.overlaps(rows[i].period)) continue;
      ++count;
      break;
    }
  }
  return count;
}

void compare_point(std::vector<reg::SupplyRow> before, std::vector<reg::SupplyRow> after,
                   Counts& out) {
  const uint64_t old = contradictions_in(before);
  const uint64_t now = contradictions_in(after);
  out.contradicted += now > old ? now - old : 0;
  const auto take = [&](uint64_t& count, auto fits) {
    std::erase_if(after, [&](const reg::SupplyRow& row) {
      const auto found =
          std::ranges::find_if(before, [&](const reg::SupplyRow& one) { return fits(one, row); });
      if (found == before.end()) return false;
      before.erase(found);
      ++count;
      return true;
    });
  };
  take(out.unchanged,
       [](const reg::SupplyRow& one, const reg::SupplyRow& row) { return one.says_as(row); });
  take(out.corrected, [](const reg::SupplyRow& one, const reg::SupplyRow& row) {
    return one.period.from == row.period.from;
  });
  out.added += after.size();
  out.withdrawn += before.size();
}

}  // namespace

Result<WrittenSegment> write_supply(const std::filesystem::path& file, const SupplyRows& rows,
                                    const reg::SupplySegment* base) {
  const Source source(rows, base);
  HashedFile out(file);
  return Writer(source, out).run();
}

Result<Counts> compare_supply(const reg::SupplySegment* before, const reg::SupplySegment& after) {
  Counts out;
  const uint64_t old_points = before == nullptr ? 0 : before->points();
  uint64_t old = 0;
  uint64_t fresh = 0;
  while (old < old_points || fresh < after.points()) {
    const std::string old_key = old < old_points ? before->key(old) : std::string();
    const std::string key = fresh < after.points() ? after.key(fresh) : std::string();
    const bool old_only =
        fresh == after.points() || (old < old_points && reg::supply_key_before(old_key, key));
    const bool new_only = !old_only && (old == old_points || old_key != key);
    std::vector<reg::SupplyRow> rows_before, rows_after;
    if (!new_only) {
      Result<std::vector<reg::SupplyRow>> rows = before->rows_of(old++);
      if (!rows) return std::unexpected(rows.error());
      rows_before = std::move(*rows);
    }
    if (!old_only) {
      Result<std::vector<reg::SupplyRow>> rows = after.rows_of(fresh++);
      if (!rows) return std::unexpected(rows.error());
      rows_after = std::move(*rows);
    }
    compare_point(std::move(rows_before), std::move(rows_after), out);
  }
  return out;
}

}  // namespace sekisho::store
