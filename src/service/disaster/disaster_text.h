#pragma once

#include <string>
#include <vector>

#include "service/disaster/disaster_json.h"

// Disasters as a terminal shows them, in one language.
namespace sekisho::service {

// An office a line, below the disaster.
std::string disaster_text(const ShownDisaster& shown, Instant now, bool japanese);
std::string pool_text(const std::vector<disaster::PoolItem>& items, bool japanese);
std::string lendings_text(const std::vector<disaster::Lending>& lendings, Instant now,
                          bool japanese);
std::string return_text(const disaster::Return& taken, bool japanese);
std::string stock_take_text(const disaster::StockTake& stock, bool japanese);
std::string irregularities_text(const std::vector<disaster::Irregularity>& all, bool japanese);

}  // namespace sekisho::service
