#include "service/policy/policy_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "cedar/format_text.h"
#include "service/policy/policy_files.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

bool is_schema(const policy::Source& source) {
  if (source.name != kStandardInput) return source.name.ends_with(".cedarschema");
  return !cedar::format_policies(source.text) && cedar::format_schema(source.text).has_value();
}

Result<std::vector<std::string>> files_of(const std::string& path) {
  std::error_code ec;
  if (!fs::is_directory(path, ec)) return std::vector{path};
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(path, ec)) {
    const std::string name = entry.path().lexically_normal().string();
    const bool wanted = name.ends_with(".cedar") || name.ends_with(".cedarschema");
    if (wanted && entry.is_regular_file(ec)) out.push_back(name);
  }
  std::ranges::sort(out);
  if (!out.empty()) return out;
  return fail(ErrorCode::kNotFound, fmt::format("no policy in `{}`", path), {},
              "Policies are files *.cedar, schemas *.cedarschema.");
}

}  // namespace

Result<std::vector<FormattedFile>> format_policy_files(const PolicyFormatRequest& request) {
  std::vector<FormattedFile> out;
  const cedar::FormatOptions options{.width = request.width};
  for (const std::string& path : request.paths) {
    const auto files = files_of(path);
    if (!files) return std::unexpected(files.error());
    for (const std::string& file : *files) {
      Result<policy::Source> source = read_source(file, request.standard_input);
      if (!source) return std::unexpected(source.error());
      Result<std::string> text = is_schema(*source)
                                     ? cedar::format_schema(source->text, options, source->name)
                                     : cedar::format_policies(source->text, options, source->name);
      if (!text) return std::unexpected(text.error());
      out.push_back({std::move(source->name), std::move(source->text), std::move(*text)});
    }
  }
  return out;
}

Result<void> write_formatted(const std::vector<FormattedFile>& files) {
  for (const FormattedFile& file : files) {
    if (!file.changed()) continue;
    if (file.name == kStandardInput) {
      return fail(ErrorCode::kUsage, "standard input cannot be written back", {},
                  "Leave out --write to print the result.");
    }
    if (auto ok = write_file(file.name, file.after); !ok) return ok;
  }
  return {};
}

}  // namespace sekisho::service
