#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cedar/issue_json.h"
#include "cedar/schema.h"
#include "cedar/validator.h"
#include "policy/obligations.h"

// Everything that can be said of policies without a request.
namespace sekisho::policy {

// A policy file as text.
struct Source {
  std::string name;  // as places in findings give it
  std::string text;
};

// What a set of policies is for. The last three are the folders of a barrier
// (docs/formats/barrier-policies.md), which ask for annotations of their own.
enum class SetKind : uint8_t { kPlain, kBarrier, kDoubts, kRoutes };

struct CheckOptions {
  SetKind kind = SetKind::kPlain;
  cedar::ValidationMode mode = cedar::ValidationMode::kStrict;
  std::optional<uint32_t> level = {};  // also validate that no more entities are followed
};

struct Finding {
  cedar::Severity severity = cedar::Severity::kWarning;
  // What kind of finding it is; stable, for machines: `syntax`, `schema`, `type`, `impossible`,
  // `duplicate-id`, `missing-annotation`, `unknown-annotation`, `clause-name`, `route`,
  // `obligation`, `overlap`, `bidi`, `invisible`, `mixed-script`, `confusable`,
  // `unusual-character`.
  std::string rule;
  std::string policy;  // its id; empty where the finding is about no policy
  Error error;
};

// Parses the files as one set, validates it and looks at what validation does not: ids,
// annotations, obligations, permits with different obligations that may hold together, characters
// that look like others. `schema` may be null: then nothing is validated. In the order of files and
// places. Pure.
std::vector<Finding> check_policies(const std::vector<Source>& files, const cedar::Schema* schema,
                                    const Vocabulary& vocabulary, const CheckOptions& options);

// The schema's own text: its characters. That it parses is the caller's business.
std::vector<Finding> check_schema_text(const Source& file);

}  // namespace sekisho::policy
