#include "service/gate/gate_entrances.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sekisho::service {
namespace {

// Where the host of a system passes requests on to this server (examples/gate).
constexpr std::string_view kEntrance = "/sekisho/enter";
// What the front page of a system is for.
constexpr std::string_view kGoing = "other";

}  // namespace

const GateSystem* GateEntrances::find(std::string_view code) const {
  const auto found = std::ranges::find(systems_, code, &GateSystem::code);
  return found == systems_.end() ? nullptr : &*found;
}

Result<std::vector<GateSystem>> GateEntrances::open_to(const GateKeeper::Wish& wish, Instant now) {
  const auto member = people_.members.find(wish.session.user);
  if (!member) return std::unexpected(member.error());
  std::vector<GateSystem> out;
  if (!*member) return out;
  const std::string terminal = keeper_.terminal_at(wish.address, wish.terminal, now);
  const std::lock_guard lock(mutex_);
  if (decides_ == nullptr) {
    auto opened = gateway::MappedFacts::open(facts_);
    if (!opened && opened.error().code == ErrorCode::kNotFound) return out;
    if (!opened) return std::unexpected(opened.error());
    decides_ = std::move(*opened);
  }
  for (const GateSystem& one : systems_) {
    const auto ruling = decides_->judge({.system = one.code,
                                         .person = (*member)->person,
                                         .terminal = terminal,
                                         .address = wish.address,
                                         .action = kGoing,
                                         .record = {}},
                                        now);
    if (!ruling) return std::vector<GateSystem>();  // the facts are too old to go by
    if (ruling->allowed) out.push_back(one);
  }
  return out;
}

Result<GateEntrances::Answer> GateEntrances::hand_over(const GateKeeper::Wish& wish,
                                                       std::string_view system,
                                                       std::string_view path, Instant now) {
  const GateSystem* const to = find(system);
  if (to == nullptr) return NoWay::kNoSystem;
  if (!is_path_of_host(path)) return NoWay::kNoPath;
  auto answer = keeper_.session_for(wish);
  if (!answer) return std::unexpected(answer.error());
  if (const auto* refused = std::get_if<GateKeeper::Refused>(&*answer)) return *refused;
  auto& opened = std::get<GateKeeper::Opened>(*answer);
  const std::string code = hand_overs_.keep({.system = to->code,
                                             .path = std::string(path),
                                             .token = std::move(opened.token),
                                             .terminal = opened.record.terminal,
                                             .card = opened.record.card},
                                            now);
  return fmt::format("{}{}?code={}", to->address, kEntrance, code);
}

std::optional<HandOver> GateEntrances::arrive(const Arrival& arrival, Instant now) {
  std::optional<HandOver> made = hand_overs_.take(arrival.code, now);
  if (!made || made->system != arrival.system) return std::nullopt;
  if (made->terminal != keeper_.terminal_at(arrival.address, arrival.terminal, now))
    return std::nullopt;
  if (made->card && made->card != arrival.card) return std::nullopt;
  return made;
}

}  // namespace sekisho::service
