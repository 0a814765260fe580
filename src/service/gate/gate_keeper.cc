#include "service/gate/gate_keeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/file.h"
#include "crypto/random.h"
#include "service/gate/grounds.h"
#include "service/gate/limits.h"
#include "service/gate/publish_facts.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKeyFile = "session.key";

// The key that signs sessions, made where there is none.
Result<session::JwsSigner> signer_in(tlog::Directory& own) {
  auto there = tlog::read_whole(own, kKeyFile, sizeof(crypto::Ed25519Seed));
  if (!there && there.error().code != ErrorCode::kNotFound) return std::unexpected(there.error());
  crypto::Ed25519Seed seed{};
  if (there) {
    const bool whole = there->size() == seed.size();
    if (whole) std::memcpy(seed.data(), there->data(), seed.size());
    crypto::wipe(there->data(), there->size());
    if (!whole) {
      return fail(ErrorCode::kBadInput, "the key of the gates' sessions is damaged", {},
                  "Remove `session.key`: a new one is made, and everybody logs in again.");
    }
  } else {
    seed = crypto::Ed25519Key::generate().seed();
    const std::string_view bytes(reinterpret_cast<const char*>(seed.data()), seed.size());
    if (auto kept = tlog::write_durably(own, kKeyFile, bytes); !kept)
      return std::unexpected(kept.error());
  }
  session::JwsSigner out(crypto::Ed25519Key::from_seed(seed));
  crypto::wipe(seed.data(), seed.size());
  return out;
}

std::vector<std::string> methods_of(identity::FactorKind factor) {
  switch (factor) {
    case identity::FactorKind::kCertificate:
      return {"sc", "pwd"};
    case identity::FactorKind::kWebAuthn:
      return {"hwk", "pwd"};
    case identity::FactorKind::kTotp:
      break;
  }
  return {"otp", "pwd"};
}

// Of the terminal that the connection proved, or else that has the address; empty: there is none.
std::string number_of_terminal(const barrier::PublishedFacts& facts, std::string_view address,
                               std::string_view proved, Instant now) {
  const TerminalId terminal =
      proved.empty() ? facts.terminal_at(address, now) : facts.image->terminal(proved);
  return terminal.known() ? std::string(facts.image->code(terminal)) : std::string();
}

}  // namespace

GateKeeper::GateKeeper(People& people, Options options, session::JwsSigner signer,
                       barrier::FactPublisher publisher, session::SessionTable table)
    : people_(people),
      options_(std::move(options)),
      signer_(std::move(signer)),
      stored_(people.ledger),
      publisher_(std::move(publisher)),
      table_(std::move(table)) {}

Result<std::unique_ptr<GateKeeper>> GateKeeper::open(std::unique_ptr<tlog::Directory> own,
                                                     People& people, Options options) {
  auto signer = signer_in(*own);
  if (!signer) return std::unexpected(signer.error());
  const Instant now = options.now();
  auto publisher = barrier::FactPublisher::open(options.directory / "facts", now);
  if (!publisher) return std::unexpected(publisher.error());
  const fs::path sessions = options.directory / "sessions";
  std::error_code why;
  fs::create_directories(sessions, why);
  if (why) {
    return fail(ErrorCode::kIo,
                fmt::format("cannot make `{}`: {}", sessions.string(), why.message()));
  }
  const std::string keys = R"({"keys":[)" + signer->public_jwk() + "]}\n";
  if (auto kept = write_file(options.directory / "session-keys.json", keys); !kept)
    return std::unexpected(kept.error());
  auto table = session::SessionTable::create(sessions, kFirstGateSessions, now);
  if (!table) return std::unexpected(table.error());
  auto out = std::make_unique<GateKeeper>(people, std::move(options), std::move(*signer),
                                          std::move(*publisher), std::move(*table));
  if (auto taken = out->take_up(); !taken) return std::unexpected(taken.error());
  return out;
}

Result<void> GateKeeper::take_up() {
  auto all = stored_.all();
  if (!all) return std::unexpected(all.error());
  for (GateSessionRecord& one : *all) {
    if (auto added = table_.add(one.id, one.last_used); !added) return added;
    std::string id = one.id;
    running_.emplace(std::move(id), Running{.record = std::move(one)});
  }
  return {};
}

void GateKeeper::looked(const std::shared_ptr<const Knowledge>& knowledge) {
  const Instant now = options_.now();
  auto outages = outages_in_force(people_.ledger);
  if (!outages) return options_.say("the gates' facts: " + to_string(outages.error()));
  if (knowledge == published_ && *outages == outages_) return publisher_.confirm(now);
  if (auto done = publish_facts(publisher_, *knowledge, *outages, now); !done)
    return options_.say("the gates' facts: " + to_string(done.error()));
  outages_ = std::move(*outages);
  if (!follower_) {
    auto opened = barrier::FactFollower::open(publisher_.directory());
    if (!opened) return options_.say("the gates' facts: " + to_string(opened.error()));
    follower_ = std::move(*opened);
  }
  published_ = knowledge;
  {
    const std::lock_guard lock(mutex_);
    facts_ = follower_->at(now);
  }
  look();
}

void GateKeeper::look() {
  {
    const std::lock_guard lock(mutex_);
    look_ = true;
  }
  changed_.notify_all();
}

std::shared_ptr<const barrier::PublishedFacts> GateKeeper::facts() const {
  const std::lock_guard lock(mutex_);
  return facts_;
}

// --- opening ---

std::string GateKeeper::token_for(const GateSessionRecord& record,
                                  identity::FactorKind factor) const {
  return session::token_of(
      {.id = record.id,
       .person = record.person,
       .terminal = record.terminal,
       .card = record.card,
       .methods = methods_of(factor),
       .issued = record.begun,
       .expires = record.ends,
       .idle_seconds = static_cast<uint32_t>(people_.settings.session_idle / kMicrosPerSecond)},
      signer_);
}

std::vector<EndedGateSession> GateKeeper::displaced_by(const GateSessionRecord& opened) const {
  std::vector<EndedGateSession> out;
  for (const auto& [id, one] : running_) {
    if (one.record.user != opened.user) continue;
    if (one.record.session == opened.session) {
      out.push_back({id, opened.user, "opened anew"});
    } else if (options_.one_terminal && one.record.terminal != opened.terminal) {
      out.push_back({id, opened.user, "opened at another terminal"});
    }
  }
  return out;
}

Result<GateKeeper::Answer> GateKeeper::open_session(const Wish& wish) {
  const Instant now = options_.now();
  const auto facts = this->facts();
  if (facts == nullptr) return Refused::kNotNow;
  const auto member = people_.members.find(wish.session.user);
  if (!member) return std::unexpected(member.error());
  GateSessionRecord made{.id = session::new_session_id(),
                         .session = wish.session.id,
                         .user = wish.session.user,
                         .person = *member ? (*member)->person : "",
                         .terminal = {},
                         .card = wish.session.certificate,
                         .begun = now,
                         .last_used = now,
                         .ends = wish.session.ends,
                         .rests_on = {}};
  made.rests_on = grounds_of(*facts->image, facts->image->person(made.person), now);
  if (made.rests_on.empty()) return Refused::kNobody;
  made.terminal = number_of_terminal(*facts, wish.address, wish.terminal, now);
  if (made.terminal.empty()) return Refused::kNoTerminal;

  const std::lock_guard opening(opening_);
  std::vector<EndedGateSession> displaced;
  {
    const std::lock_guard lock(mutex_);
    displaced = displaced_by(made);
  }
  if (auto kept = stored_.open(made, displaced, now); !kept) return std::unexpected(kept.error());
  Opened out{.record = made, .token = token_for(made, wish.session.factor)};
  const std::lock_guard lock(mutex_);
  end_here(displaced);
  if (auto added = table_.add(made.id, now); !added) return std::unexpected(added.error());
  std::string id = made.id;
  running_.emplace(std::move(id), Running{.record = std::move(made)});
  // What it was opened by may have gone meanwhile.
  look_ = true;
  changed_.notify_all();
  return out;
}

Result<GateKeeper::Answer> GateKeeper::session_for(const Wish& wish) {
  const std::string terminal = terminal_at(wish.address, wish.terminal, options_.now());
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, one] : running_) {
      const GateSessionRecord& record = one.record;
      if (record.session == wish.session.id && record.terminal == terminal &&
          record.card == wish.session.certificate)
        return Opened{.record = record, .token = token_for(record, wish.session.factor)};
    }
  }
  return open_session(wish);
}

std::string GateKeeper::terminal_at(std::string_view address, std::string_view terminal,
                                    Instant now) const {
  const auto facts = this->facts();
  return facts == nullptr ? std::string() : number_of_terminal(*facts, address, terminal, now);
}

std::vector<GateSessionRecord> GateKeeper::of(const identity::UserId& user) const {
  std::vector<GateSessionRecord> out;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, one] : running_) {
    if (one.record.user != user) continue;
    out.push_back(one.record);
    out.back().last_used = table_.seen(id).value_or(one.record.last_used);
  }
  return out;
}

Result<bool> GateKeeper::end_session(const identity::UserId& user, std::string_view id) {
  std::vector<EndedGateSession> ended;
  {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(id);
    if (found == running_.end() || found->second.record.user != user) return false;
    ended.push_back({found->first, user, "ended by its owner"});
    end_here(ended);
  }
  if (auto written = stored_.end(ended, options_.now()); !written)
    return std::unexpected(written.error());
  return true;
}

uint64_t GateKeeper::sessions() const {
  const std::lock_guard lock(mutex_);
  return running_.size();
}

// --- ending: with the mutex ---

void GateKeeper::end_here(const std::vector<EndedGateSession>& ended) {
  for (const EndedGateSession& one : ended) {
    table_.end(one.id);
    running_.erase(one.id);
  }
}

// Those whose time is over, and those that rest on what is no longer so.
std::vector<EndedGateSession> GateKeeper::over(Instant now, const barrier::PublishedFacts* facts) {
  std::vector<EndedGateSession> out;
  for (auto& [id, one] : running_) {
    const Instant seen = table_.seen(id).value_or(kBeginning);
    if (now >= one.record.ends || now >= shifted(seen, people_.settings.session_idle)) {
      out.push_back({id, one.record.user, {}});
      continue;
    }
    if (facts == nullptr) continue;
    const barrier::FactImage& image = *facts->image;
    const PersonId person = image.person(one.record.person);
    const size_t mark = mark_of_grounds(image, person, now);
    if (one.generation == facts->generation && one.mark == mark) continue;
    if (!std::ranges::includes(grounds_of(image, person, now), one.record.rests_on))
      out.push_back({id, one.record.user, "what it rested on in the registers is no longer so"});
    one.generation = facts->generation;
    one.mark = mark;
  }
  return out;
}

// --- the thread ---

void GateKeeper::tend() {
  const Instant now = options_.now();
  const uint64_t changes = people_.storage.losses();
  bool looks = unproven_ || changes != seen_changes_;
  {
    const std::lock_guard lock(mutex_);
    looks = looks || look_;
    look_ = false;
    table_.beat(now);
    std::vector<EndedGateSession> ended = over(now, facts_.get());
    end_here(ended);
    std::ranges::move(ended, std::back_inserter(unwritten_));
  }
  if (looks) {
    auto gone = stored_.without_proof();
    unproven_ = !gone;
    if (!gone) return say_once(to_string(gone.error()));
    seen_changes_ = changes;
    const std::lock_guard lock(mutex_);
    end_here(*gone);
    std::ranges::move(*gone, std::back_inserter(unwritten_));
  }
  if (!unwritten_.empty()) {
    if (auto written = stored_.end(unwritten_, now); !written)
      return say_once(to_string(written.error()));
    unwritten_.clear();
  }
  note_use(now);
}

// Once a minute: after a start a session may end up to that much early, and never late.
void GateKeeper::note_use(Instant now) {
  if (now < shifted(noted_, identity::kMicrosPerMinute)) return say_once({});
  std::vector<GateSessionRecord> used;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [id, one] : running_) {
      const Instant seen = table_.seen(id).value_or(one.record.last_used);
      if (seen == one.record.last_used) continue;
      one.record.last_used = seen;
      used.push_back(one.record);
    }
  }
  if (!used.empty()) {
    if (auto noted = stored_.note_use(used, now); !noted) return say_once(to_string(noted.error()));
  }
  noted_ = now;
  say_once({});
}

void GateKeeper::say_once(std::string problem) {
  if (problem == said_) return;
  options_.say(problem.empty() ? "the gates' sessions are kept again"
                               : "the gates' sessions: " + problem);
  said_ = std::move(problem);
}

void GateKeeper::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    tend();
    lock.lock();
    changed_.wait_for(lock, kTendEvery, [&] { return look_ || stopping_; });
  }
}

void GateKeeper::start() {
  thread_ = std::thread([this] { run(); });
}

void GateKeeper::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

}  // namespace sekisho::service
