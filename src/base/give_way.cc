#include "base/give_way.h"

#include <sys/resource.h>
#include <unistd.h>

namespace sekisho {
namespace {

constexpr int kLastInTurn = 19;

}  // namespace

void give_way() {
  // On Linux each thread has a niceness of its own, and gives it to those that it starts
  // (sched(7)).
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLastInTurn);
}

}  // namespace sekisho
