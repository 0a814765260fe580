#include <fmt/format.h>

#include "policy/limits.h"
#include "policy/obligations.h"
#include "text/nearest.h"
#include "text/toml.h"

namespace sekisho::policy {
namespace {

using text::TomlTable;

Result<Vocabulary::Words> words_of(const TomlTable& table) {
  const auto ja = table.string("ja");
  if (!ja) return std::unexpected(ja.error());
  const auto en = table.string("en");
  if (!en) return std::unexpected(en.error());
  return Vocabulary::Words{*ja, *en};
}

bool is_name(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !text.empty() && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

Result<void> check_names(const TomlTable& table) {
  const std::vector<std::string> keys = table.keys();
  if (keys.size() > kMaxObligations) {
    return fail(ErrorCode::kLimit, fmt::format("more than {} names", kMaxObligations),
                table.place());
  }
  for (const std::string& key : keys) {
    if (is_name(key) && key != "others") continue;
    return std::unexpected(table.error(key, fmt::format("`{}` is no name", key),
                                       "Use small letters, digits and `-`; `others` is taken."));
  }
  return {};
}

constexpr std::string_view kOthers = "others";  // of a profile: every field that it does not name

Result<Mask> read_mask(const TomlTable& table, const std::string& key) {
  const auto word = table.string(key);
  if (!word) return std::unexpected(word.error());
  if (const std::optional<Mask> mask = mask_named(*word)) return *mask;
  return std::unexpected(
      table.error(key, fmt::format("`{}` is no mask", *word),
                  "Write show, first3, last4, city, month, pseudonym, redact or remove."));
}

Result<Obligations> read_masks(const TomlTable& table, const Vocabulary& vocabulary) {
  Mask others;
  Obligations::Fields fields;
  for (const std::string& key : table.keys()) {
    const auto mask = read_mask(table, key);
    if (!mask) return std::unexpected(mask.error());
    if (key == kOthers) {
      others = *mask;
      continue;
    }
    if (!vocabulary.fields.contains(key)) {
      std::vector<std::string_view> known{kOthers};
      for (const auto& [name, words] : vocabulary.fields) known.push_back(name);
      return std::unexpected(
          table.error(key, fmt::format("`{}` is no field", key), text::did_you_mean(key, known)));
    }
    fields.emplace(key, *mask);
  }
  return Obligations(others, std::move(fields));
}

Result<Vocabulary::Profile> read_profile(const TomlTable& table, const Vocabulary& vocabulary) {
  if (auto ok = table.only({"ja", "en", "masks"}); !ok) return std::unexpected(ok.error());
  const auto title = words_of(table);
  if (!title) return std::unexpected(title.error());
  const auto masks = table.table("masks");
  if (!masks) return std::unexpected(masks.error());
  const auto read = read_masks(*masks, vocabulary);
  if (!read) return std::unexpected(read.error());
  return Vocabulary::Profile{*title, *read};
}

}  // namespace

Result<Vocabulary> Vocabulary::parse(std::string_view toml, std::string file) {
  const auto root = TomlTable::parse(toml, std::move(file));
  if (!root) return std::unexpected(root.error());
  if (auto ok = root->only({"fields", "profiles"}); !ok) return std::unexpected(ok.error());
  Vocabulary out;
  const auto fields = root->table("fields");
  if (!fields) return std::unexpected(fields.error());
  if (auto ok = check_names(*fields); !ok) return std::unexpected(ok.error());
  for (const std::string& name : fields->keys()) {
    const auto entry = fields->table(name);
    if (!entry) return std::unexpected(entry.error());
    if (auto ok = entry->only({"ja", "en"}); !ok) return std::unexpected(ok.error());
    auto words = words_of(*entry);
    if (!words) return std::unexpected(words.error());
    out.fields.emplace(name, std::move(*words));
  }
  const auto profiles = root->optional_table("profiles");
  if (!profiles) return std::unexpected(profiles.error());
  if (!*profiles) return out;
  if (auto ok = check_names(**profiles); !ok) return std::unexpected(ok.error());
  for (const std::string& name : (*profiles)->keys()) {
    const auto entry = (*profiles)->table(name);
    if (!entry) return std::unexpected(entry.error());
    auto profile = read_profile(*entry, out);
    if (!profile) return std::unexpected(profile.error());
    out.profiles.emplace(name, std::move(*profile));
  }
  return out;
}

}  // namespace sekisho::policy
