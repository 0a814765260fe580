#include "service/installation.h"

#include <fmt/format.h>

namespace sekisho::service {

Result<std::filesystem::path> shipped(std::string_view name) {
  std::error_code ec;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ec);
  std::filesystem::path path = program.parent_path().parent_path() / "share/sekisho" / name;
  if (!ec && std::filesystem::is_directory(path, ec)) return path;
  return fail(ErrorCode::kNotFound, fmt::format("cannot find the shipped `{}`", name),
              {path.string()},
              fmt::format("Name a directory with --{}.", name == "sources" ? "profiles" : name));
}

}  // namespace sekisho::service
