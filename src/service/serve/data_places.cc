#include "service/serve/data_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/file.h"
#include "service/serve/limits.h"

namespace sekisho::service {
namespace fs = std::filesystem;

bool is_plain_name(std::string_view name) {
  const auto plain = [](char one) {
    return ('a' <= one && one <= 'z') || ('A' <= one && one <= 'Z') || ('0' <= one && one <= '9');
  };
  const auto inner = [&](char one) { return plain(one) || one == '.' || one == '_' || one == '-'; };
  return !name.empty() && name.size() <= kMaxNameBytes && plain(name[0]) &&
         std::ranges::all_of(name, inner);
}

Result<DataPlaces> DataPlaces::open(const fs::path& root, const fs::path& profiles,
                                    const fs::path& policies) {
  DataPlaces out;
  out.root_ = root;
  out.profiles_ = profiles;
  out.policies_ = policies;
  for (const char* name : {"registers", "logs", "reviews", "simulations"}) {
    if (auto made = make_directories(root / name); !made) {
      return fail(ErrorCode::kIo, made.error().message, {},
                  "Name a directory that may be written with --data.");
    }
  }
  const Result<std::unique_ptr<tlog::Directory>> directory = tlog::open_directory(root.string());
  if (!directory) return std::unexpected(directory.error());
  Result<std::unique_ptr<tlog::FileLock>> lock = (*directory)->lock("lock");
  if (!lock) return std::unexpected(lock.error());
  out.lock_ = std::move(*lock);
  std::error_code code;
  fs::remove_all(out.workbooks(), code);  // a crash left there what nobody waits for
  if (auto made = out.own("workbooks"); !made) return std::unexpected(made.error());
  return out;
}

Result<std::unique_ptr<tlog::Directory>> DataPlaces::own(std::string_view name) const {
  return tlog::make_and_open_private_directory((root_ / name).string());
}

std::vector<std::string> DataPlaces::data_sets(std::string_view kind) const {
  std::vector<std::string> out;
  std::error_code code;
  for (fs::directory_iterator at(root_ / kind, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    if (is_plain_name(name) && at->is_directory(unknown)) out.push_back(name);
  }
  std::ranges::sort(out);
  return out;
}

Result<ReviewPlaces> DataPlaces::inputs(const std::string& registers,
                                        const std::string& logs) const {
  ReviewPlaces out{{}, {}, profiles_, policies_};
  if (in_force_) {
    Result<fs::path> policies = in_force_();
    if (!policies) return std::unexpected(policies.error());
    out.policies = std::move(*policies);
  }
  const std::array<std::tuple<std::string_view, const std::string*, fs::path*>, 2> wanted{{
      {"registers", &registers, &out.registers},
      {"logs", &logs, &out.logs},
  }};
  if (registers.empty()) out.store = store();
  for (const auto& [kind, name, path] : wanted) {
    if (name->empty()) continue;
    *path = root_ / kind / *name;
    std::error_code code;
    if (is_plain_name(*name) && fs::is_directory(*path, code)) continue;
    return fail(ErrorCode::kNotFound, fmt::format("there are no {} `{}`", kind, *name), {},
                "GET /api/v1/data-sets lists those that are there.");
  }
  return out;
}

}  // namespace sekisho::service
