#include "service/decision/answer_context.h"

#include <fmt/format.h>

#include "service/decision/barrier_point.h"
#include "service/explanation_sentences.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

using report::Bilingual;

Bilingual words_of(const barrier::Rules& rules, std::string_view reason) {
  if (reason == kMasksNeeded) {
    return {"マスキングを条件とする閲覧であるが、問い合わせ元がマスキングに対応していない",
            "the access is permitted with masks only, and whoever asks does not mask"};
  }
  if (reason == kNotAnswered) {
    return {"問い合わせ元が担当するシステムではない",
            "the system is none that whoever asks may ask about"};
  }
  if (reason == kUnknownType) {
    return {"主体・操作・対象の種別が閲覧可否ルールにない、または対象のシステムが示されていない",
            "subject, action or resource is of no type that the rules know, or the system of the "
            "record is not named"};
  }
  if (reason == kTooManyReadings) {
    return {"台帳の矛盾が多く判定できない", "the registers contradict one another too much"};
  }
  return reason_words(rules, reason);
}

void write(text::JsonWriter& json, std::string_view name, const Bilingual& words) {
  json.key(name).begin_object().member("en", words.en).member("ja", words.ja).end_object();
}

// For whoever is refused: nothing of the rules, and how to ask.
Bilingual for_the_refused(std::optional<uint64_t> entry) {
  if (!entry) return {"この情報は閲覧できません。", "You may not see this."};
  return {fmt::format("この情報は閲覧できません。受付番号{}を添えて行為規制担当部署に"
                      "お問い合わせください。",
                      *entry),
          fmt::format("You may not see this. Ask the conduct-regulation department, and name the "
                      "number {}.",
                      *entry)};
}

void write_masks(text::JsonWriter& json, const policy::Obligations& masks) {
  json.key("obligations").begin_object().key("mask").begin_object();
  json.member("others", to_string(masks.others())).key("fields").begin_object();
  for (const auto& [field, mask] : masks.fields()) json.member(field, to_string(mask));
  json.end_object().end_object().end_object();
}

}  // namespace

std::string answer_context(const Knowledge& knowledge, const Judgement& judgement,
                           std::optional<uint64_t> entry) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  if (entry) json.member("id", std::to_string(*entry));
  if (!judgement.allowed) {
    Bilingual why;
    for (const std::string& reason : judgement.reasons) {
      const Bilingual words = words_of(knowledge.barrier().rules, reason);
      why.en += (why.en.empty() ? "" : "; ") + words.en;
      why.ja += (why.ja.empty() ? "" : "、") + words.ja;
    }
    write(json, "reason_admin", why);
    write(json, "reason_user", for_the_refused(entry));
  }
  json.key("reasons").begin_array();
  for (const std::string& reason : judgement.reasons) json.value(reason);
  json.end_array();
  if (judgement.allowed && !judgement.obligations.none()) write_masks(json, judgement.obligations);
  json.member("policy_set", knowledge.barrier().policy_set_hash);
  json.member("facts_revision", knowledge.revision());
  json.end_object();
  return out;
}

}  // namespace sekisho::service
