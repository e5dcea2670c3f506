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
config.substitutions.append(("%host_cc", config.host_cc))
config.substitutions.append(("%host_cxx", config.host_cxx))

# What is built with sanitizers can neither be loaded into MLIR's own driver nor
# linked into other projects.
mlir_opt = os.path.join(config.llvm_tools_dir, "mlir-opt")
config.substitutions.append(("%mlir_opt", mlir_opt))
config.substitutions.append(("%plugin", config.tidepool_binary_dir + "/lib/TidepoolPlugin.so"))
if os.path.exists(mlir_opt) and not config.tidepool_sanitizer:
    config.available_features.add("mlir-opt")

config.substitutions.append(("%cmake_options", " ".join(config.cmake_options)))
config.substitutions.append(("%cmake", config.cmake_command))
llvm_config.with_system_environment(["HOME", "CCACHE_DIR"])  # ccache
if not config.tidepool_sanitizer:
    config.available_features.add("installable")
if shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps"):
    config.available_features.add("dpkg")

# What needs a package that not every machine has is reported as unsupported.
def has_python_modules(*names, python=config.python_executable):
    script = "import " + ", ".join(names)
    return subprocess.run([python, "-c", script], stderr=subprocess.DEVNULL).returncode == 0


# The Python package is tested by a Python that has NumPy, and one that can install
# it if there is one: that of CMake, or else Debian's. Setuptools want to be the first.
pythons = [config.python_executable, "/usr/bin/python3"]
for modules in (["setuptools", "wheel", "pip", "numpy"], ["numpy"]):
    found = [python for python in pythons if has_python_modules(*modules, python=python)]
    if found:
        config.substitutions.append(("%numpy_python", found[0]))
        config.available_features.update(modules)
        break
if has_python_modules("sphinx", "myst_parser", "furo"):
    config.available_features.add("sphinx")
if shutil.which("chromium"):
    config.available_features.add("chromium")
if shutil.which("dot"):
    config.available_features.add("graphviz")

config.environment["FILECHECK_OPTS"] = "-enable-var-scope"
# As in lib/Support/ToolMain.cpp, for other programs under AddressSanitizer.
config.environment["ASAN_OPTIONS"] = "allow_user_poisoning=0"
# HDF5 itself forgets memory when a file turns out to be damaged.
suppressions = os.path.join(os.path.dirname(__file__), "lsan-suppressions.txt")
config.environment["LSAN_OPTIONS"] = f"suppressions={suppressions}:print_suppressions=0"
# Tests leave nothing behind in the source folder.
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"

# `not` and `count` are looked up in the path.
llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.use_default_substitutions()
llvm_config.add_tool_substitutions(
    [
        "graph-compile",
        "graph-diff",
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
