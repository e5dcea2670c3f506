// RUN: graph-opt --split-input-file --verify-diagnostics %s

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

// network (C1): arguments carry nodes.
// expected-error @below {{'graph.network' op expects arguments and results of type !graph.nodes}}
graph.network @argument_of_other_type(%in: i32) {
  graph.output
}

// -----

// network (C1): results carry nodes.
// expected-error @below {{'graph.network' op expects arguments and results of type !graph.nodes}}
graph.network @result_of_other_type() -> i32 {
  graph.output
}

// -----

// network (C1): the function type is a function type.
// expected-error @below {{attribute 'function_type' failed to satisfy constraint: type attribute of function type}}
"graph.network"() ({
  "graph.output"() : () -> ()
}) {sym_name = "no_function", function_type = !graph.nodes<1>} : () -> ()

// -----

// network (C1): the block's arguments are those of the function type.
// expected-error @below {{'graph.network' op type of entry block argument #0('!graph.nodes<2>') must match the type of the corresponding argument in function signature('!graph.nodes<1>')}}
"graph.network"() ({
^bb0(%in: !graph.nodes<2>):
  "graph.output"() : () -> ()
}) {sym_name = "other_argument", function_type = (!graph.nodes<1>) -> ()} : () -> ()

// -----

// network (C2): there is a body.
// expected-error @below {{'graph.network' op region #0 ('body') failed to verify constraint: region with 1 blocks}}
graph.network private @declaration(!graph.nodes<1>)

// -----

// network (C2): the body is one block.
// expected-error @below {{'graph.network' op expects region #0 to have 0 or 1 blocks}}
graph.network @two_blocks() {
  graph.output
^second:
  graph.output
}

// -----

// network (C2): the block is not empty.
// expected-error @below {{'graph.network' op expects a non-empty block}}
"graph.network"() ({
^bb0:
}) {sym_name = "empty_block", function_type = () -> ()} : () -> ()

// -----

// network (C2): the body ends in a graph.output.
// expected-error @below {{'graph.network' op expects a body that ends in graph.output}}
graph.network @no_output() {
  %none = graph.open : !graph.nodes<1>
}

// -----

// network (C3): there are as many outputs as results.
// expected-note @below {{result types declared here}}
graph.network @missing_output() -> !graph.nodes<1> {
  // expected-error @below {{'graph.output' op expects operands of types ('!graph.nodes<1>'), but got ()}}
  graph.output
}

// -----

// network (C3): the outputs have the results' types.
// expected-note @below {{result types declared here}}
graph.network @output_of_other_size(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  // expected-error @below {{'graph.output' op expects operands of types ('!graph.nodes<1>'), but got ('!graph.nodes<2>')}}
  graph.output %in : !graph.nodes<2>
}

// -----

// network: it stands in a symbol table, not in another network.
graph.network @outer() {
  // expected-error @below {{'graph.network' op symbol's parent must have the SymbolTable trait}}
  graph.network @inner() {
    graph.output
  }
  graph.output
}

// -----

// network: two networks of one name.
// expected-note @below {{see existing symbol definition here}}
graph.network @twice() {
  graph.output
}
// expected-error @below {{redefinition of symbol named 'twice'}}
graph.network @twice() {
  graph.output
}

// -----

// network: the body touches the outside only through its ports.
%outside = graph.open : !graph.nodes<1>
// expected-note @below {{required by region isolation constraints}}
graph.network @reaches_out() -> !graph.nodes<1> {
  // expected-error @below {{'graph.output' op using value defined outside the region}}
  graph.output %outside : !graph.nodes<1>
}

// -----

// network: attributes of ports have a dialect's prefix.
// expected-error @below {{'graph.network' op arguments may only have dialect attributes}}
graph.network @port_attribute(%in: !graph.nodes<1> {unit = "A"}) {
  graph.output
}

//===----------------------------------------------------------------------===//
// Plumbing that feeds only itself
//===----------------------------------------------------------------------===//

// -----

// network (C4): a merge that feeds itself.
graph.network @merge_of_itself(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone, so it has no value}}
  %sum = graph.merge %in, %sum : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// -----

// network (C4): merges in a ring; every step is shown.
graph.network @ring_of_merges(%in: !graph.nodes<1>) {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone, so it has no value}}
  %a = graph.merge %in, %b : !graph.nodes<1>
  // expected-note @below {{through node 0 of this value}}
  %b = graph.merge %in, %c : !graph.nodes<1>
  // expected-note @below {{through node 0 of this value}}
  %c = graph.merge %in, %a : !graph.nodes<1>
  graph.output
}

// -----

// network (C4): one node among others feeds itself.
graph.network @one_node(%in: !graph.nodes<2>) {
  // expected-error @below {{node 2 of this value is fed by itself through plumbing alone}}
  %all = graph.concat %in, %last : (!graph.nodes<2>, !graph.nodes<1>) -> !graph.nodes<3>
  // expected-note @below {{through node 0 of this value}}
  %last = graph.select %all[2] : !graph.nodes<3> -> !graph.nodes<1>
  graph.output
}

// -----

// network (C4): selects in a ring, which permute nodes until they meet again.
graph.network @ring_of_selects() {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone}}
  %a = graph.select %b[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  // expected-note @below {{through node 1 of this value}}
  %b = graph.select %a[0, 0] : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// network (C4): a place that feeds itself at the same node.
graph.network @ring_with_place() {
  // expected-error @below {{node 1 of this value is fed by itself through plumbing alone}}
  %spread = graph.place %one[1] : !graph.nodes<1> -> !graph.nodes<2>
  // expected-note @below {{through node 0 of this value}}
  %one = graph.select %spread[1] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// network (C4): the way leads through the ports of a holder.
graph.network @through_holder(%in: !graph.nodes<1>) {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone}}
  %sum = graph.merge %in, %back : !graph.nodes<1>
  // expected-note @below {{through node 0 of this value}}
  %back = graph.holder(%x = %sum) : (!graph.nodes<1>) -> !graph.nodes<1> {
    graph.output %x : !graph.nodes<1>
  }
  graph.output
}

// -----

// network (C4): a holder whose ports pass straight through closes on itself.
graph.network @holder_of_itself() {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone}}
  // expected-note @below {{through node 0 of this value}}
  %self = graph.holder(%x = %self) : (!graph.nodes<1>) -> !graph.nodes<1> {
    graph.output %x : !graph.nodes<1>
  }
  graph.output
}

// -----

// holder interface (C1): a holder that stands in no network is checked too.
graph.holder() : () -> () {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone}}
  %sum = graph.merge %sum : !graph.nodes<1>
  graph.output
}

// -----

// network (C4) is about nodes: these values feed themselves, and no node does.
// Node 1 of %pair comes from node 0, which comes from the input.
graph.network @no_node_feeds_itself(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  %pair = graph.concat %in, %first : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %first = graph.select %pair[0] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %pair : !graph.nodes<2>
}

// Through a holder.
graph.network @no_node_feeds_itself_through_holder(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  %pair = graph.holder(%x = %in, %y = %first) : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2> {
    %both = graph.concat %x, %y : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
    graph.output %both : !graph.nodes<2>
  }
  %first = graph.select %pair[0] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %pair : !graph.nodes<2>
}

// A place leaves the node open that the select asks for.
graph.network @open_node_feeds_itself() -> !graph.nodes<2> {
  %spread = graph.place %one[0] : !graph.nodes<1> -> !graph.nodes<2>
  %one = graph.select %spread[1] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %spread : !graph.nodes<2>
}

// A module is no plumbing.
graph.network @module_feeds_itself() {
  %sum = graph.merge %m, %m : !graph.nodes<1>
  %m = graph.module(%sum) : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

//===----------------------------------------------------------------------===//
// Recursion
//===----------------------------------------------------------------------===//

// -----

// network (C5): a network that contains itself.
graph.network @direct() {
  // expected-error @below {{'graph.instance' op makes network 'direct' contain itself: 'direct' -> 'direct'}}
  graph.instance @direct() : () -> ()
  graph.output
}

// -----

// network (C5): two networks that contain each other.
graph.network @a() {
  // expected-error @below {{'graph.instance' op makes network 'a' contain itself: 'a' -> 'b' -> 'a'}}
  graph.instance @b() : () -> ()
  graph.output
}
graph.network @b() {
  // expected-note @below {{through this instance of 'a'}}
  graph.instance @a() : () -> ()
  graph.output
}

// -----

// network (C5): a longer chain, one link inside a holder. The networks that lead
// into the ring, and those that do not come back, are not shown.
graph.network @top() {
  graph.instance @a() : () -> ()
  graph.output
}
graph.network @a() {
  graph.instance @leaf() : () -> ()
  // expected-error @below {{makes network 'a' contain itself: 'a' -> 'b' -> 'c' -> 'd' -> 'a'}}
  graph.instance @b() : () -> ()
  graph.output
}
graph.network @b() {
  graph.holder() : () -> () {
    // expected-note @below {{through this instance of 'c'}}
    graph.instance @c() : () -> ()
    graph.output
  }
  graph.output
}
graph.network @c() {
  // expected-note @below {{through this instance of 'd'}}
  graph.instance @d() : () -> ()
  graph.output
}
graph.network @d() {
  // expected-note @below {{through this instance of 'a'}}
  graph.instance @a() : () -> ()
  graph.output
}
graph.network @leaf() {
  graph.output
}

// -----

// network (C5): two ways to the same network are no recursion.
graph.network @diamond() {
  graph.instance @left() : () -> ()
  graph.instance @right() : () -> ()
  graph.output
}
graph.network @left() {
  graph.instance @leaf() : () -> ()
  graph.output
}
graph.network @right() {
  graph.instance @leaf() : () -> ()
  graph.output
}
graph.network @leaf() {
  graph.output
}

//===----------------------------------------------------------------------===//
// Holders
//===----------------------------------------------------------------------===//

// -----

// network (C6): a few lines must not ask for gigabytes.
// expected-error @below {{'graph.network' op expects at most 67108864 nodes over all values, but has 68157440}}
graph.network @too_many_nodes() {
  %open0 = graph.open : !graph.nodes<1048576>
  %open1 = graph.open : !graph.nodes<1048576>
  %open2 = graph.open : !graph.nodes<1048576>
  %open3 = graph.open : !graph.nodes<1048576>
  %open4 = graph.open : !graph.nodes<1048576>
  %open5 = graph.open : !graph.nodes<1048576>
  %open6 = graph.open : !graph.nodes<1048576>
  %open7 = graph.open : !graph.nodes<1048576>
  %open8 = graph.open : !graph.nodes<1048576>
  %open9 = graph.open : !graph.nodes<1048576>
  %open10 = graph.open : !graph.nodes<1048576>
  %open11 = graph.open : !graph.nodes<1048576>
  %open12 = graph.open : !graph.nodes<1048576>
  %open13 = graph.open : !graph.nodes<1048576>
  %open14 = graph.open : !graph.nodes<1048576>
  %open15 = graph.open : !graph.nodes<1048576>
  %open16 = graph.open : !graph.nodes<1048576>
  %open17 = graph.open : !graph.nodes<1048576>
  %open18 = graph.open : !graph.nodes<1048576>
  %open19 = graph.open : !graph.nodes<1048576>
  %open20 = graph.open : !graph.nodes<1048576>
  %open21 = graph.open : !graph.nodes<1048576>
  %open22 = graph.open : !graph.nodes<1048576>
  %open23 = graph.open : !graph.nodes<1048576>
  %open24 = graph.open : !graph.nodes<1048576>
  %open25 = graph.open : !graph.nodes<1048576>
  %open26 = graph.open : !graph.nodes<1048576>
  %open27 = graph.open : !graph.nodes<1048576>
  %open28 = graph.open : !graph.nodes<1048576>
  %open29 = graph.open : !graph.nodes<1048576>
  %open30 = graph.open : !graph.nodes<1048576>
  %open31 = graph.open : !graph.nodes<1048576>
  %open32 = graph.open : !graph.nodes<1048576>
  %open33 = graph.open : !graph.nodes<1048576>
  %open34 = graph.open : !graph.nodes<1048576>
  %open35 = graph.open : !graph.nodes<1048576>
  %open36 = graph.open : !graph.nodes<1048576>
  %open37 = graph.open : !graph.nodes<1048576>
  %open38 = graph.open : !graph.nodes<1048576>
  %open39 = graph.open : !graph.nodes<1048576>
  %open40 = graph.open : !graph.nodes<1048576>
  %open41 = graph.open : !graph.nodes<1048576>
  %open42 = graph.open : !graph.nodes<1048576>
  %open43 = graph.open : !graph.nodes<1048576>
  %open44 = graph.open : !graph.nodes<1048576>
  %open45 = graph.open : !graph.nodes<1048576>
  %open46 = graph.open : !graph.nodes<1048576>
  %open47 = graph.open : !graph.nodes<1048576>
  %open48 = graph.open : !graph.nodes<1048576>
  %open49 = graph.open : !graph.nodes<1048576>
  %open50 = graph.open : !graph.nodes<1048576>
  %open51 = graph.open : !graph.nodes<1048576>
  %open52 = graph.open : !graph.nodes<1048576>
  %open53 = graph.open : !graph.nodes<1048576>
  %open54 = graph.open : !graph.nodes<1048576>
  %open55 = graph.open : !graph.nodes<1048576>
  %open56 = graph.open : !graph.nodes<1048576>
  %open57 = graph.open : !graph.nodes<1048576>
  %open58 = graph.open : !graph.nodes<1048576>
  %open59 = graph.open : !graph.nodes<1048576>
  %open60 = graph.open : !graph.nodes<1048576>
  %open61 = graph.open : !graph.nodes<1048576>
  %open62 = graph.open : !graph.nodes<1048576>
  %open63 = graph.open : !graph.nodes<1048576>
  %open64 = graph.open : !graph.nodes<1048576>
  graph.output
}

// -----

// holder (C1): there are as many block arguments as operands.
graph.network @holder_without_argument(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.holder' op expects block arguments of the operands' types}}
  "graph.holder"(%in) ({
    "graph.output"() : () -> ()
  }) : (!graph.nodes<1>) -> ()
  graph.output
}

// -----

// holder (C1): the block arguments have the operands' types.
graph.network @holder_of_other_argument(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.holder' op expects block arguments of the operands' types}}
  "graph.holder"(%in) ({
  ^bb0(%x: !graph.nodes<2>):
    "graph.output"() : () -> ()
  }) : (!graph.nodes<1>) -> ()
  graph.output
}

// -----

// holder (C1), as it shows in the pretty form.
graph.network @holder_of_too_few_types(%in: !graph.nodes<1>) {
  // expected-error @below {{expects one operand type per operand: 1, but got 0}}
  graph.holder(%x = %in) : () -> () {
    graph.output
  }
  graph.output
}

// -----

// holder (C2): there are as many outputs as results.
graph.network @holder_without_output() {
  // expected-note @below {{result types declared here}}
  %0 = graph.holder() : () -> !graph.nodes<1> {
    // expected-error @below {{'graph.output' op expects operands of types ('!graph.nodes<1>'), but got ()}}
    graph.output
  }
  graph.output
}

// -----

// holder (C2): the outputs have the results' types.
graph.network @holder_of_other_output(%in: !graph.nodes<2>) {
  // expected-note @below {{result types declared here}}
  %0 = graph.holder(%x = %in) : (!graph.nodes<2>) -> !graph.nodes<1> {
    // expected-error @below {{'graph.output' op expects operands of types ('!graph.nodes<1>'), but got ('!graph.nodes<2>')}}
    graph.output %x : !graph.nodes<2>
  }
  graph.output
}

// -----

// holder (C3): the body is one block.
graph.network @holder_with_two_blocks() {
  // expected-error @below {{'graph.holder' op expects region #0 to have 0 or 1 blocks}}
  graph.holder() : () -> () {
    graph.output
  ^second:
    graph.output
  }
  graph.output
}

// -----

// holder (C3): there is a body.
graph.network @holder_without_body() {
  // expected-error @below {{'graph.holder' op region #0 ('body') failed to verify constraint: region with 1 blocks}}
  "graph.holder"() ({}) : () -> ()
  graph.output
}

// -----

// holder (C3): the body ends in a graph.output.
graph.network @holder_without_terminator() {
  // expected-error @below {{'graph.holder' op expects a body that ends in graph.output}}
  graph.holder() : () -> () {
    %none = graph.open : !graph.nodes<1>
  }
  graph.output
}

// -----

// holder: the body touches the outside only through its ports.
graph.network @holder_reaches_out(%in: !graph.nodes<1>) {
  // expected-note @below {{required by region isolation constraints}}
  %0 = graph.holder() : () -> !graph.nodes<1> {
    // expected-error @below {{'graph.output' op using value defined outside the region}}
    graph.output %in : !graph.nodes<1>
  }
  graph.output
}

// -----

// holder: operands carry nodes.
graph.network @holder_of_other_type() {
  %0 = builtin.unrealized_conversion_cast to i32
  // expected-error @below {{'graph.holder' op operand #0 must be variadic of an ordered list of nodes, but got 'i32'}}
  graph.holder(%x = %0) : (i32) -> () {
    graph.output
  }
  graph.output
}

//===----------------------------------------------------------------------===//
// Instances
//===----------------------------------------------------------------------===//

// -----

// instance (C1): the network exists.
graph.network @user() {
  // expected-error @below {{'graph.instance' op uses network 'nowhere', which does not exist}}
  graph.instance @nowhere() : () -> ()
  graph.output
}

// -----

// instance (C1): inside a holder the same.
graph.network @user_in_holder() {
  graph.holder() : () -> () {
    // expected-error @below {{'graph.instance' op uses network 'nowhere', which does not exist}}
    graph.instance @nowhere() : () -> ()
    graph.output
  }
  graph.output
}

// -----

// instance (C1): what it uses is a network.
// expected-note @below {{symbol declared here}}
module @no_network {
}
graph.network @user_of_module() {
  // expected-error @below {{'graph.instance' op uses 'no_network', which is no graph.network}}
  graph.instance @no_network() : () -> ()
  graph.output
}

// -----

// instance (C1): a network in a module inside has another name.
module @library {
  graph.network @layer() {
    graph.output
  }
}
graph.network @user_of_nested() {
  // expected-error @below {{'graph.instance' op uses network 'layer', which does not exist}}
  graph.instance @layer() : () -> ()
  graph.output
}

// -----

// instance (C2): as many operands as the network has arguments.
// expected-note @below {{network 'layer' declared here}}
graph.network private @layer(%x: !graph.nodes<1>) {
  graph.output
}
graph.network @missing_operand() {
  // expected-error @below {{'graph.instance' op expects operand types ('!graph.nodes<1>'), but got ()}}
  graph.instance @layer() : () -> ()
  graph.output
}

// -----

// instance (C2): operands of the arguments' types.
// expected-note @below {{network 'layer' declared here}}
graph.network private @layer(%x: !graph.nodes<1>) {
  graph.output
}
graph.network @other_operand(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.instance' op expects operand types ('!graph.nodes<1>'), but got ('!graph.nodes<2>')}}
  graph.instance @layer(%in) : (!graph.nodes<2>) -> ()
  graph.output
}

// -----

// instance (C2): results of the network's types.
// expected-note @below {{network 'layer' declared here}}
graph.network private @layer() -> !graph.nodes<1> {
  %none = graph.open : !graph.nodes<1>
  graph.output %none : !graph.nodes<1>
}
graph.network @other_result() {
  // expected-error @below {{'graph.instance' op expects result types ('!graph.nodes<1>'), but got ('!graph.nodes<2>', '!graph.nodes<1>')}}
  %0:2 = graph.instance @layer() : () -> (!graph.nodes<2>, !graph.nodes<1>)
  graph.output
}

//===----------------------------------------------------------------------===//
// Outputs
//===----------------------------------------------------------------------===//

// -----

// output (C1): its parent is a network or holder.
module {
  // expected-error @below {{'graph.output' op expects parent op to be one of 'graph.network, graph.holder'}}
  graph.output
}

// -----

// output (C1): it ends the body.
graph.network @output_in_the_middle() {
  // expected-error @below {{'graph.output' op must be the last operation in the parent block}}
  graph.output
  graph.output
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

// -----

// module interface (C1): operands carry nodes.
graph.network @module_of_other_operand() {
  %0 = builtin.unrealized_conversion_cast to i32
  // expected-error @below {{'graph.module' op operand #0 must be variadic of an ordered list of nodes, but got 'i32'}}
  graph.module(%0) : (i32) -> ()
  graph.output
}

// -----

// module interface (C1): results carry nodes.
graph.network @module_of_other_result() {
  // expected-error @below {{'graph.module' op result #0 must be variadic of an ordered list of nodes, but got 'i32'}}
  %0 = graph.module() : () -> i32
  graph.output
}

// -----

// A name is a string.
graph.network @name_of_other_type() {
  // expected-error @below {{custom op 'graph.module' attribute 'name' failed to satisfy constraint: string attribute}}
  graph.module() {name = 1 : i64} : () -> ()
  graph.output
}

// -----

// An optional parameter of another kind is an error, not left out.
graph.network @bias_of_other_kind(%in: !graph.nodes<1>) {
  // expected-error @below {{custom op 'graph.rate_neurons' attribute 'bias' failed to satisfy constraint}}
  %0 = graph.rate_neurons %in {tau = dense<0.1> : tensor<1xf32>, bias = 1.0 : f32}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// The same for holders.
graph.network @holder_name_of_other_type() {
  // expected-error @below {{custom op 'graph.holder' attribute 'name' failed to satisfy constraint: string attribute}}
  graph.holder() : () -> () attributes {name = 1 : i64} {
    graph.output
  }
  graph.output
}

// -----

// The same for instances.
graph.network @instance_name_of_other_type() {
  // expected-error @below {{custom op 'graph.instance' attribute 'name' failed to satisfy constraint: string attribute}}
  graph.instance @layer() {name = 1 : i64} : () -> ()
  graph.output
}

// -----

// The same for networks.
// expected-error @below {{custom op 'graph.network' attribute 'arg_attrs' failed to satisfy constraint: Array of dictionary attributes}}
graph.network @attributes_of_other_type(%in: !graph.nodes<1>) attributes {arg_attrs = 1 : i64} {
  graph.output
}

// -----

// network: a visibility that symbols do not have.
// expected-error @below {{'graph.network' op visibility expected to be one of ["public", "private", "nested"], but got "secret"}}
"graph.network"() ({
  "graph.output"() : () -> ()
}) {sym_name = "secret", function_type = () -> (), sym_visibility = "secret"} : () -> ()

// -----

// A misspelt parameter does not get lost.
graph.network @misspelt(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.lif_neurons' op has no attribute 'biases'; its attributes are 'bias', 'dt', 'name', 'tau_mem', 'tau_syn', 'threshold'}}
  %n = graph.lif_neurons %in {tau_mem = dense<1.0> : tensor<1xf32>, tau_syn = dense<1.0> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>, biases = dense<0.7> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// Nor does what a network has.
// expected-error @below {{'graph.network' op has no attribute 'visibility'; its attributes are 'arg_attrs', 'function_type', 'res_attrs', 'sym_name', 'sym_visibility'}}
graph.network @misspelt_visibility() attributes {visibility = "private"} {
  graph.output
}

// -----

// Nor the name of an instance.
graph.network private @empty() {
  graph.output
}
graph.network @misspelt_name() {
  // expected-error @below {{'graph.instance' op has no attribute 'label'; its attributes are 'callee', 'name'}}
  graph.instance @empty() {label = "a"} : () -> ()
  graph.output
}

// -----

// An op that has no attributes at all.
graph.network @attribute_of_output() {
  // expected-error @below {{'graph.output' op has no attribute 'name'; it has none}}
  graph.output {name = "out"}
}

// -----

// weights interface (C1), neurons interface (C1): there is one operand.
graph.network @weights_of_two(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op requires a single operand}}
  %0 = "graph.linear_weights"(%in, %in) {weights = dense<1.0> : tensor<1x1xf32>}
      : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// weights interface (C1), neurons interface (C1): there is one result.
graph.network @neurons_without_result(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.generic_neurons' op requires one result}}
  "graph.generic_neurons"(%in) : (!graph.nodes<1>) -> ()
  graph.output
}

// -----

// weights: there are weights.
graph.network @no_weights(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op requires attribute 'weights'}}
  %0 = graph.linear_weights %in : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights interface (C2): weights have shape (Nin, Nout), not (Nout, Nin).
graph.network @transposed_weights(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects shape (2, 3), but got (3, 2)}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<3x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<3>
  graph.output
}

// -----

// weights interface (C2): weights are a matrix.
graph.network @weights_in_a_row(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects shape (2, 3), but got (6)}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<6xf32>}
      : !graph.nodes<2> -> !graph.nodes<3>
  graph.output
}

// -----

// weights interface (C2): a matrix, not a number.
graph.network @weights_of_rank_zero(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects shape (1, 1), but got ()}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<f32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights interface (C2): all sizes are known.
graph.network @weights_of_unknown_size(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects shape (1, 1), but got (?, 1)}}
  %0 = graph.linear_weights %in {weights = dense_resource<matrix> : tensor<?x1xf32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights interface (C2): biases have shape (Nout).
graph.network @biases_of_other_shape(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'biases' expects shape (3), but got (2)}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<2x3xf32>, biases = dense<0.0> : tensor<2xf32>}
      : !graph.nodes<2> -> !graph.nodes<3>
  graph.output
}

// -----

// weights interface (C3): NaN among the weights. Its place is named.
graph.network @weights_with_nan(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects finite values, but value number 3 is nan}}
  %0 = graph.linear_weights %in {weights = dense<[[0.0, 1.0], [2.0, 0x7FC00000]]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C3): infinity, as f64.
graph.network @weights_with_infinity(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects finite values, but value number 1 is -INF}}
  %0 = graph.linear_weights %in {weights = dense<[[0.0, 0xFFF0000000000000]]> : tensor<1x2xf64>}
      : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C3): biases too, splats too.
graph.network @biases_with_infinity(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'biases' expects finite values, but value number 0 is INF}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<1x2xf32>, biases = dense<0x7F800000> : tensor<2xf32>}
      : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C3): among sparse weights too.
graph.network @sparse_weights_with_nan(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects finite values, but value number 1 is nan}}
  %0 = graph.linear_weights %in {weights = sparse<[[0, 1], [1, 0]], [1.0, 0x7FC00000]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C2): the shape of sparse weights.
graph.network @sparse_weights_of_other_shape(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects shape (2, 2), but got (2, 3)}}
  %0 = graph.linear_weights %in {weights = sparse<[[0, 1]], [1.0]> : tensor<2x3xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C2): and the number of its axes.
graph.network @sparse_weights_of_other_rank(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects shape (2, 2), but got (2, 2, 2)}}
  %0 = graph.linear_weights %in {weights = sparse<[[0, 1, 0]], [1.0]> : tensor<2x2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C4): row after row.
graph.network @rows_out_of_order(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects sparse entries row after row, each once, but entry number 1 at (0, 1) follows (1, 0)}}
  %0 = graph.linear_weights %in {weights = sparse<[[1, 0], [0, 1]], [1.0, 2.0]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C4): from left to right.
graph.network @columns_out_of_order(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects sparse entries row after row, each once, but entry number 2 at (1, 0) follows (1, 1)}}
  %0 = graph.linear_weights %in {weights = sparse<[[0, 1], [1, 1], [1, 0]], [1.0, 2.0, 3.0]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C4): each once.
graph.network @entry_twice(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects sparse entries row after row, each once, but entry number 1 at (1, 1) follows (1, 1)}}
  %0 = graph.linear_weights %in {weights = sparse<[[1, 1], [1, 1]], [1.0, 2.0]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights interface (C4): no zeros.
graph.network @sparse_zero(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects sparse entries that are not zero, but entry number 1 at (1, 1) is 0}}
  %0 = graph.linear_weights %in {weights = sparse<[[0, 1], [1, 1]], [1.0, 0.0]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights: sparse integers are no weights either.
graph.network @sparse_integer_weights(%in: !graph.nodes<2>) {
  // expected-error @below {{attribute 'weights' failed to satisfy constraint}}
  %0 = graph.linear_weights %in {weights = sparse<[[0, 1]], [1]> : tensor<2x2xi32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights: other parameters are dense.
graph.network @sparse_biases(%in: !graph.nodes<2>) {
  // expected-error @below {{attribute 'biases' failed to satisfy constraint: constant vector/tensor attribute of f32 or f64 values, dense or dense_resource}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<2x2xf32>, biases = sparse<[[0]], [1.0]> : tensor<2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// weights: integers are no weights.
graph.network @integer_weights(%in: !graph.nodes<1>) {
  // expected-error @below {{attribute 'weights' failed to satisfy constraint: constant vector/tensor attribute of f32 or f64 values, dense, dense_resource or sparse}}
  %0 = graph.linear_weights %in {weights = dense<1> : tensor<1x1xi32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights: nor are half-precision numbers.
graph.network @half_weights(%in: !graph.nodes<1>) {
  // expected-error @below {{attribute 'weights' failed to satisfy constraint}}
  %0 = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf16>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights: nor complex ones.
graph.network @complex_weights(%in: !graph.nodes<1>) {
  // expected-error @below {{attribute 'weights' failed to satisfy constraint}}
  %0 = graph.linear_weights %in {weights = dense<(1.0, 0.0)> : tensor<1x1xcomplex<f32>>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights: a number is no matrix.
graph.network @weights_of_other_kind(%in: !graph.nodes<1>) {
  // expected-error @below {{attribute 'weights' failed to satisfy constraint}}
  %0 = graph.linear_weights %in {weights = 1.0 : f32} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights: the data of an elided dump are gone.
graph.network @elided_weights(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' has no data: resource '__elided__' is not in the file; write the file without eliding resources}}
  %0 = graph.linear_weights %in {weights = dense_resource<__elided__> : tensor<1x1xf32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights: a resource that is not in the file.
graph.network @missing_resource(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' has no data: resource 'missing' is not in the file}}
  %0 = graph.linear_weights %in {weights = dense_resource<missing> : tensor<1x1xf32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// weights: a resource of another size than the type says.
graph.network @short_resource(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects 8 bytes for 'tensor<2x1xf32>', but resource 'one_value' has 4}}
  %0 = graph.linear_weights %in {weights = dense_resource<one_value> : tensor<2x1xf32>}
      : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}
{-#
  dialect_resources: {
    builtin: {
      one_value: "0x040000000000803F"
    }
  }
#-}

// -----

// weights interface (C3): NaN in a resource.
graph.network @resource_with_nan(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.linear_weights' op attribute 'weights' expects finite values, but value number 1 is nan}}
  %0 = graph.linear_weights %in {weights = dense_resource<one_and_nan> : tensor<2x1xf32>}
      : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}
{-#
  dialect_resources: {
    builtin: {
      one_and_nan: "0x040000000000803F0000C07F"
    }
  }
#-}

//===----------------------------------------------------------------------===//
// Neurons
//===----------------------------------------------------------------------===//

// -----

// neurons interface (C2): every neuron has the same number of synapses.
graph.network @uneven_synapses(%in: !graph.nodes<3>) {
  // expected-error @below {{'graph.generic_neurons' op expects a multiple of 2 input nodes, one per synapse of each neuron, but got 3}}
  %0 = graph.generic_neurons %in : !graph.nodes<3> -> !graph.nodes<2>
  graph.output
}

// -----

// neurons interface (C2): and at least one.
graph.network @more_neurons_than_inputs(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.rate_neurons' op expects a multiple of 2 input nodes, one per synapse of each neuron, but got 1}}
  %0 = graph.rate_neurons %in {tau = dense<0.1> : tensor<2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

// -----

// neurons interface (C3): the time step is not zero.
graph.network @time_step_of_zero(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.generic_neurons' op expects 'dt' to be finite and above 0 seconds, but got 0.000000e+00}}
  %0 = graph.generic_neurons %in {dt = 0.0 : f64} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// neurons interface (C3): nor below.
graph.network @negative_time_step(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.rate_neurons' op expects 'dt' to be finite and above 0 seconds, but got -1.000000e-03}}
  %0 = graph.rate_neurons %in {tau = dense<0.1> : tensor<1xf32>, dt = -1.0e-3 : f64}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// neurons interface (C3): nor infinite.
graph.network @infinite_time_step(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.lif_neurons' op expects 'dt' to be finite and above 0 seconds, but got INF}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>, dt = 0x7FF0000000000000 : f64} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// neurons interface (C3): nor no number.
graph.network @time_step_of_nan(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.generic_neurons' op expects 'dt' to be finite and above 0 seconds, but got nan}}
  %0 = graph.generic_neurons %in {dt = 0x7FF8000000000000 : f64} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// neurons: the time step is an f64.
graph.network @single_time_step(%in: !graph.nodes<1>) {
  // expected-error @below {{attribute 'dt' failed to satisfy constraint: 64-bit float attribute}}
  %0 = graph.generic_neurons %in {dt = 1.0e-3 : f32} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons: the time constants and thresholds are there.
graph.network @lif_without_threshold(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.lif_neurons' op requires attribute 'threshold'}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C1): tau_mem has one entry per neuron.
graph.network @tau_mem_per_synapse(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'tau_mem' expects shape (1), but got (2)}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<2xf32>, tau_syn = dense<0.1> : tensor<2xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C1): tau_syn has one entry per synapse.
graph.network @tau_syn_per_neuron(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'tau_syn' expects shape (2), but got (1)}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C1): and no more than one.
// differs (tau-syn-count): none is left out.
graph.network @tau_syn_twice(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'tau_syn' expects shape (2), but got (4)}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<2xf32>, tau_syn = dense<0.1> : tensor<4xf32>,
      threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// lif_neurons (C1): threshold has one entry per neuron.
graph.network @threshold_per_synapse(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'threshold' expects shape (1), but got (2)}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<2xf32>,
      threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C1): bias has one entry per neuron.
graph.network @bias_per_synapse(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'bias' expects shape (1), but got (2)}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<2xf32>,
      threshold = dense<1.0> : tensor<1xf32>, bias = dense<0.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C1): the bias is finite; any finite bias is fine.
graph.network @bias_of_nan(%in: !graph.nodes<2>) {
  %negative = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<2xf32>, tau_syn = dense<0.1> : tensor<2xf32>,
      threshold = dense<1.0> : tensor<2xf32>, bias = dense<[0.0, -1.0]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-error @below {{'graph.lif_neurons' op attribute 'bias' expects finite values, but value number 1 is nan}}
  %nan = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<2xf32>, tau_syn = dense<0.1> : tensor<2xf32>,
      threshold = dense<1.0> : tensor<2xf32>, bias = dense<[0.0, 0x7FC00000]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// lif_neurons (C1): time constants are finite.
graph.network @infinite_tau_mem(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'tau_mem' expects finite values, but value number 0 is INF}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0x7F800000> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C2): tau_mem is above 0.
graph.network @tau_mem_of_zero(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'tau_mem' expects values above 0, but value number 1 is 0.000000e+00}}
  %0 = graph.lif_neurons %in {tau_mem = dense<[0.1, 0.0]> : tensor<2xf32>, tau_syn = dense<0.1> : tensor<2xf32>,
      threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// lif_neurons (C2): tau_syn is above 0.
graph.network @negative_tau_syn(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'tau_syn' expects values above 0, but value number 0 is -1.000000e-01}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf64>, tau_syn = dense<-0.1> : tensor<1xf64>,
      threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// lif_neurons (C2): thresholds are above 0; a negative zero is not.
graph.network @threshold_of_zero(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.lif_neurons' op attribute 'threshold' expects values above 0, but value number 0 is -0.000000e+00}}
  %0 = graph.lif_neurons %in {tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>,
      threshold = dense<-0.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// rate_neurons (C1): tau has one entry per neuron.
graph.network @tau_per_synapse(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.rate_neurons' op attribute 'tau' expects shape (1), but got (2)}}
  %0 = graph.rate_neurons %in {tau = dense<0.1> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// rate_neurons (C1): bias has one entry per neuron.
graph.network @rate_bias_of_other_shape(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.rate_neurons' op attribute 'bias' expects shape (2), but got (1)}}
  %0 = graph.rate_neurons %in {tau = dense<0.1> : tensor<2xf32>, bias = dense<0.0> : tensor<1xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// rate_neurons (C1): parameters are finite.
graph.network @rate_tau_of_nan(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.rate_neurons' op attribute 'tau' expects finite values, but value number 0 is nan}}
  %0 = graph.rate_neurons %in {tau = dense<0x7FC00000> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// rate_neurons (C2): time constants are above 0.
graph.network @rate_tau_of_zero(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.rate_neurons' op attribute 'tau' expects values above 0, but value number 0 is 0.000000e+00}}
  %0 = graph.rate_neurons %in {tau = dense<0.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// alias (C1): as many output as input nodes.
graph.network @widening_alias(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.alias' op failed to verify that all of {input, output} have same type}}
  %0 = graph.alias %in : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

//===----------------------------------------------------------------------===//
// Plumbing
//===----------------------------------------------------------------------===//

// -----

// plumbing interface (C1): there is one result.
graph.network @plumbing_without_result(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.merge' op requires one result}}
  "graph.merge"(%in) : (!graph.nodes<1>) -> ()
  graph.output
}

// -----

// plumbing interface (C2): operands and results carry nodes.
graph.network @plumbing_of_other_type() {
  %0 = builtin.unrealized_conversion_cast to i32
  // expected-error @below {{'graph.merge' op operand #0 must be variadic of an ordered list of nodes, but got 'i32'}}
  %1 = graph.merge %0 : i32
  graph.output
}

// -----

// merge (C1): there is something to merge.
graph.network @merge_of_nothing() {
  // expected-error @below {{'graph.merge' op expected 1 or more operands, but found 0}}
  %0 = "graph.merge"() : () -> !graph.nodes<1>
  graph.output
}

// -----

// merge (C2): operands and result have the same type.
graph.network @merge_of_other_sizes(%one: !graph.nodes<1>, %two: !graph.nodes<2>) {
  // expected-error @below {{'graph.merge' op requires the same type for all operands and results}}
  %0 = "graph.merge"(%one, %two) : (!graph.nodes<1>, !graph.nodes<2>) -> !graph.nodes<1>
  graph.output
}

// -----

// select (C1): no index beyond the input.
graph.network @select_beyond(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.select' op index 2 is out of range: the input has 2 nodes}}
  %0 = graph.select %in[2] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// select (C1): no index below 0.
graph.network @select_below(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.select' op index -1 is out of range: the input has 2 nodes}}
  %0 = graph.select %in[-1] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// select (C2): one index per result node.
graph.network @select_too_few(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.select' op expects one index per result node (2), but got 1}}
  %0 = graph.select %in[0] : !graph.nodes<2> -> !graph.nodes<2>
  graph.output
}

// -----

// select (C2): an empty list selects nothing that a value could carry.
graph.network @select_nothing(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.select' op expects one index per result node (1), but got 0}}
  %0 = graph.select %in[] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// -----

// place (C1): no index beyond the result.
graph.network @place_beyond(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.place' op index 2 is out of range: the result has 2 nodes}}
  %0 = graph.place %in[2] : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

// -----

// place (C1): no index below 0.
graph.network @place_below(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.place' op index -1 is out of range: the result has 2 nodes}}
  %0 = graph.place %in[-1] : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

// -----

// place (C1): no index twice.
graph.network @place_twice(%in: !graph.nodes<2>) {
  // expected-error @below {{'graph.place' op places two nodes at index 1}}
  %0 = graph.place %in[1, 1] : !graph.nodes<2> -> !graph.nodes<3>
  graph.output
}

// -----

// place (C2): one index per input node.
graph.network @place_too_many(%in: !graph.nodes<1>) {
  // expected-error @below {{'graph.place' op expects one index per input node (1), but got 2}}
  %0 = graph.place %in[0, 1] : !graph.nodes<1> -> !graph.nodes<2>
  graph.output
}

// -----

// concat (C1): there is something to join.
graph.network @concat_of_nothing() {
  // expected-error @below {{'graph.concat' op expects at least one operand}}
  %0 = "graph.concat"() : () -> !graph.nodes<1>
  graph.output
}

// -----

// concat (C2): the result has as many nodes as the operands together.
graph.network @concat_of_other_size(%a: !graph.nodes<1>, %b: !graph.nodes<2>) {
  // expected-error @below {{'graph.concat' op expects 3 result nodes, as many as the operands have together, but got 4}}
  %0 = graph.concat %a, %b : (!graph.nodes<1>, !graph.nodes<2>) -> !graph.nodes<4>
  graph.output
}

// -----

// concat (C2): together, the operands have too many nodes for one value.
graph.network @concat_of_too_many(%most: !graph.nodes<1048576>) {
  // expected-error @below {{'graph.concat' op expects 2097152 result nodes, as many as the operands have together, but got 1}}
  %0 = graph.concat %most, %most : (!graph.nodes<1048576>, !graph.nodes<1048576>) -> !graph.nodes<1>
  graph.output
}

//===----------------------------------------------------------------------===//
// Attributes of the dialect
//===----------------------------------------------------------------------===//

// -----

// graph.recurrent is a unit.
graph.network @recurrent_of_other_type() {
  // expected-error @below {{attribute 'graph.recurrent' must be a unit}}
  graph.module() {graph.recurrent = 1 : i64} : () -> ()
  graph.output
}

// -----

// graph.loop is an i64.
graph.network @loop_of_other_type() {
  // expected-error @below {{attribute 'graph.loop' must be an i64 of at least 0}}
  graph.module() {graph.loop = 1 : i32} : () -> ()
  graph.output
}

// -----

// graph.loop is a number.
graph.network @loop_of_unit() {
  // expected-error @below {{attribute 'graph.loop' must be an i64 of at least 0}}
  graph.module() {graph.loop} : () -> ()
  graph.output
}

// -----

// graph.loop is not negative.
graph.network @negative_loop() {
  // expected-error @below {{attribute 'graph.loop' must be an i64 of at least 0}}
  graph.module() {graph.loop = -1 : i64} : () -> ()
  graph.output
}

// -----

// Marks belong on modules: plumbing has none.
graph.network @marked_plumbing() {
  // expected-error @below {{attribute 'graph.loop' belongs on modules and instances only}}
  %0 = graph.open {graph.loop = 0 : i64} : !graph.nodes<1>
  graph.output
}

// -----

// Nor have holders.
graph.network @marked_holder() {
  // expected-error @below {{attribute 'graph.recurrent' belongs on modules and instances only}}
  graph.holder() : () -> () attributes {graph.recurrent} {
    graph.output
  }
  graph.output
}

// -----

// Nor have ops of other dialects.
// expected-error @below {{attribute 'graph.recurrent' belongs on modules and instances only}}
module attributes {graph.recurrent} {
}

// -----

// Nor have ports of networks.
// expected-error @below {{attribute 'graph.loop' of the graph dialect does not belong on arguments and results}}
graph.network @marked_argument(%in: !graph.nodes<1> {graph.loop = 0 : i64}) {
  graph.output
}

// -----

// Nor have ports of networks.
// expected-error @below {{attribute 'graph.colour' of the graph dialect does not belong on arguments and results}}
graph.network @marked_result() -> (!graph.nodes<1> {graph.colour = "red"}) {
  %0 = graph.open : !graph.nodes<1>
  graph.output %0 : !graph.nodes<1>
}

// -----

// An attribute that the dialect does not have.
graph.network @unknown_attribute() {
  // expected-error @below {{unknown attribute 'graph.colour' of the graph dialect}}
  graph.module() {graph.colour = "red"} : () -> ()
  graph.output
}

// -----

// An op that the dialect does not have.
graph.network @unknown_op() {
  // expected-error @below {{custom op 'graph.conv' is unknown}}
  graph.conv
  graph.output
}
