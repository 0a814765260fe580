#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "casework/campaign.h"
#include "casework/case_rows.h"
#include "casework/delivery.h"
#include "casework/gather.h"
#include "casework/journal.h"
#include "service/deliveries/delivery_json.h"
#include "store/database.h"

// Cases, campaigns and deliveries as a terminal shows them: to people as text in one language, to
// programs as the JSON of the API.
namespace sekisho::service {

// One of them with everything that is known of it.
struct ShownCase {
  casework::Case one;
  std::vector<casework::CaseFinding> findings;
  std::vector<casework::Step> steps;
};
struct ShownCampaign {
  casework::Campaign campaign;
  std::vector<casework::CampaignSystem> systems;
  std::vector<casework::Step> steps;
};
struct ShownDelivery {
  casework::Delivery delivery;
  Reconciled reconciled;
  std::vector<casework::Step> steps;
};
// kNotFound.
Result<ShownCase> shown_case(store::Database& database, int64_t id);
Result<ShownCampaign> shown_campaign(store::Database& database, int64_t id);
Result<ShownDelivery> shown_delivery(store::Database& database, int64_t id);

// A line each, below a heading.
std::string cases_text(const casework::CasePage& page, bool japanese);
std::string campaigns_text(const std::vector<casework::Campaign>& campaigns, bool japanese);
std::string deliveries_text(const std::vector<casework::Delivery>& deliveries, bool japanese);
std::string case_text(const ShownCase& shown, bool japanese);
std::string campaign_text(const ShownCampaign& shown, bool japanese);
std::string delivery_text(const ShownDelivery& shown, bool japanese);

std::string gathered_text(const casework::Gathered& gathered, bool japanese);

// `{"items":[…],"total":N}`
std::string cases_json(const casework::CasePage& page);
std::string campaigns_json(const std::vector<casework::Campaign>& campaigns);
std::string deliveries_json(const std::vector<casework::Delivery>& deliveries);
// The thing, what belongs to it, its steps, and whether they are whole (`intact`).
std::string shown_json(const ShownCase& shown);
std::string shown_json(const ShownCampaign& shown);
std::string shown_json(const ShownDelivery& shown);

}  // namespace sekisho::service
