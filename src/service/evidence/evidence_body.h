#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "service/evidence/evidence_place.h"

// Bodies of entries, and the pseudonyms of people, for whoever has the vault.
namespace sekisho::service {

struct BodyPut {
  EvidencePlace place;
  // Whose key: a pseudonym, or a class and a month.
  std::string subject;
  std::string retention_class, month;
};

// Encrypts what `read` gives (0: its end) and keeps it beside the log, durably. Returns the member
// `body` of the entry that is to name it, as JSON. Has the log's lock while it looks for what was
// destroyed: kUsage where another process writes the log, or the key was destroyed.
Result<std::string> put_body(const BodyPut& request,
                             const std::function<Result<size_t>(std::span<char>)>& read);

// How reading a body ended.
struct BodyShown {
  std::string state;   // `whole`, `erased`, `missing`, `damaged`
  std::string reason;  // why it is not whole
};
std::string body_text(const BodyShown& shown, bool japanese);

// The body of entry `index`, decrypted, to `take`. kUsage where the entry has none.
Result<BodyShown> show_body(const EvidencePlace& place, uint64_t index,
                            const std::function<Result<void>(std::string_view)>& take);

// Who stands for whom in the log (docs/formats/vault.md), one each.
Result<std::vector<std::string>> pseudonyms_of(const EvidencePlace& place,
                                               const std::vector<std::string>& people);

}  // namespace sekisho::service
