// RUN: graph-opt --graph-multiply-weights=remarks=false --split-input-file %s 2>/dev/null | FileCheck %s
// RUN: graph-opt --graph-multiply-weights --split-input-file --verify-diagnostics %s -o /dev/null
// RUN: graph-opt '--graph-multiply-weights=remarks=false max-elements=3' --split-input-file %s 2>&1 | FileCheck %s --check-prefix=SMALL
// RUN: graph-opt --graph-multiply-weights=remarks=false --split-input-file --mlir-print-debuginfo %s 2>/dev/null | FileCheck %s --check-prefix=LOC

// W1 * W2 and b1 * W2 + b2. The later weights give name and attributes; marks of
// old connections go.
// CHECK-LABEL: graph.network @chain
// CHECK-NEXT:    %b = graph.linear_weights %in {name = "b", biases = dense<1.060000e+02> : tensor<1xf32>, nir.a = 1 : i64, nir.b = 2 : i64, weights = dense<{{\[}}[2.100000e+01], [4.300000e+01]]> : tensor<2x1xf32>}
// CHECK-NEXT:    graph.output %b
// SMALL: warning: 'b' is not multiplied with 'a': the product would have more than max-elements=3 elements
// SMALL-LABEL: graph.network @chain
// SMALL:         graph.linear_weights {{.*}} {name = "b"
// LOC-LABEL: graph.network @chain
// LOC:         graph.linear_weights {{.*}} loc([[LOC:#.*]])
// LOC:       [[B:#.*]] = loc({{.*}}:{{[0-9]+}}:8)
// LOC:       [[A:#.*]] = loc({{.*}}:{{[0-9]+}}:8)
// LOC:       [[LOC]] = loc(fused{{\[}}[[B]], [[A]]])
graph.network @chain(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", nir.a = 1, nir.b = 1, graph.loop = 0, weights = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>, biases = dense<[1.0, 0.5]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{multiplied 'b' with the weights that feed it, 'a'}}
  %b = graph.linear_weights %a {name = "b", nir.b = 2, graph.recurrent, weights = dense<[[1.0], [10.0]]> : tensor<2x1xf32>, biases = dense<100.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %b : !graph.nodes<1>
}

// -----

// Plumbing is followed node by node; what arrives twice counts twice. f64 wins.
// CHECK-LABEL: graph.network @plumbing
// CHECK-NEXT:    %b = graph.linear_weights %in {name = "b", weights = dense<2.300000e+01> : tensor<1x1xf64>}
// CHECK-NEXT:    graph.output %b
graph.network @plumbing(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", weights = dense<[[1.0, 2.0]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %select = graph.select %a[1, 0, 0] : !graph.nodes<2> -> !graph.nodes<3>
  %place = graph.place %a[0, 2] : !graph.nodes<2> -> !graph.nodes<3>
  %sum = graph.merge %select, %place, %place : !graph.nodes<3>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %sum {name = "b", weights = dense<[[2.0], [5.0], [2.0]]> : tensor<3x1xf32>} : !graph.nodes<3> -> !graph.nodes<1>
  graph.output %b : !graph.nodes<1>
}

// -----

// A ladder of diamonds has many ways through it and ends as one matrix.
// CHECK-LABEL: graph.network @diamonds
// CHECK-NEXT:    %c = graph.linear_weights %in {name = "c", weights = dense<1.600000e+01> : tensor<1x1xf32>}
// CHECK-NEXT:    graph.output %c
graph.network @diamonds(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b1' with the weights that feed it, 'a'}}
  %b1 = graph.linear_weights %a {name = "b1", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b2' with the weights that feed it, 'a'}}
  %b2 = graph.linear_weights %a {name = "b2", weights = dense<3.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.merge %b1, %b2 : !graph.nodes<1>
  // expected-remark @below {{multiplied 'c1' with the weights that feed it, 'b1', 'b2'}}
  %c1 = graph.linear_weights %b {name = "c1", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'c2' with the weights that feed it, 'b1', 'b2'}}
  %c2 = graph.linear_weights %b {name = "c2", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %both = graph.merge %c1, %c2 : !graph.nodes<1>
  // expected-remark @below {{multiplied 'c' with the weights that feed it, 'c1', 'c2'}}
  %c = graph.linear_weights %both {name = "c", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %c : !graph.nodes<1>
}

// -----

// Fed by weights and by something else: the rows of the latter stay weights of
// their own. Biases count once. What feeds something else too stays for that.
// CHECK-LABEL: graph.network @split
// CHECK-NEXT:    %a = graph.linear_weights %in0 {name = "a", biases = dense<1.000000e+00> : tensor<1xf32>, weights = dense<2.000000e+00> : tensor<1x1xf32>}
// CHECK-DAG:     [[P:%.*]] = graph.linear_weights %in0 {name = "b", biases = dense<8.000000e+00> : tensor<1xf32>, weights = dense<1.400000e+01> : tensor<1x1xf32>}
// CHECK-DAG:     [[R:%.*]] = graph.linear_weights %in1 {name = "b", weights = dense<{{\[}}[3.000000e+00], [7.000000e+00]]> : tensor<2x1xf32>}
// CHECK:         [[M:%.*]] = graph.merge [[P]], [[R]]
// CHECK-NEXT:    graph.output %a, [[M]]
graph.network @split(%x: !graph.nodes<1>, %y: !graph.nodes<2>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  // expected-note @below {{'a' stays for what else it feeds}}
  %a = graph.linear_weights %x {name = "a", weights = dense<2.0> : tensor<1x1xf32>, biases = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %open = graph.open : !graph.nodes<1>
  %from_a = graph.concat %open, %open, %a : (!graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<3>
  %from_y = graph.place %y[1, 2] : !graph.nodes<2> -> !graph.nodes<3>
  %sum = graph.merge %from_a, %from_y : !graph.nodes<3>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %sum {name = "b", weights = dense<[[5.0], [3.0], [7.0]]> : tensor<3x1xf32>, biases = dense<1.0> : tensor<1xf32>} : !graph.nodes<3> -> !graph.nodes<1>
  graph.output %a, %b : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// Left alone: weights fed by no weights, dead ones, instances.
// CHECK-LABEL: graph.network @nothing
// CHECK-COUNT-3: graph.linear_weights
graph.network private @inner(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %in : !graph.nodes<1>
}
graph.network @nothing(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %i = graph.instance @inner(%a) : (!graph.nodes<1>) -> !graph.nodes<1>
  %b = graph.linear_weights %i {name = "b", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %dead = graph.linear_weights %in {name = "dead", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %b : !graph.nodes<1>
}

// -----

// Products beyond the limit, here 3 elements, are refused; others are not.
// CHECK-LABEL: graph.network @large
// CHECK-NOT:     name = "a"
// SMALL-LABEL: graph.network @large
// SMALL:         name = "a"
// SMALL:         name = "b"
graph.network @large(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = dense<1.0> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}

// -----

// Refused: products that are no numbers.
// CHECK-LABEL: graph.network @infinite
// CHECK-COUNT-2: graph.linear_weights
graph.network @infinite(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0e200> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-warning @below {{'b' is not multiplied with 'a': the product would be beyond all numbers}}
  %b = graph.linear_weights %a {name = "b", weights = dense<1.0e200> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %b : !graph.nodes<1>
}

// -----

// Refused: loops of weights alone. What leads into them and out of them on its
// own is multiplied.
// CHECK-LABEL: graph.network @weights_loop
// CHECK:         name = "a"
// CHECK:         name = "b"
// CHECK-NOT:     name = "c"
// CHECK:         name = "d"
graph.network @weights_loop(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %sum = graph.merge %in, %b : !graph.nodes<1>
  // expected-warning @below {{'a', 'b': not multiplied, as weights in a loop without neurons have no meaning}}
  %a = graph.linear_weights %sum {name = "a", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %a {name = "b", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %c = graph.linear_weights %b {name = "c", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'd' with the weights that feed it, 'c'}}
  %d = graph.linear_weights %c {name = "d", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %b, %d : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// Loops through neurons are fine: one matrix from the neurons to themselves.
// CHECK-LABEL: graph.network @recurrent
// CHECK:         graph.linear_weights %n {name = "b", weights = dense<6.000000e+00>
// CHECK-NOT:     graph.linear_weights
graph.network @recurrent() -> !graph.nodes<1> {
  %n = graph.generic_neurons %b {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  %a = graph.linear_weights %n {name = "a", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = dense<3.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %n : !graph.nodes<1>
}

// -----

// Refused: the output hears the neurons a step later than it would behind weights
// that lead nowhere else.
// CHECK-LABEL: graph.network @out_of_loop
// CHECK-COUNT-2: graph.linear_weights
graph.network @out_of_loop() -> !graph.nodes<1> {
  %n = graph.generic_neurons %b {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-warning @below {{'a' is not multiplied with the weights that it feeds: it is part of a loop and leads out of it as well}}
  %a = graph.linear_weights %n {name = "a", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %a {name = "b", weights = dense<3.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %a : !graph.nodes<1>
}

// -----

// Large matrices are resources, not text.
// CHECK-LABEL: graph.network @resource
// CHECK:         graph.linear_weights %in {name = "b", weights = dense_resource<resource.b> : tensor<65x64xf32>}
graph.network @resource(%in: !graph.nodes<65>) -> !graph.nodes<64> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<65x1xf32>} : !graph.nodes<65> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = dense<0.5> : tensor<1x64xf32>} : !graph.nodes<1> -> !graph.nodes<64>
  graph.output %b : !graph.nodes<64>
}

// The key does not depend on which of the networks, which are changed in parallel,
// is first.
// CHECK-LABEL: graph.network @resource2
// CHECK:         graph.linear_weights %in {name = "b", weights = dense_resource<resource2.b> : tensor<65x64xf32>}
graph.network @resource2(%in: !graph.nodes<65>) -> !graph.nodes<64> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<65x1xf32>} : !graph.nodes<65> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = dense<0.5> : tensor<1x64xf32>} : !graph.nodes<1> -> !graph.nodes<64>
  graph.output %b : !graph.nodes<64>
}

// The dot that ends the name of the network is the only one before the label.
// CHECK-LABEL: graph.network @resource2.b
// CHECK:         graph.linear_weights %in {name = "b", weights = dense_resource<"resource2%2Eb.b"> : tensor<65x64xf32>}
graph.network @resource2.b(%in: !graph.nodes<65>) -> !graph.nodes<64> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<65x1xf32>} : !graph.nodes<65> -> !graph.nodes<1>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = dense<0.5> : tensor<1x64xf32>} : !graph.nodes<1> -> !graph.nodes<64>
  graph.output %b : !graph.nodes<64>
}

// -----

// CHECK-LABEL: graph.network @holder
// CHECK-COUNT-2: graph.linear_weights
graph.network @holder(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-remark @below {{network 'holder' has holders}}
  %x = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> {
    graph.output %x : !graph.nodes<1>
  }
  %a = graph.linear_weights %x {name = "a", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %a {name = "b", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %b : !graph.nodes<1>
}

// -----

// Sparse weights are not made dense on the way: these would have 2^34 elements.
// What cancels out is no entry.
// CHECK-LABEL: graph.network @sparse
// CHECK-NEXT:    %b = graph.linear_weights %in {name = "b", biases = dense<[0.000000e+00, 5.000000e+00]> : tensor<2xf32>, weights = sparse<{{\[}}[3, 0], [100000, 1]], [6.000000e+00, 1.000000e+01]> : tensor<131072x2xf32>}
// CHECK-NEXT:    graph.output %b
graph.network @sparse(%in: !graph.nodes<131072>) -> !graph.nodes<2> {
  %a = graph.linear_weights %in {name = "a", weights = sparse<[[3, 0], [7, 2], [7, 3], [100000, 131071]], [2.0, 1.0, -1.0, 5.0]> : tensor<131072x131072xf32>} : !graph.nodes<131072> -> !graph.nodes<131072>
  // expected-remark @below {{multiplied 'b' with the weights that feed it, 'a'}}
  %b = graph.linear_weights %a {name = "b", biases = dense<[0.0, 5.0]> : tensor<2xf32>, weights = sparse<[[0, 0], [2, 1], [3, 1], [131071, 1]], [3.0, 1.0, 1.0, 2.0]> : tensor<131072x2xf32>} : !graph.nodes<131072> -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}

// -----

// What comes to nothing is a single zero.
// CHECK-LABEL: graph.network @zeros
// CHECK-NEXT:    %b = graph.linear_weights %in {name = "b", weights = dense<0.000000e+00> : tensor<8x8xf32>}
graph.network @zeros(%in: !graph.nodes<8>) -> !graph.nodes<8> {
  %a = graph.linear_weights %in {name = "a", weights = sparse<[[3, 5]], [2.0]> : tensor<8x8xf32>} : !graph.nodes<8> -> !graph.nodes<8>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = sparse<[[6, 0]], [1.0]> : tensor<8x8xf32>} : !graph.nodes<8> -> !graph.nodes<8>
  graph.output %b : !graph.nodes<8>
}

// -----

// Sparse and dense ones, either way round: a product is sparse if that takes
// fewer bytes.
// CHECK-LABEL: graph.network @mixed
// CHECK-NEXT:    %b = graph.linear_weights %in {name = "b", weights = dense<{{\[}}[0.000000e+00, 0.000000e+00], [2.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>}
// CHECK-NEXT:    %d = graph.linear_weights %in {name = "d", weights = sparse<{{\[}}[0, 3], [1, 3]], [3.000000e+00, 6.000000e+00]> : tensor<2x6xf32>}
graph.network @mixed(%in: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<6>) {
  %a = graph.linear_weights %in {name = "a", weights = sparse<[[1, 3]], [2.0]> : tensor<2x6xf32>} : !graph.nodes<2> -> !graph.nodes<6>
  // expected-remark @below {{multiplied 'b'}}
  %b = graph.linear_weights %a {name = "b", weights = dense<[[9.0, 9.0], [9.0, 9.0], [9.0, 9.0], [1.0, 2.0], [9.0, 9.0], [9.0, 9.0]]> : tensor<6x2xf32>} : !graph.nodes<6> -> !graph.nodes<2>
  %c = graph.linear_weights %in {name = "c", weights = dense<[[1.0, 9.0], [2.0, 9.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{multiplied 'd'}}
  %d = graph.linear_weights %c {name = "d", weights = sparse<[[0, 3]], [3.0]> : tensor<2x6xf32>} : !graph.nodes<2> -> !graph.nodes<6>
  graph.output %b, %d : !graph.nodes<2>, !graph.nodes<6>
}

// -----

// Rows of splats are equal, and columns as well: products of large ones are
// refused at once. Rounding is that of a sum of single products all the same:
// ten times 0.1f * 0.3.
// CHECK-LABEL: graph.network @splats
// CHECK-NEXT:    %a = graph.linear_weights %in0 {name = "a"
// CHECK-NEXT:    %b = graph.linear_weights %a {name = "b"
// CHECK-NEXT:    %d = graph.linear_weights {{.*}} {name = "d", weights = dense<0.3000000044703483> : tensor<1x2xf64>}
graph.network @splats(%in: !graph.nodes<1048576>, %few: !graph.nodes<1>) -> (!graph.nodes<1048576>, !graph.nodes<2>) {
  %a = graph.linear_weights %in {name = "a", weights = dense<0.25> : tensor<1048576x1048576xf32>} : !graph.nodes<1048576> -> !graph.nodes<1048576>
  // expected-warning @below {{'b' is not multiplied with 'a': the product would have more than max-elements=16777216 elements that are not zero}}
  %b = graph.linear_weights %a {name = "b", weights = dense<0.5> : tensor<1048576x1048576xf32>} : !graph.nodes<1048576> -> !graph.nodes<1048576>
  %c = graph.linear_weights %few {name = "c", weights = dense<0.1> : tensor<1x10xf32>} : !graph.nodes<1> -> !graph.nodes<10>
  // expected-remark @below {{multiplied 'd'}}
  %d = graph.linear_weights %c {name = "d", weights = dense<0.3> : tensor<10x2xf64>} : !graph.nodes<10> -> !graph.nodes<2>
  graph.output %b, %d : !graph.nodes<1048576>, !graph.nodes<2>
}
