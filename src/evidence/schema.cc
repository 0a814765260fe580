#include "evidence/schema.h"

#include <algorithm>
#include <array>

namespace sekisho::evidence {
namespace {

constexpr bool kRequired = true;
constexpr bool kOptional = false;
constexpr bool kMany = true;

constexpr Member word(std::string_view name, std::string_view words, bool required = kRequired) {
  return {name, Shape::kWord, required, false, words, nullptr};
}
constexpr Member object(std::string_view name, const ObjectRule& rule, bool required = kOptional,
                        bool many = false) {
  return {name, Shape::kObject, required, many, {}, &rule};
}

constexpr Member kBody[] = {
    {"hash", Shape::kHash, kRequired},
    {"bytes", Shape::kCount, kRequired},
    {"key", Shape::kName},
};
constexpr Member kApproval[] = {
    {"by", Shape::kPseudonym},
    {"number", Shape::kText, kRequired},
    {"time", Shape::kTime},
};
constexpr Member kPeriod[] = {
    {"from", Shape::kTime},
    {"until", Shape::kTime},
};
constexpr Member kFile[] = {
    {"name", Shape::kText, kRequired},
    {"hash", Shape::kHash, kRequired},
    {"bytes", Shape::kCount},
};
constexpr Member kCounts[] = {
    {"lines", Shape::kCount},     {"events", Shape::kCount},       {"rejects", Shape::kCount},
    {"permitted", Shape::kCount}, {"violations", Shape::kCount},   {"attempts", Shape::kCount},
    {"doubtful", Shape::kCount},  {"undetermined", Shape::kCount}, {"added", Shape::kCount},
    {"ended", Shape::kCount},     {"withdrawn", Shape::kCount},    {"corrected", Shape::kCount},
    {"unchanged", Shape::kCount}, {"contradicted", Shape::kCount},
};
constexpr Member kCheckpoint[] = {
    {"origin", Shape::kText, kRequired},
    {"size", Shape::kCount, kRequired},
    {"root", Shape::kHash, kRequired},
};
constexpr ObjectRule kObjects[] = {
    {"body", kBody}, {"approval", kApproval}, {"period", kPeriod},
    {"file", kFile}, {"counts", kCounts},     {"checkpoint", kCheckpoint},
};
constexpr const ObjectRule& kBodyRule = kObjects[0];
constexpr const ObjectRule& kApprovalRule = kObjects[1];
constexpr const ObjectRule& kPeriodRule = kObjects[2];
constexpr const ObjectRule& kFileRule = kObjects[3];
constexpr const ObjectRule& kCountsRule = kObjects[4];
constexpr const ObjectRule& kCheckpointRule = kObjects[5];

constexpr Member kCommon[] = {
    {"kind", Shape::kName, kRequired}, {"v", Shape::kVersion, kRequired},
    {"time", Shape::kTime, kRequired}, {"nonce", Shape::kNonce, kRequired},
    {"system", Shape::kName},          {"policy_set", Shape::kHash},
    {"facts_revision", Shape::kName},  {"actor", Shape::kPseudonym},
    {"subject", Shape::kPseudonym},    object("body", kBodyRule),
};

constexpr Member kDecision[] = {
    word("decision", "permit|deny"),
    {"action", Shape::kName, kRequired},
    {"as_of", Shape::kTime},
    {"reasons", Shape::kText, kOptional, kMany},
    {"obligations", Shape::kText, kOptional, kMany},
    {"session", Shape::kName},
    {"gate", Shape::kName},
    {"request", Shape::kName},
    {"look", Shape::kName},
    {"searched", Shape::kText, kOptional, kMany},
    {"outage_plan", Shape::kName},
    {"unconfirmed_since", Shape::kTime},
};
constexpr Member kGap[] = {
    object("period", kPeriodRule), {"looks", Shape::kCount}, {"reason", Shape::kText, kRequired},
    {"gate", Shape::kName},        {"look", Shape::kName},   {"hash", Shape::kHash},
};
constexpr Member kReview[] = {
    {"run", Shape::kName, kRequired},
    {"what", Shape::kText},
    {"hash", Shape::kHash, kRequired},
    {"program", Shape::kText},
    object("period", kPeriodRule),
    object("inputs", kFileRule, kOptional, kMany),
    object("results", kFileRule, kOptional, kMany),
    object("counts", kCountsRule),
};
constexpr Member kSeal[] = {
    {"segment", Shape::kName, kRequired},
    {"hash", Shape::kHash, kRequired},
    object("period", kPeriodRule, kRequired),
    {"lines", Shape::kCount, kRequired},
    {"bytes", Shape::kCount, kRequired},
    {"class", Shape::kName},
    {"key", Shape::kName},
    object("files", kFileRule, kOptional, kMany),
    {"content", Shape::kHash},
    object("counts", kCountsRule),
};
constexpr Member kAct[] = {
    word("act", "add|change|remove|hold|release"),
    word("on",
         "fact|policy|profile|account|retention|body|setting|case|inquiry|campaign|figure|"
         "delivery|policy-draft|disaster|lending|pool|stock-take|"
         "emergency|outage-plan|outage-look"),
    {"target", Shape::kText, kRequired},
    {"approval",
     Shape::kObject,
     kRequired,
     false,
     {},
     &kApprovalRule,
     "on|fact|case|inquiry|campaign|delivery|policy-draft|disaster|lending|pool|stock-take|"
     "emergency|outage-plan|outage-look"},
    {"before", Shape::kHash},
    {"after", Shape::kHash},
    object("period", kPeriodRule),
    {"class", Shape::kName},
    {"reason", Shape::kText},
    object("files", kFileRule, kOptional, kMany),
    object("counts", kCountsRule),
};
constexpr Member kLogin[] = {
    word("result", "success|failure"), {"factors", Shape::kName, kOptional, kMany},
    {"session", Shape::kName},         {"reason", Shape::kText},
    {"source", Shape::kPseudonym},
};
constexpr Member kExport[] = {
    {"what", Shape::kText, kRequired},
    {"format", Shape::kName, kRequired},
    {"hash", Shape::kHash, kRequired},
    {"bytes", Shape::kCount},
    {"items", Shape::kCount},
    {"recipient", Shape::kText},
    {"run", Shape::kName},
    object("period", kPeriodRule),
    object("approval", kApprovalRule),
};
constexpr Member kKey[] = {
    word("event", "created|added|retired|frozen|continued|restored"),
    word("use", "log|body|archive|witness"),
    {"key", Shape::kName, kRequired},
    {"verifier", Shape::kText},
    {"class", Shape::kName},
    object("period", kPeriodRule),
    object("checkpoint", kCheckpointRule),
    {"successor", Shape::kText},
    {"reason", Shape::kText},
    object("approval", kApprovalRule),
};
constexpr Member kDestruction[] = {
    {"key", Shape::kName, kRequired},
    {"class", Shape::kName, kRequired},
    object("approval", kApprovalRule, kRequired),
    object("period", kPeriodRule),
    {"bodies", Shape::kCount},
    {"bytes", Shape::kCount},
    {"reason", Shape::kText},
};
constexpr Member kRecord[] = {
    {"content", Shape::kAnything, kRequired},
};

constexpr Kind kKinds[] = {
    {"decision", "system|policy_set|facts_revision|actor", kDecision},
    {"gap", "", kGap},
    {"review", "policy_set", kReview},
    {"seal", "system", kSeal},
    {"act", "actor", kAct},
    {"login", "actor|system", kLogin},
    {"export", "actor", kExport},
    {"key", "", kKey},
    {"destruction", "", kDestruction},
    {"record", "", kRecord},
};
constexpr auto kKindNames = [] {
  std::array<std::string_view, std::size(kKinds)> names;
  std::ranges::transform(kKinds, names.begin(), &Kind::name);
  return names;
}();

std::string quoted_words(std::string_view words) {
  std::string out = "`" + std::string(words) + "`";
  size_t at = 0;
  while ((at = out.find('|', at)) != std::string::npos) {
    const bool last = out.find('|', at + 1) == std::string::npos;
    out.replace(at, 1, last ? "` or `" : "`, `");
  }
  return out;
}

std::string name_of_one(const Member& member) {
  switch (member.shape) {
    case Shape::kVersion:
      return "version";
    case Shape::kText:
      return "text";
    case Shape::kName:
      return "name";
    case Shape::kPseudonym:
      return "pseudonym";
    case Shape::kTime:
      return "time";
    case Shape::kHash:
      return "hash";
    case Shape::kNonce:
      return "nonce";
    case Shape::kCount:
      return "count";
    case Shape::kWord:
      return quoted_words(member.words);
    case Shape::kObject:
      return std::string(member.object->name);
    case Shape::kAnything:
      return "object";
  }
  return {};
}

}  // namespace

std::span<const Member> common_members() {
  return kCommon;
}
std::span<const ObjectRule> object_rules() {
  return kObjects;
}
std::span<const Kind> kinds() {
  return kKinds;
}
std::span<const std::string_view> kind_names() {
  return kKindNames;
}

const Kind* kind_named(std::string_view name) {
  const Kind* const found = std::ranges::find(kKinds, name, &Kind::name);
  return found == std::end(kKinds) ? nullptr : found;
}

bool is_one_of(std::string_view word, std::string_view words) {
  while (!words.empty()) {
    const size_t end = std::min(words.find('|'), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string describe(const Member& member) {
  return (member.many ? "list of " : "") + name_of_one(member);
}

}  // namespace sekisho::evidence
