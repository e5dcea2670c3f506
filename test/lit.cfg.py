# Configuration of Tidepool's regression tests.

import os
import shutil
import subprocess

import lit.formats
from lit.llvm import llvm_config

config.name = "Tidepool"
config.test_format = lit.formats.ShTest(not llvm_config.use_lit_shell)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "lib"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.tidepool_binary_dir, "test")

config.substitutions.append(("%source_dir", config.tidepool_source_dir))
config.substitutions.append(("%binary_dir", config.tidepool_binary_dir))
config.substitutions.append(("%tblgen", config.mlir_tblgen))
config.substitutions.append(("%mlir_include", config.mlir_include_dir))
config.substitutions.append(("%python", config.python_executable))


# What needs a package that not every machine has is reported as unsupported.
def has_python_modules(*names):
    script = "import " + ", ".join(names)
    return subprocess.run([config.python_executable, "-c", script], stderr=subprocess.DEVNULL).returncode == 0


if has_python_modules("sphinx", "myst_parser", "furo"):
    config.available_features.add("sphinx")
if shutil.which("chromium"):
    config.available_features.add("chromium")
if shutil.which("dot"):
    config.available_features.add("graphviz")

config.environment["FILECHECK_OPTS"] = "-enable-var-scope"
# Tests leave nothing behind in the source folder.
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"

# `not` and `count` are looked up in the path.
llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.use_default_substitutions()
llvm_config.add_tool_substitutions(
    [
        "graph-compile",
        "graph-lsp-server",
        "graph-opt",
        "graph-reduce",
        "graph-sim",
        "graph-translate",
        "tidepool-capi-braille",
        "tidepool-capi-compile-test",
        "tidepool-capi-module-test",
        "tidepool-capi-simulate-test",
        "tidepool-capi-support-test",
        "tidepool-capi-threads-test",
        "tidepool-test-opt",
    ],
    [config.tidepool_tools_dir],
)
