#include <fmt/format.h>

#include <array>

#include "casework/inquiry.h"
#include "text/civil.h"
#include "text/time_format.h"

// What goes out by post: text of plain lines, Japanese or English.
namespace sekisho::casework {
namespace {

Instant instant_of(const std::string& day) {
  return shifted(Instant{day_named(day).value_or(0) * kMicrosPerDay},
                 -int64_t{text::kJst.offset_seconds} * kMicrosPerSecond);
}

std::string_view honorific(Addressee kind) {
  return kind == Addressee::kManager ? "様" : "御中";
}

}  // namespace

std::string letter_ja(const Inquiry& inquiry, const Letter& letter) {
  std::string out;
  const auto line = [&](std::string_view text) { out += fmt::format("{}\n", text); };
  line(fmt::format("照会番号  第{}号", inquiry.id));
  line(text::date_ja(inquiry.asked_at, text::kJst));
  line("");
  line(fmt::format("{} {}", inquiry.addressee, honorific(inquiry.kind)));
  line("");
  line(letter.sender);
  line("");
  line("照会票(システムの利用状況の確認について)");
  line("");
  line("下記の利用について、業務上の必要性等を確認しております。お手数ですが、期限までにご回答");
  line("くださいますようお願いいたします。");
  line("");
  line("記");
  line("");
  line(fmt::format("1 照会の対象者   {}", inquiry.subject));
  line(fmt::format("2 照会事項       {}", inquiry.question));
  line(fmt::format("3 回答期限       {}", text::date_ja(instant_of(inquiry.due), text::kJst)));
  line("4 対象となる利用(日本時間)");
  for (const Look& look : inquiry.looks) {
    line(fmt::format("    {}  {}", text::date_time_ja(look.at, text::kJst), look.system));
  }
  line("5 回答方法");
  line(letter.link.empty()
           ? "    本システムにログインのうえ、照会番号を選んでご回答ください。"
           : fmt::format("    次のアドレスからご回答ください(1回限り有効)。\n    {}", letter.link));
  line("");
  line("※ 本照会票には対象者の利用日時とシステム名だけを記載しています。閲覧されたお客さま及び");
  line("  小売電気事業者に関する情報は記載していません。回答にも記載しないでください。");
  line("※ 本照会は事実の確認を目的とするものであり、違反の有無を判断したものではありません。");
  line("");
  line("以上");
  return out;
}

std::string letter_en(const Inquiry& inquiry, const Letter& letter) {
  static constexpr std::array<std::string_view, 3> kKinds{"manager", "contractor",
                                                          "compliance desk of the affiliate"};
  std::string out;
  const auto line = [&](std::string_view text) { out += fmt::format("{}\n", text); };
  line(fmt::format("Inquiry no. {}", inquiry.id));
  line(text::date_iso(inquiry.asked_at, text::kJst));
  line("");
  line(fmt::format("To: {} ({})", inquiry.addressee, kKinds[static_cast<size_t>(inquiry.kind)]));
  line(fmt::format("From: {}", letter.sender));
  line("");
  line("Inquiry about the use of systems");
  line("");
  line("We are confirming whether the use below was needed for work. Please answer by the date");
  line("given.");
  line("");
  line(fmt::format("1. About:      {}", inquiry.subject));
  line(fmt::format("2. Question:   {}", inquiry.question));
  line(fmt::format("3. Answer by:  {}", inquiry.due));
  line("4. Use in question (Japan time):");
  for (const Look& look : inquiry.looks) {
    line(fmt::format("     {}  {}", text::date_time_iso(look.at, text::kJst), look.system));
  }
  line("5. How to answer:");
  line(letter.link.empty()
           ? "     Log in to the system and choose the number of this inquiry."
           : fmt::format("     At this address, which works once:\n     {}", letter.link));
  line("");
  line(
      "This inquiry states times and systems only. It says nothing of the customers and suppliers");
  line("whose records were looked at; please do not do so in the answer either. It asks for facts");
  line("and does not say that a rule was broken.");
  return out;
}

}  // namespace sekisho::casework
