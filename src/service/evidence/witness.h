#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/note_key.h"
#include "tlog/witness.h"

namespace sekisho::service {

// A witness in a directory (docs/formats/witness.md).

// A new key in a directory that is made where it is not there; the verifier key is for those who
// are to count on the witness. kUsage where there is a key already.
Result<tlog::VerifierKey> begin_witness(const std::string& directory, const std::string& name);

// The origin of the log whose verifier key this is, once the witness knows it. kUsage where the
// witness runs.
Result<std::string> add_log_to_witness(const std::string& directory, std::string_view verifier_key);

// Ready to cosign. Errors: read_key_file, tlog::Witness::open.
Result<std::unique_ptr<tlog::Witness>> open_witness(const std::string& directory);

// What a witness cosigned up to now, also while it runs.
struct WitnessStatus {
  tlog::VerifierKey key;
  std::vector<tlog::WitnessedLog> logs;
};
Result<WitnessStatus> read_witness(const std::string& directory);

// Whether some log signed two trees of one size.
bool has_fork(const WitnessStatus& status);
std::string witness_text(const WitnessStatus& status, bool japanese);
std::string witness_json(const WitnessStatus& status);

}  // namespace sekisho::service
