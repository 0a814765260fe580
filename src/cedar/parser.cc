#include "cedar/parser.h"

#include <fmt/format.h>

#include "cedar/limits.h"
#include "cedar/policy_parser.h"
#include "text/encoding.h"

namespace sekisho::cedar {
namespace {

// What has to hold before a text is split into tokens.
std::optional<Error> refused(std::string_view text, std::string_view file) {
  const Place place{std::string(file)};
  if (text.size() > kMaxTextBytes) {
    return Error{ErrorCode::kLimit, fmt::format("the text is longer than {} bytes", kMaxTextBytes),
                 place, "Split it over several files."};
  }
  if (!text::valid_utf8(text)) {
    return Error{ErrorCode::kBadInput, "the text is not UTF-8", place, "Save it as UTF-8."};
  }
  return std::nullopt;
}

// Reads one thing that `read` reads from the whole of `text`.
template <class T, class Read>
Result<T> parse_whole(std::string_view text, std::string_view file, Read read) {
  if (auto error = refused(text, file)) return std::unexpected(std::move(*error));
  const Lexed lexed = lex(text);
  TokenCursor cursor(lexed.tokens, text, std::string(file));
  ExprParser parser(cursor);
  auto out = read(parser);
  if (!cursor.failed() && !cursor.at_end()) cursor.unexpected_token("the end");
  if (cursor.failed()) return std::unexpected(cursor.take_error());
  return std::move(*out);
}

std::string id_of(const Policy& policy, size_t index, const ParseOptions& options) {
  const std::string* annotated = policy.annotation("id");
  if (options.ids_from_annotation && annotated != nullptr && !annotated->empty()) return *annotated;
  return fmt::format("policy{}", index);
}

ParsedPolicies parse(std::string_view text, const ParseOptions& options, size_t max_errors) {
  ParsedPolicies out;
  if (auto error = refused(text, options.file)) {
    out.errors.push_back(std::move(*error));
    return out;
  }
  const Lexed lexed = lex(text);
  TokenCursor cursor(lexed.tokens, text, options.file);
  PolicyParser parser(cursor);
  for (size_t index = 0; !cursor.at_end() && out.errors.size() < max_errors; ++index) {
    auto policy = parser.policy();
    if (!policy) {
      out.errors.push_back(cursor.take_error());
      cursor.skip_past(";");
      continue;
    }
    policy->id = id_of(*policy, index, options);
    const Place place = policy->place;
    if (auto added = out.policies.add(std::move(*policy)); !added) {
      out.errors.push_back(std::move(added.error()));
      out.errors.back().place = place;
    }
  }
  return out;
}

}  // namespace

Result<PolicySet> parse_policies(std::string_view text, const ParseOptions& options) {
  ParsedPolicies out = parse(text, options, 1);
  if (!out.errors.empty()) return std::unexpected(std::move(out.errors.front()));
  return std::move(out.policies);
}

ParsedPolicies parse_policies_collecting(std::string_view text, const ParseOptions& options) {
  return parse(text, options, kMaxErrors);
}

Result<ExprPtr> parse_expression(std::string_view text, std::string_view file) {
  return parse_whole<ExprPtr>(
      text, file, [](ExprParser& parser) { return std::optional(parser.expression()); });
}

Result<EntityUid> parse_entity_uid(std::string_view text) {
  return parse_whole<EntityUid>(text, {}, [](ExprParser& parser) { return parser.entity_uid(); });
}

}  // namespace sekisho::cedar
