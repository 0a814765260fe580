#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/delivery.h"
#include "service/evidence/archive.h"

// Deliveries and segments as the API gives them: schemas of api/openapi.yaml.
namespace sekisho::service {

// What is shown of somebody's name.
using ShownName = std::function<std::string(std::string_view name)>;

// What is known of a delivery beside its row; of a list nothing.
struct Reconciled {
  std::vector<casework::Difference> differences;
  std::vector<casework::Copy> copies;
};
std::string delivery_json(const casework::Delivery& delivery, const Reconciled* reconciled,
                          const ShownName& shown);
std::string segment_json(const ListedSegment& segment);

}  // namespace sekisho::service
