#include "cli/evidence_arguments.h"

#include <chrono>

namespace sekisho::cli {

void declare_place(Arguments& arguments, service::EvidencePlace& place) {
  arguments.positional("DIR", place.directory, "the record, made by `sekisho evidence init`");
  arguments.option("--private", place.private_directory, "DIR2",
                   "where keys, bodies and the archive stand (default: DIR.private)");
  arguments.option("--master", place.master, "FILE",
                   "the vault's master key (default: vault-master.key in the private directory)");
}

Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  constexpr int64_t kMillisecond = 1000;
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since).count() *
                 kMillisecond};
}

}  // namespace sekisho::cli
