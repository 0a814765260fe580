// Policy files: whatever one says, it is read or refused with its line, and more who vouch never
// make a quorum fail.
#include <cstdint>
#include <string_view>

#include "tlog/quorum.h"

using namespace sekisho;
using namespace sekisho::tlog;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto policy =
      QuorumPolicy::parse(text, "policy", [](const std::string& name) -> Result<std::string> {
        return fail(ErrorCode::kNotFound, "no such file", {name});
      });
  if (!policy) {
    SEKISHO_INVARIANT(!policy.error().message.empty() && !policy.error().place.file.empty());
    return 0;
  }
  std::vector<bool> witnesses(policy->witnesses().size());
  bool met = policy->met(witnesses, {});
  for (size_t i = 0; i < witnesses.size(); ++i) {
    witnesses[i] = true;
    const bool now = policy->met(witnesses, {});
    SEKISHO_INVARIANT(now || !met);
    met = now;
  }
  SEKISHO_INVARIANT(met);
  return 0;
}
