#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sekisho::cedar {

// "Did you mean `App::User`?" for the name of a type or an action (`Action::"view"`) that is not
// among `known`: the same name in another namespace, or else the nearest one. Empty when nothing is
// near. Internal to this folder.
std::string suggestion(std::string_view name, std::span<const std::string_view> known);

}  // namespace sekisho::cedar
