#pragma once

#include "barrier/published_facts.h"
#include "base/error.h"
#include "base/instant.h"
#include "service/knowledge.h"

namespace sekisho::service {

// What is known as the next generation of the facts that gates decide by.
Result<void> publish_facts(barrier::FactPublisher& publisher, const Knowledge& knowledge,
                           Instant now);

}  // namespace sekisho::service
