#pragma once

// The style and the script of the review's page, with the hashes by which its content security
// policy admits them. The files to edit are page.css and page.js; tools/embed_page.py writes
// page_assets.inc from them, and a test holds the two together.
namespace sekisho::report::assets {

#include "report/page_assets.inc"

}  // namespace sekisho::report::assets
