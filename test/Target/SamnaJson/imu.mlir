// Xylo IMU, whose keys no file of samna's has shown: the tools say so. It has one synapse and
// no public addresses, which a configuration does not need.

// RUN: rm -rf %t && mkdir %t
// RUN: graph-opt %s -o %t/core.mlir
// RUN: graph-opt %s --xylo-assemble -o %t/image.mlir
// RUN: graph-translate --xylo-to-samna-json %t/image.mlir -o %t/net.json 2> %t/remark.txt
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t/remark.txt
// RUN: FileCheck %s --input-file=%t/net.json
// RUN: graph-translate --samna-json-to-xylo --samna-dt=1e-3 %t/net.json | graph-opt -o %t/again.mlir
// RUN: diff %t/core.mlir %t/again.mlir
// RUN: graph-opt %t/again.mlir --xylo-assemble | diff %t/image.mlir -

// REMARK: image.mlir:2:3: remark: 'samna-json' is not verified for 'xylo_imu': the keys are made from the names of samna's fields, no file of samna's for this chip is public, and the sensor's settings are left out

// CHECK:      {
// CHECK-NEXT:   "value0": {
// CHECK-NEXT:     "operationMode": 0,
// CHECK-NEXT:     "biasEnable": true,
// CHECK-NEXT:     "enableHibernationMode": false,
// CHECK-NEXT:     "timeResolutionWrap": 0,
// CHECK-NEXT:     "imuIfInputEnable": false,
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
// CHECK-NEXT:       "weightBitShift": 2,
// CHECK-NEXT:       "weights": {
// CHECK:            "values": [
// CHECK-NEXT: {{^}}0,18,
// CHECK-NEXT: {{^}}0,-8
// CHECK-NEXT: {{^}}]
// CHECK-NEXT:       },
// CHECK-NEXT:       "neurons": [
// CHECK-NEXT:         {"threshold":120,"vMemDecay":3,"iSynDecay":5,"vMemBias":4,"aliasTarget":{"nullopt":true}},
// CHECK-NEXT:         {"threshold":150,"vMemDecay":4,"iSynDecay":7,"vMemBias":-6,"aliasTarget":{"nullopt":true}}
// CHECK-NEXT:       ],
// CHECK-NEXT:       "aliasing": false
// CHECK-NEXT:     },
// CHECK-NEXT:     "readout": {
// CHECK-NEXT:       "weightBitShift": 3,
// CHECK-NEXT:       "weights": {
// CHECK:            "values": [
// CHECK-NEXT: {{^}}40
// CHECK-NEXT: {{^}}]
// CHECK-NEXT:       },
// CHECK-NEXT:       "neurons": [
// CHECK-NEXT:         {"threshold":110,"vMemDecay":11,"iSynDecay":13,"vMemBias":0}
// CHECK-NEXT:       ]
// CHECK-NEXT:     },
// CHECK-NEXT:     "debug": {
// CHECK-NEXT:       "alwaysUpdateOmpStat": true,
// CHECK-NEXT:       "isynClockEnable": true,
// CHECK-NEXT:       "raClockEnable": true,
// CHECK-NEXT:       "biasClockEnable": true,
// CHECK-NEXT:       "hmClockEnable": true,
// CHECK-NEXT:       "ramPowerEnable": true,
// CHECK-NEXT:       "monitorNeuronVMem": {
// CHECK-NEXT:         "nullopt": true
// CHECK-NEXT:       },
// CHECK-NEXT:       "monitorNeuronISyn": {
// CHECK-NEXT:         "nullopt": true
// CHECK-NEXT:       },
// CHECK-NEXT:       "monitorNeuronSpike": {
// CHECK-NEXT:         "nullopt": true
// CHECK-NEXT:       }
// CHECK-NEXT:     }
// CHECK-NEXT:   }
// CHECK-NEXT: }

xylo.core @network on "xylo_imu" dt 1.000000e-03 {
  xylo.neurons hidden "hidden" ids [0 to 1]
      dash_mem dense<[3, 4]> : tensor<2xi8> dash_syn dense<[[5], [7]]> : tensor<2x1xi8>
      threshold dense<[120, 150]> : tensor<2xi16> bias dense<[4, -6]> : tensor<2xi8>
  xylo.neurons output "output" ids [0]
      dash_mem dense<11> : tensor<1xi8> dash_syn dense<13> : tensor<1x1xi8>
      threshold dense<110> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<[[[30]], [[-9]]]> : tensor<2x1x1xi8> shift 1
  xylo.recurrent_weights from [0, 1] to [1, 1] dense<[[18], [-8]]> : tensor<2x1xi8> shift 2
  xylo.output_weights dense<40> : tensor<1x1xi8> shift 3
}

// Keys of the second synapse are none of this chip's.

// RUN: sed -e 's/"operationMode": 0/"synapse2Enable": false, &/' %t/net.json | not graph-translate --samna-json-to-xylo --samna-dt=1e-3 2>&1 | FileCheck %s --check-prefix=SYNAPSE2
// SYNAPSE2: error: value0: unknown key 'synapse2Enable' (read as xylo_imu)

// Of the sensor's settings samna has more.

// RUN: sed -e 's/"operationMode": 0/"inputInterface": {"enable": false}, &/' -e 's/"isynClockEnable"/"imuIfClkEnable": false, &/' %t/net.json > %t/whole.json
// RUN: graph-translate --samna-json-to-xylo --samna-dt=1e-3 %t/whole.json 2> %t/left-out.txt | graph-opt | diff %t/core.mlir -
// RUN: FileCheck %s --check-prefix=LEFT-OUT --input-file=%t/left-out.txt
// LEFT-OUT: whole.json:0:0: warning: settings that are no part of the network are left out: value0.inputInterface, value0.debug.imuIfClkEnable{{$}}
