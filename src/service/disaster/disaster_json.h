#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "disaster/disaster.h"
#include "disaster/irregularity.h"
#include "disaster/lending.h"
#include "disaster/pool.h"
#include "disaster/scan.h"

// Disasters as the API gives them: schemas of api/openapi.yaml.
namespace sekisho::service {

// How a person's name is shown: in plain, or by what stands for it.
using ShownAs = std::function<std::string(std::string_view plain)>;

// A disaster with all that is told of it.
struct ShownDisaster {
  disaster::Disaster disaster;
  std::vector<disaster::Lending> lendings;
  std::vector<disaster::Irregularity> irregularities;
};
Result<ShownDisaster> shown_disaster(store::Database& database,
                                     const disaster::DisasterRules& rules, int64_t id, Instant now);

// What a lending on paper contradicts, in one language.
std::string words_of(const disaster::Contradiction& one, bool japanese);

std::string disaster_json(const ShownDisaster& shown, Instant now);
std::string pool_item_json(const disaster::PoolItem& item);
std::string pool_counts_json(const std::vector<disaster::PoolItem>& items);
std::string lending_json(const disaster::Lending& lending, const disaster::DisasterRules& rules,
                         Instant now, const ShownAs& shown_as);
std::string return_json(const disaster::Return& taken);
std::string stock_take_json(const disaster::StockTake& stock);
std::string irregularity_json(const disaster::Irregularity& one);

}  // namespace sekisho::service
