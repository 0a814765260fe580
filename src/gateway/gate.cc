#include "gateway/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <set>
#include <span>

#include "barrier/situation.h"
#include "crypto/pseudonym_token.h"
#include "crypto/random.h"
#include "gateway/limits.h"
#include "gateway/listed_records.h"
#include "session/gate_session.h"
#include "spool/limits.h"
#include "spool/look.h"
#include "text/base32.h"
#include "text/civil.h"
#include "text/fold.h"

namespace sekisho::gateway {
namespace {

using Step = Exchange::Step;
using Fate = Exchange::Fate;

}  // namespace

std::string Gate::new_reference(Instant now) {
  if (random_.empty()) {
    crypto::fill_random(random_bytes_);
    random_ = random_bytes_;
  }
  uint64_t random = 0;
  std::memcpy(&random, random_.data(), sizeof random);
  random_ = random_.subspan(sizeof random);
  std::string out(day_of(now));
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[random >> shift & 15];
  return out;
}

// `20261127-`, made anew once a second at most.
std::string_view Gate::day_of(Instant now) {
  const int64_t second = now.micros / kMicrosPerSecond;
  if (second != day_second_ || day_.empty()) {
    const text::CivilTime day = text::to_civil(now, text::kJst);
    day_ = fmt::format("{:04}{:02}{:02}-", day.year, day.month, day.day);
    day_second_ = second;
  }
  return day_;
}

mask::Pseudonym Gate::pseudonyms_of(const std::string& entity) const {
  if (parts_.pseudonyms == nullptr || entity.empty()) return {};
  return [key = parts_.pseudonyms, entity](std::string_view value) {
    return text::base32_encode(crypto::pseudonym_token(*key, entity, value));
  };
}

mask::Maskers* Gate::maskers_for(const policy::Obligations& obligations,
                                 const std::string& entity) {
  const std::pair key(obligations, entity);
  auto found = maskers_.find(key);
  if (found == maskers_.end()) {
    if (maskers_.size() >= kMaxPlans) maskers_.clear();
    auto plan = mask::Plan::compile(*parts_.places, obligations, pseudonyms_of(entity));
    found = maskers_.emplace(key, std::nullopt).first;
    if (plan) found->second.emplace(std::move(*plan));
  }
  return found->second ? &*found->second : nullptr;
}

std::string_view Gate::words_of(const policy::Obligations& obligations) {
  if (obligations.none()) return {};
  auto found = words_.find(obligations);
  if (found == words_.end()) {
    if (words_.size() >= kMaxPlans) words_.clear();
    found = words_.emplace(obligations, policy::to_string(obligations)).first;
  }
  return found->second;
}

// Exceptions of libraries end here: one that left a worker would end it.
template <class Work>
Step Exchange::guarded(Work work) noexcept {
  try {
    return work();
  } catch (const std::exception&) {
    reason_ = "gate/exception";
    return Step::kRefuse;
  }
}

Step Exchange::refuse(std::string reason) {
  reason_ = std::move(reason);
  return Step::kRefuse;
}

Fate Exchange::refuse_answer(std::string reason) {
  reason_ = std::move(reason);
  return Fate::kRefuse;
}

Step Exchange::begin(const RequestHead& head, Instant now) noexcept {
  return guarded([&] { return start(head, now); });
}

Step Exchange::start(const RequestHead& head, Instant now) {
  accept_ = head.accept;
  reference_ = gate_.new_reference(now);
  // First of all who asks: to nobody else the gate says which routes there are.
  if (!find_session(head, now)) {
    way_back_ = way_back(gate_.parts_.routes->system(), head.method, head.target);
    return Step::kRefuse;
  }
  auto mapped = gate_.parts_.routes->map(head.method, head.target);
  if (!mapped) {
    const bool unknown = mapped.error().code == ErrorCode::kNotFound;
    return refuse(unknown ? "route/unknown" : "route/ambiguous");
  }
  mapped_ = std::move(*mapped);
  if (mapped_.route == nullptr) return Step::kPass;
  if (mapped_.needs_body) {
    content_type_ = head.content_type;
    content_encoding_ = head.content_encoding;
    return Step::kNeedBody;
  }
  search_ = search_of(*mapped_.route, mapped_.given, head.has_body);
  return decide(now);
}

bool Exchange::find_session(const RequestHead& head, Instant now) {
  visitor_.address = head.address;
  visitor_.terminal = head.terminal.empty() ? gate_.parts_.facts->terminal_at(head.address, now)
                                            : std::string(head.terminal);
  if (head.cookies.size() > kMaxCookieBytes) {
    reason_ = "session/bad-token";
    return false;
  }
  if (gate_.parts_.sessions == nullptr) {
    reason_ = "session/stale";
    return false;
  }
  const auto token = cookie(head.cookies, session::kGateCookie);
  const session::SessionCheck::Presented presented{
      .token = token.value_or(""), .card = head.card, .terminal = visitor_.terminal};
  auto found = gate_.parts_.sessions->check(presented, now);
  if (found.session == nullptr && found.refusal == session::Refusal::kStale) {
    // Whoever keeps the sessions is gone: where the system stays open then, it is for those that
    // went on.
    session_heard_ = gate_.parts_.sessions->heard();
    if (gate_.parts_.facts->stays_open(wanted(), now))
      found = gate_.parts_.sessions->check_last_known(presented, now);
  }
  if (found.session == nullptr) {
    reason_ = fmt::format("session/{}", session::name_of(found.refusal));
    return false;
  }
  visitor_.session = found.session->id;
  visitor_.person = found.session->person;
  return true;
}

Step Exchange::take_body(std::string_view body, Instant now) noexcept {
  return guarded([&] {
    auto read = read_body(*mapped_.route, content_type_, content_encoding_, body);
    if (!read) return refuse("route/ambiguous");
    if (!read->record.empty()) mapped_.record = std::move(read->record);
    mapped_.given.insert(mapped_.given.end(), read->given.begin(), read->given.end());
    // Of JSON only a route with terms has all that it says.
    const bool unread =
        mapped_.route->body() == RecordSource::Part::kJson && mapped_.route->terms.empty();
    search_ = search_of(*mapped_.route, mapped_.given, unread);
    return decide(now);
  });
}

// Without what the request is about.
Wanted Exchange::wanted() const {
  return {.system = gate_.parts_.routes->system(),
          .person = visitor_.person,
          .terminal = visitor_.terminal,
          .address = visitor_.address,
          .action = {},
          .record = {},
          .session_heard = session_heard_};
}

Result<Ruling> Exchange::judge(std::string_view record, std::string_view address, Instant now) {
  const Route& route = *mapped_.route;
  Wanted wants = wanted();
  wants.action = route.action;
  wants.kind = record.empty() ? barrier::RecordKind::kNothing : route.kind;
  wants.record = record;
  wants.record_address = address;
  wants.route = route.name;
  return gate_.parts_.facts->judge(wants, now);
}

// False: refused.
bool Exchange::record_look(const Ruling& ruling, std::span<const std::string> records, Instant now,
                           std::span<const std::string> terms) {
  const spool::Look look{
      .time = now,
      .gate = gate_.parts_.name,
      .request = reference_,
      .session = visitor_.session,
      .system = gate_.parts_.routes->system(),
      .person = visitor_.person,
      .account = ruling.account,
      .terminal = visitor_.terminal,
      .address = visitor_.address,
      .action = mapped_.route->action,
      .record_kind = records.empty() ? "" : barrier::name_of(mapped_.route->kind),
      .records = records,
      .terms = terms,
      .permitted = ruling.allowed,
      .reasons = ruling.reasons,
      .obligations = gate_.words_of(ruling.obligations),
      .policy_set = gate_.parts_.facts->policy_set(),
      .facts_revision = gate_.parts_.facts->revision(),
      .outage_plan = ruling.outage_plan,
      .unconfirmed_since = ruling.unconfirmed_since};
  std::string& entry = gate_.entry_;
  entry.clear();
  if (!spool::append_look(entry, look)) {
    reason_ = "spool/too-long";
    return false;
  }
  const auto ticket = gate_.parts_.spool->offer(entry);
  if (!ticket) {
    reason_ = fmt::format("spool/{}", ticket.error());
    return false;
  }
  ticket_ = *ticket;
  waiting_since_ = now;
  return true;
}

Step Exchange::decide(Instant now) {
  auto ruling = judge(mapped_.record, {}, now);
  if (!ruling) return refuse("facts/stale");
  const std::string_view refusal =
      ruling->allowed ? search_refusal(search_, ruling->obligations) : std::string_view();
  if (!refusal.empty()) {
    ruling->allowed = false;
    ruling->reasons = {std::string(refusal)};
  }
  const std::span<const std::string> records(&mapped_.record, mapped_.record.empty() ? 0 : 1);
  if (!record_look(*ruling, records, now, search_.told())) return Step::kRefuse;
  if (!ruling->allowed) {
    denied_ = ruling->reasons.empty() ? "barrier" : ruling->reasons.front();
    return look(now);
  }
  obligations_ = ruling->obligations;
  entity_ = ruling->entity;
  area_unknown_ = ruling->area_unknown;
  identity_ = gate_.parts_.identities->identity(visitor_, gate_.parts_.routes->system(),
                                                ruling->account, now);
  return look(now);
}

Step Exchange::look(Instant now) noexcept {
  return guarded([&] {
    const Spool::Standing standing = gate_.parts_.spool->standing(ticket_);
    if (standing == Spool::Standing::kDurable)
      return denied_.empty() ? Step::kPass : refuse(denied_);
    if (standing == Spool::Standing::kLost) return refuse("spool/gone");
    if (shifted(waiting_since_, kPatienceMillis * 1000) < now) return refuse("spool/silent");
    return Step::kWait;
  });
}

Fate Exchange::answer(const mask::ResponseHead& head, std::string_view location) noexcept {
  try {
    return fate_of(head, location);
  } catch (const std::exception&) {
    reason_ = "gate/exception";
    return Fate::kRefuse;
  }
}

Fate Exchange::fate_of(const mask::ResponseHead& head, std::string_view location) {
  if (is_static()) return Fate::kPlain;
  const bool lists = mapped_.route->lists.any();
  mask::Maskers* const maskers = gate_.maskers_for(obligations_, entity_);
  if (maskers == nullptr) return refuse_answer("answer/cannot-mask");
  masked_ = !maskers->plan().shows_all();
  if (head.status >= 300 && head.status < 400 && head.status != 304) {
    // Without the place it leads to it would lead nowhere, and whoever asked would not know why.
    if (masked_ && !location.empty() && !gate_.parts_.routes->leads_plainly(location))
      return refuse_answer("answer/cannot-mask");
    return Fate::kEmpty;
  }
  const bool locates = is_worth_locating(head);
  if (!masked_ && !lists && !locates) {
    // A part of what was asked for as a whole, or another protocol, is nobody's answer.
    if (head.status < 200 || head.status == 206) return refuse_answer("answer/not-whole");
    return Fate::kPlain;
  }
  const mask::BodyRule rule = mask::body_rule(head);
  if (rule.fate == mask::BodyFate::kPass) return Fate::kPlain;
  if (rule.fate == mask::BodyFate::kRefuse)
    return refuse_answer(masked_ ? "answer/cannot-mask" : "answer/cannot-read");
  format_ = rule.format;
  // What a failure shows names records nowhere that a route could know.
  if (lists) return head.status == 200 ? Fate::kHold : refuse_answer("answer/failed");
  if (locates) return Fate::kHold;
  masker_ = std::make_unique<mask::Masker>(maskers->make(format_));
  return Fate::kMask;
}

// Whether the answer may say whether its record lies where a disaster was declared.
bool Exchange::is_worth_locating(const mask::ResponseHead& head) const {
  return area_unknown_ && head.status == 200 && mapped_.route->addresses.any() &&
         !mapped_.route->lists.any() && mask::body_rule(head).fate == mask::BodyFate::kMask;
}

bool Exchange::passes_downstream(std::string_view name, std::string_view value) const {
  const Answer kind = answer_kind();
  if (!gateway::passes_downstream(name, kind)) return false;
  if (kind != Answer::kMasked) return true;
  const std::string key = text::fold_case(name);
  if (key == "location") return gate_.parts_.routes->leads_plainly(value);
  if (key == "content-security-policy") return is_plain_policy(value);
  if (key != "set-cookie") return true;
  const auto& cookies = gate_.parts_.routes->cookies();
  return std::ranges::find(cookies, name_of_cookie(value)) != cookies.end();
}

Answer Exchange::answer_kind() const {
  if (is_static()) return Answer::kStatic;
  return masked_ ? Answer::kMasked : Answer::kPlain;
}

bool Exchange::push(std::string_view bytes, std::string& out) noexcept {
  try {
    if (masker_ == nullptr || !reason_.empty()) return false;
    if (masker_->push(bytes, out)) return true;
    reason_ = "answer/broken";
  } catch (const std::exception&) {
    reason_ = "gate/exception";
  }
  return false;
}

bool Exchange::finish(std::string& out) noexcept {
  try {
    if (masker_ == nullptr || !reason_.empty()) return false;
    if (masker_->finish(out)) return true;
    reason_ = "answer/broken";
  } catch (const std::exception&) {
    reason_ = "gate/exception";
  }
  return false;
}

bool Exchange::hold(std::string_view bytes) noexcept {
  return guarded([&] {
           if (bytes.size() > kMaxHeldBytes - std::min(held_.size(), kMaxHeldBytes))
             return refuse("answer/too-long");
           held_ += bytes;
           return Step::kWait;
         }) != Step::kRefuse;
}

Step Exchange::end_of_held(Instant now) noexcept {
  return guarded(
      [&] { return mapped_.route->lists.any() ? decide_listed(now) : decide_located(now); });
}

namespace {

// What lets somebody see every record of a list.
void add(Ruling& all, Ruling&& one) {
  all.obligations.merge(one.obligations);
  all.account = std::move(one.account);
  if (!one.entity.empty()) all.entity = std::move(one.entity);
  if (!one.outage_plan.empty()) {
    all.outage_plan = std::move(one.outage_plan);
    all.unconfirmed_since = one.unconfirmed_since;
  }
  for (std::string& reason : one.reasons) {
    if (std::ranges::find(all.reasons, reason) == all.reasons.end())
      all.reasons.push_back(std::move(reason));
  }
}

// Records of a list that are recorded together.
struct Seen {
  Ruling ruling = {.allowed = true};
  std::vector<std::string> keys = {};
  std::set<std::string, std::less<>> known = {};

  void add(Ruling&& one, const std::string& key) {
    gateway::add(ruling, std::move(one));
    // A record that is shown with several addresses is one that was looked at.
    if (known.insert(key).second) keys.push_back(key);
  }
};

}  // namespace

Step Exchange::deny(const Ruling& ruling, std::span<const std::string> records, Instant now) {
  size_t at = 0;
  do {
    const auto some = records.subspan(at, std::min(spool::kMaxLookRecords, records.size() - at));
    if (!record_look(ruling, some, now)) return Step::kRefuse;
    at += some.size();
  } while (at < records.size());
  denied_ = ruling.reasons.empty() ? "barrier" : ruling.reasons.front();
  return look(now);
}

// Each record of the answer is a look of its own. One that may not be seen refuses the whole: what
// is left out would have to be left out of counts and pages, too.
Step Exchange::decide_listed(Instant now) {
  const auto records = listed_records(*mapped_.route, format_, held_);
  if (!records) return refuse("answer/unmapped");
  Seen seen, doubtful;  // of which it is known where they lie, and of which it is not
  std::vector<std::string> refused;
  Ruling denial;
  for (const ListedRecord& record : *records) {
    auto ruling = judge(record.key, record.address, now);
    if (!ruling) return refuse("facts/stale");
    if (ruling->allowed) {
      Seen& among = ruling->area_unknown ? doubtful : seen;
      among.add(std::move(*ruling), record.key);
      continue;
    }
    if (refused.empty()) denial = std::move(*ruling);
    refused.push_back(record.key);
  }
  if (!refused.empty()) return deny(denial, refused, now);
  for (const Seen* const some : {&seen, &doubtful}) {
    obligations_.merge(some->ruling.obligations);
    if (!some->ruling.entity.empty()) entity_ = some->ruling.entity;
  }
  const size_t hits = seen.keys.size() + doubtful.keys.size();
  std::string_view refusal = search_refusal(search_, obligations_);
  if (refusal.empty()) refusal = hits_refusal(search_, obligations_, hits, format_, held_);
  if (!refusal.empty()) {
    // Which records it would have been is nobody's look, and not for the record to tell.
    return deny({.reasons = {std::string(refusal)}, .account = seen.ruling.account}, {}, now);
  }
  for (const Seen* const some : {&seen, &doubtful}) {
    const std::span<const std::string> keys(some->keys);
    for (size_t at = 0; at < keys.size(); at += spool::kMaxLookRecords) {
      const size_t count = std::min(spool::kMaxLookRecords, keys.size() - at);
      if (!record_look(some->ruling, keys.subspan(at, count), now)) return Step::kRefuse;
    }
  }
  return mask_held(now);
}

// The record that was asked for was permitted; now the answer says where it is. What it does not
// say, or not once, stays unknown.
Step Exchange::decide_located(Instant now) {
  const auto addresses = shown_texts(mapped_.route->addresses, format_, held_);
  if (!addresses || addresses->size() != 1 || addresses->front().empty()) return mask_held(now);
  auto ruling = judge(mapped_.record, addresses->front(), now);
  if (!ruling) return refuse("facts/stale");
  const std::span<const std::string> records(&mapped_.record, 1);
  if (!ruling->allowed) return deny(*ruling, records, now);
  if (!ruling->area_unknown && !record_look(*ruling, records, now)) return Step::kRefuse;
  obligations_.merge(ruling->obligations);
  if (!ruling->entity.empty()) entity_ = ruling->entity;
  return mask_held(now);
}

Step Exchange::mask_held(Instant now) {
  mask::Maskers* const maskers = gate_.maskers_for(obligations_, entity_);
  if (maskers == nullptr) return refuse("answer/cannot-mask");
  if (!maskers->plan().shows_all()) {
    masked_ = true;
    mask::Masker masker = maskers->make(format_);
    std::string out;
    if (!masker.push(held_, out) || !masker.finish(out)) return refuse("answer/broken");
    held_ = std::move(out);
  }
  return look(now);
}

Page Exchange::page() const noexcept {
  try {
    return deny_page({reason_, reference_, way_back_}, gate_.parts_.desk, accept_);
  } catch (const std::exception&) {
    return {.status = 503, .content_type = "text/plain", .body = {}};
  }
}

}  // namespace sekisho::gateway
