#include "office/names.h"

#include <algorithm>

namespace sekisho::office {
namespace {

struct Entry {
  std::string_view name;
  Words words;
};

// In the order of the enumerators.
constexpr std::array<Entry, kRoles.size()> kRoleNames{{
    {"network-clerk", {"託送部門の担当者", "network clerk"}},
    {"first-line-quality", {"品質管理担当箇所(第一線)", "first-line quality control"}},
    {"conduct-regulation", {"行為規制担当部署(第二線)", "conduct-regulation department"}},
    {"internal-audit", {"内部監査部門(第三線)", "internal audit"}},
    {"external-assessor", {"外部評価者", "external assessor"}},
    {"disaster-desk", {"災害対応窓口", "disaster desk"}},
    {"system-administrator", {"システム管理責任者", "administrator of a system"}},
}};

constexpr std::array<Entry, kActionCount> kActionNames{{
    {"view", {"閲覧", "view"}},
    {"unmask", {"マスキングの解除", "see in plain"}},
    {"export", {"持出し", "export"}},
    {"re-perform", {"再実施", "re-perform"}},
    {"deliver", {"ログの提出", "deliver a log"}},
    {"prepare-import", {"取込の準備", "prepare an import"}},
    {"draft", {"起案", "draft"}},
    {"apply", {"反映・施行", "put into force"}},
    {"run", {"解析の実行", "run"}},
    {"triage", {"一次確認", "triage"}},
    {"check", {"二次確認", "check"}},
    {"self-check", {"自主点検", "self-check"}},
    {"declare", {"結果の表明", "declare the result"}},
    {"approve", {"決裁", "approve"}},
    {"send-back", {"差戻し", "send back"}},
    {"read-later", {"後閲", "read later"}},
    {"open-disaster", {"災害対応の開始", "declare"}},
    {"close-disaster", {"災害対応の解除", "lift"}},
    {"lend", {"貸与", "lend"}},
    {"take-back", {"回収", "take back"}},
    {"settle", {"貸与の不備の完了", "close an irregularity"}},
    {"manage", {"管理", "manage"}},
    {"decide", {"判定の問合せ", "ask for"}},
    {"ask", {"申請", "ask for it"}},
    {"end", {"終了", "end"}},
}};

constexpr std::array<Entry, kThingKindCount> kThingNames{{
    {"Review", {"解析結果", "review: findings and scope"}},
    {"Case", {"調査案件", "case"}},
    {"Register", {"台帳", "register"}},
    {"PolicySet", {"閲覧可否ルール", "barrier rules"}},
    {"Delivery", {"ログ抽出・受領票", "delivery of a log"}},
    {"Campaign", {"半期アクセスログ解析", "half-yearly campaign"}},
    {"Grant", {"応援者利用許可", "helper's grant"}},
    {"Disaster", {"災害対応", "disaster"}},
    {"Emergency", {"緊急利用", "emergency (break-glass)"}},
    {"OutagePlan", {"停止時の取扱い", "plan for an outage of Sekisho"}},
    {"Account", {"本システムのアカウント", "account of Sekisho"}},
    {"Record", {"証跡", "evidence record"}},
    {"Decision", {"閲覧可否の判定", "decision on an access"}},
}};

template <class Enum, size_t kSize>
std::optional<Enum> named(const std::array<Entry, kSize>& entries, std::string_view name) {
  const auto found = std::ranges::find(entries, name, &Entry::name);
  if (found == entries.end()) return std::nullopt;
  return static_cast<Enum>(found - entries.begin());
}

}  // namespace

std::string_view name_of(Role role) {
  return kRoleNames.at(static_cast<size_t>(role)).name;
}
std::string_view name_of(Action action) {
  return kActionNames.at(static_cast<size_t>(action)).name;
}
std::string_view name_of(ThingKind kind) {
  return kThingNames.at(static_cast<size_t>(kind)).name;
}

std::optional<Role> role_named(std::string_view name) {
  return named<Role>(kRoleNames, name);
}
std::optional<Action> action_named(std::string_view name) {
  return named<Action>(kActionNames, name);
}
std::optional<ThingKind> thing_named(std::string_view name) {
  return named<ThingKind>(kThingNames, name);
}

Words words_of(Role role) {
  return kRoleNames.at(static_cast<size_t>(role)).words;
}
Words words_of(Action action) {
  return kActionNames.at(static_cast<size_t>(action)).words;
}
Words words_of(ThingKind kind) {
  return kThingNames.at(static_cast<size_t>(kind)).words;
}

}  // namespace sekisho::office
