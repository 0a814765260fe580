#include "cedar/extension.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace sekisho::cedar {
namespace {

TEST(Decimal, ReadsFourPlacesAndItsWholeRange) {
  EXPECT_EQ(parse_decimal("1.5")->ten_thousandths, 15'000);
  EXPECT_EQ(parse_decimal("-0.0001")->ten_thousandths, -1);
  EXPECT_EQ(parse_decimal("922337203685477.5807")->ten_thousandths,
            std::numeric_limits<int64_t>::max());
  EXPECT_EQ(parse_decimal("-922337203685477.5808")->ten_thousandths,
            std::numeric_limits<int64_t>::min());
}

TEST(Decimal, RefusesOtherForms) {
  for (const char* text : {"", "1", "1.", ".5", "1.23456", "+1.0", "1.0 ", "1.-5", "--1.0",
                           "922337203685477.5808", "-922337203685477.5809"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
}

TEST(Datetime, ReadsDatesTimesAndOffsets) {
  EXPECT_EQ(parse_datetime("1970-01-01")->millis, 0);
  EXPECT_EQ(parse_datetime("2024-10-15T11:38:02.101Z")->millis, 1'728'992'282'101);
  EXPECT_EQ(parse_datetime("1970-01-01T09:00:00+0900")->millis, 0);
  EXPECT_EQ(parse_datetime("1969-12-31T00:01:00-2359")->millis, 0);
  EXPECT_EQ(parse_datetime("0000-01-01")->millis, -62'167'219'200'000);
}

TEST(Datetime, RefusesOtherForms) {
  for (const char* text :
       {"", "2024-02-30", "10000-01-01", "2024-1-01", "2024-01-01Z", "2024-01-01T00:00:00",
        "2024-01-01T24:00:00Z", "2016-12-31T23:59:60Z", "2024-01-01T00:00:00.1Z",
        "2024-01-01T00:00:00+2400", "2024-01-01T00:00:00+1160", "2024-01-01T00:00:00ZZ"}) {
    EXPECT_FALSE(parse_datetime(text)) << text;
  }
}

TEST(Duration, ReadsUnitsInOrder) {
  EXPECT_EQ(parse_duration("1d2h3m4s5ms")->millis, 93'784'005);
  EXPECT_EQ(parse_duration("-1m")->millis, -60'000);
  EXPECT_EQ(parse_duration("0ms")->millis, 0);
  EXPECT_EQ(parse_duration("-9223372036854775808ms")->millis, std::numeric_limits<int64_t>::min());
}

TEST(Duration, RefusesOtherForms) {
  for (const char* text : {"", "-", "1", "d", "1s1m", "1h1h", "1ms1s", "1x", "+1h", "1 h",
                           "9223372036854775808ms", "106751991168d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(IpAddress, ReadsBothVersionsAndRanges) {
  EXPECT_EQ(to_string(*parse_ip_address("10.0.0.1/8")), "10.0.0.1/8");
  EXPECT_EQ(to_string(*parse_ip_address("2001:DB8:0:0:1:0:0:1")), "2001:db8::1:0:0:1");
  EXPECT_EQ(to_string(*parse_ip_address("::")), "::");
  EXPECT_EQ(to_string(*parse_ip_address("1:2:3:4:5:6:7::")), "1:2:3:4:5:6:7:0");
  EXPECT_EQ(*parse_ip_address("127.0.0.1/32"), *parse_ip_address("127.0.0.1"));
}

TEST(IpAddress, RefusesOtherForms) {
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.0.0.1", "1.2.3.4/33",
                           "1.2.3.4/08", "1.2.3.4/", "::ffff:1.2.3.4", ":::", "1:2:3:4:5:6:7:8::",
                           "1:2:3:4:5:6:7", "::1/129", "12345::", "1::2::3", "1:"}) {
    EXPECT_FALSE(parse_ip_address(text)) << text;
  }
}

TEST(IpAddress, KnowsRanges) {
  const auto in = [](const char* a, const char* b) {
    return parse_ip_address(a)->is_in_range(*parse_ip_address(b));
  };
  EXPECT_TRUE(in("10.1.2.3", "10.0.0.0/8"));
  EXPECT_TRUE(in("10.1.2.3/24", "10.1.2.0/24"));
  EXPECT_FALSE(in("10.0.0.0/7", "10.0.0.0/8"));
  EXPECT_FALSE(in("::1", "0.0.0.0/0"));
  EXPECT_TRUE(in("::1", "::/0"));
  EXPECT_TRUE(parse_ip_address("127.3.4.5")->is_loopback());
  EXPECT_FALSE(parse_ip_address("127.0.0.1/7")->is_loopback());
  EXPECT_TRUE(parse_ip_address("ff02::1")->is_multicast());
  EXPECT_FALSE(parse_ip_address("223.0.0.1")->is_multicast());
}

RC_GTEST_PROP(Extension, TextReadsBack, (int64_t number, std::array<uint8_t, 16> bytes)) {
  RC_ASSERT(parse_decimal(to_string(Decimal{number})).value() == Decimal{number});
  RC_ASSERT(parse_duration(to_string(Duration{number})).value() == Duration{number});
  const Datetime time{number % 62'167'219'200'000};
  RC_ASSERT(parse_datetime(to_string(time)).value() == time);
  // Zero groups at random places exercise the short form.
  for (size_t i = 0; i < 16; i += 2) {
    if (bytes[i] % 2 == 0) bytes[i] = bytes[i + 1] = 0;
  }
  const IpAddress address{bytes, true, static_cast<uint8_t>(bytes[15] % 129)};
  RC_ASSERT(parse_ip_address(to_string(address)).value() == address);
}

}  // namespace
}  // namespace sekisho::cedar
