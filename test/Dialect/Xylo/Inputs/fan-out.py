"""Prints a network whose hidden neurons feed each other: N neurons, a fan-out of N."""

import sys

count = int(sys.argv[1])


def neurons(name, source, size):
    one = f"tensor<{size}xf32>"
    return (
        f'  %{name} = graph.lif_neurons {source} {{name = "{name}", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : {one},\n'
        f"      tau_syn = dense<0.01> : {one}, threshold = dense<1.0> : {one}}} : !graph.nodes<{size}> -> !graph.nodes<{size}>"
    )


def weights(name, source, rows, columns):
    return (
        f'  %{name} = graph.linear_weights {source} {{name = "{name}", weights = dense<0.5> : tensor<{rows}x{columns}xf32>}}\n'
        f"      : !graph.nodes<{rows}> -> !graph.nodes<{columns}>"
    )


print("graph.network @fan_out(%in: !graph.nodes<1>) -> !graph.nodes<1> {")
print(weights("w_in", "%in", 1, count))
print(f"  %sum = graph.merge %w_in, %w_rec : !graph.nodes<{count}>")
print(neurons("hidden", "%sum", count))
print(weights("w_rec", "%hidden", count, count))
print(weights("w_out", "%hidden", count, 1))
print(neurons("readout", "%w_out", 1))
print("  graph.output %readout : !graph.nodes<1>\n}")
