#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/key_id.h"
#include "evidence/ledger.h"
#include "evidence/retention.h"
#include "evidence/vault.h"
#include "text/json.h"

// Destroying keys: whether one may go, the entry that says so, and what a crash or a restored
// backup leaves to be done.
namespace sekisho::evidence {

// What somebody asks to destroy, on whose approval (決裁). People are pseudonyms.
struct DestructionRequest {
  KeyId key;
  std::string actor;
  std::string approval;  // its number
  std::string approver;
  std::string reason;  // may be empty
};

// The class by which a key is kept, and the data under it as far as the log tells.
struct KeyData {
  std::string retention_class;
  Period period;  // empty where nothing is known
};
KeyData data_of(const KeyId& id, const Ledger& ledger, const RetentionPolicy& policy);

// One thing that speaks against it, for people: a sentence without a full stop.
struct Objection {
  std::string english, japanese;
};
// Everything that speaks against it; none: the key may be destroyed. Whatever is not known speaks
// against it.
std::vector<Objection> objections(const DestructionRequest& request, const Ledger& ledger,
                                  const RetentionPolicy& policy, Instant now);

// The draft of the entry that says it.
text::JsonValue destruction_draft(const DestructionRequest& request, const Ledger& ledger,
                                  const RetentionPolicy& policy);

// Makes an entry durable; its index.
using AppendEntry = std::function<Result<uint64_t>(const text::JsonValue& draft)>;

// The entry first, and when it is durable, the key. After an error the entry may be there and the
// key, too: `replay_destructions`, which has to come first in any case, goes on. The index of the
// entry.
Result<uint64_t> destroy_key(Vault& vault, std::string_view origin, const KeyId& key,
                             const text::JsonValue& draft, const AppendEntry& append);

// The durable entries of a log.
struct LogEntries {
  std::string origin;
  uint64_t size = 0;
  // Tells of entries `from` to the last, in order.
  std::function<Result<void>(uint64_t from,
                             const std::function<void(uint64_t, std::string_view)>& visit)>
      visit;
  // Whether an entry that was visited is the one in the tree.
  std::function<Result<void>(uint64_t index)> prove;
};

// Carries out here what the log says was destroyed, as far as that was not done yet: after a crash,
// and in a vault that came back from a backup. Nothing may be served before. A vault that is open
// for reading only refuses these keys from now on. How many destructions there were to look at.
// kBadInput where the log ends before what the vault knows of it, or a destruction is not in its
// tree: nobody destroys a key by writing into the log's files.
Result<uint64_t> replay_destructions(Vault& vault, Vault::Access access, const LogEntries& log);

}  // namespace sekisho::evidence
