// Xylo Audio 3, whose keys no file of samna's has shown: the tools say so.

// RUN: rm -rf %t && mkdir %t
// RUN: graph-opt %s -o %t/core.mlir
// RUN: graph-opt %s --xylo-assemble -o %t/image.mlir
// RUN: graph-translate --xylo-to-samna-json %t/image.mlir -o %t/net.json 2> %t/remark.txt
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t/remark.txt
// RUN: FileCheck %s --input-file=%t/net.json
// RUN: graph-translate --samna-json-to-xylo --samna-dt=1e-3 %t/net.json | graph-opt | diff %t/core.mlir -

// REMARK: image.mlir:2:3: remark: 'samna-json' is not verified for 'xylo_a3': the keys are made from the names of samna's fields, no file of samna's for this chip is public, and settings of the front ends are left out

// Matrices are as wide as the expansion. The second synapse has keys where it is used only.

// CHECK:      {
// CHECK-NEXT:   "value0": {
// CHECK-NEXT:     "operationMode": 0,
// CHECK-NEXT:     "biasEnable": true,
// CHECK-NEXT:     "enableHibernationMode": false,
// CHECK-NEXT:     "timeResolutionWrap": 0,
// CHECK-NEXT:     "input": {
// CHECK-NEXT:       "weightBitShift": 1,
// CHECK-NEXT:       "weights": {
// CHECK-NEXT:         "dimensions": {
// CHECK-NEXT:           "value0": 2,
// CHECK-NEXT:           "value1": 1
// CHECK-NEXT:         },
// CHECK-NEXT:         "offsets": {
// CHECK-NEXT:           "value0": 1,
// CHECK-NEXT:           "value1": 1
// CHECK-NEXT:         },
// CHECK-NEXT:         "values": [
// CHECK-NEXT: {{^}}30,
// CHECK-NEXT: {{^}}-9
// CHECK-NEXT: {{^}}]
// CHECK-NEXT:       }
// CHECK-NEXT:     },
// CHECK-NEXT:     "hidden": {
// CHECK-NEXT:       "weightBitShift": 0,
// CHECK-NEXT:       "weights": {
// CHECK:              "value0": 3,
// CHECK-NEXT:         "value1": 3
// CHECK:            "values": [
// CHECK-NEXT: {{^}}0,18,0,
// CHECK-NEXT: {{^}}0,0,0,
// CHECK-NEXT: {{^}}0,0,-8
// CHECK-NEXT: {{^}}]
// CHECK-NEXT:       },
// CHECK-NEXT:       "neurons": [
// CHECK-NEXT:         {"threshold":120,"vMemDecay":3,"iSynDecay":5,"vMemBias":4,"aliasTarget":{"nullopt":true}},
// CHECK-NEXT:         {"threshold":150,"vMemDecay":4,"iSynDecay":7,"vMemBias":-6,"aliasTarget":{"nullopt":true}},
// CHECK-NEXT:         {"threshold":90,"vMemDecay":2,"iSynDecay":9,"vMemBias":0,"aliasTarget":{"nullopt":false,"data":0}}
// CHECK-NEXT:       ],
// CHECK-NEXT:       "aliasing": true
// CHECK-NEXT:     },
// CHECK-NEXT:     "readout": {
// CHECK-NEXT:       "weightBitShift": 0,
// CHECK-NEXT:       "weights": {
// CHECK:              "value0": 2,
// CHECK-NEXT:         "value1": 1
// CHECK:            "values": [
// CHECK-NEXT: {{^}}40,
// CHECK-NEXT: {{^}}9
// CHECK-NEXT: {{^}}]
// CHECK-NEXT:       },
// CHECK-NEXT:       "neurons": [
// CHECK-NEXT:         {"threshold":110,"vMemDecay":11,"iSynDecay":13,"vMemBias":0}
// CHECK-NEXT:       ]
// CHECK-NEXT:     }
// CHECK-NEXT:   }
// CHECK-NEXT: }

xylo.core @network on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "hidden" ids [0 to 2]
      dash_mem dense<[3, 4, 2]> : tensor<3xi8>
      dash_syn dense<[[5], [7], [9]]> : tensor<3x1xi8>
      threshold dense<[120, 150, 90]> : tensor<3xi16>
      bias dense<[4, -6, 0]> : tensor<3xi8>
  xylo.neurons output "output" ids [0]
      dash_mem dense<11> : tensor<1xi8> dash_syn dense<13> : tensor<1x1xi8>
      threshold dense<110> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<[[[30]], [[-9]]]> : tensor<2x1x1xi8> shift 1
  xylo.recurrent_weights from [0, 2] to [1, 2] dense<[[18], [-8]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[40], [9]]> : tensor<2x1xi8>
  xylo.aliases from [2] to [0]
}

// With a second synapse, the keys are called as on Xylo Audio 2.

// RUN: sed -e s/xylo_a2/xylo_a3/ %S/Inputs/core.mlir | graph-opt -o %t/core2.mlir
// RUN: graph-opt %t/core2.mlir --xylo-assemble | graph-translate --xylo-to-samna-json -o %t/net2.json 2> %t/remark.txt
// RUN: FileCheck %s --check-prefix=SYNAPSE2 --input-file=%t/net2.json
// RUN: graph-translate --samna-json-to-xylo --samna-dt=1e-3 %t/net2.json | graph-opt | diff %t/core2.mlir -

// SYNAPSE2:     "operationMode": 0,
// SYNAPSE2-NEXT: "synapse2Enable": true,
// SYNAPSE2-NEXT: "biasEnable": true,
// SYNAPSE2:     "syn2_weights": {
// SYNAPSE2:     0,0,25,
// SYNAPSE2-NEXT: -9,0,0
// SYNAPSE2:     "syn2Weights": {
// SYNAPSE2:     0,0,0,
// SYNAPSE2-NEXT: 0,0,5,
// SYNAPSE2-NEXT: 0,0,127
// SYNAPSE2:     {"threshold":120,"vMemDecay":3,"iSynDecay":5,"vMemBias":4,"iSyn2Decay":6,"aliasTarget":{"nullopt":true}},

// A file that samna wrote has settings of the front ends as well, which may be anything.

// RUN: sed -e 's/"operationMode": 0/"inputSource": 4, "digitalFrontend": {"filterBank": []}, "analogFrontend": {}, "debug": {}, &/' %t/net.json > %t/whole.json
// RUN: graph-translate --samna-json-to-xylo --samna-dt=1e-3 %t/whole.json 2> %t/left-out.txt | graph-opt | diff %t/core.mlir -
// RUN: FileCheck %s --check-prefix=LEFT-OUT --input-file=%t/left-out.txt
// LEFT-OUT: whole.json:0:0: warning: settings that are no part of the network are left out: value0.inputSource, value0.digitalFrontend, value0.analogFrontend, value0.debug{{$}}

// Steps in hibernation have no key of their own: they are as long as the others.

// RUN: graph-opt %s --xylo-assemble=target-options=core-clock=50 | graph-translate --xylo-to-samna-json -o %t/clock.json 2> %t/clock.txt
// RUN: FileCheck %s --check-prefix=CLOCK --input-file=%t/clock.json
// RUN: graph-translate --samna-json-to-xylo --samna-dt=1e-3 %t/clock.json 2> %t/again.txt | graph-opt | diff %t/core.mlir -
// RUN: FileCheck %s --check-prefix=CORE-CLOCK --input-file=%t/again.txt
// CLOCK:     "timeResolutionWrap": 50000,
// CLOCK-NOT: ibernationModeTimeResolutionWrap
// CORE-CLOCK-NOT: warning:
// CORE-CLOCK: clock.json:0:0: remark: a time step has 50000 core clocks; to keep that, assemble with the target option core-clock=50{{$}}
// CORE-CLOCK-NOT: warning:
