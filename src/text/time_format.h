#pragma once

#include <string>

#include "base/instant.h"
#include "text/zone.h"

namespace sekisho::text {

// `2022-10-05T12:34:56+09:00`, with a fraction (milliseconds or microseconds) only when it is not
// zero, and `Z` for UTC. kBeginning and kForever give an empty text: they stand for "no bound".
std::string rfc3339(Instant instant, Zone zone);
void append_rfc3339(std::string& out, Instant instant, Zone zone);

std::string date_iso(Instant instant, Zone zone);       // 2022-10-05
std::string date_time_iso(Instant instant, Zone zone);  // 2022-10-05 12:34:56
std::string date_ja(Instant instant, Zone zone);        // 2022年10月5日
std::string date_time_ja(Instant instant, Zone zone);   // 2022年10月5日 12時34分56秒
// 令和4年10月5日, 令和元年5月1日; before 明治6年 (1873) as date_ja.
std::string date_era(Instant instant, Zone zone);

// The Japanese fiscal year, April to March: 2022 for 2022-04-01 .. 2023-03-31.
int fiscal_year(Instant instant, Zone zone);
// 上期 (April to September) is 1, 下期 is 2.
int fiscal_half(Instant instant, Zone zone);

}  // namespace sekisho::text
