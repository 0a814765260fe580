#include "register/supply_segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <tuple>
#include <utility>

#include "base/mapped_file.h"
#include "register/supply_key.h"
#include "register/supply_layout.h"
#include "text/json.h"

namespace sekisho::reg {
namespace {

std::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("the supply segment is damaged: {}", what), {},
              "Bring it back from a backup, or run `sekisho store rebuild`.");
}

uint64_t padded(uint64_t bytes) {
  return (bytes + 7) / 8 * 8;
}

}  // namespace

struct SupplySegment::Map {
  std::filesystem::path path;
  MappedFile mapped;
  SupplyHeader header{};
  const SupplyPoint* points = nullptr;
  const StoredSupplyRow* rows = nullptr;
  std::string_view heap;
  std::vector<SupplySource> files;
  std::vector<std::string> retailers;

  Result<void> load(const std::filesystem::path& file) {
    auto opened = MappedFile::open(file);
    if (!opened) {
      return fail(opened.error().code, "a supply segment: " + opened.error().message,
                  opened.error().place,
                  "Bring it back from a backup, or run `sekisho store rebuild`.");
    }
    path = file;
    mapped = std::move(*opened);
    return layout();
  }

  // Each bound is checked before the next is computed from it, so that nothing overflows.
  Result<void> layout() {
    const std::string_view file = mapped.bytes();
    if (file.size() < sizeof header) return damaged("it is too short");
    std::memcpy(&header, file.data(), sizeof header);
    if (std::memcmp(header.magic, kSupplyMagic, sizeof kSupplyMagic) != 0) {
      return damaged("it is none");
    }
    if (header.version != kSupplyVersion) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("the supply segment has the version {}", header.version));
    }
    uint64_t left = file.size() - sizeof header;
    const auto take = [&](uint64_t count, uint64_t bytes) {
      if (count > left / bytes) return false;
      left -= count * bytes;
      return true;
    };
    const bool fits = header.head_bytes <= kMaxSegmentHeadBytes &&
                      take(padded(header.head_bytes), 1) &&
                      take(header.points, sizeof(SupplyPoint)) &&
                      take(header.rows, sizeof(StoredSupplyRow)) && header.heap_bytes == left;
    if (!fits) return damaged("its parts do not add up");
    const char* at = file.data() + sizeof header;
    const std::string_view head(at, header.head_bytes);
    at += padded(header.head_bytes);
    points = reinterpret_cast<const SupplyPoint*>(at);
    at += header.points * sizeof(SupplyPoint);
    rows = reinterpret_cast<const StoredSupplyRow*>(at);
    at += header.rows * sizeof(StoredSupplyRow);
    heap = {at, header.heap_bytes};
    return read_head(head);
  }

  Result<void> read_head(std::string_view head) {
    const Result<text::JsonValue> json = text::JsonValue::parse(head);
    if (!json) return damaged("its head is no JSON");
    const text::JsonValue* const sources = json->find("files");
    const text::JsonValue* const codes = json->find("retailers");
    if (sources == nullptr || codes == nullptr) return damaged("its head is not complete");
    const auto string = [](const text::JsonValue& object, std::string_view name) {
      const text::JsonValue* const value = object.find(name);
      return std::string(value == nullptr ? "" : value->as_string().value_or(""));
    };
    for (const text::JsonValue& source : sources->items()) {
      files.push_back({string(source, "name"), string(source, "sha256")});
    }
    for (const text::JsonValue& code : codes->items()) {
      retailers.emplace_back(code.as_string().value_or(""));
    }
    return {};
  }

  std::optional<std::string_view> in_heap(uint64_t begin, uint64_t bytes) const {
    if (begin > heap.size() || bytes > heap.size() - begin) return std::nullopt;
    return heap.substr(begin, bytes);
  }

  Result<SupplyRow> row(const StoredSupplyRow& stored) const {
    const auto customer = in_heap(stored.customer, stored.customer_bytes);
    if (!customer || stored.retailer > retailers.size() || stored.file >= files.size()) {
      return damaged("a row refers to what is not there");
    }
    return SupplyRow{stored.retailer == 0 ? std::string_view() : retailers[stored.retailer - 1],
                     *customer,
                     {Instant{stored.from}, Instant{stored.until}},
                     Instant{stored.applied},
                     stored.file,
                     stored.line};
  }

  std::string_view other_key(const SupplyPoint& point) const {
    return in_heap(point.low, point.key_bytes).value_or("");
  }

  // The place of a key, or of the first one behind it.
  uint64_t lower_bound(std::string_view text) const {
    SupplyKey key;
    const bool digits = SupplyKey::pack(text, key);
    const auto before = [&](const SupplyPoint& point) {
      const bool other = point.high >= SupplyKey::kHighEnd;
      if (digits || !other)
        return digits && !other ? SupplyKey{point.high, point.low} < key : !other;
      return other_key(point) < text;
    };
    return static_cast<uint64_t>(std::partition_point(points, points + header.points, before) -
                                 points);
  }
};

SupplySegment::SupplySegment(std::unique_ptr<Map> map) : map_(std::move(map)) {}
SupplySegment::~SupplySegment() = default;

Result<std::shared_ptr<const SupplySegment>> SupplySegment::open(
    const std::filesystem::path& file) {
  auto map = std::make_unique<Map>();
  if (auto loaded = map->load(file); !loaded) {
    Error error = loaded.error();
    error.place.file = file.string();
    return std::unexpected(std::move(error));
  }
  return std::make_shared<const SupplySegment>(std::move(map));
}

const std::filesystem::path& SupplySegment::path() const {
  return map_->path;
}
uint64_t SupplySegment::points() const {
  return map_->header.points;
}
uint64_t SupplySegment::rows() const {
  return map_->header.rows;
}
const std::vector<SupplySource>& SupplySegment::files() const {
  return map_->files;
}

const std::vector<std::string>& SupplySegment::retailers() const {
  return map_->retailers;
}

std::string SupplySegment::key(uint64_t point) const {
  const SupplyPoint& at = map_->points[point];
  if (at.high >= SupplyKey::kHighEnd) return std::string(map_->other_key(at));
  const auto digits = SupplyKey{at.high, at.low}.digits();
  return {digits.data(), digits.size()};
}

Result<std::vector<SupplyRow>> SupplySegment::rows_of(uint64_t point) const {
  const SupplyPoint& at = map_->points[point];
  if (at.first_row > rows() || at.row_count > rows() - at.first_row) {
    return damaged("a point refers to rows that are not there");
  }
  std::vector<SupplyRow> out;
  out.reserve(at.row_count);
  for (uint32_t i = 0; i < at.row_count; ++i) {
    const Result<SupplyRow> row = map_->row(map_->rows[at.first_row + i]);
    if (!row) return std::unexpected(row.error());
    out.push_back(*row);
  }
  return out;
}

Result<std::vector<SupplyRow>> SupplySegment::history(std::string_view text) const {
  const uint64_t point = map_->lower_bound(text);
  if (point == points() || key(point) != text) return std::vector<SupplyRow>();
  return rows_of(point);
}

Result<SupplyRow> SupplySegment::row(uint32_t index) const {
  return map_->row(map_->rows[index]);
}

Result<std::vector<SupplySegment::Placed>> SupplySegment::in_order() const {
  std::vector<Placed> out;
  out.reserve(rows());
  for (uint64_t point = 0; point < points(); ++point) {
    const SupplyPoint& at = map_->points[point];
    if (at.first_row != out.size() || at.row_count > rows() - out.size()) {
      return damaged("its points do not have the rows that they should");
    }
    for (uint32_t i = 0; i < at.row_count; ++i) {
      out.push_back({at.first_row + i, static_cast<uint32_t>(point)});
    }
  }
  if (out.size() != rows()) return damaged("a row belongs to no point");
  std::ranges::sort(out, {}, [&](const Placed& placed) {
    const StoredSupplyRow& row = map_->rows[placed.row];
    return std::tuple(row.file, row.line, placed.row);
  });
  return out;
}

bool supply_key_before(std::string_view one, std::string_view other) {
  SupplyKey first, second;
  const bool digits = SupplyKey::pack(one, first);
  if (digits != SupplyKey::pack(other, second)) return digits;
  return digits ? first < second : one < other;
}

}  // namespace sekisho::reg
