#pragma once

#include <string>

namespace cabled {

/// The two lines by which the bulk interface of OpenSearch and Elasticsearch enters a cable: what
/// is to be done, and the cable object (docs/cable.md). Its _id is the cable's, so that entering it
/// again replaces it. Which index it goes to says the address that the lines are sent to.
std::string bulk_lines(const std::string& id, const std::string& fields, const std::string& text);

}  // namespace cabled
