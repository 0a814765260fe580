#include "spool/descriptor.h"

#include <unistd.h>

namespace sekisho::spool {

void Descriptor::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

}  // namespace sekisho::spool
