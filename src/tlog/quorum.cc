#include "tlog/quorum.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.h"
#include "tlog/checkpoint.h"
#include "tlog/cosignatures.h"
#include "tlog/limits.h"
#include "tlog/lines.h"

namespace sekisho::tlog {
namespace {

using Words = std::vector<std::string_view>;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

Words words_of(std::string_view line) {
  Words words;
  while (!line.empty()) {
    const auto* begin = std::ranges::find_if_not(line, is_blank);
    const auto* end = std::find_if(begin, line.end(), is_blank);
    if (begin != end) words.emplace_back(begin, end);
    line = {end, line.end()};
  }
  return words;
}

bool is_control(char c) {
  return (c >= '\0' && c < ' ' && c != '\t') || c == '\x7F';
}

}  // namespace

// Reads one line after the other; each may name what stands before it.
class QuorumParser {
 public:
  QuorumParser(std::string_view file, const ReadNamed& certificates)
      : file_(file), certificates_(certificates) {}

  Result<QuorumPolicy> parse(std::string_view text) {
    if (text.size() > kMaxPolicyBytes) {
      return fail(ErrorCode::kLimit,
                  fmt::format("the policy has more than {} bytes", kMaxPolicyBytes), {file_});
    }
    while (!text.empty()) {
      ++line_;
      const std::optional<std::string_view> line = take_line(text);
      if (!line) return wrong("the last line has no end");
      if (std::ranges::any_of(*line, is_control)) return wrong("there is a control character");
      const Words words = words_of(*line);
      if (words.empty() || words.front().starts_with('#')) continue;
      if (auto read = read_line(words); !read) return std::unexpected(read.error());
    }
    line_ = 0;
    if (!has_quorum_) {
      return wrong("there is no `quorum` line",
                   "Say who has to vouch for a checkpoint, or `quorum none`.");
    }
    return std::move(policy_);
  }

 private:
  struct Kind {
    std::string_view word;
    size_t least, most;  // words
    Result<void> (QuorumParser::*read)(const Words& words);
    std::string_view form;
  };

  Result<void> read_line(const Words& words) {
    static constexpr size_t kMany = ~size_t{0};
    static constexpr std::array<Kind, 5> kKinds{{
        {"log", 2, 3, &QuorumParser::read_log, "log KEY [URL]"},
        {"witness", 3, 4, &QuorumParser::read_witness, "witness NAME KEY [URL]"},
        {"tsa", 3, 4, &QuorumParser::read_authority, "tsa NAME CERTIFICATES [URL]"},
        {"group", 4, kMany, &QuorumParser::read_group, "group NAME any|all|NUMBER MEMBER..."},
        {"quorum", 2, 2, &QuorumParser::read_quorum, "quorum NAME|none"},
    }};
    const auto* kind = std::ranges::find(kKinds, words.front(), &Kind::word);
    if (kind == kKinds.end()) {
      return wrong(fmt::format("`{}` begins no line of a policy", words.front()),
                   "Lines begin with log, witness, tsa, group, quorum or #.");
    }
    if (words.size() < kind->least || words.size() > kind->most) {
      return wrong(fmt::format("a `{}` line has another number of words", kind->word),
                   fmt::format("It reads: {}", kind->form));
    }
    if (policy_.members_.size() + policy_.logs_.size() == kMaxPolicyNames) {
      return fail(ErrorCode::kLimit,
                  fmt::format("the policy has more than {} names", kMaxPolicyNames), place());
    }
    return (this->*kind->read)(words);
  }

  Result<void> read_log(const Words& words) {
    const Result<VerifierKey> key = read_key(words[1], KeyType::kEd25519, "log");
    if (!key) return std::unexpected(key.error());
    if (std::ranges::any_of(policy_.logs_,
                            [&](const PolicyLog& log) { return log.key.key() == key->key(); })) {
      return wrong("this log's key stands above already");
    }
    policy_.logs_.push_back({*key, last_word(words, 2)});
    return {};
  }

  Result<void> read_witness(const Words& words) {
    const Result<VerifierKey> key = read_key(words[2], KeyType::kCosignatureV1, "witness");
    if (!key) return std::unexpected(key.error());
    if (std::ranges::any_of(policy_.witnesses_, [&](const PolicyWitness& witness) {
          return witness.key.key() == key->key();
        })) {
      return wrong("this witness's key stands above already");
    }
    const size_t index = policy_.witnesses_.size();
    policy_.witnesses_.push_back({std::string(words[1]), *key, last_word(words, 3)});
    return add_member({std::string(words[1]), QuorumPolicy::Kind::kWitness, index, 0, {}, false});
  }

  Result<void> read_authority(const Words& words) {
    if (!is_authority_name(words[1])) {
      return wrong(fmt::format("`{}` cannot be the name of an authority", words[1]),
                   "Use letters of ASCII, digits, `-` and `_`.");
    }
    const Result<std::string> pem = certificates_(std::string(words[2]));
    if (!pem) return std::unexpected(pem.error());
    Result<crypto::TimeStampRoots> roots = crypto::TimeStampRoots::parse(*pem);
    if (!roots) return wrong(fmt::format("`{}`: {}", words[2], roots.error().message));
    const size_t index = policy_.authorities_.size();
    policy_.authorities_.push_back({std::string(words[1]), std::move(*roots), last_word(words, 3)});
    return add_member({std::string(words[1]), QuorumPolicy::Kind::kAuthority, index, 0, {}, false});
  }

  Result<void> read_group(const Words& words) {
    QuorumPolicy::Member group{std::string(words[1]), QuorumPolicy::Kind::kGroup, 0, 0, {}, false};
    for (size_t i = 3; i < words.size(); ++i) {
      const std::optional<size_t> member = find(words[i]);
      if (!member) return wrong(fmt::format("`{}` stands nowhere above", words[i]));
      QuorumPolicy::Member& found = policy_.members_[*member];
      if (found.taken) return wrong(fmt::format("`{}` is in a group already", words[i]));
      found.taken = true;
      group.members.push_back(*member);
    }
    const std::string_view count = words[2];
    const std::optional<uint64_t> needed = count == "any"   ? 1
                                           : count == "all" ? group.members.size()
                                                            : parse_decimal(count);
    if (!needed || *needed < 1 || *needed > group.members.size()) {
      return wrong(fmt::format("`{}` of {} members makes no sense", count, group.members.size()),
                   "Say any, all, or a number from 1 to that of the members.");
    }
    group.needed = *needed;
    return add_member(std::move(group));
  }

  Result<void> read_quorum(const Words& words) {
    if (has_quorum_) return wrong("there is a `quorum` line already");
    has_quorum_ = true;
    if (words[1] == kNone) return {};
    policy_.quorum_ = find(words[1]);
    if (!policy_.quorum_) return wrong(fmt::format("`{}` stands nowhere above", words[1]));
    return {};
  }

  Result<VerifierKey> read_key(std::string_view word, KeyType type, std::string_view whose) {
    const Result<VerifierKey> key = VerifierKey::parse(word);
    if (!key) return wrong(key.error().message, key.error().help);
    if (key->type() != type) return wrong(fmt::format("`{}` is no key of a {}", word, whose));
    return key;
  }

  Result<void> add_member(QuorumPolicy::Member member) {
    if (member.name == kNone || find(member.name)) {
      return wrong(fmt::format("the name `{}` is taken", member.name));
    }
    policy_.members_.push_back(std::move(member));
    return {};
  }

  std::optional<size_t> find(std::string_view name) const {
    const auto found = std::ranges::find(policy_.members_, name, &QuorumPolicy::Member::name);
    if (found == policy_.members_.end()) return std::nullopt;
    return static_cast<size_t>(found - policy_.members_.begin());
  }

  static std::string last_word(const Words& words, size_t index) {
    return words.size() > index ? std::string(words[index]) : std::string();
  }

  Place place() const { return {file_, line_}; }
  std::unexpected<Error> wrong(std::string what, std::string help = {}) const {
    return fail(ErrorCode::kBadInput, std::move(what), place(), std::move(help));
  }

  static constexpr std::string_view kNone = "none";
  const std::string file_;
  const ReadNamed& certificates_;
  uint64_t line_ = 0;
  bool has_quorum_ = false;
  QuorumPolicy policy_;
};

Result<QuorumPolicy> QuorumPolicy::parse(std::string_view text, std::string_view file,
                                         const ReadNamed& certificates) {
  return QuorumParser(file, certificates).parse(text);
}

Result<QuorumPolicy> QuorumPolicy::read(const std::string& path) {
  const Result<std::string> text = read_file(path, kMaxPolicyBytes);
  if (!text) return std::unexpected(text.error());
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return parse(*text, path,
               [&](const std::string& name) { return read_file(folder / name, kMaxPolicyBytes); });
}

bool QuorumPolicy::met(const std::vector<bool>& witnesses,
                       const std::vector<bool>& authorities) const {
  std::vector<bool> vouched;
  for (const Member& member : members_) {
    const auto present = std::ranges::count_if(
        member.members, [&](size_t index) { return static_cast<bool>(vouched[index]); });
    vouched.push_back(member.kind == Kind::kWitness ? witnesses[member.index]
                      : member.kind == Kind::kAuthority
                          ? authorities[member.index]
                          : std::cmp_greater_equal(present, member.needed));
  }
  return !quorum_ || vouched[*quorum_];
}

QuorumVerdict judge_quorum(const QuorumPolicy& policy, const Note& checkpoint,
                           const std::vector<bool>& stamped) {
  const auto signed_by = [&](const VerifierKey& key) {
    const Result<std::vector<Signed>> by = verify_note(checkpoint, {&key, 1});
    return by && !by->empty();
  };
  QuorumVerdict verdict;
  const Result<Checkpoint> said = parse_checkpoint(checkpoint.text);
  verdict.signed_by_log =
      said && (policy.logs().empty() || std::ranges::any_of(policy.logs(), [&](const auto& log) {
                 return log.key.name() == said->origin && signed_by(log.key);
               }));
  std::vector<bool> witnessed;
  const auto note = [&](const std::string& name, bool vouched) {
    (vouched ? verdict.vouched : verdict.missing).push_back(name);
  };
  for (const PolicyWitness& witness : policy.witnesses()) {
    witnessed.push_back(signed_by(witness.key));
    note(witness.name, witnessed.back());
  }
  for (size_t i = 0; i < policy.authorities().size(); ++i) {
    note(policy.authorities()[i].name, stamped[i]);
  }
  verdict.met = policy.met(witnessed, stamped);
  return verdict;
}

}  // namespace sekisho::tlog
