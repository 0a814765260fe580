#include "service/evidence/retention_file.h"

#include <filesystem>

#include "base/file.h"
#include "service/installation.h"

namespace sekisho::service {

Result<evidence::RetentionPolicy> load_retention(const std::string& path) {
  constexpr uint64_t kMaxPolicyBytes = 1 << 20;
  std::filesystem::path file = path;
  if (path.empty()) {
    Result<std::filesystem::path> policies = shipped("policies");
    if (!policies) return std::unexpected(policies.error());
    file = *policies / "retention.toml";
  }
  const Result<std::string> toml = read_file(file, kMaxPolicyBytes);
  if (!toml) return std::unexpected(toml.error());
  return evidence::parse_retention(*toml, file.string());
}

}  // namespace sekisho::service
