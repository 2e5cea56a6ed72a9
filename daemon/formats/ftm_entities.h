#pragma once

#include <set>
#include <string>

namespace cabled {

/// Cables as entities of FollowTheMoney (the model of Aleph and OpenAleph), one JSON object a line:
/// a Message for the cable, a PublicBody for each post or office that sent or received it, and a
/// Mention for each person who classified or signed it.
///
/// Ids follow from ids of cables and from names alone, so a second export gives the same entities
/// again. Not for several threads.
class FtmLines {
 public:
  /// The lines of a stored cable, called as the database calls it. A body is given once, before the
  /// first cable that names it.
  std::string of_cable(const std::string& id, const std::string& fields, const std::string& text);

 private:
  struct Body {
    std::string id;
    std::string line;  ///< "" when it was given before
  };
  Body body_named(const std::string& name);

  std::set<std::string> told_;  ///< ids of bodies
};

}  // namespace cabled
