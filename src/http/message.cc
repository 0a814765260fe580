#include "http/message.h"

namespace sekisho::http {

Response not_found() {
  return {.status = 404, .body = "there is nothing here\n"};
}

Response method_not_allowed(std::string allow) {
  return {.status = 405, .body = "this is asked for in another way\n", .allow = std::move(allow)};
}

}  // namespace sekisho::http
