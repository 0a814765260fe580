#pragma once

#include <cstddef>
#include <span>

namespace sekisho::crypto {

// Bytes that nobody can guess, from the operating system by way of OpenSSL. Any number of threads.
void fill_random(std::span<unsigned char> out);

// Overwrites a secret so that no optimisation leaves it in memory.
void wipe(void* data, size_t size);

}  // namespace sekisho::crypto
