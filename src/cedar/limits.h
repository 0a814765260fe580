#pragma once

#include <cstddef>
#include <cstdint>

// Bounds on what the language accepts. Text from outside is hostile: passing a bound is an error
// with ErrorCode::kLimit, never a crash.
namespace sekisho::cedar {

// Bytes of one policy or schema text.
inline constexpr size_t kMaxTextBytes = 64u << 20;

// How deep parentheses, brackets, braces and `if` may nest in a text.
inline constexpr int kMaxNesting = 200;

// Height of an expression tree. Chains such as `a || b || …` add one level for each operator.
inline constexpr uint32_t kMaxExprHeight = 2000;

// Repeated `!` or `-` before one operand; the standard's own bound.
inline constexpr int kMaxUnaryChain = 4;

// How deep the types of a schema may nest, common types followed.
inline constexpr int kMaxTypeDepth = 400;

// How deep values may nest in entity and context JSON.
inline constexpr int kMaxValueDepth = 128;

// Errors collected from one text before the parser gives up.
inline constexpr size_t kMaxErrors = 50;

}  // namespace sekisho::cedar
