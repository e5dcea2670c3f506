# Runs the unit tests under lit, so that one target runs and counts all tests.

import os

import lit.formats

config.name = "Tidepool-Unit"
config.suffixes = []
config.test_source_root = os.path.join(config.tidepool_binary_dir, "unittests")
config.test_exec_root = config.test_source_root
config.test_format = lit.formats.GoogleTest(".", "Tests")
# As in lib/Support/ToolMain.cpp, for tests under AddressSanitizer.
config.environment["ASAN_OPTIONS"] = "allow_user_poisoning=0"
