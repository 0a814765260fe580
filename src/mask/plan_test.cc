#include "mask/plan.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "mask/generalise.h"
#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

Treatment as(std::string_view mask) {
  return {policy::mask_named(mask).value(), true, false};
}

TEST(Plan, TreatsValues) {
  const Plan plan = sample_plan("mask:phone=pseudonym");
  EXPECT_EQ(plan.treated("髙橋一郎", as("first2")), "髙橋***");
  EXPECT_EQ(plan.treated("髙橋一郎", as("last1")), "***郎");
  EXPECT_EQ(plan.treated("髙橋", as("first2")), "***") << "nothing would be hidden";
  EXPECT_EQ(plan.treated("  ", as("redact")), "  ");
  EXPECT_EQ(plan.treated("", as("redact")), "");
  EXPECT_EQ(plan.treated("x", as("redact")), "***");
  EXPECT_EQ(plan.treated("x", as("show")), "x");
  EXPECT_EQ(plan.treated("０９０", as("pseudonym")), plan.treated("090 ", as("pseudonym")));
  EXPECT_NE(plan.treated("090", as("pseudonym")), plan.treated("091", as("pseudonym")));
}

TEST(Plan, Generalises) {
  EXPECT_EQ(municipality_of("〒810-0004　福岡県福岡市中央区渡辺通2-1-82"), "福岡県福岡市");
  EXPECT_EQ(municipality_of("東京都千代田区霞が関1-3-1"), "東京都千代田区");
  EXPECT_EQ(municipality_of("三重県四日市市諏訪町1-5"), "三重県四日市市");
  EXPECT_EQ(municipality_of("千葉県市川市八幡1-1-1"), "千葉県市川市");
  EXPECT_EQ(municipality_of("福岡県糟屋郡志免町志免1-1"), "福岡県糟屋郡志免町");
  EXPECT_EQ(municipality_of("新潟県十日町市千歳町"), "新潟県十日町");  // short, never long
  EXPECT_EQ(municipality_of("福岡市中央区渡辺通"), "福岡市");
  EXPECT_EQ(municipality_of("渡辺通2-1-82"), std::nullopt);
  EXPECT_EQ(municipality_of("天神町1-1"), std::nullopt) << "a town is finer than a municipality";
  EXPECT_EQ(municipality_of(""), std::nullopt);
  EXPECT_EQ(month_of("令和4年10月5日"), "2022-10");
  EXPECT_EQ(month_of("2022/1/5"), "2022-01");
  EXPECT_EQ(month_of("sometime"), std::nullopt);
  EXPECT_EQ(sample_plan("mask:date=month").treated("未定", as("month")), "***");
}

TEST(Plan, RefusesAFieldThatMayStandAnywhere) {
  const auto places =
      Places::parse("[fields.phone]\njson = [\"/phone\"]\n", "p.toml", sample_vocabulary());
  ASSERT_TRUE(places);
  const auto plan = Plan::compile(*places, obligations_named("mask:supplier=remove"));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().message, "the field `supplier` has to be masked and has no place");
  EXPECT_TRUE(Plan::compile(*places, obligations_named("mask:minimum")));
  EXPECT_FALSE(Plan::compile(*places, obligations_named("mask:phone=pseudonym")));
}

TEST(Places, PointAtMistakes) {
  const auto error = [](std::string_view toml) {
    return to_string(Places::parse(toml, "p.toml", sample_vocabulary()).error());
  };
  EXPECT_EQ(error("[fields.phon]\n"),
            "p.toml:1:9: unknown field `phon`\n  help: Did you mean `phone`?");
  EXPECT_TRUE(error("[fields.phone]\njson = [\"phone\"]\n").contains("p.toml:2:")) << error("");
  EXPECT_TRUE(error("[fields.phone]\nelements = [\"#\"]\n").contains("names no element"));
  EXPECT_TRUE(error("[fields.phone]\nelement = [\"#a\"]\n").contains("Did you mean `elements`?"));
}

}  // namespace
}  // namespace sekisho::mask
