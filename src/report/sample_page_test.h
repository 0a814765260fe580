#pragma once

#include "report/review_page.h"

namespace sekisho::report {

// A made-up review with everything that a page can show, for the tests and for looking at.
ReviewPage sample_page();

}  // namespace sekisho::report
