#pragma once

#include <functional>

#include "base/instant.h"
#include "http/message.h"
#include "tlog/witness.h"

namespace sekisho::http {

// What a witness answers (C2SP tlog-witness): `POST /add-checkpoint`. `now` is the clock that its
// cosignatures say. `stop` is called once its disk failed, when nothing can be signed any more.
// `witness` must outlive the handler.
Handler witness_routes(tlog::Witness& witness, std::function<Instant()> now,
                       std::function<void()> stop);

}  // namespace sekisho::http
