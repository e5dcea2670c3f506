// RUN: graph-opt --graph-merge-weights=remarks=false --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-merge-weights --split-input-file --verify-diagnostics %s -o /dev/null

// Matrices and biases add up; f64 wins; %c counts twice. Plumbing that says the
// same in another way is the same.
// CHECK-LABEL: graph.network @parallel
// CHECK-NEXT:    %a = graph.linear_weights %in {name = "a", biases = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf64>, nir.a = 1 : i64, nir.b = 2 : i64, weights = dense<{{\[}}[3.500000e+00, 0.000000e+00], [0.000000e+00, 4.250000e+00]]> : tensor<2x2xf64>}
// CHECK-NEXT:    graph.output %a
graph.network @parallel(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-remark @below {{added 'b', 'c' to 'a', which is fed by the same nodes and feeds the same nodes}}
  %a = graph.linear_weights %in {name = "a", nir.a = 1, graph.recurrent, weights = dense<[[1.0, 0.0], [0.0, 2.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %swapped = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %same = graph.select %swapped[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.linear_weights %same {name = "b", nir.a = 7, nir.b = 2, weights = dense<[[0.5, 0.0], [0.0, 0.25]]> : tensor<2x2xf64>, biases = dense<[1.0, 0.0]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %c = graph.linear_weights %in {name = "c", weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>, biases = dense<[0.0, 1.0]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %c, %a, %b, %c : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

// -----

// Several places are fine if they are the same for both.
// CHECK-LABEL: graph.network @several_places
// CHECK-NEXT:    %a = graph.linear_weights %in {name = "a", weights = dense<3.000000e+00> : tensor<1x1xf32>}
// CHECK-NEXT:    graph.output %a, %a
graph.network @several_places(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  // expected-remark @below {{added 'b' to 'a'}}
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %in {name = "b", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %first = graph.merge %a, %b : !graph.nodes<1>
  %second = graph.merge %b, %a : !graph.nodes<1>
  graph.output %first, %second : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// Left alone: other sources, a use of its own, other ways of counting, weights
// that count twice but have no partner, dead ones.
// CHECK-LABEL: graph.network @not_parallel
// CHECK-COUNT-9: graph.linear_weights
// CHECK-NOT:     graph.linear_weights
graph.network @not_parallel(%in: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>) {
  %swapped = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.linear_weights %swapped {name = "b", weights = dense<2.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %other_sources = graph.merge %a, %b : !graph.nodes<2>
  %c = graph.linear_weights %in {name = "c", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %d = graph.linear_weights %in {name = "d", weights = dense<2.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %own_use = graph.merge %c, %d : !graph.nodes<2>
  %e = graph.linear_weights %in {name = "e", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %f = graph.linear_weights %in {name = "f", weights = dense<2.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %three_to_two = graph.merge %e, %e, %f, %f, %f : !graph.nodes<2>
  %g = graph.linear_weights %in {name = "g", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %dead = graph.linear_weights %in {name = "dead", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %dead2 = graph.linear_weights %in {name = "dead", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %twice = graph.merge %g, %g, %d : !graph.nodes<2>
  graph.output %other_sources, %own_use, %three_to_two, %twice : !graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>
}

// -----

// Refused: a sum that is no number.
// CHECK-LABEL: graph.network @infinite
// CHECK-COUNT-2: graph.linear_weights
graph.network @infinite(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-warning @below {{'a' and 'b' are parallel, but their sum is beyond all numbers}}
  %a = graph.linear_weights %in {name = "a", weights = dense<1.7e308> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %in {name = "b", weights = dense<1.7e308> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %a, %b : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// -----

// f32 that a sum leaves becomes f64.
// CHECK-LABEL: graph.network @wider
// CHECK:         weights = dense<{{.*}}> : tensor<1x1xf64>
graph.network @wider(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-remark @below {{added}}
  %a = graph.linear_weights %in {name = "a", weights = dense<3.0e38> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %in {name = "b", weights = dense<3.0e38> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %a, %b : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
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
  %b = graph.linear_weights %x {name = "b", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %a, %b : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// -----

// Sums of sparse weights are sparse unless that takes more bytes.
// CHECK-LABEL: graph.network @sparse
// CHECK-NEXT:    %a = graph.linear_weights %in {name = "a", weights = sparse<{{\[}}[0, 1], [1, 0], [2, 5]], [1.500000e+00, 4.000000e+00, 2.000000e+00]> : tensor<3x6xf32>}
// CHECK-NEXT:    %c = graph.linear_weights %in {name = "c", weights = dense<{{.*}}> : tensor<3x6xf32>}
graph.network @sparse(%in: !graph.nodes<3>) -> (!graph.nodes<6>, !graph.nodes<6>) {
  // expected-remark @below {{added 'b' to 'a'}}
  %a = graph.linear_weights %in {name = "a", weights = sparse<[[0, 1], [0, 2], [2, 5]], [1.0, 3.0, 2.0]> : tensor<3x6xf32>} : !graph.nodes<3> -> !graph.nodes<6>
  %b = graph.linear_weights %in {name = "b", weights = sparse<[[0, 1], [0, 2], [1, 0]], [0.5, -3.0, 4.0]> : tensor<3x6xf32>} : !graph.nodes<3> -> !graph.nodes<6>
  %ab = graph.merge %a, %b : !graph.nodes<6>
  // expected-remark @below {{added 'd' to 'c'}}
  %c = graph.linear_weights %in {name = "c", weights = sparse<[[0, 1]], [1.0]> : tensor<3x6xf32>} : !graph.nodes<3> -> !graph.nodes<6>
  %d = graph.linear_weights %in {name = "d", weights = dense<1.0> : tensor<3x6xf32>} : !graph.nodes<3> -> !graph.nodes<6>
  %cd = graph.merge %c, %d : !graph.nodes<6>
  graph.output %ab, %cd : !graph.nodes<6>, !graph.nodes<6>
}

// -----

// Sums of a few numbers that stand for large matrices; those that fit are made.
// CHECK-LABEL: graph.network @splats
// CHECK-NEXT:    %b = graph.linear_weights %in0 {name = "b", weights = dense<2.500000e-01>
// CHECK-NEXT:    %a = graph.linear_weights %in0 {name = "a", weights = dense<5.000000e-01>
// CHECK-NEXT:    %merged = graph.merge %a, %b
// CHECK-NEXT:    %c = graph.linear_weights %in1 {name = "c", weights = dense<7.500000e-01> : tensor<2x2xf32>}
graph.network @splats(%in: !graph.nodes<1048576>, %few: !graph.nodes<2>) -> (!graph.nodes<1048576>, !graph.nodes<2>) {
  %b = graph.linear_weights %in {name = "b", weights = dense<0.25> : tensor<1048576x1048576xf32>} : !graph.nodes<1048576> -> !graph.nodes<1048576>
  // expected-warning @above {{'b' and 'a' are parallel, but their sum would have more than max-elements=16777216 elements that are not zero}}
  %a = graph.linear_weights %in {name = "a", weights = dense<0.5> : tensor<1048576x1048576xf32>} : !graph.nodes<1048576> -> !graph.nodes<1048576>
  %ab = graph.merge %a, %b : !graph.nodes<1048576>
  // expected-remark @below {{added 'd' to 'c'}}
  %c = graph.linear_weights %few {name = "c", weights = dense<0.25> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %d = graph.linear_weights %few {name = "d", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %cd = graph.merge %c, %d : !graph.nodes<2>
  graph.output %ab, %cd : !graph.nodes<1048576>, !graph.nodes<2>
}
