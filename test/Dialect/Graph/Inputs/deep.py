"""Writes networks that are deep or long, for tests of limits."""

import sys

ONE = "!graph.nodes<1>"


def chain(length):
    """Each network holds a module and an instance of the next network."""
    for k in range(length):
        visibility = "private " if k else ""
        print(f"graph.network {visibility}@n{k}(%x: {ONE}) -> {ONE} {{")
        print(f'  %m = graph.module(%x) {{name = "m"}} : ({ONE}) -> {ONE}')
        if k + 1 < length:
            print(f"  %n = graph.instance @n{k + 1}(%m)", end="")
            print(f' {{name = "next"}} : ({ONE}) -> {ONE}')
        print(f"  graph.output %{'n' if k + 1 < length else 'm'} : {ONE}\n}}")


def row(length):
    """One network holds many instances of another, one behind the other."""
    print(f"graph.network private @part(%x: {ONE}) -> {ONE} {{")
    print(f"  %m = graph.module(%x) : ({ONE}) -> {ONE}")
    print(f"  graph.output %m : {ONE}\n}}")
    print(f"graph.network @row(%v0: {ONE}) -> {ONE} {{")
    for k in range(length):
        print(f"  %v{k + 1} = graph.instance @part(%v{k}) : ({ONE}) -> {ONE}")
    print(f"  graph.output %v{length} : {ONE}\n}}")


def nest(depth):
    """One network with holders in holders, a module in the innermost one."""
    print(f"graph.network @nested(%v0: {ONE}) -> {ONE} {{")
    for k in range(depth):
        print(f"%r{k} = graph.holder(%v{k + 1} = %v{k}) : ({ONE}) -> {ONE} {{")
    print(f'%m = graph.module(%v{depth}) {{name = "m"}} : ({ONE}) -> {ONE}')
    print(f"graph.output %m : {ONE}\n}}")
    for k in reversed(range(depth)):
        print(f"graph.output %r{k} : {ONE}\n}}")


{"chain": chain, "row": row, "nest": nest}[sys.argv[1]](int(sys.argv[2]))
