#pragma once

#include "service/rulebook/policy_drafts.h"
#include "store/database.h"

// The rows of drafts, within a transaction; policy_drafts.h says what is looked up in them.
namespace sekisho::service {

Result<void> insert_draft(store::Database& database, const PolicyDraft& one);
Result<void> store_draft(store::Database& database, const PolicyDraft& one);
Result<void> store_files(store::Database& database, int64_t id, const PolicyBundle& files);

}  // namespace sekisho::service
