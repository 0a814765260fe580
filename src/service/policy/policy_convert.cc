#include "service/policy/policy_convert.h"

#include <fmt/format.h>

#include "cedar/est_json.h"
#include "cedar/format.h"
#include "cedar/format_text.h"
#include "cedar/parser.h"
#include "cedar/schema_json.h"
#include "cedar/schema_text.h"
#include "service/policy/policy_files.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using policy::Source;
using text::JsonValue;
using text::JsonWriter;

constexpr cedar::FormatOptions kLayout{.width = 100};

void write_indented(JsonWriter& json, const JsonValue& value) {
  if (value.is_object()) {
    json.begin_object();
    for (const text::JsonMember& member : value.members()) {
      json.key(member.key);
      write_indented(json, member.value);
    }
    json.end_object();
  } else if (value.is_array()) {
    json.begin_array();
    for (const JsonValue& item : value.items()) write_indented(json, item);
    json.end_array();
  } else {
    json.raw(value.to_json());
  }
}

Result<PolicyConversion> indented(const std::string& json) {
  const auto value = JsonValue::parse(json);
  if (!value) return std::unexpected(value.error());
  PolicyConversion out;
  JsonWriter writer(out.text, JsonWriter::Style::kIndented);
  write_indented(writer, *value);
  out.text += '\n';
  return out;
}

bool is_json(const Source& source) {
  const size_t first = source.text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && source.text[first] == '{';
}

// Policies as text, with the ids that they have in the set.
class TextOfSet {
 public:
  explicit TextOfSet(bool fill_links) : fill_links_(fill_links) {}

  Result<PolicyConversion> write(const cedar::PolicySet& set) {
    for (const cedar::Policy& one : set.templates()) add(one);
    for (const cedar::Policy& one : set.policies()) {
      if (one.link && !fill_links_) {
        return fail(ErrorCode::kUnsupported,
                    fmt::format("the text of policies has no form for the link `{}`", one.id), {},
                    "With --fill-links each link becomes a policy of its own.");
      }
      add(one);
    }
    auto laid_out = cedar::format_policies(text_, kLayout);
    if (!laid_out) return std::unexpected(laid_out.error());
    out_.text = std::move(*laid_out);
    return std::move(out_);
  }

 private:
  void add(cedar::Policy one) {
    const std::string* written = one.annotation("id");
    const bool kept =
        written != nullptr ? *written == one.id : one.id == fmt::format("policy{}", count_);
    ++count_;
    if (!kept && (written == nullptr || one.link)) {
      one.annotations.insert_or_assign("id", one.id);
    } else if (!kept) {
      out_.notes.push_back(
          fmt::format("the id `{}` is lost: the policy says @id(\"{}\") itself", one.id, *written));
    }
    text_ += cedar::to_string(one) + "\n";
  }

  bool fill_links_;
  size_t count_ = 0;
  std::string text_;
  PolicyConversion out_;
};

Result<PolicyConversion> from_json(const Source& source, bool fill_links) {
  const auto json = JsonValue::parse(source.text, source.name);
  if (!json) return std::unexpected(json.error());
  const bool set = json->find("staticPolicies") != nullptr || json->find("templates") != nullptr ||
                   json->find("templateLinks") != nullptr;
  if (set) {
    const auto policies = cedar::parse_policy_set_est(source.text, source.name);
    if (!policies) return std::unexpected(policies.error());
    return TextOfSet(fill_links).write(*policies);
  }
  if (json->find("effect") != nullptr) {
    auto one = cedar::parse_policy_est(source.text, "policy0", source.name);
    if (!one) return std::unexpected(one.error());
    cedar::PolicySet policies;
    if (const std::string* id = one->annotation("id")) one->id = *id;
    if (auto added = policies.add(std::move(*one)); !added) return std::unexpected(added.error());
    return TextOfSet(fill_links).write(policies);
  }
  const auto schema = cedar::parse_schema_json(source.text, source.name);
  if (!schema) return std::unexpected(schema.error());
  auto laid_out = cedar::format_schema(cedar::to_schema_text(*schema), kLayout);
  if (!laid_out) return std::unexpected(laid_out.error());
  return PolicyConversion{std::move(*laid_out), {}};
}

Result<PolicyConversion> schema_to_json(const Source& source) {
  const auto schema = cedar::parse_schema_text(source.text, source.name);
  if (!schema) return std::unexpected(schema.error());
  return indented(cedar::to_schema_json(*schema));
}

bool is_schema_text(const Source& source) {
  if (source.name != kStandardInput) return source.name.ends_with(".cedarschema");
  return !cedar::parse_policies(source.text) && cedar::parse_schema_text(source.text).has_value();
}

Result<PolicyConversion> policies_to_json(const std::vector<PolicySetFiles>& sets) {
  cedar::PolicySet all;
  for (const PolicySetFiles& set : sets) {
    for (const Source& source : set.sources) {
      const auto some =
          cedar::parse_policies(source.text, {.ids_from_annotation = true, .file = source.name});
      if (!some) return std::unexpected(some.error());
      if (auto merged = all.merge(*some); !merged) {
        Error error = merged.error();
        error.place = {source.name};
        error.help = "Give each policy an @id that no other has, or convert the files one by one.";
        return std::unexpected(std::move(error));
      }
    }
  }
  return indented(cedar::to_est_json(all));
}

}  // namespace

Result<PolicyConversion> convert_policies(const PolicyConvertRequest& request) {
  std::error_code ec;
  const bool one_file =
      request.paths.size() == 1 && !std::filesystem::is_directory(request.paths.front(), ec);
  if (one_file) {
    const auto source = read_source(request.paths.front(), request.standard_input);
    if (!source) return std::unexpected(source.error());
    if (is_json(*source)) return from_json(*source, request.fill_links);
    if (is_schema_text(*source)) return schema_to_json(*source);
  }
  const auto sets = read_policy_sets(request.paths, request.standard_input);
  if (!sets) return std::unexpected(sets.error());
  return policies_to_json(*sets);
}

}  // namespace sekisho::service
