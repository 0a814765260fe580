// The files by which gates decide (docs/formats/gate-facts.md), as a worker maps them, whatever
// stands in them. The first byte chooses: 0 an image of facts, 1 the file that names a generation's
// parts, 2 `current`. An image that opens answers every question, and is judged by; a generation is
// what was published or none.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "barrier/judge.h"
#include "barrier/published_facts.h"
#include "barrier/sample_world_test.h"
#include "base/file.h"

using namespace sekisho;
using namespace sekisho::barrier;

namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'700'000'000 * kMicrosPerSecond};

const Rules& rules() {
  static const Rules out = shipped_rules();
  return out;
}

// Published facts of a small utility. Each input takes the place of one of its files.
class Published {
 public:
  Published() {
    std::string pattern = (fs::temp_directory_path() / "sekisho-fuzz-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) __builtin_trap();
    place_ = pattern;
    SampleWorld world;
    world.add_clerk("P1");
    world.registers.index();
    const FactBase base(world.registers);
    auto publisher = FactPublisher::open(place_, kNow);
    if (!publisher || !publisher->publish({.base = base, .rules = rules(), .revision = "1"}, kNow))
      __builtin_trap();
    current_ = read_file(place_ / "current", 1024).value();
    for (const auto& entry : fs::directory_iterator(place_)) {
      if (entry.path().filename().string().starts_with("generation.")) generation_ = entry.path();
    }
    parts_ = read_file(generation_, 1 << 20).value();
  }
  ~Published() { fs::remove_all(place_); }
  Published(const Published&) = delete;
  Published& operator=(const Published&) = delete;

  void with_generation(std::string_view bytes) { follow(generation_, bytes, parts_); }
  void with_current(std::string_view bytes) { follow(place_ / "current", bytes, current_); }

 private:
  void follow(const fs::path& file, std::string_view bytes, const std::string& kept) const {
    if (!write_file(file, bytes)) __builtin_trap();
    auto follower = FactFollower::open(place_);
    if (follower) {
      const auto& facts = follower->at(kNow);
      // Nothing else was ever published.
      if (facts != nullptr && facts->image->head().revision != "1") __builtin_trap();
      if (!follower->last()->image->person("P1").known()) __builtin_trap();
    }
    if (!write_file(file, kept)) __builtin_trap();
  }

  fs::path place_, generation_;
  std::string current_, parts_;
};

void ask(const FactImage& image) {
  const PublishedFacts facts{.generation = 1,
                             .image = std::shared_ptr<const FactImage>(&image, [](auto*) {}),
                             .supply = {},
                             .rules = nullptr,
                             .outages = {}};
  for (const std::string_view who : {"P1", "P2", ""}) {
    const PersonId person = image.person(who);
    for (const uint32_t account : image.accounts_of(person)) {
      const auto name = image.name_of(AccountId(account));
      for (const auto& one : image.accounts(image.state(AccountId(account), kNow))) {
        if (one.roles.size() + name.name.size() > image.head().revision.max_size())
          __builtin_trap();
      }
      const Access access{.system = "nol",
                          .person = who,
                          .account = name.name,
                          .terminal = "t-P1",
                          .address = "10.0.0.1",
                          .record = {RecordKind::kSupplyPoint, image.retailer("R01", kNow)}};
      const Judgement judged = judge(rules(), image, access, kNow);
      if (judged.allowed && judged.reasons.empty()) __builtin_trap();
    }
    for (const auto& one : image.people(image.state(person, kNow))) {
      for (const auto& employer : one.employers) image.registers().code(employer);
    }
  }
  if (facts.terminal_at("10.0.0.1", kNow).known() && !image.address("10.0.0.1").known())
    __builtin_trap();
  for (uint32_t index = 0; index < 4; ++index) image.person_facts(index);
}

void open_image(const uint8_t* data, size_t size) {
  const int memory = ::memfd_create("facts", 0);
  if (memory < 0 || ::write(memory, data, size) != static_cast<ssize_t>(size)) __builtin_trap();
  const auto image = FactImage::open("/proc/self/fd/" + std::to_string(memory));
  ::close(memory);
  if (image) ask(**image);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  static Published published;
  if (data[0] == 0) open_image(data + 1, size - 1);
  if (data[0] == 1) published.with_generation(bytes);
  if (data[0] == 2) published.with_current(bytes);
  return 0;
}
