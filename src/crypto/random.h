#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace sekisho::crypto {

// Bytes that nobody can guess, from the operating system by way of OpenSSL. Any number of threads.
void fill_random(std::span<unsigned char> out);
// As many of them in lower-case hexadecimal: a name that nobody else has. At most 64.
std::string random_hex(size_t bytes);

// Overwrites a secret so that no optimisation leaves it in memory.
void wipe(void* data, size_t size);

}  // namespace sekisho::crypto
