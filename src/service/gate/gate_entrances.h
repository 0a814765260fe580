#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "gateway/mapped_facts.h"
#include "service/gate/gate_keeper.h"
#include "service/gate/hand_overs.h"

namespace sekisho::service {

// A system behind a gate, and where browsers find it: `https://network-online.example`.
struct GateSystem {
  std::string code, address;
};

// From the host where one logs in to the hosts of the systems (ADR 0128): which there are, who may
// go there, and the one session at the gates that goes along. Any number of threads.
class GateEntrances {
 public:
  // `keeper` and `people` outlive it.
  GateEntrances(GateKeeper& keeper, People& people, std::vector<GateSystem> systems,
                std::filesystem::path facts)
      : keeper_(keeper), people_(people), systems_(std::move(systems)), facts_(std::move(facts)) {}

  // Those at whose door the barrier lets somebody in, as a gate would ask it; what they may see
  // behind it is asked there. Nothing while nobody knows the registers.
  Result<std::vector<GateSystem>> open_to(const GateKeeper::Wish& wish, Instant now);

  enum class NoWay : uint8_t {
    kNoSystem,  // there is none of that code
    kNoPath,    // `path` is none of the system's host
  };
  using Answer = std::variant<NoWay, GateKeeper::Refused, std::string>;
  // Where a browser goes to enter: an address at the system's host, good once and for a short time,
  // at the same terminal and with the same card.
  Result<Answer> hand_over(const GateKeeper::Wish& wish, std::string_view system,
                           std::string_view path, Instant now);

  // Whoever comes to a system's host with a code.
  struct Arrival {
    std::string_view system, code;
    std::string_view address, terminal;  // as in GateKeeper::Wish
    std::optional<crypto::Digest> card = {};
  };
  // The session that is theirs and the path to go on to; nothing: the code is not good, or not
  // there.
  std::optional<HandOver> arrive(const Arrival& arrival, Instant now);

 private:
  const GateSystem* find(std::string_view code) const;

  GateKeeper& keeper_;
  People& people_;
  const std::vector<GateSystem> systems_;
  const std::filesystem::path facts_;
  HandOvers hand_overs_;
  std::mutex mutex_;                               // of what follows
  std::unique_ptr<gateway::MappedFacts> decides_;  // as gates do; opened when there is something
};

}  // namespace sekisho::service
