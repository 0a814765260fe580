#pragma once

namespace sekisho::crypto {

// The deleter of a std::unique_ptr to something of a C library, by the function that frees it.
// Internal to this folder.
template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

// The same for libraries whose function takes the pointer's address.
template <auto kFree>
struct FreedByAddress {
  template <class T>
  void operator()(T* object) const {
    kFree(&object);
  }
};

}  // namespace sekisho::crypto
