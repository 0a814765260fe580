#pragma once

#include "cli/command.h"
#include "service/store/store_session.h"
#include "store/change.h"

// What the commands that change a store share.
namespace sekisho::cli {

// `--store` and `--master`.
void declare_store(Arguments& arguments, service::StorePlace& place);
// `--by`, `--reason`, `--approved-by` and `--approval`.
void declare_consent(Arguments& arguments, store::Consent& consent);

}  // namespace sekisho::cli
