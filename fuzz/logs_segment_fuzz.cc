// Segments of the archive, and the columns of events in them. The first byte chooses. A segment is
// read as if it had been sealed as it stands; what is read of it is what its check says.
#include <cstdint>
#include <string_view>

#include "logs/segment_check.h"
#include "logs/segment_events.h"
#include "logs/segment_reader.h"

using namespace sekisho;
using namespace sekisho::logs;

namespace {

class InputBytes final : public SegmentBytes {
 public:
  explicit InputBytes(std::string_view bytes) : bytes_(bytes) {}
  Result<uint64_t> size() const override { return bytes_.size(); }
  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    return offset >= bytes_.size() ? size_t{0} : bytes_.copy(out.data(), out.size(), offset);
  }

 private:
  std::string_view bytes_;
};

Result<void> look(std::string_view events) {
  if (const auto rows = decode_events(events)) {
    size_t bytes = 0;
    for (const SegmentEvent& row : *rows) bytes += row.account.size() + row.object.size();
    SEKISHO_INVARIANT(rows->size() <= events.size() && (rows->empty() || bytes < SIZE_MAX));
  }
  return {};
}

void read_segment(const InputBytes& bytes) {
  const Result<SegmentParts> parts = load_segment(bytes);
  crypto::Digest hash{};
  if (parts) {
    hash = crypto::sha256(parts->head_bytes);
    for (const SegmentRow& row : parts->rows) hash = chain(hash, row);
  }
  SegmentSeal seal{
      .hash = crypto::to_hex(crypto::view(hash)), .lines = 3, .bytes = 0, .sha256 = {}};
  SEKISHO_INVARIANT(check_segment(bytes, seal, nullptr).has_value());
  const Result<SegmentReader> reader = SegmentReader::open(bytes, seal.hash, nullptr);
  if (!reader) return;
  crypto::Sha256 lines;
  const auto read = reader->read_all([&](std::string_view piece) {
    seal.bytes += piece.size();
    lines.update(piece);
    return Result<void>();
  });
  [[maybe_unused]] const auto events = reader->read_events(look);
  seal.lines = reader->lines();
  seal.sha256 = lines.hex();
  const SegmentCheck checked = check_segment(bytes, seal, nullptr).value();
  SEKISHO_INVARIANT(!checked.problems.empty() || read.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 0) {
    read_segment(InputBytes(bytes));
  } else {
    [[maybe_unused]] const auto looked = look(bytes);
  }
  return 0;
}
