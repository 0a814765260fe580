#include "policy/obligations.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/file.h"
#include "cedar/parser.h"
#include "policy/limits.h"

namespace sekisho::policy {
namespace {

constexpr std::string_view kVocabulary = R"(
[fields]
phone = { ja = "電話番号", en = "phone" }
supplier = { ja = "小売電気事業者", en = "supplier" }
usage = { ja = "使用量", en = "usage" }

[profiles.minimum]
ja = "必要最低限"
en = "minimum"
masks = { phone = "show", supplier = "remove", others = "redact" }
)";

Vocabulary vocabulary() {
  const auto read = Vocabulary::parse(kVocabulary, "obligations.toml");
  EXPECT_TRUE(read) << to_string(read.error());
  return read.value_or(Vocabulary{});
}

std::string read(std::string_view annotation) {
  const auto out = parse_obligations(annotation, vocabulary());
  return out ? to_string(*out) : out.error().message + " / " + out.error().help;
}

TEST(ObligationsTest, ReadsProfilesAndFields) {
  EXPECT_EQ(read("mask:minimum"), "phone: show, supplier: remove, others: redact");
  EXPECT_EQ(read("mask:phone=last4"), "phone: last4, others: show");
  EXPECT_EQ(read(" mask: phone = last4 , mask:*=city"), "phone: redact, others: city");
  EXPECT_EQ(read("mask:phone=show"), "nothing");
}

TEST(ObligationsTest, OfOneFieldTheStrongerMaskWins) {
  EXPECT_EQ(read("mask:minimum, mask:phone=last4"),
            "phone: last4, supplier: remove, others: redact");
  EXPECT_EQ(read("mask:phone=last4, mask:phone=last2"), "phone: last2, others: show");
  // What one of them does not name is among its others.
  EXPECT_EQ(read("mask:supplier=show, mask:*=redact"), "others: redact");
}

TEST(ObligationsTest, RefusesWhatNobodyKnowsHowToDo) {
  EXPECT_EQ(read("mask:minimun"),
            "unknown mask profile `minimun` in an obligation / Did you mean `minimum`?");
  EXPECT_EQ(read("mask:phon=redact"),
            "unknown field `phon` in an obligation / Did you mean `phone`?");
  EXPECT_EQ(read("mask:phone=hide"),
            "unknown mask `hide` in an obligation / Write show, first3, last4, city, month, "
            "pseudonym, redact or remove.");
  for (const std::string_view bad : {"", "notify:desk", "mask", "mask:", "mask:minimum,", ","}) {
    EXPECT_FALSE(parse_obligations(bad, vocabulary())) << bad;
  }
}

TEST(ObligationsTest, BoundsTheirNumber) {
  std::string many = "mask:minimum";
  for (size_t i = 0; i < kMaxObligations; ++i) many += ",mask:minimum";
  const auto out = parse_obligations(many, vocabulary());
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kLimit);
}

TEST(ObligationsTest, OfAPolicyCarryItsPlace) {
  const auto policies = cedar::parse_policies(
      "permit (principal, action, resource);\n"
      "@obligation(\"mask:minimun\") permit (principal, action, resource);",
      {.file = "a.cedar"});
  ASSERT_TRUE(policies);
  EXPECT_TRUE(obligations_of(policies->policies()[0], vocabulary())->none());
  const auto wrong = obligations_of(policies->policies()[1], vocabulary());
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().place.file, "a.cedar");
  EXPECT_EQ(wrong.error().place.line, 2U);
}

Obligations any_obligations() {
  const auto any = [] {
    return *mask_named(
        *rc::gen::element<std::string>("show", "last2", "last4", "city", "redact", "remove"));
  };
  Obligations::Fields fields;
  for (const char* field : {"phone", "supplier", "usage"}) {
    if (*rc::gen::arbitrary<bool>()) fields.emplace(field, any());
  }
  return Obligations(any(), std::move(fields));
}

RC_GTEST_PROP(ObligationsTest, MergingIsFieldByField, ()) {
  const Obligations a = any_obligations();
  const Obligations b = any_obligations();
  Obligations both = a;
  both.merge(b);
  Obligations other_way = b;
  other_way.merge(a);
  RC_ASSERT(both == other_way);
  for (const char* field : {"phone", "supplier", "usage", "unnamed"}) {
    RC_ASSERT(both.mask_of(field) == stronger(a.mask_of(field), b.mask_of(field)));
  }
}

TEST(VocabularyTest, PointsAtMistakes) {
  const auto mistake = [](std::string_view toml) {
    const auto out = Vocabulary::parse(toml, "o.toml");
    return out ? std::string("fine")
               : std::to_string(out.error().place.line) + " " + out.error().message;
  };
  EXPECT_EQ(mistake("[fields]\n[profiles.x]\nja = 'x'\nen = 'x'\nmasks = { phone = 'redact' }\n"),
            "5 `phone` is no field");
  EXPECT_EQ(
      mistake("[fields]\np = {ja='p', en='p'}\n[profiles.x]\nja='x'\nen='x'\nmasks.p = 'hide'\n"),
      "6 `hide` is no mask");
  EXPECT_EQ(mistake("[fields]\nothers = {ja='p', en='p'}\n"), "2 `others` is no name");
  EXPECT_EQ(mistake("[fields]\n'A b' = {ja='p', en='p'}\n"), "2 `A b` is no name");
  EXPECT_NE(mistake("[fields]\np = {ja='p'}\n"), "fine");
  EXPECT_NE(mistake("[feilds]\n"), "fine");
}

TEST(VocabularyTest, TheShippedOneKeepsTheSupplierFromHelpers) {
  const std::string path = SEKISHO_ROOT "/policies/obligations.toml";
  const auto text = read_file(path, kMaxFileBytes);
  ASSERT_TRUE(text);
  const auto shipped = Vocabulary::parse(*text, path);
  ASSERT_TRUE(shipped) << to_string(shipped.error());
  const auto helper = parse_obligations("mask:minimum", *shipped);
  ASSERT_TRUE(helper);
  EXPECT_EQ(helper->mask_of("supplier").method, MaskMethod::kRemove);
  EXPECT_EQ(helper->mask_of("switching").method, MaskMethod::kRemove);
  EXPECT_EQ(helper->mask_of("usage").method, MaskMethod::kRedact);
  EXPECT_EQ(helper->mask_of("a field of a screen that nobody has named").method,
            MaskMethod::kRedact);
  EXPECT_EQ(helper->mask_of("address").method, MaskMethod::kShow);
  EXPECT_EQ(helper->mask_of("outage").method, MaskMethod::kShow);
  for (const char* profile : {"minimum", "supplier-blind", "own"})
    EXPECT_TRUE(shipped->profiles.contains(profile)) << profile;
}

}  // namespace
}  // namespace sekisho::policy
