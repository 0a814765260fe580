#include "service/evidence/evidence_succession.h"

#include "evidence/succession.h"

namespace sekisho::service {
namespace {

evidence::StorePlace store_of(const EvidencePlace& place) {
  return evidence::store_at(place.directory, place.private_directory);
}

}  // namespace

Result<std::string> rotate_evidence(const EvidencePlace& place, bool finish, Instant now) {
  const auto key = finish ? evidence::finish_rotation(store_of(place), now)
                          : evidence::begin_rotation(store_of(place), now);
  if (!key) return std::unexpected(key.error());
  return key->to_string();
}

Result<std::string> freeze_evidence(const EvidencePlace& place, const std::string& successor,
                                    Instant now) {
  const auto last = evidence::freeze(store_of(place), successor, now);
  if (!last) return std::unexpected(last.error());
  return tlog::checkpoint_text(*last);
}

Result<BegunEvidence> continue_evidence(const EvidencePlace& old, const EvidencePlace& place,
                                        const std::string& origin, Instant now) {
  const evidence::StorePlace at = store_of(place);
  const auto key = evidence::continue_store(store_of(old), at, origin, now);
  if (!key) return std::unexpected(key.error());
  return BegunEvidence{key->to_string(), at.directory, at.private_directory};
}

}  // namespace sekisho::service
