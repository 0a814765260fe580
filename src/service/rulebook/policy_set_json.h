#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/rulebook/policy_drafts.h"

// Sets of policies as the API gives them: schemas of api/openapi.yaml.
namespace sekisho::service {

// `[…]` of the policies of a set, in the order in which they are asked.
Result<std::string> policies_json(const std::filesystem::path& directory);
// `[…]` of files with their hashes, and with their texts.
std::string bundle_json(const PolicyBundle& bundle);
std::string bundle_check_json(const BundleCheck& check);
// Which files a set has otherwise than another: `[{"name", "change"}]`.
std::string bundle_changes_json(const PolicyBundle& before, const PolicyBundle& after);
std::string draft_json(const PolicyDraft& draft);
// A set that is or was in force, or will be, from its own instant until that of the next one.
std::string applied_set_json(const PolicyDraft& set, std::optional<Instant> until);

}  // namespace sekisho::service
