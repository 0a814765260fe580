#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>

#include "casework/campaign.h"
#include "http/handlers.h"

// What the handlers of half-yearly reviews and of audits have in common.
namespace sekisho::http {

// That of the path.
std::expected<casework::Campaign, Fault> find_campaign(const Call& call);
// It with its systems.
Answer campaign_answer(const Call& call, int status = 200);
// What somebody does with it, if it is what they saw; and how it is then.
Answer act_on_campaign(
    const Call& call,
    const std::function<Result<void>(casework::Journal&, int64_t, std::optional<int64_t>)>& work,
    int status = 200);

Answer open_one(const Call& call, casework::CampaignKind kind);
Answer freeze_one(const Call& call, casework::CampaignKind kind);

}  // namespace sekisho::http
