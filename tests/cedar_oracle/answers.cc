#include "answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cedar/authorizer.h"
#include "cedar/conformance.h"
#include "cedar/entities_json.h"
#include "cedar/est_json.h"
#include "cedar/format.h"
#include "cedar/format_text.h"
#include "cedar/parser.h"
#include "cedar/schema.h"
#include "cedar/schema_json.h"
#include "cedar/schema_text.h"
#include "cedar/validator.h"
#include "facts.h"
#include "policy_text.h"
#include "schema_model.h"
#include "text/json.h"

namespace sekisho::cedar::oracle {
namespace {

using text::JsonMember;
using text::JsonValue;
using text::JsonWriter;

struct LinkText {
  std::string template_id;
  std::string id;
  SlotValues values;
};

class CaseMaker {
 public:
  CaseMaker(uint64_t seed, uint64_t index)
      : random_(seed ^ (index * 0xD1342543DE82EF95u)), index_(index), json_(out_) {}

  std::string line() {
    model_ = make_schema(random_);
    json_.begin_object().member("case", index_);
    schema();
    policies();
    facts();
    json_.end_object();
    return std::move(out_);
  }

 private:
  template <class T>
  void verdict(std::string_view name, const Result<T>& result) {
    json_.key(name).begin_object().member("ok", result.has_value());
    if (!result) json_.member("message", result.error().message);
    json_.end_object();
  }

  void schema() {
    std::string text = to_text(model_, random_);
    if (random_.chance(20)) text = mutate_text(text, random_);
    json_.member("schema", text);
    const auto fragment = parse_schema_text(text);
    Result<Schema> resolved = parse_schema(text);
    json_.key("schemaAnswer").begin_object().member("ok", resolved.has_value());
    if (resolved) {
      // On one line, as the whole case is.
      const std::string json = JsonValue::parse(to_schema_json(*fragment))->to_json();
      json_.key("json").raw(json);
      json_.member("text", to_schema_text(*fragment));
      json_.end_object();
      if (random_.chance(40)) mutated_schema(json);
      schema_ = std::move(*resolved);
    } else {
      json_.member("message", resolved.error().message).end_object();
    }
  }

  void mutated_schema(const std::string& json) {
    const std::string mutated = mutate_json(json, random_);
    json_.key("schemaJson").raw(mutated);
    verdict("schemaJsonAnswer", parse_schema(mutated));
  }

  void policies() {
    std::vector<PolicyText> texts;
    for (size_t i = 1 + random_.below(5); i > 0; --i) {
      texts.push_back(make_policy(model_, fmt::format("p{}", i), random_));
      if (random_.chance(9)) texts.back().text = mutate_text(texts.back().text, random_);
    }
    json_.key("policies").begin_array();
    for (const PolicyText& text : texts) policy(text);
    json_.end_array();
    links(texts);
    verdict("set", whole_);
    if (!whole_) return;
    json_.key("est").raw(to_est_json(*whole_));
    formatted(texts);
    if (schema_) validation();
    mutated_est();
  }

  void policy(const PolicyText& text) {
    json_.begin_object().member("id", text.id).member("text", text.text);
    // A text that was changed may hold two policies by now, or none.
    const auto read = parse_policies(text.text);
    const size_t count = read ? read->policies().size() + read->templates().size() : 0;
    json_.member("ok", count == 1);
    if (count == 1) {
      Policy one = read->size() == 1 ? read->policies()[0] : read->templates()[0];
      one.id = text.id;
      json_.member("template", one.is_template());
      json_.key("est").raw(to_est_json(one));
      json_.member("plain", to_string(one));
      ests_.push_back(to_est_json(one));
      if (whole_) keep(whole_->add(std::move(one)));
    } else {
      whole_ = fail(ErrorCode::kBadInput, read ? "not one policy" : read.error().message);
      json_.member("message", whole_.error().message);
    }
    json_.end_object();
  }

  void keep(const Result<void>& done) {
    if (!done && whole_) whole_ = std::unexpected(done.error());
  }

  void links(const std::vector<PolicyText>& texts) {
    json_.key("links").begin_array();
    size_t count = 0;
    for (const PolicyText& text : texts) {
      if (!text.is_template() || !random_.chance(85)) continue;
      LinkText link{text.id, fmt::format("l{}", ++count), {}};
      const auto fill = [&](Slot slot, bool has) {
        if (has != random_.chance(98)) return;
        const EntityModel& entity = random_.pick(model_.entities);
        link.values.emplace(slot, EntityUid{entity.complete_name(), entity_id(entity, random_)});
      };
      fill(Slot::kPrincipal, text.for_principal);
      fill(Slot::kResource, text.for_resource);
      if (random_.chance(1)) link.template_id = "nothing";
      if (random_.chance(1)) link.id = text.id;
      json_.begin_object().member("templateId", link.template_id).member("newId", link.id);
      json_.key("values").begin_object();
      for (const auto& [slot, uid] : link.values) {
        json_.key(name_of(slot)).begin_object();
        json_.member("type", uid.type).member("id", uid.id).end_object();
      }
      json_.end_object().end_object();
      if (whole_) keep(whole_->link(link.template_id, link.id, link.values));
    }
    json_.end_array();
  }

  void formatted(const std::vector<PolicyText>& texts) {
    std::string all;
    for (const PolicyText& text : texts) all += text.text + "\n";
    json_.member("text", all);
    const auto read = parse_policies(all);
    const auto laid_out = format_policies(all, {40 + random_.below(80)});
    json_.key("formatted").begin_object().member("ok", laid_out && read);
    if (laid_out && read) {
      json_.member("text", *laid_out);
      const auto again = parse_policies(*laid_out);
      json_.member("same", again && to_est_json(*again) == to_est_json(*read));
      json_.key("est").raw(to_est_json(*read));
    }
    json_.end_object();
  }

  void issues(std::string_view name, const std::vector<ValidationIssue>& list) {
    json_.key(name).begin_array();
    for (const ValidationIssue& issue : list) {
      json_.begin_object().member("policy", issue.policy);
      json_.member("message", issue.error.message).end_object();
    }
    json_.end_array();
  }

  void validation() {
    const ValidationReport report = validate(*whole_, *schema_);
    json_.key("validation").begin_object();
    issues("errors", report.errors);
    issues("warnings", report.warnings);
    json_.end_object();
  }

  void mutated_est() {
    if (ests_.empty() || !random_.chance(60)) return;
    const std::string json = mutate_json(random_.pick(ests_), random_);
    const auto read = parse_policy_est(json, "p");
    json_.key("mutatedEst").begin_object().key("json").raw(json).member("ok", read.has_value());
    if (read) {
      json_.member("template", read->is_template()).member("plain", to_string(*read));
    } else {
      json_.member("message", read.error().message);
    }
    json_.end_object();
  }

  void facts() {
    std::string entities = make_entities(model_, random_);
    if (random_.chance(12)) entities = mutate_json(entities, random_);
    json_.key("entities").raw(entities);
    const auto plain = parse_entities_json(entities);
    verdict("entitiesPlain", plain);
    Result<Entities> typed = fail(ErrorCode::kBadInput, "no schema");
    if (schema_) {
      typed = parse_entities_json(entities, {}, &*schema_);
      if (typed) {
        const std::vector<Error> errors = validate_entities(*typed, *schema_);
        if (!errors.empty()) typed = std::unexpected(errors.front());
      }
      verdict("entitiesTyped", typed);
    }
    json_.key("requests").begin_array();
    for (size_t i = 1 + random_.below(3); i > 0; --i) {
      std::string request = make_request(model_, random_);
      if (random_.chance(8)) request = mutate_json(request, random_);
      json_.begin_object().key("request").raw(request);
      const auto parsed = JsonValue::parse(request);
      if (whole_ && plain) answer("plain", *parsed, *plain, nullptr);
      if (whole_ && typed) answer("typed", *parsed, *typed, &*schema_);
      json_.end_object();
    }
    json_.end_array();
  }

  static Result<Request> read_request(const JsonValue& json, const Schema* schema) {
    Request out;
    for (const auto& [name, uid] :
         {std::pair{"principal", &out.principal}, std::pair{"action", &out.action},
          std::pair{"resource", &out.resource}}) {
      const JsonValue* member = json.find(name);
      auto read = parse_uid_json(member == nullptr ? "null" : member->to_json());
      if (!read) return std::unexpected(read.error());
      *uid = std::move(*read);
    }
    const JsonValue* context = json.find("context");
    auto read = parse_context_json(context == nullptr ? "null" : context->to_json(), {}, schema,
                                   out.action);
    if (!read) return std::unexpected(read.error());
    out.context = std::move(*read);
    if (schema != nullptr) {
      if (auto valid = validate_request(out, *schema); !valid) {
        return std::unexpected(valid.error());
      }
    }
    return out;
  }

  void answer(std::string_view name, const JsonValue& json, const Entities& entities,
              const Schema* schema) {
    json_.key(name).begin_object();
    const auto request = read_request(json, schema);
    if (!request) {
      json_.member("refused", request.error().message).end_object();
      return;
    }
    const Answer decided = is_authorized(*whole_, *request, entities);
    json_.member("decision", decided.decision == Decision::kAllow ? "allow" : "deny");
    json_.key("reasons").begin_array();
    for (const std::string& id : decided.reasons) json_.value(id);
    json_.end_array().key("errors").begin_array();
    for (const PolicyError& error : decided.errors) {
      json_.begin_object().member("policy", error.policy);
      json_.member("message", error.error.message).end_object();
    }
    json_.end_array().end_object();
  }

  Random random_;
  uint64_t index_;
  std::string out_;
  JsonWriter json_;
  SchemaModel model_;
  std::optional<Schema> schema_;  // what our reader made of the text
  Result<PolicySet> whole_ = PolicySet();
  std::vector<std::string> ests_;
};

// The value with the members of every object in the order of their names.
void write_sorted(const JsonValue& json, JsonWriter& out) {
  if (json.is_array()) {
    out.begin_array();
    for (const JsonValue& item : json.items()) write_sorted(item, out);
    out.end_array();
  } else if (json.is_object()) {
    std::vector<const JsonMember*> members;
    for (const JsonMember& member : json.members()) members.push_back(&member);
    std::ranges::sort(members, {}, [](const JsonMember* member) { return member->key; });
    out.begin_object();
    for (const JsonMember* member : members) {
      out.key(member->key);
      write_sorted(member->value, out);
    }
    out.end_object();
  } else {
    out.raw(json.to_json());
  }
}

std::string sorted(const JsonValue& json) {
  std::string out;
  JsonWriter writer(out);
  write_sorted(json, writer);
  return out;
}

std::string sorted(const std::string& json) {
  return sorted(*JsonValue::parse(json));
}

// What differs when our side reads what the reference wrote; empty when nothing does.
std::string difference(std::string_view kind, const JsonValue& line) {
  const std::string text(line.find("text")->as_string().value_or(""));
  if (kind == "schema") {
    const auto original = parse_schema(*line.find("original")->as_string());
    const auto read = parse_schema(text);
    if (!read) return read.error().message;
    return original && same_schema(*original, *read) ? "" : "another schema";
  }
  const auto read = parse_policies(text);
  if (!read) return read.error().message;
  const std::string expected = sorted(*line.find("expected"));
  std::string got;
  if (kind == "policy") {
    if (read->policies().size() + read->templates().size() != 1) return "not one policy";
    got = sorted(to_est_json(read->size() == 1 ? read->policies()[0] : read->templates()[0]));
  } else {
    got = sorted(to_est_json(*read));
  }
  return got == expected ? "" : got;
}

}  // namespace

std::string case_line(uint64_t seed, uint64_t index) {
  return CaseMaker(seed, index).line();
}

std::optional<std::string> follow(std::string_view line) {
  const auto json = JsonValue::parse(line);
  if (!json) return std::string(line);
  const JsonValue* kind = json->find("follow");
  if (kind == nullptr) return std::string(line);
  const std::string found = difference(*kind->as_string(), *json);
  if (found.empty()) return std::nullopt;
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().member("difference", fmt::format("read back: {}", *kind->as_string()));
  writer.key("case").raw(json->find("case")->to_json());
  writer.member("ours", found);
  writer.key("oracle").raw(json->find("text")->to_json());
  if (const JsonValue* expected = json->find("expected")) {
    writer.member("detail", sorted(*expected));
  }
  writer.end_object();
  return out;
}

}  // namespace sekisho::cedar::oracle
