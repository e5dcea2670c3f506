"""usage: many-loops.py N

Prints a chain of N populations, of which all but the last feed themselves. Each
has a time constant that quantisation clips.
"""

import sys

count = int(sys.argv[1])
wire = "!graph.nodes<1>"
scalar = "dense<{}> : tensor<1xf32>".format
weights = f"{{{{name = \"{{}}\", weights = dense<0.3> : tensor<1x1xf32>}}}} : {wire} -> {wire}".format

print(f"graph.network @net(%in: {wire}) -> {wire} {{")
source = "%in"
for k in range(count):
    print(f"  %w{k} = graph.linear_weights {source} {weights(f'p{k}_in')}")
    current = f"%w{k}"
    if k < count - 1:
        print(f"  %r{k} = graph.linear_weights %p{k} {weights(f'p{k}_rec')}")
        print(f"  %sum{k} = graph.merge %w{k}, %r{k} : {wire}")
        current = f"%sum{k}"
    print(
        f'  %p{k} = graph.lif_neurons {current} {{name = "p{k}", dt = 1.0e-3 : f64, tau_mem = {scalar(0.02)}, '
        f"tau_syn = {scalar(100.0)}, threshold = {scalar(1.0)}}} : {wire} -> {wire}"
    )
    source = f"%p{k}"
print(f"  graph.output {source} : {wire}")
print("}")
