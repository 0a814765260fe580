// Cosigners with the servers that they ask: witnesses, an authority, and others that lie.
#include "service/evidence/cosigning.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/temporary_directory_test.h"
#include "crypto/time_stamp_authority_test.h"
#include "http/server.h"
#include "http/witness_routes.h"
#include "tlog/cosignatures.h"
#include "tlog/log.h"
#include "tlog/temporary_log_test.h"
#include "tlog/verify_log.h"

namespace sekisho::http {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using service::Cosigner;
using service::CosigningRound;
using tlog::KeyType;
using tlog::Note;
using tlog::SignerKey;

constexpr tlog::LogOptions kQuiet{.publish_every = std::chrono::hours(1)};
constexpr service::CosignerOptions kShort{.limits = {.connect = 2000ms, .total = 5000ms}};

class Running {
 public:
  explicit Running(Handler handler)
      : server_(Server::listen("127.0.0.1:0", std::move(handler)).value()),
        thread_([this] { server_->run(false); }) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    server_->stop();
    thread_.join();
  }
  std::string url() const { return "http://" + server_->address(); }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

// A witness of one log, on a directory of its own.
class RunningWitness {
 public:
  RunningWitness(const fs::path& path, std::string name, const tlog::VerifierKey& log)
      : name_(std::move(name)),
        witness_(tlog::Witness::open(known(path, log),
                                     SignerKey::generate(name_, KeyType::kCosignatureV1).value())
                     .value()),
        key_(witness_->key()) {
    start();
  }
  void start() {
    running_ = std::make_unique<Running>(
        witness_routes(*witness_, [] { return Instant{1'700'000'000 * kMicrosPerSecond}; }, [] {}));
    if (url_.empty()) url_ = running_->url();
  }
  void stop() { running_.reset(); }
  std::string policy_line() const {
    return fmt::format("witness {} {} {}\n", name_, key_.to_string(), url_);
  }
  const tlog::VerifierKey& key() const { return key_; }

 private:
  static std::shared_ptr<tlog::Directory> known(const fs::path& path,
                                                const tlog::VerifierKey& log) {
    fs::create_directory(path);
    std::shared_ptr<tlog::Directory> directory = tlog::open_directory(path).value();
    EXPECT_TRUE(add_witnessed_log(*directory, log));
    return directory;
  }

  std::string name_;
  std::unique_ptr<tlog::Witness> witness_;
  tlog::VerifierKey key_;
  std::string url_;
  std::unique_ptr<Running> running_;
};

class CosigningTest : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("no_proxy", "*", 1);
    ASSERT_TRUE(tlog::Log::create(asking_log.place(), asking_log.signer()));
    for (const char* witness : {"w0", "w1", "w2"}) {
      witnesses.push_back(std::make_unique<RunningWitness>(base / witness, witness,
                                                           asking_log.signer().verifier()));
    }
  }

  void append(int entries, const std::string& entry = "entry") const {
    const auto log = tlog::Log::open(asking_log.place(), asking_log.signers(), kQuiet).value();
    for (int i = 0; i < entries; ++i) ASSERT_TRUE(log->append(entry));
    ASSERT_TRUE(log->publish());
  }
  std::string two_of_three(const std::string& more = {}) const {
    std::string text = "log " + asking_log.signer().verifier().to_string() + "\n";
    for (const auto& witness : witnesses) text += witness->policy_line();
    return text + more + "group two 2 w0 w1 w2\n";
  }
  std::unique_ptr<Cosigner> cosigner(const std::string& policy) const {
    std::ofstream(base / "policy") << policy;
    return Cosigner::open(asking_log.path(), tlog::QuorumPolicy::read(base / "policy").value(),
                          kShort)
        .value();
  }
  service::JoinCheckpoint join() const {
    return service::join_unless_written(tlog::open_directory(asking_log.path()).value());
  }
  CosigningRound round(Cosigner& asking, bool stamps = true) const {
    return asking.round(stamps, join()).value();
  }
  Note note(const std::string& file) const {
    return tlog::parse_note(asking_log.read(file)).value();
  }
  size_t cosignatures(const std::string& file) const {
    std::vector<tlog::VerifierKey> keys;
    for (const auto& witness : witnesses) keys.push_back(witness->key());
    return tlog::verify_note(note(file), keys).value().size();
  }

  tlog::TemporaryLog asking_log;
  const TemporaryDirectory temporary;
  const fs::path base = temporary.path();
  std::vector<std::unique_ptr<RunningWitness>> witnesses;
};

TEST_F(CosigningTest, TheQuorumVouchesAndIsKept) {
  const crypto::TimeStampAuthority authority;
  const Running tsa([&](const Request& request) {
    return Response{.content_type = "application/timestamp-reply",
                    .body = authority.answer(request.body)};
  });
  const std::string policy =
      two_of_three(fmt::format("tsa stamp {} {}\n", authority.roots_file().string(), tsa.url())) +
      "group all all two stamp\nquorum all\n";
  append(5);
  const auto asking = cosigner(policy);
  const CosigningRound without = round(*asking, false);
  EXPECT_FALSE(without.met);
  EXPECT_TRUE(without.joined);
  EXPECT_FALSE(fs::exists(asking_log.path() / "cosigned"));
  const CosigningRound met = round(*asking);
  EXPECT_TRUE(met.met);
  EXPECT_EQ(met.checkpoint.size, 5u);
  for (const service::Vouching& one : met.vouchings) EXPECT_TRUE(one.vouched) << one.problem;
  EXPECT_EQ(cosignatures("checkpoint"), 3u);
  EXPECT_EQ(cosignatures("cosigned"), 3u);
  const auto stamp = crypto::verify_time_stamp(
      asking_log.read("timestamps/5-stamp.tsr"), crypto::sha256(note("checkpoint").text),
      crypto::TimeStampRoots::parse(authority.roots()).value());
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->time, met.vouchings.back().time);

  // Nobody is asked twice, and the log is one as before.
  for (const auto& witness : witnesses) witness->stop();
  EXPECT_TRUE(round(*asking).met);
  const std::vector<tlog::VerifierKey> keys{asking_log.signer().verifier()};
  EXPECT_TRUE(tlog::verify_log(*asking_log.place().log, keys)->problems.empty());
}

TEST_F(CosigningTest, TooFewDelayNothingAndAreSaid) {
  append(5);
  const auto asking = cosigner(two_of_three() + "quorum two\n");
  witnesses[1]->stop();
  CosigningRound done = round(*asking);
  EXPECT_TRUE(done.met);
  EXPECT_FALSE(done.vouchings[1].vouched);
  EXPECT_FALSE(done.vouchings[1].problem.empty());
  EXPECT_FALSE(done.vouchings[1].other_tree);
  witnesses[0]->stop();
  append(5);
  done = round(*asking);
  EXPECT_FALSE(done.met);
  EXPECT_EQ(cosignatures("checkpoint"), 1u);
  EXPECT_EQ(note("cosigned").text.substr(0, 19), "test.example/log\n5\n");
}

TEST_F(CosigningTest, WhatAWitnessSawIsLearntFromIt) {
  append(3);
  const std::string policy = two_of_three() + "quorum two\n";
  EXPECT_TRUE(round(*cosigner(policy)).met);
  // Each of these cosigners knows nothing; the tree crosses full tiles.
  for (const int more : {1, 300, 0, 17}) {
    append(more);
    const CosigningRound done = round(*cosigner(policy));
    EXPECT_TRUE(done.met) << more;
    EXPECT_EQ(cosignatures("cosigned"), 3u) << done.vouchings[0].problem;
  }
}

TEST_F(CosigningTest, AForkIsRefusedByThoseWhoKnowTheOther) {
  append(4);
  const auto start = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  fs::copy(asking_log.path(), base / "before", start);
  fs::copy(asking_log.guard_path(), base / "guard-before", start);
  append(3, "one story");
  const std::string policy = two_of_three() + "quorum two\n";
  ASSERT_TRUE(round(*cosigner(policy)).met);

  fs::remove_all(asking_log.path());
  fs::remove_all(asking_log.guard_path());
  fs::copy(base / "before", asking_log.path(), start);
  fs::copy(base / "guard-before", asking_log.guard_path(), start);
  CosigningRound done = round(*cosigner(policy));  // 4 entries, where 7 were cosigned
  EXPECT_FALSE(done.met);
  EXPECT_TRUE(done.vouchings[0].other_tree) << done.vouchings[0].problem;
  append(3, "another story");
  done = round(*cosigner(policy));
  EXPECT_FALSE(done.met);
  for (const service::Vouching& one : done.vouchings) {
    EXPECT_TRUE(one.other_tree) << one.problem;
    EXPECT_TRUE(one.problem.contains("fork")) << one.problem;
  }
  append(3, "another story");
  done = round(*cosigner(policy));
  EXPECT_FALSE(done.met);
  EXPECT_TRUE(done.vouchings[2].problem.contains("fork")) << done.vouchings[2].problem;
  EXPECT_FALSE(fs::exists(asking_log.path() / "cosigned"));
}

TEST_F(CosigningTest, WhoLiesDoesNotCount) {
  append(4);
  const SignerKey key = SignerKey::generate("liar.example", KeyType::kCosignatureV1).value();
  const SignerKey other = SignerKey::generate("other.example", KeyType::kCosignatureV1).value();
  const std::string text = note("checkpoint").text;
  const std::string another = "another text\n";
  const std::string good = to_string(tlog::sign_note(text, key, 5));
  const std::vector<Response> answers{
      {.body = {}},
      {.body = "OK\n"},
      {.body = to_string(tlog::sign_note(another, key, 5))},
      {.body = to_string(tlog::sign_note(text, other, 5))},
      {.body = "more\n\n" + good},
      {.body = good.substr(0, good.size() - 1)},
      {.body = std::string(size_t{1} << 19, 'x')},
      {.status = 409, .body = "2\n"},
      {.status = 409, .body = "99999999999\n"},
      {.status = 409, .body = "four\n"},
      {.status = 422, .body = {}},
      {.status = 302, .body = {}},
      {.status = 500, .body = good},
  };
  Response answer;
  const Running liar([&](const Request&) { return answer; });
  const auto asking = cosigner(
      fmt::format("witness liar {} {}\nquorum liar\n", key.verifier().to_string(), liar.url()));
  for (const Response& one : answers) {
    answer = one;
    const CosigningRound done = round(*asking);
    EXPECT_FALSE(done.met) << one.status << " " << one.body.substr(0, 100);
    EXPECT_FALSE(done.vouchings[0].problem.empty());
    EXPECT_EQ(note("checkpoint").signatures.size(), 1u);
  }
  EXPECT_FALSE(fs::exists(asking_log.path() / "cosigned"));
}

TEST_F(CosigningTest, OneAsksForALogAtATime) {
  const auto asking = cosigner("quorum none\n");
  const auto second =
      Cosigner::open(asking_log.path(), tlog::QuorumPolicy::read(base / "policy").value(), kShort);
  EXPECT_EQ(second.error().code, ErrorCode::kUsage);
}

TEST_F(CosigningTest, FollowsALogThatIsWritten) {
  std::ofstream(base / "policy") << two_of_three() + "quorum two\n";
  const auto log =
      tlog::Log::open(asking_log.place(), asking_log.signers(), {.publish_every = 20ms}).value();
  std::atomic<uint64_t> errors = 0;
  std::atomic<uint64_t> newest = 0;
  service::CosigningOptions options;
  options.every = 10ms;
  auto cosigning = service::Cosigning::start(*log, asking_log.path(), base / "policy", options,
                                             [&](const Result<CosigningRound>& done) {
                                               if (!done) ++errors;
                                               if (done && done->met)
                                                 newest = done->checkpoint.size;
                                             })
                       .value();
  // Beside the writer the command's own way leaves `checkpoint` alone.
  const Note cosigned{note("checkpoint").text, {}};
  EXPECT_EQ(join()(cosigned, {}), false);
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(log->append("entry"));
  while (newest < 1) std::this_thread::sleep_for(5ms);
  const uint64_t last = log->publish()->size;
  cosigning.reset();
  EXPECT_EQ(last, 300u);
  EXPECT_EQ(newest, last);
  EXPECT_EQ(errors, 0u);
  EXPECT_EQ(cosignatures("checkpoint"), 3u);
  EXPECT_EQ(cosignatures("cosigned"), 3u);
}

}  // namespace
}  // namespace sekisho::http
