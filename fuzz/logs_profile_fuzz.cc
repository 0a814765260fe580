// Profiles: any text is a profile or an error with a message; a profile reads any log.
#include "logs_fuzz.h"

using namespace sekisho;
using namespace sekisho::logs;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view toml(reinterpret_cast<const char*>(data), size);
  const Result<LogProfile> profile = parse_log_profile(toml, "fuzz.toml");
  if (!profile) {
    SEKISHO_INVARIANT(!profile.error().message.empty());
    return 0;
  }
  SEKISHO_INVARIANT(!mapped_fields(*profile).empty());
  // The profile itself is a log, too.
  hold_bytes(*profile, data, size);
  return 0;
}
