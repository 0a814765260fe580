#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "authzen/answers.h"

// The certification scenario of the AuthZEN Authorization API 1.0, but for what is about HTTP
// (src/http/authzen_test.cc). Numbers are the sections of its document.
namespace sekisho::authzen {
namespace {

using text::JsonValue;

// 1, the required fixture: two subjects, two records, eight rules.
class Fixture final : public DecisionPoint {
 public:
  Result<std::vector<Decision>> decide(std::span<const Evaluation> evaluations,
                                       Semantic semantic) override {
    std::vector<Decision> out;
    for (const Evaluation& one : evaluations) {
      out.push_back({allows(one), ""});
      if (ends(semantic, out.back().allowed)) break;
    }
    return out;
  }

  Result<std::vector<std::string>> find(Sought sought, const Evaluation& asked) override {
    std::vector<std::string> out;
    const auto add_where_allowed = [&](const std::string& name, const Evaluation& one) {
      if (allows(one)) out.push_back(name);
    };
    if (sought == Sought::kSubject) {
      for (const std::string& name : {"alice", "bob"}) {
        Evaluation one = asked;
        one.subject.id = name;
        if (name == "bob") one.subject.properties = *JsonValue::parse(R"({"role": "admin"})");
        add_where_allowed(name, one);
      }
    } else if (sought == Sought::kResource) {
      for (const std::string& name : {"record-1", "record-2"}) {
        Evaluation one = asked;
        one.resource.id = name;
        if (name == "record-2")
          one.resource.properties = *JsonValue::parse(R"({"status": "archived"})");
        add_where_allowed(name, one);
      }
    } else {
      for (const std::string& name : {"read", "write", "delete"}) {
        Evaluation one = asked;
        one.action.name = name;
        add_where_allowed(name, one);
      }
    }
    return out;
  }

 private:
  // 1.4
  static bool allows(const Evaluation& one) {
    const std::string& who = one.subject.id;
    const bool known = one.subject.type == "user" && one.resource.type == "record" &&
                       (who == "alice" || who == "bob");
    if (!known) return false;
    if (one.action.name == "read") return true;
    if (one.action.name == "write") {
      if (text_of(one.resource.properties, "status") == "archived")
        return text_of(one.subject.properties, "role") == "admin";
      return who == "alice";
    }
    const JsonValue* soft = one.action.properties.find("soft");
    return who == "alice" && one.action.name == "delete" && soft != nullptr &&
           soft->as_bool() == true;
  }
};

const std::string kAlice = R"("subject": {"type": "user", "id": "alice"})";
const std::string kBob = R"("subject": {"type": "user", "id": "bob"})";
const std::string kAdmin =
    R"("subject": {"type": "user", "id": "bob", "properties": {"role": "admin"}})";
const std::string kRead = R"("action": {"name": "read"})";
const std::string kWrite = R"("action": {"name": "write"})";
const std::string kFirst = R"("resource": {"type": "record", "id": "record-1"})";
const std::string kSecond = R"("resource": {"type": "record", "id": "record-2"})";
const std::string kArchived =
    R"("resource": {"type": "record", "id": "record-2", "properties": {"status": "archived"}})";

JsonValue request(std::initializer_list<std::string> members) {
  std::string text;
  for (const std::string& one : members) text += (text.empty() ? "{" : ", ") + one;
  const auto out = JsonValue::parse(text.empty() ? "{}" : text + "}");
  EXPECT_TRUE(out) << text;
  return out ? *out : JsonValue();
}

std::string delete_softly(bool softly) {
  return std::string(R"("action": {"name": "delete", "properties": {"soft": )") +
         (softly ? "true" : "false") + "}}";
}

// `+` yes, `-` no; `!` where the request is refused.
std::string one(std::initializer_list<std::string> members) {
  Fixture point;
  const auto out = decide_evaluation(request(members), point);
  if (!out) return "!";
  const JsonValue answer = *JsonValue::parse(to_json(*out));
  return answer.find("decision")->as_bool().value() ? "+" : "-";
}

std::string many(std::initializer_list<std::string> members) {
  Fixture point;
  const auto out = answer_evaluations(request(members), point);
  if (!out) return "!";
  const JsonValue answer = *JsonValue::parse(*out);
  const JsonValue* items = answer.find("evaluations");
  if (items == nullptr) return answer.find("decision")->as_bool().value() ? "one +" : "one -";
  EXPECT_EQ(answer.find("decision"), nullptr);  // 3.3.4
  std::string decisions;
  for (const JsonValue& item : items->items())
    decisions += item.find("decision")->as_bool().value() ? "+" : "-";
  return decisions;
}

std::set<std::string> found(Sought sought, std::initializer_list<std::string> members) {
  Fixture point;
  const auto out = answer_search(request(members), sought, point);
  if (!out) return {"!"};
  const JsonValue answer = *JsonValue::parse(*out);
  std::set<std::string> names;
  for (const JsonValue& item : answer.find("results")->items()) {
    const JsonValue* name = item.find(sought == Sought::kAction ? "name" : "id");
    names.emplace(name->as_string().value());
    if (sought == Sought::kSubject) EXPECT_EQ(item.find("type")->as_string(), "user");
    if (sought == Sought::kResource) EXPECT_EQ(item.find("type")->as_string(), "record");
  }
  return names;
}

using Names = std::set<std::string>;

TEST(AuthzenCertification, BasicCore) {
  EXPECT_EQ(one({kAlice, kRead, kFirst}), "+");   // 2.2.1
  EXPECT_EQ(one({kAlice, kWrite, kFirst}), "+");  // 1.4, rule 2
  EXPECT_EQ(one({kBob, kRead, kFirst}), "+");     // rule 3
  EXPECT_EQ(one({kBob, kWrite, kFirst}), "-");    // 2.2.2
  EXPECT_EQ(one({kAlice, kRead, kFirst,
                 R"("context": {"time": "2025-06-27T18:03-07:00", "ip": "192.168.1.1"})"}),
            "+");  // 2.2.3
  EXPECT_EQ(one({R"("subject": {"type": "user", "id": "alice",
                     "properties": {"department": "Sales", "role": "manager"}})",
                 R"("action": {"name": "read", "properties": {"method": "GET"}})",
                 R"("resource": {"type": "record", "id": "record-1",
                     "properties": {"status": "active", "owner": "bob"}})"}),
            "+");  // 2.2.8
  EXPECT_EQ(one({kAlice, kRead, kFirst, R"("foo": "bar")", R"("futureField": {"nested": true})"}),
            "+");  // 2.2.9
}

TEST(AuthzenCertification, BasicErrors) {
  EXPECT_EQ(one({kRead, kFirst}), "!");  // 2.4.1
  EXPECT_EQ(one({kAlice, kFirst}), "!");
  EXPECT_EQ(one({kAlice, kRead}), "!");
  EXPECT_EQ(one({R"("subject": {"id": "alice"})", kRead, kFirst}), "!");  // 2.4.2
  EXPECT_EQ(one({R"("subject": {"type": "user"})", kRead, kFirst}), "!");
  EXPECT_EQ(one({kAlice, R"("action": {})", kFirst}), "!");
  EXPECT_EQ(one({kAlice, kRead, R"("resource": {"id": "record-1"})"}), "!");
  EXPECT_EQ(one({kAlice, kRead, R"("resource": {"type": "record"})"}), "!");
  EXPECT_EQ(one({R"("subject": "alice")", kRead, kFirst}), "!");  // 2.4.6
  EXPECT_EQ(one({kAlice, R"("action": {"name": 123})", kFirst}), "!");
}

TEST(AuthzenCertification, BasicProperties) {
  EXPECT_EQ(one({kAlice, kWrite, kArchived}), "-");             // 2.2.4
  EXPECT_EQ(one({kAdmin, kWrite, kArchived}), "+");             // 2.2.5
  EXPECT_EQ(one({kAlice, delete_softly(true), kFirst}), "+");   // 2.2.6
  EXPECT_EQ(one({kAlice, delete_softly(false), kFirst}), "-");  // 2.2.7
}

TEST(AuthzenCertification, BatchCore) {
  const std::string first = "{" + kFirst + "}", second = "{" + kSecond + "}";
  EXPECT_EQ(many({kAlice, kRead, R"("evaluations": [)" + first + "," + second + "]"}).size(),
            2U);  // 3.2.1
  EXPECT_EQ(many({kBob, kFirst, R"("evaluations": [{)" + kRead + "}, {" + kWrite + "}]"}),
            "+-");  // 3.2.2
  EXPECT_EQ(many({R"("evaluations": [{)" + kAlice + "," + kRead + "," + kFirst + "}, {" + kBob +
                  "," + kWrite + "," + kFirst + "}]"}),
            "+-");  // 3.2.5
  EXPECT_EQ(many({kAlice, kRead, R"("context": {"time": "2025-06-27T18:03-07:00"})",
                  R"("evaluations": [)" + first + ", {" + kSecond +
                      R"(, "context": {"source": "batch-override"}}])"})
                .size(),
            2U);                                                                    // 3.2.6
  EXPECT_EQ(many({kAlice, kRead, R"("evaluations": [)" + first + ", {}]"}), "+-");  // 3.4.1
  EXPECT_EQ(many({kAlice, kRead, kFirst}), "one +");                                // 3.4.2
  EXPECT_EQ(many({kAlice, kRead, kFirst, R"("evaluations": [])"}), "one +");        // 3.4.3
}

TEST(AuthzenCertification, BatchProperties) {
  const std::string active =
      R"("resource": {"type": "record", "id": "record-1", "properties": {"status": "active"}})";
  EXPECT_EQ(many({kAlice, kWrite, R"("evaluations": [{)" + active + "}, {" + kArchived + "}]"}),
            "+-");  // 3.2.3
  EXPECT_EQ(many({kWrite, kArchived, R"("evaluations": [{)" + kAlice + "}, {" + kAdmin + "}]"}),
            "-+");  // 3.2.4
  EXPECT_EQ(many({kAlice, kWrite, R"("resource": {"type": "record"})",
                  R"("evaluations": [{"resource": {"id": "record-1",
                      "properties": {"status": "active"}}}, {)" +
                      kArchived + "}]"}),
            "+-");  // 3.2.7
}

TEST(AuthzenCertification, SearchCore) {
  const std::string anybody = R"("subject": {"type": "user"})";
  const std::string anything = R"("resource": {"type": "record"})";
  EXPECT_EQ(found(Sought::kSubject, {anybody, kRead, kFirst}), (Names{"alice", "bob"}));  // 4.2.1
  EXPECT_EQ(found(Sought::kSubject, {anybody, kRead, kFirst, R"("context": {"a": 1})"}),
            (Names{"alice", "bob"}));                                                     // 4.2.2
  EXPECT_TRUE(found(Sought::kResource, {kAlice, kRead, anything}).contains("record-1"));  // 4.3.1
  EXPECT_EQ(found(Sought::kAction, {kAlice, kFirst}), (Names{"read", "write"}));          // 4.4.1
  EXPECT_EQ(found(Sought::kAction, {kAlice, kFirst, R"("context": {"a": 1})"}),
            (Names{"read", "write"}));  // 4.4.2
  EXPECT_EQ(
      found(Sought::kAction, {R"("subject": {"type": "user", "id": "nonexistent-user"})", kFirst}),
      Names{});  // 4.6.1
  EXPECT_EQ(found(Sought::kSubject, {R"("subject": {"type": "spaceship"})", kRead, kFirst}),
            Names{});                                                 // 4.6.2
  EXPECT_EQ(found(Sought::kSubject, {anybody, kFirst}), Names{"!"});  // 4.7.1
  EXPECT_EQ(found(Sought::kResource, {kRead, anything}), Names{"!"});
  EXPECT_EQ(found(Sought::kAction, {kAlice}), Names{"!"});
  EXPECT_EQ(found(Sought::kSubject, {anybody, kRead, anything}), Names{"!"});  // 4.7.2
  EXPECT_EQ(found(Sought::kResource, {anybody, kRead, anything}), Names{"!"});
}

// 4.5
TEST(AuthzenCertification, SearchPages) {
  Fixture point;
  const auto page = [&](const std::string& of) {
    const auto out = answer_search(
        request({R"("subject": {"type": "user"})", kRead, kFirst, R"("page": )" + of}),
        Sought::kSubject, point);
    return *JsonValue::parse(out.value());
  };
  const JsonValue first = page(R"({"limit": 1})");
  EXPECT_EQ(first.find("results")->size(), 1U);
  const auto token = first.at_pointer("/page/next_token")->as_string().value();
  ASSERT_FALSE(token.empty());
  const JsonValue second = page(R"({"token": ")" + std::string(token) + "\"}");
  EXPECT_EQ(second.find("results")->size(), 1U);
  EXPECT_EQ(second.at_pointer("/page/next_token")->as_string(), "");
}

TEST(AuthzenCertification, SearchProperties) {
  EXPECT_TRUE(found(Sought::kSubject, {R"("subject": {"type": "user"})", kWrite, kArchived})
                  .contains("bob"));  // 4.2.4
  EXPECT_TRUE(found(Sought::kResource, {kAdmin, kWrite, R"("resource": {"type": "record"})"})
                  .contains("record-2"));                                      // 4.3.3
  EXPECT_TRUE(found(Sought::kAction, {kAdmin, kArchived}).contains("write"));  // 4.4.3
}

}  // namespace
}  // namespace sekisho::authzen
