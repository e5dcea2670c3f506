#!/usr/bin/env python3
"""What the network of convolution.nir does, worked out without matrices.

usage: convolution.py FOLDER

Writes `in.csv`, pictures of 4 by 4 pixels that move, and `out.csv`, the spikes
of the three classes, one line for each step. Kernels, weights and neurons are
those that unittests/Target/NIR/ConvolutionTest.cpp gives the file.
"""

import math
import sys

STEPS = 60
MEMBRANE, SYNAPSE, THRESHOLD = 0.9, 0.8, 1.0  # what is left after a step; where a neuron fires


def kernel(feature, row, column):
    return ((7 * feature + 5 * row + 3 * column) % 11 - 4) / 16


def weight(output, feature):
    return ((5 * output + 7 * feature) % 13 - 5) / 16


def picture(step):
    """A bar that crosses the picture, and a dot now and then."""
    bar = step // 3 % 5
    return [
        [int((column == bar and step % 2 == 0) or (step % 7 == row and column == row)) for column in range(4)]
        for row in range(4)
    ]


def convolve(pixels):
    """Two maps of 4 by 2: a row of zeros above and below, two columns at a time."""
    padded = [[0] * 4] + pixels + [[0] * 4]
    for feature in range(2):
        for row in range(4):
            for column in range(2):
                yield sum(
                    kernel(feature, r, c) * padded[row + r][2 * column + c]
                    for r in range(3)
                    for c in range(2)
                )


class Neurons:
    def __init__(self, count):
        self.currents = [0.0] * count
        self.membranes = [0.0] * count

    def step(self, inputs):
        spikes = []
        for index, value in enumerate(inputs):
            self.currents[index] = SYNAPSE * self.currents[index] + value
            membrane = MEMBRANE * self.membranes[index] + self.currents[index]
            count = max(0, math.floor(membrane / THRESHOLD))
            self.membranes[index] = membrane - count * THRESHOLD
            spikes.append(count)
        return spikes


def main():
    features, classes = Neurons(16), Neurons(3)
    with open(f"{sys.argv[1]}/in.csv", "w") as inputs, open(f"{sys.argv[1]}/out.csv", "w") as outputs:
        for step in range(STEPS):
            pixels = picture(step)
            print(*sum(pixels, []), sep=",", file=inputs)
            spikes = features.step(list(convolve(pixels)))
            sums = [sum(weight(o, f) * n for f, n in enumerate(spikes)) for o in range(3)]
            print(*classes.step(sums), sep=",", file=outputs)


if __name__ == "__main__":
    main()
