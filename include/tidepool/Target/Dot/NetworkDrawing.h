//===- NetworkDrawing.h - What a picture of a network shows -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boxes, frames around them and arrows between them: all that a picture of a
// network shows, before anybody decides where it goes on the page. Free of
// MLIR; the texts are as the network has them, so they may be any bytes, and
// whoever prints them has to escape them.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_DOT_NETWORKDRAWING_H
#define TIDEPOOL_TARGET_DOT_NETWORKDRAWING_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::picture {

/// What a box stands for. The kind decides the shape.
enum class Kind {
  Input,       ///< an input of the network
  Output,      ///< an output of the network
  Weights,     ///< a module that is a matrix
  LIFNeurons,  ///< leaky integrate-and-fire neurons
  RateNeurons, ///< rate neurons
  Neurons,     ///< any other neurons
  Alias,       ///< spikes added to those of another neuron
  Module,      ///< any other module
  Holder,      ///< a holder whose modules are not shown
  Instance,    ///< a use of a network whose modules are not shown
  Group,       ///< several modules drawn as one
};
constexpr size_t numKinds = size_t(Kind::Group) + 1;

/// A word for the kind, `lif-neurons`: also its class in an SVG.
llvm::StringRef getName(Kind kind);

/// A box.
struct Vertex {
  Kind kind = Kind::Module;
  std::string label;                ///< relative to the frame around it
  std::string fullLabel;            ///< as reports have it
  std::vector<std::string> details; ///< further lines: `40 LIF neurons`
  std::optional<size_t> cluster;    ///< the innermost frame around it
  std::optional<unsigned> loop;     ///< the loop that all of it is part of
  bool isRecurrent = false;         ///< by Rockpool's definition

  /// "outer/lif, in loop 0": more than the box shows.
  std::string describe() const;
};

/// A frame around the modules of a holder, of an instance, or of modules with
/// one prefix.
struct Cluster {
  std::string label;            ///< relative to the frame around it
  std::string detail;           ///< `instance of layer`, or empty
  std::optional<size_t> parent; ///< always at a smaller index
};

/// An arrow: all connections from one box to another.
struct Edge {
  size_t source = 0, sink = 0;
  uint64_t connections = 0;     ///< from node to node; parallel ones add up
  std::optional<unsigned> loop; ///< the loop that both ends are part of
};

/// A picture before its layout. Vertices are in text order between the inputs
/// and the outputs; edges are in order of source, then sink, and no two have
/// the same ends.
struct NetworkDrawing {
  std::string name;        ///< of the network
  uint64_t numModules = 0; ///< in all, shown or not
  size_t numLoops = 0;
  std::vector<Vertex> vertices;
  std::vector<Cluster> clusters;
  std::vector<Edge> edges;

  /// "braille: 5 modules, 1 loop".
  std::string describe() const;
};

/// "1 module", "12 modules".
std::string formatCount(uint64_t number, llvm::StringRef noun);

} // namespace tidepool::picture

#endif // TIDEPOOL_TARGET_DOT_NETWORKDRAWING_H
