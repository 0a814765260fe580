#include "barrier/fact_image.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>

#include "barrier/fact_image_layout.h"
#include "barrier/judge.h"
#include "barrier/random_world_test.h"
#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho::barrier {
namespace {

// A register's facts, as they are and as an image of them says.
struct Imaged {
  explicit Imaged(const reg::Register& registers) : base(registers) {
    EXPECT_TRUE(write_file(path, fact_image(base, head)));
    image = FactImage::open(path).value();
  }
  TemporaryDirectory directory;
  std::filesystem::path path = directory.path() / "facts";
  ImageHead head{"change 7", "c0ffee", SampleWorld::day(3)};
  FactBase base;
  FactBaseSource source{base};
  std::shared_ptr<const FactImage> image;
};

bool same(const Judgement& one, const Judgement& other) {
  return one.allowed == other.allowed && one.reasons == other.reasons && one.actor == other.actor &&
         one.record == other.record && one.obligations == other.obligations;
}

RC_GTEST_PROP(FactImage, JudgesAsTheRegisterDoes, ()) {
  const RandomWorld world;
  static const Rules rules = shipped_rules();
  const Imaged imaged(world.registers);
  RC_ASSERT(imaged.image->head() == imaged.head);
  const auto one_of = [](const std::vector<std::string>& names) {
    return names[*rc::gen::inRange<size_t>(0, names.size())];
  };
  for (int i = 0; i < 30; ++i) {
    const std::string person = one_of({"", "P1", "P2", "P3", "nobody"});
    const std::string account = one_of({"k1", "k2", "k3", "", "none"});
    const std::string terminal = one_of({"t1", "t2", "t3", "", "none"});
    const Access access{.system = "nol",
                        .person = person,
                        .account = account,
                        .terminal = terminal,
                        .record = {RecordKind::kSupplyPoint, world.registers.tdso()},
                        .record_id = "0310000000000000000001"};
    const Instant t = SampleWorld::day(*rc::gen::inRange(-1, 31));
    RC_ASSERT(same(judge(rules, *imaged.image, access, t), judge(rules, imaged.source, access, t)));
  }
}

TEST(FactImage, KnowsWhoseAccountsAreWhose) {
  SampleWorld world;
  for (const char* who : {"P1", "P2"}) world.add_clerk(who);
  world.issue("again", "P1", SampleWorld::days(0, 5));
  world.issue("again", "P2", SampleWorld::since(5));
  world.issue("all", "", SampleWorld::since(0), reg::AccountKind::kShared);
  world.registers.shared_users.push_back(
      {world.account("all"), world.person("P2"), SampleWorld::since(0), {}});
  world.grant("P1", "lent", "t-P1", SampleWorld::days(3, 4));
  world.registers.index();
  const Imaged imaged(world.registers);
  const auto names = [&](std::string_view person) {
    std::vector<std::string> out;
    for (const uint32_t account : imaged.image->accounts_of(imaged.image->person(person))) {
      out.emplace_back(imaged.image->name_of(AccountId(account)).name);
    }
    std::ranges::sort(out);
    return out;
  };
  EXPECT_EQ(names("P1"), (std::vector<std::string>{"a-P1", "again", "lent"}));
  EXPECT_EQ(names("P2"), (std::vector<std::string>{"a-P2", "again", "all"}));
  EXPECT_TRUE(imaged.image->accounts_of(imaged.image->person("nobody")).empty());
}

TEST(FactImage, KnowsRetailersAsOfTheDay) {
  SampleWorld world;
  world.registers.retailer_codes.push_back(
      {world.text("R01"), world.entity("AFF"), SampleWorld::days(0, 10), {}});
  world.registers.index();
  const Imaged imaged(world.registers);
  const auto retailer = [&](std::string_view code, int64_t day) {
    return imaged.image->registers().code(imaged.image->retailer(code, SampleWorld::day(day)));
  };
  EXPECT_EQ(retailer("R01", 9), "AFF");
  EXPECT_EQ(retailer("R01", 10), "");
  EXPECT_EQ(retailer("CON", 9), "CON");
}

// Damage opens nothing and reads nothing outside the file.
RC_GTEST_PROP(FactImage, DeniesWhenItIsDamaged, ()) {
  static const Rules rules = shipped_rules();
  SampleWorld world;
  world.add_clerk("P1");
  world.registers.index();
  const Imaged imaged(world.registers);
  std::string bytes = read_file(imaged.path, 1u << 20).value();
  const size_t at = *rc::gen::inRange<size_t>(0, bytes.size());
  bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256));
  bytes.resize(*rc::gen::inRange<size_t>(bytes.size() / 2, bytes.size() + 1));
  const std::filesystem::path damaged = imaged.directory.path() / "damaged";
  RC_ASSERT(write_file(damaged, bytes).has_value());
  const auto image = FactImage::open(damaged);
  if (!image) return;
  const Judgement judged = judge(rules, **image,
                                 {.system = "nol",
                                  .person = "P2",
                                  .account = "a-P1",
                                  .terminal = "t-P1",
                                  .record = {RecordKind::kSupplyPoint, {}}},
                                 SampleWorld::day(5));
  RC_ASSERT(!judged.allowed);
}

// The document counts the sections as the code does.
TEST(FactImage, HasTheSectionsThatItsDocumentLists) {
  const std::string text = read_file(SEKISHO_ROOT "/docs/formats/fact-image.md", 1u << 20).value();
  size_t next = 0;
  for (size_t line = text.find("| 0 |"); text.substr(line).starts_with("| ");
       line = text.find('\n', line) + 1) {
    const size_t bar = text.find(" |", line + 2);
    for (size_t i = line + 2; i < bar; ++i) {
      if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) continue;
      size_t digits = 0;
      const size_t number = std::stoul(text.substr(i), &digits);
      EXPECT_GE(number, next);
      next = number + 1;
      i += digits;
    }
  }
  EXPECT_EQ(next, kImageSections);
}

TEST(FactImage, IsNothingElse) {
  TemporaryDirectory directory;
  const auto opened = [&](std::string_view bytes) {
    EXPECT_TRUE(write_file(directory.path() / "facts", bytes));
    return FactImage::open(directory.path() / "facts");
  };
  EXPECT_FALSE(FactImage::open(directory.path() / "none"));
  EXPECT_FALSE(opened("short"));
  const auto other = opened(std::string(4096, 'x'));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::barrier
