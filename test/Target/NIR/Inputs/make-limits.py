"""Prints networks at the limits of the export: nested deeper than readers
follow (`nested`, `deepest`), instances of instances (`instances`), merges of
merges (`merges`)."""

import sys

N = "!graph.nodes<1>"
WEIGHTS = f"{{weights = dense<1.0> : tensor<1x1xf32>}} : {N} -> {N}"


def nested(depth):
    print(f"graph.network @top(%x0: {N}) -> {N} {{")
    for i in range(depth):
        print(f"%h{i} = graph.holder(%x{i + 1} = %x{i}) : ({N}) -> {N} {{")
    print(f"%w = graph.linear_weights %x{depth} {WEIGHTS}\ngraph.output %w : {N}")
    for i in reversed(range(depth)):
        print(f"}}\ngraph.output %h{i} : {N}")
    print("}")


def instances(count):
    print(f"graph.network @n0(%x: {N}) -> {N} {{\n%w = graph.linear_weights %x {WEIGHTS}\ngraph.output %w : {N}\n}}")
    for i in range(1, count):
        print(f"graph.network @n{i}(%x: {N}) -> {N} {{")
        print(f"%a = graph.instance @n{i - 1}(%x) : ({N}) -> {N}")
        print(f"%b = graph.instance @n{i - 1}(%a) : ({N}) -> {N}")
        print(f"graph.output %b : {N}\n}}")


def merges(count):
    print(f"graph.network @top(%x0: {N}) -> {N} {{")
    for i in range(count):
        print(f"%x{i + 1} = graph.merge %x{i}, %x{i} : {N}")
    print(f"graph.output %x{count} : {N}\n}}")


{
    "nested": lambda: nested(98),
    "deepest": lambda: nested(97),
    "instances": lambda: instances(60),
    "merges": lambda: merges(60),
}[sys.argv[1]]()
