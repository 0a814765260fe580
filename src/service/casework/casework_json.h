#pragma once

#include <string>
#include <vector>

#include "casework/audit.h"
#include "casework/campaign.h"
#include "casework/case.h"
#include "casework/deadline_rules.h"
#include "casework/figure.h"
#include "casework/gather.h"
#include "casework/inquiry.h"
#include "casework/journal.h"

// Cases and campaigns as the API gives them: schemas of api/openapi.yaml.
namespace sekisho::service {

std::string case_json(const casework::Case& one);
std::string finding_json(const casework::CaseFinding& finding);
std::string gathered_json(const casework::Gathered& gathered);
std::string step_json(const casework::Step& step);
std::string attachment_json(const casework::Attachment& file);
std::string deadline_json(const casework::Deadline& deadline);
std::string inquiry_json(const casework::Inquiry& inquiry);
std::string figure_json(const casework::Figure& figure);
std::string campaign_json(const casework::Campaign& campaign);
std::string system_json(const casework::CampaignSystem& system);
std::string file_json(const casework::PopulationFile& file);
std::string sample_item_json(const casework::SampleItem& item);

}  // namespace sekisho::service
