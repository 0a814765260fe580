#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mask/json_paths.h"
#include "mask/sample_plan_test.h"
#include "text/json.h"

// The slow plain masker that JsonMasker is held to: parses the whole text, walks the tree, tries
// every path at every place, writes.
namespace sekisho::mask {

class PlainJson {
 public:
  PlainJson(const Places& places, const policy::Obligations& obligations, const Plan& plan)
      : places_(places), obligations_(obligations), plan_(plan) {}

  text::JsonValue masked(const text::JsonValue& value) {
    return walk(value).value_or(text::JsonValue());
  }

 private:
  static bool fits(std::span<const PathStep> steps, std::span<const std::string> path) {
    if (steps.empty()) return path.empty();
    if (steps[0].kind == PathStep::Kind::kDeep) {
      return fits(steps.subspan(1), path) || (!path.empty() && fits(steps, path.subspan(1)));
    }
    if (path.empty()) return false;
    const bool same = steps[0].kind == PathStep::Kind::kAny || steps[0].name == path[0];
    return same && fits(steps.subspan(1), path.subspan(1));
  }

  bool holds(const FieldPlaces& places) const {
    for (const std::string& written : places.json) {
      const auto steps = path_steps(written).value();
      for (size_t n = 0; n <= path_.size(); ++n) {
        if (fits(steps, std::span(path_).first(n))) return true;
      }
    }
    return false;
  }

  Treatment treatment() const {
    Treatment out{obligations_.others(), false, false};
    const auto add = [&](const policy::Mask& mask, bool text) {
      out = out.named ? Treatment{stronger(out.mask, mask), true, out.text || text}
                      : Treatment{mask, true, text};
    };
    for (const auto& [field, places] : places_.fields) {
      if (holds(places)) add(obligations_.mask_of(field), places.text);
    }
    if (holds(places_.labels)) add({}, false);
    return out;
  }

  std::optional<text::JsonValue> walk(const text::JsonValue& value) {
    using policy::MaskMethod;
    const Treatment here = treatment();
    const MaskMethod method = here.mask.method;
    const bool container = value.is_array() || value.is_object();
    if (method == MaskMethod::kRemove && (here.named || !container)) return std::nullopt;
    text::JsonValue mark = text::JsonValue::string("***");
    if (container && here.named && !here.shows() &&
        (value.is_object() || method == MaskMethod::kRedact)) {
      return mark;
    }
    if (value.is_array()) return items(value);
    if (value.is_object()) return members(value);
    if (value.is_null()) return value;
    if (value.is_string()) {
      return text::JsonValue::string(plan_.treated(*value.as_string(), here));
    }
    if (here.shows()) return value;
    if (value.is_bool()) return mark;
    return text::JsonValue::string(plan_.treated(value.to_json(), here));
  }

  text::JsonValue items(const text::JsonValue& value) {
    std::vector<text::JsonValue> out;
    for (size_t i = 0; i < value.items().size(); ++i) {
      path_.push_back(std::to_string(i));
      if (auto item = walk(value.items()[i])) out.push_back(*item);
      path_.pop_back();
    }
    return text::JsonValue::array(std::move(out));
  }

  text::JsonValue members(const text::JsonValue& value) {
    std::vector<text::JsonMember> out;
    for (const text::JsonMember& member : value.members()) {
      path_.push_back(member.key);
      if (auto shown = walk(member.value)) out.push_back({member.key, *shown});
      path_.pop_back();
    }
    return text::JsonValue::object(std::move(out));
  }

  const Places& places_;
  const policy::Obligations& obligations_;
  const Plan& plan_;
  std::vector<std::string> path_;
};

}  // namespace sekisho::mask
