#include "policy/test_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "policy/limits.h"
#include "policy/test_world.h"
#include "text/nearest.h"
#include "text/toml.h"

namespace sekisho::policy {
namespace {

using text::TomlTable;

Result<Title> title_from(const TomlTable& table) {
  const auto english = table.string_or("title", "");
  if (!english) return std::unexpected(english.error());
  const auto japanese = table.string_or("title_ja", *english);
  if (!japanese) return std::unexpected(japanese.error());
  return Title{*japanese, *english};
}

Result<void> read_strings(const TomlTable& table,
                          std::initializer_list<std::pair<const char*, std::string*>> keys) {
  for (const auto& [key, target] : keys) {
    auto text = table.string_or(key, *target);
    if (!text) return std::unexpected(text.error());
    *target = std::move(*text);
  }
  return {};
}

Result<void> check_decision(const TomlTable& one, const Expected& expected, bool barrier,
                            bool as_of) {
  std::vector<std::string_view> known{"permitted", "doubtful", "denied"};
  if (!barrier) known = {"allow", "deny"};
  if (as_of) known.emplace_back("undetermined");
  if (std::ranges::find(known, expected.decision) != known.end()) return {};
  std::string help = text::did_you_mean(expected.decision, known);
  if (help.empty()) help = fmt::format("Write {}.", fmt::join(known, ", "));
  return std::unexpected(one.error(
      "decision", fmt::format("`{}` is no decision", expected.decision), std::move(help)));
}

Result<Expected> read_expected(const TomlTable& one, bool barrier, bool as_of) {
  Expected out;
  const auto decision = one.string("decision");
  if (!decision) return std::unexpected(decision.error());
  out.decision = *decision;
  if (auto ok = check_decision(one, out, barrier, as_of); !ok) return std::unexpected(ok.error());
  for (auto [key, target] : {std::pair{"reason", &out.reason},
                             {"route", &out.route},
                             {"obligations", &out.obligations}}) {
    auto text = one.optional_string(key);
    if (!text) return std::unexpected(text.error());
    *target = std::move(*text);
  }
  for (auto [key, target] : {std::pair{"policies", &out.policies}, {"errors", &out.errors}}) {
    if (!one.has(key)) continue;
    auto list = one.strings(key);
    if (!list) return std::unexpected(list.error());
    std::ranges::sort(*list);
    *target = std::move(*list);
  }
  return out;
}

Result<TestCase> read_case(const TomlTable& one, const TestWorld& start, bool barrier) {
  TestCase out;
  auto title = title_from(one);
  if (!title) return std::unexpected(title.error());
  out.title = std::move(*title);
  out.place = one.place();
  const bool as_of = one.has("at");
  const auto known = as_of ? one.only({"title", "title_ja", "system", "account", "terminal",
                                       "address", "at", "action", "object", "decision", "policies",
                                       "reason", "route", "obligations", "errors"})
                           : one.only({"title", "title_ja", "principal", "action", "resource",
                                       "context", "change", "tags", "without", "decision",
                                       "policies", "reason", "route", "obligations", "errors"});
  if (!known) return std::unexpected(known.error());
  auto expected = read_expected(one, barrier, as_of);
  if (!expected) return std::unexpected(expected.error());
  out.expected = std::move(*expected);
  if (as_of) {
    AsOf asked;
    auto ok = read_strings(one, {{"system", &asked.system},
                                 {"account", &asked.account},
                                 {"terminal", &asked.terminal},
                                 {"address", &asked.address},
                                 {"at", &asked.at},
                                 {"action", &asked.action},
                                 {"object", &asked.object}});
    if (!ok) return std::unexpected(ok.error());
    out.as_of = std::move(asked);
    return out;
  }
  TestWorld world = start;
  if (auto ok = world.change(one); !ok) return std::unexpected(ok.error());
  auto built = world.build();
  if (!built) {
    Error error = built.error();
    error.place = out.place;
    return std::unexpected(std::move(error));
  }
  out.request = std::move(built->first);
  out.entities = std::move(built->second);
  return out;
}

}  // namespace

Result<TestHeader> parse_test_header(std::string_view toml, const std::string& file) {
  const auto root = TomlTable::parse(toml, file);
  if (!root) return std::unexpected(root.error());
  if (auto ok =
          root->only({"title", "title_ja", "rules", "policies", "schema", "world", "registers",
                      "profiles", "request", "context", "entities", "tags", "case"});
      !ok) {
    return std::unexpected(ok.error());
  }
  TestHeader out;
  auto title = title_from(*root);
  if (!title) return std::unexpected(title.error());
  out.title = std::move(*title);
  auto ok = read_strings(*root, {{"rules", &out.rules},
                                 {"schema", &out.schema},
                                 {"world", &out.world},
                                 {"registers", &out.registers},
                                 {"profiles", &out.profiles}});
  if (!ok) return std::unexpected(ok.error());
  auto policies = root->optional_strings("policies");
  if (!policies) return std::unexpected(policies.error());
  out.policies = std::move(*policies);
  if (out.rules.empty() != out.policies.empty()) return out;
  return fail(ErrorCode::kBadInput, "one of `rules` and `policies` is needed", {file, 1, 1},
              "Name a barrier's directory with `rules`, or files with `policies`.");
}

Result<std::vector<TestCase>> parse_test_cases(std::string_view toml, const std::string& file,
                                               std::string_view world,
                                               const std::string& world_file,
                                               const cedar::Schema& schema) {
  const auto root = TomlTable::parse(toml, file);
  if (!root) return std::unexpected(root.error());
  TestWorld start(schema);
  if (!world.empty()) {
    const auto shared = TomlTable::parse(world, world_file);
    if (!shared) return std::unexpected(shared.error());
    if (auto ok = shared->only({"request", "context", "entities", "tags"}); !ok)
      return std::unexpected(ok.error());
    if (auto ok = start.read(*shared); !ok) return std::unexpected(ok.error());
  }
  if (auto ok = start.read(*root); !ok) return std::unexpected(ok.error());
  const auto tables = root->tables("case");
  if (!tables) return std::unexpected(tables.error());
  if (tables->size() > kMaxTestCases) {
    return fail(ErrorCode::kLimit, fmt::format("more than {} cases", kMaxTestCases), {file},
                "Split the file.");
  }
  std::vector<TestCase> out;
  for (const TomlTable& one : *tables) {
    auto read = read_case(one, start, root->has("rules"));
    if (!read) return std::unexpected(read.error());
    out.push_back(std::move(*read));
  }
  return out;
}

}  // namespace sekisho::policy
