import os

import lit.formats
from lit.llvm import llvm_config

config.name = "Standalone"
config.test_format = lit.formats.ShTest(not llvm_config.use_lit_shell)
config.suffixes = [".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.standalone_binary_dir, "test")

llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.use_default_substitutions()
llvm_config.add_tool_substitutions(
    ["standalone-opt", "count-spikes", "list-nodes"], [config.standalone_tools_dir]
)
llvm_config.add_tool_substitutions(["graph-translate"], [config.tidepool_tools_dir])
