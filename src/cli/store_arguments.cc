#include "cli/store_arguments.h"

namespace sekisho::cli {

void declare_store(Arguments& arguments, service::StorePlace& place) {
  arguments.option("--store", place.directory, "DIR", "the store, made by `sekisho store init`",
                   true);
  arguments.option("--master", place.master, "FILE",
                   "the key that wraps all keys (default: in DIR/record.private)");
}

void declare_consent(Arguments& arguments, store::Consent& consent) {
  arguments.option("--by", consent.by, "ID", "who changes it");
  arguments.option("--reason", consent.reason, "TEXT",
                   "why; it stays in the record for ever, so name nobody in it");
  arguments.option("--approved-by", consent.approved_by, "ID", "who else stands by it");
  arguments.option("--approval", consent.approval, "NUMBER", "the number of a decision (決裁番号)");
}

}  // namespace sekisho::cli
