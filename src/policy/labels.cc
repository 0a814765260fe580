#include "policy/labels.h"

#include <fmt/format.h>

namespace sekisho::policy {

ClauseLabel label_of(const cedar::Policy& policy, size_t clause) {
  const std::string key = fmt::format("clause{}", clause + 1);
  const std::string* english = policy.annotation(key);
  const std::string* japanese = policy.annotation(key + "_ja");
  ClauseLabel label{key, {policy.clauses[clause].text, policy.clauses[clause].text}};
  if (english != nullptr) {
    const size_t colon = english->find(": ");
    if (colon != std::string::npos) label.name = english->substr(0, colon);
    label.title.en = colon == std::string::npos ? *english : english->substr(colon + 2);
    label.title.ja = label.title.en;
  }
  if (japanese != nullptr) label.title.ja = *japanese;
  return label;
}

Title title_of(const cedar::Policy& policy) {
  const std::string* english = policy.annotation("title");
  const std::string* japanese = policy.annotation("title_ja");
  const std::string& any = english != nullptr    ? *english
                           : japanese != nullptr ? *japanese
                                                 : policy.id;
  return {japanese != nullptr ? *japanese : any, english != nullptr ? *english : any};
}

}  // namespace sekisho::policy
