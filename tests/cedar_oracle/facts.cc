#include "facts.h"

#include <set>
#include <string_view>

#include "policy_text.h"
#include "text/json_writer.h"

namespace sekisho::cedar::oracle {
namespace {

using Kind = TypeModel::Kind;
using text::JsonWriter;

class FactWriter {
 public:
  FactWriter(const SchemaModel& schema, Random& random)
      : schema_(schema), random_(random), json_(out_) {}

  std::string entities() {
    json_.begin_array();
    std::set<std::pair<size_t, std::string>> known;
    for (size_t type = 0; type < schema_.entities.size(); ++type) {
      for (size_t i = random_.below(4); i > 0; --i) {
        std::string id = entity_id(schema_.entities[type], random_);
        // The same entity twice is an error in nearly every case, and a rare one here.
        if (!known.emplace(type, id).second && !random_.chance(3)) continue;
        entity(type, id);
      }
    }
    if (random_.chance(6)) action_entity();
    json_.end_array();
    return std::move(out_);
  }

  std::string request() {
    const ActionModel& action =
        schema_.actions[random_.chance(92) ? random_.pick(schema_.applicable())
                                           : random_.below(schema_.actions.size())];
    const auto party = [&](const std::vector<size_t>& allowed) {
      const bool fits = !allowed.empty() && random_.chance(94);
      const size_t type = fits ? random_.pick(allowed) : random_.below(schema_.entities.size());
      uid(schema_.entities[type].complete_name(), entity_id(schema_.entities[type], random_));
    };
    json_.begin_object().key("principal");
    party(action.principals);
    json_.key("action");
    uid(action.type(), random_.chance(98) ? action.id : "nothing");
    json_.key("resource");
    party(action.resources);
    json_.key("context");
    record(*action.context);
    json_.end_object();
    return std::move(out_);
  }

 private:
  void uid(std::string_view type, std::string_view id) {
    json_.begin_object().member("type", type).member("id", id).end_object();
  }

  void entity(size_t type, const std::string& id) {
    const EntityModel& model = schema_.entities[type];
    json_.begin_object().key("uid");
    uid(model.complete_name(), id);
    json_.key("attrs");
    record(*model.attributes);
    json_.key("parents").begin_array();
    for (const size_t parent : model.parents) {
      // The order of the types keeps most hierarchies free of circles.
      if (parent <= type && !random_.chance(5)) continue;
      uid(schema_.entities[parent].complete_name(), entity_id(schema_.entities[parent], random_));
    }
    if (random_.chance(2)) uid("User", "a");
    json_.end_array();
    if (model.tags || random_.chance(2)) {
      json_.key("tags").begin_object();
      static constexpr const char* kTags[] = {"k", "v", "long key", ""};
      for (const char* tag : kTags) {
        if (!random_.chance(40)) continue;
        json_.key(tag);
        if (model.tags) {
          value(*model.tags);
        } else {
          json_.value(true);
        }
      }
      json_.end_object();
    }
    json_.end_object();
  }

  void action_entity() {
    const ActionModel& action = random_.pick(schema_.actions);
    json_.begin_object().key("uid");
    uid(action.type(), action.id);
    json_.key("attrs").begin_object().end_object();
    json_.key("parents").begin_array();
    for (const size_t parent : action.parents) {
      uid(schema_.actions[parent].type(), schema_.actions[parent].id);
    }
    json_.end_array().end_object();
  }

  void record(const TypeModel& type) {
    json_.begin_object();
    bool extra = random_.chance(1);
    for (const AttributeModel& attribute : type.attributes) {
      if (!random_.chance(attribute.required ? 99 : 55)) continue;
      if (attribute.name == "open") extra = false;
      json_.key(attribute.name);
      value(*attribute.type);
    }
    if (extra) json_.member("open", 1);
    json_.end_object();
  }

  void value(const TypeModel& wanted) {
    static const TypeModel kOther = {.kind = Kind::kLong};
    const TypeModel& type = random_.chance(1) ? kOther : wanted;
    switch (type.kind) {
      case Kind::kBool:
        json_.value(random_.chance(50));
        break;
      case Kind::kLong:
        json_.value(random_.chance(10) ? int64_t{9007199254740991}
                                       : static_cast<int64_t>(random_.below(50)) - 5);
        break;
      case Kind::kString: {
        static constexpr const char* kTexts[] = {"", "a", "ab", "a*b", "日本", "x\ny", "1.0"};
        json_.value(random_.pick(kTexts));
        break;
      }
      case Kind::kEntity:
        entity_value(schema_.entities[type.entity]);
        break;
      case Kind::kSet:
        json_.begin_array();
        for (size_t i = random_.below(4); i > 0; --i) value(*type.element);
        json_.end_array();
        break;
      case Kind::kRecord:
        record(type);
        break;
      case Kind::kExtension:
        extension(type.extension);
        break;
    }
  }

  void entity_value(const EntityModel& entity) {
    const bool marked = random_.chance(80);
    if (marked) json_.begin_object().key("__entity");
    uid(entity.complete_name(), entity_id(entity, random_));
    if (marked) json_.end_object();
  }

  void extension(const std::string& name) {
    std::string argument = extension_argument(name, random_);
    if (random_.chance(25)) {
      json_.value(argument);
      return;
    }
    json_.begin_object().key("__extn").begin_object();
    json_.member("fn", name == "ipaddr" ? "ip" : name).member("arg", argument);
    json_.end_object().end_object();
  }

  const SchemaModel& schema_;
  Random& random_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string make_entities(const SchemaModel& schema, Random& random) {
  return FactWriter(schema, random).entities();
}

std::string make_request(const SchemaModel& schema, Random& random) {
  return FactWriter(schema, random).request();
}

}  // namespace sekisho::cedar::oracle
