#include "service/evidence/evidence_export.h"

#include "evidence/ocsf.h"
#include "evidence/store_reader.h"

namespace sekisho::service {

Result<uint64_t> export_evidence(
    const std::string& directory, EvidenceFormat format,
    const std::function<void(std::string_view)>& write,
    const std::function<void(uint64_t bytes, uint64_t entries)>& progress) {
  constexpr size_t kWriteBytes = size_t{1} << 16;
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(directory);
  if (!reader) return std::unexpected(reader.error());
  const std::string& origin = reader->checkpoint().origin;
  uint64_t bytes = 0;
  std::string out;
  const auto done = reader->visit(0, reader->size(), [&](uint64_t index, std::string_view entry) {
    if (format == EvidenceFormat::kOcsf) {
      evidence::append_ocsf(out, origin, index, entry);
    } else {
      out.append(entry) += '\n';
    }
    bytes += entry.size();
    if (out.size() < kWriteBytes) return true;
    write(out);
    out.clear();
    progress(bytes, index + 1);
    return true;
  });
  if (!done) return std::unexpected(done.error());
  write(out);
  return reader->size();
}

}  // namespace sekisho::service
