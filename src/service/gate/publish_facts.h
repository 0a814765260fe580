#pragma once

#include <span>
#include <vector>

#include "barrier/published_facts.h"
#include "base/error.h"
#include "base/instant.h"
#include "service/knowledge.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// What the store says of systems that stay open while nobody confirms the facts, by their codes.
Result<std::vector<barrier::OutageRule>> outages_in_force(Ledger& ledger);

// What is known as the next generation of the facts that gates decide by.
Result<void> publish_facts(barrier::FactPublisher& publisher, const Knowledge& knowledge,
                           std::span<const barrier::OutageRule> outages, Instant now);

}  // namespace sekisho::service
