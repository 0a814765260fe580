#include "cedar/function_call.h"

#include <fmt/format.h>

namespace sekisho::cedar {
namespace {

constexpr int64_t kDayMillis = 86'400'000;
constexpr size_t kMaxShownBytes = 80;

// `parse(text)` as a value.
template <class Parse, class Wrap>
Result<Value> construct(const Value& argument, Parse parse, Wrap wrap) {
  if (!argument.is_string()) return type_error("string", argument);
  auto parsed = parse(argument.as_string());
  if (!parsed) return std::unexpected(std::move(parsed.error()));
  return wrap(*parsed);
}

Result<Value> compare_decimals(Function function, const Value& a, const Value& b) {
  for (const Value* operand : {&a, &b}) {
    if (operand->kind() != ValueKind::kDecimal) return type_error("decimal", *operand);
  }
  const auto order = a.as_decimal() <=> b.as_decimal();
  switch (function) {
    case Function::kLessThan:
      return Value::boolean(order < 0);
    case Function::kLessThanOrEqual:
      return Value::boolean(order <= 0);
    case Function::kGreaterThan:
      return Value::boolean(order > 0);
    default:
      return Value::boolean(order >= 0);
  }
}

Result<Value> of_ip_address(Function function, std::span<const Value> arguments) {
  for (const Value& argument : arguments) {
    if (argument.kind() != ValueKind::kIpAddress) return type_error("ipaddr", argument);
  }
  const IpAddress& address = arguments[0].as_ip_address();
  switch (function) {
    case Function::kIsIpv4:
      return Value::boolean(!address.is_v6);
    case Function::kIsIpv6:
      return Value::boolean(address.is_v6);
    case Function::kIsLoopback:
      return Value::boolean(address.is_loopback());
    case Function::kIsMulticast:
      return Value::boolean(address.is_multicast());
    default:
      return Value::boolean(address.is_in_range(arguments[1].as_ip_address()));
  }
}

std::unexpected<Error> overflow(std::string_view what) {
  return fail(ErrorCode::kLimit, fmt::format("`{}` passes the range of 64 bits", what));
}

Result<Value> of_datetime(Function function, std::span<const Value> arguments) {
  if (arguments[0].kind() != ValueKind::kDatetime) return type_error("datetime", arguments[0]);
  const int64_t millis = arguments[0].as_datetime().millis;
  const int64_t remainder = millis % kDayMillis;
  const int64_t in_day = remainder < 0 ? remainder + kDayMillis : remainder;
  int64_t out = 0;
  switch (function) {
    case Function::kOffset:
      if (arguments[1].kind() != ValueKind::kDuration) return type_error("duration", arguments[1]);
      if (__builtin_add_overflow(millis, arguments[1].as_duration().millis, &out)) {
        return overflow("offset");
      }
      return Value::datetime(out);
    case Function::kDurationSince:
      if (arguments[1].kind() != ValueKind::kDatetime) return type_error("datetime", arguments[1]);
      if (__builtin_sub_overflow(millis, arguments[1].as_datetime().millis, &out)) {
        return overflow("durationSince");
      }
      return Value::duration(out);
    case Function::kToDate:
      if (__builtin_sub_overflow(millis, in_day, &out)) return overflow("toDate");
      return Value::datetime(out);
    default:
      return Value::duration(in_day);
  }
}

Result<Value> of_duration(Function function, const Value& argument) {
  if (argument.kind() != ValueKind::kDuration) return type_error("duration", argument);
  const int64_t millis = argument.as_duration().millis;
  switch (function) {
    case Function::kToMilliseconds:
      return Value::integer(millis);
    case Function::kToSeconds:
      return Value::integer(millis / 1000);
    case Function::kToMinutes:
      return Value::integer(millis / 60'000);
    case Function::kToHours:
      return Value::integer(millis / 3'600'000);
    default:
      return Value::integer(millis / kDayMillis);
  }
}

}  // namespace

std::unexpected<Error> type_error(std::string_view expected, const Value& got) {
  std::string shown = to_string(got);
  if (shown.size() > kMaxShownBytes) {
    size_t length = kMaxShownBytes;
    while ((static_cast<unsigned char>(shown[length]) & 0xC0u) == 0x80u) --length;
    shown = shown.substr(0, length) + "…";
  }
  return fail(ErrorCode::kBadInput,
              fmt::format("expected {}, got {} `{}`", expected, name_of(got.kind()), shown));
}

Result<Value> call_function(Function function, std::span<const Value> arguments) {
  const FunctionInfo& info = info_of(function);
  if (arguments.size() != info.arity) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` takes {} values, not {}", info.name,
                                                  info.arity, arguments.size()));
  }
  switch (function) {
    case Function::kIp:
      return construct(arguments[0], parse_ip_address, Value::ip_address);
    case Function::kDecimal:
      return construct(arguments[0], parse_decimal, Value::decimal);
    case Function::kDatetime:
      return construct(arguments[0], parse_datetime,
                       [](Datetime parsed) { return Value::datetime(parsed.millis); });
    case Function::kDuration:
      return construct(arguments[0], parse_duration,
                       [](Duration parsed) { return Value::duration(parsed.millis); });
    case Function::kIsIpv4:
    case Function::kIsIpv6:
    case Function::kIsLoopback:
    case Function::kIsMulticast:
    case Function::kIsInRange:
      return of_ip_address(function, arguments);
    case Function::kLessThan:
    case Function::kLessThanOrEqual:
    case Function::kGreaterThan:
    case Function::kGreaterThanOrEqual:
      return compare_decimals(function, arguments[0], arguments[1]);
    case Function::kOffset:
    case Function::kDurationSince:
    case Function::kToDate:
    case Function::kToTime:
      return of_datetime(function, arguments);
    case Function::kToMilliseconds:
    case Function::kToSeconds:
    case Function::kToMinutes:
    case Function::kToHours:
    case Function::kToDays:
      return of_duration(function, arguments[0]);
  }
  return fail(ErrorCode::kInternal, "unknown function");
}

}  // namespace sekisho::cedar
