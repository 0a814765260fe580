#include "policy/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "cedar/level_validator.h"
#include "policy/characters.h"
#include "policy/check_set.h"
#include "text/encoding.h"

namespace sekisho::policy {
namespace {

using cedar::Severity;

CheckedFile parse(const Source& source) {
  CheckedFile out{
      &source, cedar::parse_policies_collecting(source.text, {.file = source.name}), {}};
  const auto add = [&](const cedar::Policy& policy) {
    const std::string* id = policy.annotation("id");
    out.policies.push_back({id != nullptr && !id->empty() ? *id : policy.id, &policy});
  };
  std::ranges::for_each(out.parsed.policies.templates(), add);
  std::ranges::for_each(out.parsed.policies, add);
  std::ranges::sort(out.policies, {}, [](const CheckedPolicy& one) {
    return std::pair(one.policy->place.line, one.policy->place.column);
  });
  return out;
}

std::string display_id(const CheckedFile& file, const std::string& parsed_id) {
  const auto found = std::ranges::find_if(
      file.policies, [&](const CheckedPolicy& one) { return one.policy->id == parsed_id; });
  return found == file.policies.end() ? parsed_id : found->id;
}

void check_ids(const CheckedSet& set, std::vector<Finding>& out) {
  std::map<std::string, Place> first;
  for (const CheckedFile& file : set.files) {
    for (const CheckedPolicy& one : file.policies) {
      if (one.policy->annotation("id") == nullptr) continue;
      const auto [known, added] = first.emplace(one.id, one.policy->place);
      if (added) continue;
      out.push_back(
          {Severity::kError,
           "duplicate-id",
           one.id,
           {ErrorCode::kBadInput, fmt::format("the id `{}` is taken by another policy", one.id),
            one.policy->place,
            fmt::format("The first stands at {}:{}.", known->second.file, known->second.line)}});
    }
  }
}

// Whether a character that was found already stands within the place.
bool covers_any(const Place& place, const std::vector<Finding>& found) {
  return std::ranges::any_of(found, [&](const Finding& one) {
    const Place& other = one.error.place;
    return one.rule == "invisible" && other.file == place.file && place.offset <= other.offset &&
           other.offset < place.offset + place.length;
  });
}

void validate(const CheckedSet& set, std::vector<Finding>& out) {
  if (set.schema == nullptr) return;
  for (const CheckedFile& file : set.files) {
    const cedar::ValidationReport report =
        set.options.level
            ? cedar::validate_with_level(file.parsed.policies, *set.schema, *set.options.level)
            : cedar::validate(file.parsed.policies, *set.schema, set.options.mode);
    for (const cedar::ValidationIssue& issue : report.errors)
      out.push_back({Severity::kError, "type", display_id(file, issue.policy), issue.error});
    for (const cedar::ValidationIssue& issue : report.warnings) {
      const std::string id = display_id(file, issue.policy);
      if (issue.concern == cedar::Concern::kNeverApplies) {
        // Of a policy with an error that says nothing new.
        const auto same = [&](const cedar::ValidationIssue& e) { return e.policy == issue.policy; };
        if (std::ranges::none_of(report.errors, same))
          out.push_back({Severity::kWarning, "impossible", id, issue.error});
      } else if (issue.concern == cedar::Concern::kUnusual && !covers_any(issue.error.place, out)) {
        // Turned directions and mixed scripts are found word by word in the text (characters.h):
        // there Japanese with Latin letters is not mixed.
        out.push_back({Severity::kWarning, "unusual-character", id, issue.error});
      }
    }
  }
}

std::string_view rule_of(OddCharacters::Kind kind) {
  switch (kind) {
    case OddCharacters::Kind::kBidi:
      return "bidi";
    case OddCharacters::Kind::kInvisible:
      return "invisible";
    case OddCharacters::Kind::kMixed:
      return "mixed-script";
  }
  return "invisible";
}

std::string_view help_of(OddCharacters::Kind kind) {
  return kind == OddCharacters::Kind::kMixed
             ? "Type the word again, in one script."
             : "Remove it, or write it as an escape that can be seen: `\\u{…}`.";
}

}  // namespace

Place place_of_annotation(const Source& source, const cedar::Policy& policy,
                          std::string_view name) {
  Place place = policy.place;
  const std::string_view own = std::string_view(source.text).substr(0, place.offset + place.length);
  const std::string sign = fmt::format("@{}", name);
  for (size_t at = own.find(sign, place.offset); at != std::string_view::npos;
       at = own.find(sign, at + 1)) {
    const size_t end = at + sign.size();
    if (end < own.size() && own[end] != '(' && own[end] != ' ' && own[end] != '\n') continue;
    const std::string_view before = own.substr(0, at);
    const size_t line = before.rfind('\n');
    place.line = 1 + static_cast<uint64_t>(std::ranges::count(before, '\n'));
    place.column = 1;
    for (size_t i = line == std::string_view::npos ? 0 : line + 1; i < at; ++place.column)
      (void)text::next_code_point(own, i);
    place.offset = at;
    place.length = sign.size();
    return place;
  }
  return place;
}

void check_text(const Source& source, std::vector<Finding>& out) {
  for (OddCharacters& odd : odd_characters(source.text)) {
    odd.place.file = source.name;
    out.push_back({Severity::kWarning,
                   std::string(rule_of(odd.kind)),
                   "",
                   {ErrorCode::kBadInput, std::move(odd.message), std::move(odd.place),
                    std::string(help_of(odd.kind))}});
  }
}

std::vector<Finding> check_schema_text(const Source& file) {
  std::vector<Finding> out;
  check_text(file, out);
  return out;
}

std::vector<Finding> check_policies(const std::vector<Source>& files, const cedar::Schema* schema,
                                    const Vocabulary& vocabulary, const CheckOptions& options) {
  CheckedSet set{{}, schema, vocabulary, options};
  std::vector<Finding> out;
  for (const Source& source : files) {
    set.files.push_back(parse(source));
    for (const Error& error : set.files.back().parsed.errors)
      out.push_back({Severity::kError, "syntax", "", error});
    check_text(source, out);
  }
  check_ids(set, out);
  validate(set, out);
  check_annotations(set, out);
  check_obligations(set, out);
  check_look_alikes(set, out);
  std::map<std::string_view, size_t> order;
  for (const Source& source : files) order.emplace(source.name, order.size());
  std::ranges::sort(out, {}, [&](const Finding& one) {
    const Place& place = one.error.place;
    const auto file = order.find(place.file);
    return std::tuple(file == order.end() ? order.size() : file->second, place.line, place.column,
                      std::string_view(one.rule), std::string_view(one.error.message));
  });
  return out;
}

}  // namespace sekisho::policy
