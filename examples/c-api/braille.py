"""Compiles the Braille letter reader by the C functions, without a line of C.

python3 braille.py libTidepoolC.so examples/braille.mlir
"""

import ctypes
import sys
from ctypes import POINTER, byref, c_char_p, c_size_t, c_uint32, c_void_p


class View(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("size", c_size_t)]

    def __bytes__(self):
        return ctypes.string_at(self.data, self.size)


if len(sys.argv) != 3:
    sys.exit(__doc__)
try:
    library = ctypes.CDLL(sys.argv[1])
except OSError as error:
    sys.exit(f"cannot load the library: {error}")


def function(name, result, *arguments):
    """The function of this name with its types, which ctypes must be told."""
    found = getattr(library, "tidepool" + name)
    found.restype, found.argtypes = result, arguments
    return found


make_diagnostics = function("DiagnosticsCreate", c_void_p)
count_diagnostics = function("DiagnosticsGetCount", c_size_t, c_void_p)
get_message = function("DiagnosticsGetMessage", View, c_void_p, c_size_t)
make_context = function("ContextCreate", c_void_p)
make_options = function("OptionsCreate", c_void_p)
set_option = function("OptionsSet", ctypes.c_int, c_void_p, c_char_p, c_char_p, c_void_p)
read = function("ModuleRead", ctypes.c_int, c_void_p, c_char_p, c_void_p, POINTER(c_void_p), c_void_p)
compile_module = function("ModuleCompile", ctypes.c_int, c_void_p, c_void_p, POINTER(c_void_p), c_void_p)
get_bytes = function("BytesGetView", View, c_void_p)
load = function("SimulatorLoad", ctypes.c_int, c_char_p, c_size_t, POINTER(c_void_p), c_void_p)
count_inputs = function("SimulatorGetNumInputs", c_size_t, c_void_p)
count_outputs = function("SimulatorGetNumOutputs", c_size_t, c_void_p)
run = function("SimulatorRun", ctypes.c_int, c_void_p, c_size_t, POINTER(c_uint32), c_size_t,
               POINTER(c_uint32), c_size_t, c_void_p)

diagnostics = make_diagnostics()


def check(status):
    if status != 0:
        count = count_diagnostics(diagnostics)
        sys.exit("\n".join(bytes(get_message(diagnostics, k)).decode() for k in range(count)))


context, options = make_context(), make_options()
module, bitstream, simulator = c_void_p(), c_void_p(), c_void_p()
check(set_option(options, b"chip", b"xylo_a3", diagnostics))
check(read(context, sys.argv[2].encode(), options, byref(module), diagnostics))
check(compile_module(module, options, byref(bitstream), diagnostics))
content = bytes(get_bytes(bitstream))
check(load(content, len(content), byref(simulator), diagnostics))

steps, inputs, outputs = 200, count_inputs(simulator), count_outputs(simulator)
touch = (c_uint32 * (steps * inputs))()
letters = (c_uint32 * (steps * outputs))()
for t in range(0, steps, 5):
    touch[t * inputs] = 1
check(run(simulator, steps, touch, len(touch), letters, len(letters), diagnostics))

print(len(content), "bytes")
for letter in range(outputs):
    print(f"letter {letter}: {sum(letters[letter::outputs])} spikes")

function("SimulatorDestroy", None, c_void_p)(simulator)
function("BytesDestroy", None, c_void_p)(bitstream)
function("ModuleDestroy", None, c_void_p)(module)
function("OptionsDestroy", None, c_void_p)(options)
function("ContextDestroy", None, c_void_p)(context)
function("DiagnosticsDestroy", None, c_void_p)(diagnostics)
