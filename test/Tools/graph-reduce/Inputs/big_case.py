"""Prints a network of about 1,000 modules with all that networks have.

Blocks of weights and neurons follow each other; some stand in holders, some
are instances, some have loops, skips and bundles that are taken apart and put
together. Two blocks are special: in block 70 a neuron feeds more neurons than
Xylo Audio 2 allows, block 130 has the only loop that consists of neurons.

usage: big_case.py
"""

import random

WIDTH, BLOCKS = 6, 182
rng = random.Random(1)


def numbers(*shape):
    if len(shape) == 1:
        return "[" + ", ".join(f"{rng.uniform(0.25, 1):.3f}" for _ in range(shape[0])) + "]"
    return "[" + ", ".join(numbers(*shape[1:]) for _ in range(shape[0])) + "]"


def weights(result, source, rows, columns):
    print(f'  %{result} = graph.linear_weights %{source} {{name = "{result}", '
          f"weights = dense<{numbers(rows, columns)}> : tensor<{rows}x{columns}xf32>}} "
          f": !graph.nodes<{rows}> -> !graph.nodes<{columns}>")


def neurons(result, source, width):
    vector = f"tensor<{width}xf32>"
    print(f'  %{result} = graph.lif_neurons %{source} {{name = "{result}", dt = 1.0e-3 : f64, '
          f"tau_mem = dense<{numbers(width)}> : {vector}, tau_syn = dense<{numbers(width)}> : {vector}, "
          f"threshold = dense<{numbers(width)}> : {vector}}} "
          f": !graph.nodes<{width}> -> !graph.nodes<{width}>")


def plain(block, source):
    """Weights, neurons, and weights around them."""
    weights(f"w{block}", source, WIDTH, WIDTH)
    print(f"  %in{block} = graph.merge %w{block}, %fb{block}, %skip{block} : !graph.nodes<{WIDTH}>")
    neurons(f"n{block}", f"in{block}", WIDTH)
    weights(f"fb{block}", f"n{block}", WIDTH, WIDTH)
    # Both halves of the block's input go on, the other way round.
    print(f"  %lo{block} = graph.select %{source}[0, 1, 2] : !graph.nodes<{WIDTH}> -> !graph.nodes<3>")
    print(f"  %hi{block} = graph.select %{source}[3, 4, 5] : !graph.nodes<{WIDTH}> -> !graph.nodes<3>")
    print(f"  %turn{block} = graph.concat %hi{block}, %lo{block} "
          f": (!graph.nodes<3>, !graph.nodes<3>) -> !graph.nodes<{WIDTH}>")
    weights(f"skip{block}", f"turn{block}", WIDTH, WIDTH)
    weights(f"side{block}", f"n{block}", WIDTH, 3)
    neurons(f"m{block}", f"side{block}", 3)
    print(f"  %spread{block} = graph.place %m{block}[5, 3, 1] : !graph.nodes<3> -> !graph.nodes<{WIDTH}>")
    print(f"  %b{block} = graph.merge %n{block}, %spread{block} : !graph.nodes<{WIDTH}>")


def wide(block, source):
    """A neuron with 70 others behind it."""
    weights(f"w{block}", source, WIDTH, WIDTH)
    neurons(f"n{block}", f"w{block}", WIDTH)
    weights(f"out{block}", f"n{block}", WIDTH, 70)
    neurons(f"wide{block}", f"out{block}", 70)
    weights(f"back{block}", f"wide{block}", 70, WIDTH)
    neurons(f"b{block}", f"back{block}", WIDTH)


def loop(block, source):
    """Neurons that feed each other without weights."""
    weights(f"w{block}", source, WIDTH, WIDTH)
    print(f"  %in{block} = graph.merge %w{block}, %c{block} : !graph.nodes<{WIDTH}>")
    for result, before in zip("nabc", ["in", "n", "a", "b_"]):
        neurons(f"{result}{block}" if result != "b" else f"b_{block}", f"{before}{block}", WIDTH)
    weights(f"b{block}", f"c{block}", WIDTH, WIDTH)


def holder(block, source):
    nodes = f"!graph.nodes<{WIDTH}>"
    print(f'  %b{block} = graph.holder(%x{block} = %{source}) : ({nodes}) -> {nodes} attributes {{name = "h{block}"}} {{')
    plain(f"{block}_in", f"x{block}")
    print(f"  graph.output %b{block}_in : {nodes}\n  }}")


def main():
    nodes = f"!graph.nodes<{WIDTH}>"
    print(f"graph.network private @layer(%in: {nodes}) -> {nodes} {{")
    plain("0", "in")
    print(f"  graph.output %b0 : {nodes}\n}}")
    print(f"graph.network @big(%b0: {nodes}) -> {nodes} {{")
    for block in range(1, BLOCKS + 1):
        source = f"b{block - 1}"
        if block == 70:
            wide(block, source)
        elif block == 130:
            loop(block, source)
        elif block % 10 == 3:
            holder(block, source)
        elif block % 10 == 7:
            print(f'  %b{block} = graph.instance @layer(%{source}) {{name = "i{block}"}} : ({nodes}) -> {nodes}')
        else:
            plain(block, source)
    print(f"  graph.output %b{BLOCKS} : {nodes}\n}}")


main()
