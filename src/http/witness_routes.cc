#include "http/witness_routes.h"

namespace sekisho::http {

Handler witness_routes(tlog::Witness& witness, std::function<Instant()> now,
                       std::function<void()> stop) {
  return [&witness, now = std::move(now), stop = std::move(stop)](const Request& request) {
    if (request.path != "/add-checkpoint") return not_found();
    if (request.method != "POST") return method_not_allowed("POST");
    tlog::WitnessAnswer answer = witness.add_checkpoint(request.body, now());
    if (witness.failed()) stop();
    return Response{.status = answer.status,
                    .content_type = std::string(content_type_of(answer)),
                    .body = std::move(answer.body)};
  };
}

}  // namespace sekisho::http
