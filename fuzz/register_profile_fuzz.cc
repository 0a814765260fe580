// Register profiles: any bytes are a profile, the profile of something else, or a mistake with a
// place. What is accepted is whole: every required field has a source, dates can be read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "register/limits.h"
#include "register/profile.h"

using namespace sekisho::reg;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_register_profile(text, "fuzz.toml");
  if (!parsed) {
    if (parsed.error().message.empty() || parsed.error().place.file != "fuzz.toml") {
      __builtin_trap();
    }
    return 0;
  }
  if (!*parsed) return 0;
  const RegisterProfile& profile = **parsed;
  const auto fields = fields_of(profile.table);
  for (size_t i = 0; i < fields.size(); ++i) {
    const FieldSource& source = profile.fields[i];
    if ((fields[i].required || source.required) && !source.given()) __builtin_trap();
    if (source.columns.size() > kMaxColumnsJoined) __builtin_trap();
    if (source.constant && !source.columns.empty()) __builtin_trap();
  }
  if (profile.globs.empty() || !profile.dates || profile.coverage.empty()) __builtin_trap();
  return 0;
}
