"""Writes a network with a long chain of plumbing.

usage: plumbing.py merge|concat NUMBER

Each op of the chain takes the one before it and one more of NUMBER inputs.
"""

import sys

kind, number = sys.argv[1], int(sys.argv[2])


def nodes(size):
    return f"!graph.nodes<{size}>"


inputs = ", ".join(f"%x{k}: {nodes(1)}" for k in range(number))
size = number if kind == "concat" else 1
lines = [f"graph.network @chain({inputs}) -> {nodes(size)} {{"]
last = "%x0"
for k in range(1, number):
    if kind == "concat":
        types = f"({nodes(k)}, {nodes(1)}) -> {nodes(k + 1)}"
    else:
        types = nodes(1)
    lines.append(f"  %c{k} = graph.{kind} {last}, %x{k} : {types}")
    last = f"%c{k}"
print("\n".join(lines + [f"  graph.output {last} : {nodes(size)}", "}"]))
