#include "cli/evidence_arguments.h"

namespace sekisho::cli {

void declare_place(Arguments& arguments, service::EvidencePlace& place) {
  arguments.positional("DIR", place.directory, "the record, made by `sekisho evidence init`");
  arguments.option("--private", place.private_directory, "DIR2",
                   "where keys, bodies and the archive stand (default: DIR.private)");
  arguments.option("--master", place.master, "FILE",
                   "the vault's master key (default: vault-master.key in the private directory)");
}

}  // namespace sekisho::cli
