#include "daemon/system/pause_note.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled::pause_note_test {
namespace {

using Words = std::vector<std::string>;

TEST(PauseNote, IsToldWhileItsProcessPauses) {
  const ArchiveFolder folder;
  {
    PauseNote note(folder.path());
    EXPECT_EQ(pauses_of(folder.path()), Words());
    note.tell("no file descriptor is left");
    EXPECT_EQ(pauses_of(folder.path()), Words({"no file descriptor is left"}));
    note.tell("short");
    EXPECT_EQ(pauses_of(folder.path()), Words({"short"}));
    note.tell("");
    EXPECT_EQ(pauses_of(folder.path()), Words());
    note.tell("again");
  }
  EXPECT_EQ(pauses_of(folder.path()), Words());
}

TEST(PauseNote, OfADeadProcessIsNone) {
  const ArchiveFolder folder;
  const std::string file = folder.file("paused-1");
  std::ofstream(file) << "disk full";

  EXPECT_EQ(pauses_of(folder.path()), Words());
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(PauseNote, NeedsNoStateDirectory) {
  PauseNote("").tell("x");
  PauseNote("/nowhere/at/all").tell("x");

  EXPECT_EQ(pauses_of("/nowhere/at/all"), Words());
}

}  // namespace
}  // namespace cabled::pause_note_test
