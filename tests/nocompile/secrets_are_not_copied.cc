// expect: call to implicitly-deleted copy constructor
#include "crypto/secret_key.h"

sekisho::crypto::SecretKey taken(sekisho::crypto::SecretKey& key) {
#ifdef WRONG
  return key;
#else
  return std::move(key);
#endif
}
