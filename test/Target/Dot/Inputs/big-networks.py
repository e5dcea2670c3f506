"""Writes big networks into a folder."""

import os
import sys

NODES = "!graph.nodes<1>"


def chain(size):
    yield f"graph.network @chain(%in: {NODES}) -> {NODES} {{"
    last = "%in"
    for k in range(size):
        yield f'%{k} = graph.module({last}) {{name = "m{k}"}} : ({NODES}) -> {NODES}'
        last = f"%{k}"
    yield f"graph.output {last} : {NODES} }}"


def holders(depth):
    yield f"graph.network @holders(%in: {NODES}) -> {NODES} {{"
    last = "%in"
    for k in range(depth):
        yield f'%h{k} = graph.holder(%x{k} = {last}) : ({NODES}) -> {NODES} attributes {{name = "h{k}"}} {{'
        yield f"%m{k} = graph.module(%x{k}) : ({NODES}) -> {NODES}"
        last = f"%m{k}"
    yield f"graph.output {last} : {NODES} }}"
    for k in reversed(range(1, depth)):
        yield f"graph.output %h{k} : {NODES} }}"
    yield f"graph.output %h0 : {NODES} }}"


def instances(depth):
    """Each network has the one before it twice."""
    yield f"graph.network @n0(%in: {NODES}) -> {NODES} {{"
    yield f"%m = graph.module(%in) : ({NODES}) -> {NODES}"
    yield f"graph.output %m : {NODES} }}"
    for k in range(1, depth):
        yield f"graph.network @n{k}(%in: {NODES}) -> {NODES} {{"
        yield f"%a = graph.instance @n{k - 1}(%in) : ({NODES}) -> {NODES}"
        yield f"%b = graph.instance @n{k - 1}(%a) : ({NODES}) -> {NODES}"
        yield f"graph.output %b : {NODES} }}"


def dense(size):
    """Every module hears all before it."""
    yield f"graph.network @dense(%in: {NODES}) -> {NODES} {{"
    last = "%in"
    for k in range(size):
        yield f'%m{k} = graph.module({last}) {{name = "m{k}"}} : ({NODES}) -> {NODES}'
        yield f"%s{k} = graph.merge {last}, %m{k} : {NODES}"
        last = f"%s{k}"
    yield f"graph.output {last} : {NODES} }}"


folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
networks = {
    "chain": chain(100000),
    "holders": holders(10000),
    "instances": instances(10000),
    "dense": dense(1000),
}
for name, lines in networks.items():
    with open(os.path.join(folder, name + ".mlir"), "w") as file:
        file.writelines(line + "\n" for line in lines)
