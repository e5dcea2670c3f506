"""Writes a quantised network that nearly fills a chip, always the same one.

usage: core.py CHIP [HIDDEN]
"""

import random
import sys

# Name: inputs, hidden neurons, expansion (None: all), outputs, synapses, fan-out entries, biases.
CHIPS = {
    "xylo_a1": (16, 998, None, 8, 2, 32000, False),
    "xylo_a2": (16, 1000, None, 8, 2, 32000, True),
    "xylo_imu": (16, 496, 128, 16, 1, 31744, True),
    "xylo_a3": (16, 992, 128, 32, 2, 31744, True),
}

chip = sys.argv[1]
inputs, hidden, expansion, outputs, synapses, entries, has_bias = CHIPS[chip]
if len(sys.argv) > 2:
    hidden = int(sys.argv[2])
    entries = min(entries, hidden * hidden // 2)
expansion = min(expansion or hidden, hidden)
rng = random.Random(chip)


def dense(values, shape, element):
    """A list as a tensor of this shape."""
    for size in reversed(shape[1:]):
        values = ["[" + ", ".join(map(str, values[k : k + size])) + "]" for k in range(0, len(values), size)]
    return f"dense<[{', '.join(map(str, values))}]> : tensor<{'x'.join(map(str, shape))}x{element}>"


def numbers(low, high, *shape):
    count = 1
    for size in shape:
        count *= size
    return [rng.randint(low, high) for _ in range(count)]


def neurons(population, count, synapses):
    biases = numbers(-128, 127, count) if has_bias else [0] * count
    ids = f"[0 to {count - 1}]" if count > 1 else "[0]"
    print(f'  xylo.neurons {population} "{population}" ids {ids}')
    print("    dash_mem", dense(numbers(0, 15, count), (count,), "i8"))
    print("    dash_syn", dense(numbers(0, 15, count, synapses), (count, synapses), "i8"))
    print("    threshold", dense(numbers(-32768, 32767, count), (count,), "i16"))
    print("    bias", dense(biases, (count,), "i8"))


def connections():
    """So many entries per source that the memory is full, with a weight each."""
    fan_out = entries // hidden
    for source in range(hidden):
        for target in sorted(rng.sample(range(hidden), fan_out)):
            weights = numbers(-128, 127, synapses)
            weights[rng.randrange(synapses)] = rng.choice([-128, 127, 1])
            yield source, target, weights


print(f'xylo.core @network on "{chip}" dt 1.000000e-03 {{')
neurons("hidden", hidden, synapses)
neurons("output", outputs, 1)
print("  xylo.input_weights", dense(numbers(-128, 127, inputs, expansion, synapses), (inputs, expansion, synapses), "i8"), "shift 7")
found = list(connections())
weights = [weight for _, _, pair in found for weight in pair]
print(f"  xylo.recurrent_weights from {[s for s, _, _ in found]} to {[t for _, t, _ in found]}", dense(weights, (len(found), synapses), "i8"), "shift 1")
print("  xylo.output_weights", dense(numbers(-128, 127, expansion, outputs), (expansion, outputs), "i8"), "shift 4")
sources = sorted(rng.sample(range(hidden), hidden // 2))
print(f"  xylo.aliases from {sources} to {numbers(0, hidden - 1, len(sources))}")
print("}")
