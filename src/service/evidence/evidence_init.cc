#include "service/evidence/evidence_init.h"

#include "evidence/store.h"

namespace sekisho::service {

Result<BegunEvidence> begin_evidence(const std::string& directory,
                                     const std::string& private_directory,
                                     const std::string& origin) {
  const evidence::StorePlace place = evidence::store_at(directory, private_directory);
  const Result<tlog::VerifierKey> key = evidence::Store::create(place, origin);
  if (!key) return std::unexpected(key.error());
  return BegunEvidence{key->to_string(), place.directory, place.private_directory};
}

}  // namespace sekisho::service
