#include "mask/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mask/json_paths.h"
#include "mask/limits.h"
#include "mask/selector.h"
#include "text/nearest.h"
#include "text/toml.h"

namespace sekisho::mask {
namespace {

using text::TomlTable;

class PlacesReader {
 public:
  explicit PlacesReader(const policy::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  Result<Places> read(const TomlTable& file) {
    if (auto known = file.only({"fields", "labels"}); !known) return std::unexpected(known.error());
    Places out;
    const auto fields = file.table("fields");
    if (!fields) return std::unexpected(fields.error());
    for (const std::string& name : fields->keys()) {
      if (!vocabulary_.fields.contains(name)) return std::unexpected(unknown(*fields, name));
      const auto table = fields->table(name);
      if (!table) return std::unexpected(table.error());
      auto places = read_places(*table, {"json", "headings", "elements", "text"});
      if (!places) return std::unexpected(places.error());
      const auto text = table->boolean_or("text", false);
      if (!text) return std::unexpected(text.error());
      places->text = *text;
      out.fields.emplace(name, std::move(*places));
    }
    if (auto labels = read_labels(file, out); !labels) return std::unexpected(labels.error());
    return out;
  }

 private:
  Error unknown(const TomlTable& fields, const std::string& name) const {
    std::vector<std::string_view> names;
    for (const auto& [known, words] : vocabulary_.fields) names.push_back(known);
    std::string help = text::did_you_mean(name, names);
    if (help.empty()) help = fmt::format("Fields are {}.", fmt::join(names, ", "));
    return fields.error(name, fmt::format("unknown field `{}`", name), std::move(help));
  }

  Result<void> read_labels(const TomlTable& file, Places& out) {
    const auto table = file.optional_table("labels");
    if (!table) return std::unexpected(table.error());
    if (!*table) return {};
    auto labels = read_places(**table, {"json", "headings", "elements", "attributes"});
    if (!labels) return std::unexpected(labels.error());
    out.labels = std::move(*labels);
    auto attributes = (*table)->optional_strings("attributes");
    if (!attributes) return std::unexpected(attributes.error());
    out.attributes = std::move(*attributes);
    return {};
  }

  Result<FieldPlaces> read_places(const TomlTable& table,
                                  std::initializer_list<std::string_view> allowed) {
    if (auto known = table.only(allowed); !known) return std::unexpected(known.error());
    FieldPlaces out;
    const auto list = [&](std::string_view key, std::vector<std::string>& into) -> Result<void> {
      auto strings = table.optional_strings(key);
      if (!strings) return std::unexpected(strings.error());
      count_ += strings->size();
      if (count_ > kMaxPlaces) {
        Error error = table.error(key, fmt::format("more than {} places", kMaxPlaces));
        error.code = ErrorCode::kLimit;
        return std::unexpected(std::move(error));
      }
      into = std::move(*strings);
      return {};
    };
    if (auto read = list("json", out.json); !read) return std::unexpected(read.error());
    if (auto read = list("headings", out.headings); !read) return std::unexpected(read.error());
    if (auto read = list("elements", out.elements); !read) return std::unexpected(read.error());
    for (const std::string& path : out.json) {
      if (const auto steps = path_steps(path); !steps) {
        return std::unexpected(table.error("json", steps.error().message, steps.error().help));
      }
    }
    for (const std::string& element : out.elements) {
      if (!selector_of(element)) {
        return std::unexpected(
            table.error("elements", fmt::format("`{}` names no element", element),
                        "Write `#id`, `.class`, `[name=n]` or the name of a tag."));
      }
    }
    return out;
  }

  const policy::Vocabulary& vocabulary_;
  size_t count_ = 0;
};

}  // namespace

Result<Places> Places::parse(std::string_view toml, std::string file,
                             const policy::Vocabulary& vocabulary) {
  if (toml.size() > kMaxPlacesFileBytes) {
    return fail(ErrorCode::kLimit, fmt::format("more than {} bytes", kMaxPlacesFileBytes),
                {.file = std::move(file)});
  }
  const auto table = TomlTable::parse(toml, std::move(file));
  if (!table) return std::unexpected(table.error());
  return PlacesReader(vocabulary).read(*table);
}

}  // namespace sekisho::mask
