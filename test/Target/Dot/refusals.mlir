// RUN: split-file %s %t
// RUN: not graph-translate --graph-to-dot %t/two.mlir -o %t/out.dot 2>&1 | FileCheck %s --check-prefix=TWO
// RUN: not graph-translate --graph-to-dot %t/two.mlir --top=c -o %t/out.dot 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not graph-translate --graph-to-svg %t/none.mlir -o %t/out.dot 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not graph-translate --graph-to-svg %t/wrong.mlir -o %t/out.dot 2>&1 | FileCheck %s --check-prefix=WRONG
// RUN: not ls %t/out.dot

// TWO: error: which network? say --top=NAME; candidates are 'a', 'b'
// UNKNOWN: error: there is no network 'c'; networks are 'a', 'b'
// NONE: error: there is no graph.network
// WRONG: error: {{.*}}index 7 is out of range

// More boxes than a picture can hold; DOT has no limit.
// RUN: %python -c "print('graph.network @big(%%in: !graph.nodes<1>) {'); [print(f'%%{k} = graph.module(%%in) : (!graph.nodes<1>) -> !graph.nodes<1>') for k in range(400)]; print('graph.output }')" > %t/big.mlir
// RUN: not graph-translate --graph-to-svg --dot-max-modules=0 %t/big.mlir 2>&1 | FileCheck %s --check-prefix=BIG
// RUN: graph-translate --graph-to-dot --dot-max-modules=0 %t/big.mlir | FileCheck %s --check-prefix=BIG-DOT
// RUN: graph-translate --graph-to-svg --dot-max-modules=399 %t/big.mlir | FileCheck %s --check-prefix=BIG-SVG
// BIG: error: a picture has at most 400 boxes, but this one has 401; draw fewer modules one by one
// BIG-DOT: n400 [label="module#399\n
// BIG-SVG: <svg

//--- two.mlir
graph.network @a() { graph.output }
graph.network @b() { graph.output }
//--- none.mlir
//--- wrong.mlir
graph.network @a(%x: !graph.nodes<2>) -> !graph.nodes<1> {
  %y = graph.select %x[7] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %y : !graph.nodes<1>
}
