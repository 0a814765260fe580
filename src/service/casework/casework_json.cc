#include "service/casework/casework_json.h"

#include <optional>

#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonWriter;

// Writes a member only where there is something to say.
void say(JsonWriter& json, std::string_view key, std::string_view text) {
  if (!text.empty()) json.member(key, text);
}
void say(JsonWriter& json, std::string_view key, const std::optional<Instant>& at) {
  if (at) json.member(key, text::rfc3339(*at, text::kUtc));
}

template <class Write>
std::string object(const Write& write) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write(json);
  json.end_object();
  return out;
}

void write_counts(JsonWriter& json, std::string_view key, const casework::FigureCounts& counts) {
  json.key(key).begin_object();
  for (const auto& [name, count] : counts) json.member(name, count);
  json.end_object();
}

}  // namespace

std::string case_json(const casework::Case& one) {
  return object([&](JsonWriter& json) {
    json.member("case", std::to_string(one.id)).member("revision", one.revision);
    json.member("scope", one.scope).member("review", one.review);
    json.member("route", one.key.route);
    say(json, "viewer", one.key.viewer);
    say(json, "holder", one.key.holder);
    say(json, "account", one.key.account);
    json.member("state", name_of(one.state));
    say(json, "outcome", name_of(one.outcome));
    say(json, "triaged_by", one.triaged_by);
    say(json, "checked_by", one.checked_by);
    say(json, "assignee", one.assignee);
    say(json, "due", one.due);
    say(json, "aware_at", one.aware_at);
    if (one.aware_at) json.member("wrongful_purpose", one.wrongful);
    json.member("findings", one.findings);
    say(json, "first", one.first);
    say(json, "last", one.last);
    say(json, "opened", one.opened_at);
  });
}

std::string finding_json(const casework::CaseFinding& finding) {
  return object([&](JsonWriter& json) {
    json.member("file", finding.file).member("line", finding.line);
    json.member("time", text::rfc3339(finding.at, text::kUtc));
    json.member("system", finding.system).member("account", finding.account);
    json.member("holder", finding.holder).member("viewer", finding.viewer);
    json.member("certainty", finding.certainty).member("route", finding.route);
    json.member("disposition", finding.disposition);
  });
}

std::string gathered_json(const casework::Gathered& gathered) {
  return object([&](JsonWriter& json) {
    json.member("opened", gathered.opened).member("changed", gathered.changed);
    json.member("unchanged", gathered.unchanged);
    json.member("findings_added", gathered.added).member("findings_taken", gathered.taken);
    json.key("cases").begin_array();
    for (const int64_t id : gathered.cases) json.value(std::to_string(id));
    json.end_array();
  });
}

std::string step_json(const casework::Step& step) {
  return object([&](JsonWriter& json) {
    json.member("revision", step.revision).member("time", text::rfc3339(step.at, text::kUtc));
    json.member("by", step.by).member("what", step.what).member("sha256", step.sha256);
    json.key("content").raw(step.content);
  });
}

std::string attachment_json(const casework::Attachment& file) {
  return object([&](JsonWriter& json) {
    json.member("name", file.name).member("media", file.media).member("bytes", file.bytes);
    json.member("sha256", file.sha256);
  });
}

std::string deadline_json(const casework::Deadline& deadline) {
  return object([&](JsonWriter& json) {
    json.member("rule", deadline.rule->id);
    json.member("title", deadline.rule->title_en).member("title_ja", deadline.rule->title_ja);
    json.member("basis", deadline.rule->basis).member("confirmed", deadline.rule->confirmed);
    if (deadline.aim != 0) json.member("aim", casework::day_text(deadline.aim));
    json.member("due", casework::day_text(deadline.due));
    json.member("calendar_known", deadline.calendar_known);
    json.member("state", casework::kDeadlineStates[static_cast<size_t>(deadline.state)]);
    say(json, "reported_on", deadline.reported_on);
    say(json, "reference", deadline.reference);
  });
}

std::string inquiry_json(const casework::Inquiry& inquiry) {
  return object([&](JsonWriter& json) {
    json.member("inquiry", std::to_string(inquiry.id)).member("revision", inquiry.revision);
    json.member("case", std::to_string(inquiry.case_id));
    json.member("to", name_of(inquiry.kind)).member("addressee", inquiry.addressee);
    json.member("subject", inquiry.subject).member("question", inquiry.question);
    json.member("due", inquiry.due).member("state", name_of(inquiry.state));
    json.member("by_link", inquiry.named_user.empty());
    say(json, "user", inquiry.named_user);
    json.member("asked", text::rfc3339(inquiry.asked_at, text::kUtc));
    json.member("reminders", inquiry.reminders);
    say(json, "answer", inquiry.answer);
    say(json, "answered_by", inquiry.answered_by);
    say(json, "answered", inquiry.answered_at);
    json.key("looks").begin_array();
    for (const casework::Look& look : inquiry.looks) {
      json.begin_object().member("time", text::rfc3339(look.at, text::kUtc));
      json.member("system", look.system).end_object();
    }
    json.end_array();
  });
}

std::string figure_json(const casework::Figure& figure) {
  return object([&](JsonWriter& json) {
    json.member("figure", figure.name).member("version", figure.version);
    json.member("title", figure.title).member("recipient", figure.recipient);
    json.member("review", figure.review).member("run_sha256", figure.run_sha256);
    json.member("part", figure.part);
    write_counts(json, "counts", figure.counts);
    write_counts(json, "difference", figure.difference);
    json.member("approval", figure.approval.number);
    say(json, "approved_by", figure.approval.by);
    say(json, "reason", figure.reason);
    json.member("published_by", figure.published_by);
    json.member("published", text::rfc3339(figure.published_at, text::kUtc));
  });
}

std::string campaign_json(const casework::Campaign& campaign) {
  return object([&](JsonWriter& json) {
    const Period examined = casework::period_of(campaign.fiscal_year, campaign.half);
    json.member("campaign", std::to_string(campaign.id)).member("revision", campaign.revision);
    json.member("kind", name_of(campaign.kind)).member("fiscal_year", campaign.fiscal_year);
    json.member("half", campaign.half);
    json.member("from", text::rfc3339(examined.from, text::kUtc));
    json.member("until", text::rfc3339(examined.until, text::kUtc));
    json.member("cut_off", campaign.cut_off).member("state", name_of(campaign.state));
    json.member("scope", campaign.scope);
    say(json, "review", campaign.review);
    say(json, "run_sha256", campaign.run_sha256);
    say(json, "frozen", campaign.frozen_at);
    say(json, "conclusion", campaign.conclusion);
    say(json, "approval", campaign.approval.number);
    say(json, "approved_by", campaign.approval.by);
    say(json, "awaits_reading", campaign.awaits_reading);
    say(json, "seed", campaign.seed);
    say(json, "re_performed", campaign.re_performed);
    json.member("opened_by", campaign.opened_by);
    say(json, "opened", campaign.opened_at);
  });
}

std::string system_json(const casework::CampaignSystem& system) {
  return object([&](JsonWriter& json) {
    json.member("system", system.system).member("department", system.department);
    say(json, "extracted_by", system.extracted_by);
    json.member("log", name_of(system.log)).member("events", system.events);
    json.member("rejects", system.rejects).member("gaps", system.gaps);
    json.member("violations", system.violations).member("attempts", system.attempts);
    json.member("doubtful", system.doubtful).member("undetermined", system.undetermined);
    json.member("state", name_of(system.state));
    say(json, "statement", name_of(system.statement));
    say(json, "reason", system.reason);
    say(json, "stated_by", system.stated_by);
    say(json, "self_checked_by", system.self_checked_by);
    say(json, "checked_by", system.checked_by);
  });
}

std::string file_json(const casework::PopulationFile& file) {
  return object([&](JsonWriter& json) {
    json.member("file", file.name).member("system", file.system).member("sha256", file.sha256);
    json.member("bytes", file.bytes).member("lines", file.lines);
  });
}

std::string sample_item_json(const casework::SampleItem& item) {
  return object([&](JsonWriter& json) {
    json.member("place", item.place).member("file", item.line.file);
    json.member("line", item.line.line);
    say(json, "verdict", item.verdict);
    say(json, "note", item.note);
    say(json, "judged_by", item.judged_by);
  });
}

}  // namespace sekisho::service
