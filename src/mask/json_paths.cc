#include "mask/json_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "mask/limits.h"
#include "text/json_pointer.h"

namespace sekisho::mask {
namespace {

std::unexpected<Error> bad_path(std::string_view path) {
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is no path", path), {},
              "Write a JSON pointer, as in `/customers/*/phone`; `*` is any one step, `**` any "
              "number of them.");
}

}  // namespace

Result<std::vector<PathStep>> path_steps(std::string_view path) {
  std::vector<PathStep> out;
  if (!path.empty() && path.front() != '/') return bad_path(path);
  while (!path.empty()) {
    path.remove_prefix(1);
    const size_t end = std::min(path.find('/'), path.size());
    std::string_view token = path.substr(0, end);
    path.remove_prefix(end);
    if (token == "*") {
      out.push_back({PathStep::Kind::kAny, {}});
    } else if (token == "**") {
      out.push_back({PathStep::Kind::kDeep, {}});
    } else if (token == "~2") {
      out.push_back({PathStep::Kind::kName, "*"});
    } else {
      auto name = text::json_pointer_token(token);
      if (!name) return bad_path(token);
      out.push_back({PathStep::Kind::kName, std::move(*name)});
    }
    if (out.size() > kMaxPathSteps) {
      return fail(ErrorCode::kLimit, fmt::format("a path of more than {} steps", kMaxPathSteps));
    }
  }
  return out;
}

// Subset construction. An item is how far one path has come.
class JsonPathsBuilder {
 public:
  JsonPathsBuilder(const std::vector<JsonPaths::Path>& paths, const Treatment& others)
      : paths_(paths), others_(others) {}

  Result<JsonPaths> build() {
    number_names();
    Set start;
    for (uint32_t p = 0; p < paths_.size(); ++p) add(start, p, 0);
    static_cast<void>(state_of(std::move(start), others_));
    for (size_t s = 0; s < sets_.size(); ++s) {
      if ((s + 1) * out_.keys_ > kMaxPathTableCells) {
        return fail(ErrorCode::kLimit, "the paths of this plan branch too much", {},
                    "Write fewer paths with `**` in their middle.");
      }
      out_.next_.resize((s + 1) * out_.keys_);
      for (uint32_t key = 0; key < out_.keys_; ++key) {
        out_.next_[s * out_.keys_ + key] = step(s, key);
      }
    }
    return std::move(out_);
  }

 private:
  using Set = std::set<std::pair<uint32_t, uint32_t>>;
  using Key = std::tuple<Set, policy::Mask, bool, bool>;

  void number_names() {
    names_.emplace_back();  // of kOther
    for (const auto& path : paths_) {
      for (const PathStep& step : path.steps) {
        if (step.kind == PathStep::Kind::kName) numbers_.try_emplace(step.name, 0);
      }
    }
    // Sparse, since most keys of a document are none of them.
    out_.slots_.resize(std::bit_ceil(numbers_.size() * 8 + 2));
    out_.slot_mask_ = out_.slots_.size() - 1;
    for (auto& [name, number] : numbers_) {
      number = static_cast<uint32_t>(out_.keys_++);
      names_.push_back(name);
      out_.insert(name, number);
      if (const auto index = text::json_pointer_index(name)) out_.indexes_.emplace(*index, number);
    }
  }

  // `**` may also stand for no step at all.
  void add(Set& set, uint32_t path, uint32_t at) const {
    if (!set.emplace(path, at).second) return;
    const auto& steps = paths_[path].steps;
    if (at < steps.size() && steps[at].kind == PathStep::Kind::kDeep) add(set, path, at + 1);
  }

  JsonPaths::State state_of(Set set, Treatment above) {
    for (const auto& [path, at] : set) {
      if (at != paths_[path].steps.size()) continue;
      const Treatment& here = paths_[path].treatment;
      above = above.named
                  ? Treatment{stronger(above.mask, here.mask), true, above.text || here.text}
                  : here;
    }
    // Paths that have come to their end have said what they say.
    std::erase_if(set,
                  [&](const auto& item) { return item.second == paths_[item.first].steps.size(); });
    const auto [found, added] =
        states_.try_emplace(Key{std::move(set), above.mask, above.named, above.text},
                            static_cast<JsonPaths::State>(sets_.size()));
    if (added) {
      sets_.push_back(std::get<0>(found->first));
      out_.treatments_.push_back(above);
      out_.passes_.push_back(above.shows() && !above.text ? 1 : 0);
    }
    return found->second;
  }

  JsonPaths::State step(size_t state, uint32_t key) {
    Set next;
    for (const auto& [path, at] : sets_[state]) {
      const PathStep& step = paths_[path].steps[at];
      const bool fits =
          step.kind != PathStep::Kind::kName || (key != 0 && names_[key] == step.name);
      if (!fits) continue;
      add(next, path, step.kind == PathStep::Kind::kDeep ? at : at + 1);
    }
    return state_of(std::move(next), out_.treatments_[state]);
  }

  const std::vector<JsonPaths::Path>& paths_;
  Treatment others_;
  std::map<std::string, uint32_t> numbers_;
  std::vector<std::string> names_;
  std::map<Key, JsonPaths::State> states_;
  std::vector<Set> sets_;
  JsonPaths out_;
};

Result<JsonPaths> JsonPaths::compile(const std::vector<Path>& paths, const Treatment& others) {
  return JsonPathsBuilder(paths, others).build();
}

void JsonPaths::insert(std::string_view name, uint32_t key) {
  names_.resize(std::max<size_t>(names_.size(), key + 1));
  names_[key] = {ends_of(name), name.size(), std::string(name)};
  size_t at = first_slot(names_[key].ends);
  while (slots_[at] != kOther) at = (at + 1) & slot_mask_;
  slots_[at] = key;
}

uint32_t JsonPaths::key_behind(size_t slot, Ends ends, std::string_view text) const {
  for (;; slot = (slot + 1) & slot_mask_) {
    const uint32_t key = slots_[slot];
    if (key == kOther || (names_[key].ends == ends && names_[key].text == text)) return key;
  }
}

uint32_t JsonPaths::index(size_t index) const {
  const auto found = indexes_.find(index);
  return found == indexes_.end() ? kOther : found->second;
}

}  // namespace sekisho::mask
