#include "service/review/change_cause.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "service/review/run_review.h"
#include "text/number.h"

namespace sekisho::service {

using namespace column;

namespace {

using Kind = ChangeCause::Kind;
using Words = std::pair<std::string_view, std::string_view>;  // English, Japanese

constexpr std::array<Words, 5> kAccountParts{{{"its issue", "IDの登録"},
                                              {"its holder", "ID名義人"},
                                              {"where its people work", "利用者の所属・委託・応援"},
                                              {"its entitlements", "利用権限"},
                                              {"its shared users", "共用IDの利用者"}}};
constexpr std::array<Words, 4> kPlaceParts{{{"its registration", "端末の登録"},
                                            {"its loans", "貸与"},
                                            {"its custodian", "端末管理責任者"},
                                            {"where its custodian works", "端末管理責任者の所属"}}};

std::string_view word(const Words& words, bool japanese) {
  return japanese ? words.second : words.first;
}

// In which parts two digests differ; all of them where one is no digest.
std::vector<size_t> differing(const std::string& before, const std::string& now, size_t parts) {
  std::vector<size_t> out;
  const bool alike = before.size() == now.size() && before.size() == parts * FactDigests::kDigits;
  for (size_t part = 0; part < parts; ++part) {
    const size_t at = part * FactDigests::kDigits;
    if (!alike || before.compare(at, FactDigests::kDigits, now, at, FactDigests::kDigits) != 0)
      out.push_back(part);
  }
  return out;
}

class CauseFinder {
 public:
  CauseFinder(const EarlierReview& earlier, const ReviewResult& result,
              const std::vector<KeptLog>& now)
      : earlier_(earlier), result_(result) {
    for (const KeptLog& log : now) now_.emplace(log.read.file.name, &log);
    for (const auto& [name, log] : earlier.kept->logs) add_looks(log, earlier.kept->texts);
    for (const KeptLog& log : now) add_looks(log, result.review.texts);
    other_rules_ = rules_that_differ();
  }

  std::vector<ChangeCause> causes_of(const FindingRow& row) {
    const auto before = earlier_.kept->logs.find(row[kFile]);
    const auto now = now_.find(row[kFile]);
    if (before == earlier_.kept->logs.end() || now == now_.end() ||
        before->second.read.sha256 != now->second->read.sha256) {
      return {{Kind::kLog, row[kFile], {}}};
    }
    if (before->second.profile_sha256 != now->second->profile_sha256)
      return {{Kind::kProfile, row[kSystem], {}}};
    std::vector<ChangeCause> out;
    add_facts(row, before->second, *now->second, out);
    if (earlier_.run.inputs.policy_set_hash != result_.run.inputs.policy_set_hash)
      out.push_back({Kind::kRules, other_rules_, {}});
    if (out.empty()) out.push_back({Kind::kOther, "", {}});
    return out;
  }

 private:
  struct Texts {
    std::string account, terminal, address;
  };

  void add_looks(const KeptLog& log, const StringPool& texts) {
    for (const review::Look& look : log.read.kept.looks) {
      looks_.try_emplace(
          {log.read.file.name, look.line},
          Texts{std::string(texts.text(look.account)), std::string(texts.text(look.terminal)),
                std::string(texts.text(look.address))});
    }
  }

  void add_facts(const FindingRow& row, const KeptLog& before, const KeptLog& now,
                 std::vector<ChangeCause>& out) const {
    const auto look = looks_.find({row[kFile], text::parse_u64(row[kLine]).value_or(0)});
    if (look == looks_.end()) return;
    const Texts& texts = look->second;
    add_key(Kind::kAccount, fmt::format("{}/{}", row[kSystem], texts.account), texts.account,
            before.accounts, now.accounts, kAccountParts.size(), out);
    if (!texts.terminal.empty())
      add_key(Kind::kPlace, texts.terminal, texts.terminal, before.terminals, now.terminals,
              kPlaceParts.size(), out);
    else
      add_key(Kind::kPlace, texts.address, texts.address, before.addresses, now.addresses,
              kPlaceParts.size(), out);
    if (out.empty() && earlier_.kept->head.world != world_) out.push_back({Kind::kWorld, "", {}});
  }

  static void add_key(Kind kind, std::string name, const std::string& text,
                      const KeyDigests& before, const KeyDigests& now, size_t parts,
                      std::vector<ChangeCause>& out) {
    const auto was = before.find(text);
    const auto is = now.find(text);
    if (was == before.end() || is == now.end() || was->second == is->second) return;
    out.push_back({kind, std::move(name), differing(was->second, is->second, parts)});
  }

  std::string rules_that_differ() const {
    std::map<std::string, std::set<std::string>> hashes;
    for (const auto* policies : {&earlier_.run.inputs.policies, &result_.run.inputs.policies}) {
      for (const InputFile& file : *policies) hashes[file.name].insert(file.sha256);
    }
    // A file that is on one side only has one hash, too.
    std::set<std::string> both;
    for (const InputFile& file : earlier_.run.inputs.policies) {
      const bool same = std::ranges::any_of(result_.run.inputs.policies, [&](const auto& other) {
        return other.name == file.name && other.sha256 == file.sha256;
      });
      if (same) both.insert(file.name);
    }
    std::string out;
    for (const auto& [name, all] : hashes) {
      if (both.contains(name)) continue;
      out += (out.empty() ? "" : ", ") + name;
    }
    return out;
  }

  const EarlierReview& earlier_;
  const ReviewResult& result_;
  const std::string world_ = FactDigests(*result_.barrier->base, result_.logs.sources).world();
  std::map<std::string, const KeptLog*, std::less<>> now_;
  std::map<std::pair<std::string, uint64_t>, Texts> looks_;
  std::string other_rules_;
};

}  // namespace

std::string cause_text(const ChangeCause& cause, bool japanese) {
  const auto with_parts = [&](std::string_view what, const auto& words) {
    std::string out = fmt::format("{} {}", what, cause.name);
    for (size_t i = 0; i < cause.parts.size(); ++i) {
      out += i == 0 ? ": " : japanese ? "、" : ", ";
      out += word(words[cause.parts[i]], japanese);
    }
    return out;
  };
  switch (cause.kind) {
    case Kind::kAccount:
      return with_parts(japanese ? "ID" : "account", kAccountParts);
    case Kind::kPlace:
      return with_parts(japanese ? "端末" : "terminal", kPlaceParts);
    case Kind::kWorld:
      return japanese ? "システム・法人・事業所の台帳"
                      : "the registers of systems, legal entities or sites";
    case Kind::kRules:
      return fmt::format("{} {}", japanese ? "閲覧可否ルール" : "policies", cause.name);
    case Kind::kLog:
      return fmt::format("{} {}", japanese ? "ログ" : "log", cause.name);
    case Kind::kProfile:
      return fmt::format("{} {}", japanese ? "読込定義" : "profile of", cause.name);
    case Kind::kOther:
      return japanese ? "供給契約・当番・付与根拠の台帳"
                      : "the registers of supply contracts, rosters or approvals";
  }
  return "";
}

std::string causes_text(const std::vector<ChangeCause>& causes, bool japanese) {
  std::string out;
  for (const ChangeCause& cause : causes) {
    if (!out.empty()) out += "; ";
    out += cause_text(cause, japanese);
  }
  return out;
}

void find_causes(const EarlierReview& earlier, const ReviewResult& result,
                 const std::vector<KeptLog>& now, Comparison& comparison) {
  CauseFinder finder(earlier, result, now);
  for (Change& change : comparison.changes) {
    change.causes =
        finder.causes_of(change.kind == Change::Kind::kAdded ? change.now : change.before);
  }
}

std::map<std::vector<ChangeCause>, CauseCount> by_cause(const Comparison& comparison) {
  std::map<std::vector<ChangeCause>, CauseCount> out;
  for (const Change& change : comparison.changes) {
    if (change.causes.empty()) continue;
    CauseCount& count = out[change.causes];
    switch (change.kind) {
      case Change::Kind::kWithdrawn:
        ++count.withdrawn;
        break;
      case Change::Kind::kAdded:
        ++count.added;
        break;
      case Change::Kind::kChanged:
        ++count.changed;
        break;
    }
  }
  return out;
}

}  // namespace sekisho::service
