#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "register/register.h"
#include "service/registers/coming.h"
#include "service/store/register_history.h"

// What answers show of people to whoever may not see them in plain: pseudonyms that tell one from
// another, and nobody's name.
namespace sekisho::service {

// Stands for a person, an account, a customer, a supply point.
using PseudonymOf = std::function<std::string(std::string_view plain)>;

void mask(AsOf& answer, const PseudonymOf& pseudonym);
void mask(History& history, const PseudonymOf& pseudonym);
void mask(Coming& coming, const PseudonymOf& pseudonym);
// A preview (import_json) without the rows that it shows as samples.
std::string without_samples(std::string_view preview);

// An answer in words (decide_json, reach_json): codes of people and accounts wherever they stand in
// a text become pseudonyms, the names of these people go.
std::string masked_answer(std::string_view json, const reg::Register& registers,
                          const PseudonymOf& pseudonym);

}  // namespace sekisho::service
