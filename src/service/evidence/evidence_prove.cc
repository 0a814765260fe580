#include "service/evidence/evidence_prove.h"

#include "base/file.h"
#include "evidence/store_reader.h"
#include "service/evidence/evidence_list.h"

namespace sekisho::service {

Result<ProvedEvidence> prove_evidence(const EvidenceProve& request) {
  const Result<uint64_t> index = asked_index(request.index);
  if (!index) return std::unexpected(index.error());
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(request.directory);
  if (!reader) return std::unexpected(reader.error());
  Result<evidence::StoreReader::Proved> proved = reader->prove(*index);
  if (!proved) return std::unexpected(proved.error());
  ProvedEvidence out{tlog::to_string(proved->receipt), std::move(proved->entry),
                     reader->key().to_string(), request.entry_out};
  if (!out.entry_path && request.out) out.entry_path = *request.out + ".entry";
  if (request.out) {
    if (auto written = write_file(*request.out, out.receipt); !written) {
      return std::unexpected(written.error());
    }
  }
  if (out.entry_path) {
    if (auto written = write_file(*out.entry_path, out.entry); !written) {
      return std::unexpected(written.error());
    }
  }
  return out;
}

}  // namespace sekisho::service
