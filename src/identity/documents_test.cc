// Holds docs/formats/identity.md to the code.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "base/file.h"
#include "identity/breached_passwords.h"
#include "identity/event.h"
#include "identity/throttle.h"
#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

const std::string& document() {
  static const std::string text =
      read_file(SEKISHO_ROOT "/docs/formats/identity.md", 1 << 20).value();
  return text;
}

std::vector<std::string> blocks(const std::string& language) {
  std::vector<std::string> out;
  const std::string fence = "\n```" + language + "\n";
  for (size_t at = document().find(fence); at != std::string::npos;
       at = document().find(fence, at + 1)) {
    const size_t begin = at + fence.size();
    out.push_back(document().substr(begin, document().find("\n```", begin) - begin));
  }
  return out;
}

std::string from_hex(const std::string& digits) {
  std::string out;
  int half = -1;
  for (const char c : digits) {
    if (c == '\n') continue;
    const int value = c <= '9' ? c - '0' : c - 'a' + 10;
    if (half < 0) {
      half = value;
    } else {
      out += static_cast<char>(half << 4 | value);
      half = -1;
    }
  }
  return out;
}

TEST(IdentityDocument, TheListsAreReadAsTheyStand) {
  const auto texts = blocks("list");
  const auto packed = blocks("text");
  ASSERT_EQ(texts.size(), 1u);
  ASSERT_EQ(packed.size(), 1u);
  for (const std::string& content : {texts.front(), from_hex(packed.front())}) {
    std::string name = std::filesystem::temp_directory_path() / "sekisho-list-XXXXXX";
    ::close(::mkstemp(name.data()));
    ASSERT_TRUE(write_file(name, content));
    const auto list = BreachedPasswords::open(name);
    std::filesystem::remove(name);
    ASSERT_TRUE(list) << to_string(list.error());
    EXPECT_TRUE(list->contains("correct horse").value());
    EXPECT_TRUE(list->contains("battery staple").value());
    EXPECT_FALSE(list->contains("correct staple").value());
  }
}

TEST(IdentityDocument, EventsLookLikeThat) {
  const Instant time{1'795'654'923 * kMicrosPerSecond};
  const UserId hana{"p-7Vh3kQ0aZr"};
  const ItemId item{"us0N9CpWfKjBbnT4"};
  const std::vector<Event> events{
      LoginEvent{time, hana.value, true, {"password", "webauthn"}, item, "", "office"},
      LoginEvent{time, std::string(kNobody), false, {"password"}, {}, "no such account", "office"},
      LoginEvent{time, hana.value, true, {"password", "totp"}, item, "unmask"},
      ActEvent{time,
               hana,
               ActKind::kAdd,
               hana,
               "factor/" + item.value,
               {"p-kR81mN2xYw"},
               "2026-117",
               "card"}};
  std::vector<std::string> drafts;
  for (const Event& event : events)
    drafts.push_back(
        draft_of(event, "sekisho", [](std::string_view) { return "p-2mXc81LqEw"; }).to_json());
  EXPECT_EQ(blocks("json"), drafts);
}

TEST(IdentityDocument, FiguresAreThoseOfTheCode) {
  const Settings settings;
  EXPECT_EQ(settings.session_idle, 30 * kMicrosPerMinute);
  EXPECT_EQ(settings.session_whole, 12 * kMicrosPerHour);
  EXPECT_EQ(settings.pending_login, 5 * kMicrosPerMinute);
  EXPECT_EQ(settings.enrolment, 72 * kMicrosPerHour);
  EXPECT_EQ(settings.first_administrator, kMicrosPerHour);
  EXPECT_EQ(settings.device, 90 * kMicrosPerDay);
  EXPECT_EQ(settings.api_token, 365 * kMicrosPerDay);
  EXPECT_EQ(settings.min_password_characters, 12u);
  EXPECT_EQ(kMaxProofs, 5u);
  const BudgetRule& account = rule_of(BudgetKind::kAccount);
  const BudgetRule& source = rule_of(BudgetKind::kSource);
  EXPECT_EQ(account.free, 5u);
  EXPECT_EQ(account.longest_wait, 15 * kMicrosPerMinute);
  EXPECT_EQ(account.forgotten, 15 * kMicrosPerMinute);
  EXPECT_EQ(source.free, 50u);
  EXPECT_EQ(source.longest_wait, kMicrosPerMinute);
  EXPECT_EQ(source.forgotten, kMicrosPerMinute);
  EXPECT_EQ(crypto::PasswordCost{}.memory_kib, 65536u);
  EXPECT_EQ(crypto::PasswordCost{}.passes, 3u);
}

// Whatever happens, no secret, login name or address is in what the record is told.
TEST(IdentityDocument, NoEventTellsASecret) {
  IdentityWorld world;
  const auto code = world.administration.invite({kKen, "2026-17"}, kHana, "login.name", world.now);
  const std::string secret = world.enrol(code->code);
  world.try_password("login.name", "a wrong password", world.office);
  const LoggedIn logged_in = world.log_in_as("login.name", secret, world.office);
  world.step_up(logged_in.session, Purpose::kExport, secret);
  ASSERT_TRUE(world.sessions.end(logged_in.session, world.now).value());
  ASSERT_GE(world.storage.events.size(), 8u);
  for (const Event& event : world.storage.events) {
    const std::string draft = IdentityWorld::draft_of(event).to_json();
    for (const std::string& hidden :
         {code->code, secret, logged_in.token, logged_in.device, std::string(kGoodPassword),
          std::string("a wrong password"), std::string("login.name"), world.office.source}) {
      EXPECT_FALSE(draft.contains(hidden)) << draft;
    }
  }
}

}  // namespace
}  // namespace sekisho::identity
