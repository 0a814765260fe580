// expect: invalid operands to binary expression ('std::ostream'
#include <ostream>

#include "crypto/secret_key.h"

void print(std::ostream& out, const sekisho::crypto::SecretKey& key) {
#ifdef WRONG
  out << key;
#else
  out << key.secret().size();
#endif
}
